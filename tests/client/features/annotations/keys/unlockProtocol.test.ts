import { describe, expect, test } from '@jest/globals'
import { newNotesKey } from '#client/features/annotations/keys/notesKey.ts'
import {
  commitmentOf,
  digitsOf,
  isRevealed,
  newNonce,
  newOneTimeKey,
  openFromDevice,
  sealToDevice,
  type Transcript,
} from '#client/features/annotations/keys/unlockProtocol.ts'

const accountId = '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c01'
const requestId = '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c02'
const keyId = '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c03'

/** A device that waits: its one-time key, and what it says first. */
const waiting = async () => {
  const key = await newOneTimeKey()
  const nonce = newNonce()
  const commitment = await commitmentOf({ accountId, requestId, revealedKey: key.publicKey, nonce })
  return { key, nonce, commitment }
}
const honest = async () => {
  const device = await waiting()
  const own = await newOneTimeKey()
  const seen: Transcript = {
    ...{ accountId, requestId, commitment: device.commitment, allowedKey: own.publicKey },
    ...{ revealedKey: device.key.publicKey, nonce: device.nonce },
  }
  return { device, own, seen }
}

describe('[N34] one device opens private notes for another', () => {
  test('both show the same six digits, and the key arrives', async () => {
    const { device, own, seen } = await honest()
    expect(await isRevealed(seen)).toBe(true)
    const digits = await digitsOf(seen)
    expect(digits).toMatch(/^\d{6}$/)
    expect(await digitsOf({ ...seen })).toBe(digits)
    const raw = newNotesKey()
    const sent = await sealToDevice(raw, keyId, own, seen)
    expect(await openFromDevice(sent, keyId, device.key, seen)).toEqual(raw)
  })

  test('a server that puts its own keys between is noticed: the digits differ on the two screens', async () => {
    let alike = 0
    for (let run = 0; run < 30; run += 1) {
      const device = await waiting()
      const own = await newOneTimeKey()
      // Towards the own device it plays the waiting one, towards the waiting device the own one.
      const towardsOwn = await waiting()
      const towardsDevice = await newOneTimeKey()
      const onOwn: Transcript = {
        ...{ accountId, requestId, commitment: towardsOwn.commitment, allowedKey: own.publicKey },
        ...{ revealedKey: towardsOwn.key.publicKey, nonce: towardsOwn.nonce },
      }
      const onDevice: Transcript = {
        ...{ accountId, requestId, commitment: device.commitment, allowedKey: towardsDevice.publicKey },
        ...{ revealedKey: device.key.publicKey, nonce: device.nonce },
      }
      expect(await isRevealed(onOwn)).toBe(true)
      if ((await digitsOf(onOwn)) === (await digitsOf(onDevice))) alike += 1
    }
    expect(alike).toBe(0)
  })

  test('a server that waits for the answer and then chooses a key for its digits breaks its commitment', async () => {
    const { own, seen } = await honest()
    const wanted = await digitsOf(seen)
    // It looks for a key of its own with the same digits, as it could if nothing had been committed to.
    for (let tries = 0; tries < 20; tries += 1) {
      const mine = await newOneTimeKey()
      const chosen: Transcript = {
        ...{ accountId, requestId, commitment: seen.commitment, allowedKey: own.publicKey },
        ...{ revealedKey: mine.publicKey, nonce: newNonce() },
      }
      expect(await isRevealed(chosen)).toBe(false)
    }
    expect(await isRevealed({ ...seen, nonce: newNonce() })).toBe(false)
    expect(await isRevealed({ ...seen, requestId: keyId })).toBe(false)
    expect(await digitsOf(seen)).toBe(wanted)
  })

  test('whatever differs between what the two saw, the digits differ or the key does not open', async () => {
    const { device, own, seen } = await honest()
    const raw = newNotesKey()
    const sent = await sealToDevice(raw, keyId, own, seen)
    const other = (await newOneTimeKey()).publicKey
    for (const changed of [
      { ...seen, accountId: keyId },
      { ...seen, requestId: keyId },
      { ...seen, commitment: newNonce() },
      { ...seen, allowedKey: other },
      { ...seen, nonce: newNonce() },
    ])
      expect(await openFromDevice(sent, keyId, device.key, changed)).toBeNull()
    expect(await openFromDevice(sent, accountId, device.key, seen)).toBeNull()
    expect(await openFromDevice(sent, keyId, await newOneTimeKey(), seen)).toBeNull()
    expect(await openFromDevice({ ...sent, sealed: 'A'.repeat(64) }, keyId, device.key, seen)).toBeNull()
  })

  test('a point that is not on the curve is refused', async () => {
    const { device, own, seen } = await honest()
    const sent = await sealToDevice(newNotesKey(), keyId, own, seen)
    expect(await openFromDevice(sent, keyId, device.key, { ...seen, allowedKey: 'B'.repeat(87) })).toBeNull()
  })
})
