import { beforeEach, describe, expect, test } from '@jest/globals'
import { type AllowState, AllowUnlock } from '#client/features/annotations/keys/AllowUnlock.ts'
import { type AskState, AskUnlock } from '#client/features/annotations/keys/AskUnlock.ts'
import { NotesKeys } from '#client/features/annotations/keys/NotesKeys.ts'
import {
  commitmentOf,
  newNonce,
  newOneTimeKey,
  sealToDevice,
} from '#client/features/annotations/keys/unlockProtocol.ts'
import type { Keyring, UnlockRequest } from '#shared/annotations/keyring.contract.ts'
import { ok } from '#shared/contract/result.ts'

const accountId = '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c01'
const device = (letter: string) => `7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c0${letter}`

/** A server in memory that keeps one keyring and one request; `lie` changes what a device is told. */
class Relay {
  stored: { revision: number; keyring: Keyring | null } = { revision: 0, keyring: null }
  request: UnlockRequest | null = null
  lieToOwn: (request: UnlockRequest) => UnlockRequest = request => request
  lieToWaiting: (request: UnlockRequest) => UnlockRequest = request => request

  keys(personal: CryptoKey | null): NotesKeys {
    return new NotesKeys({
      accountId,
      fetch: async () => ok(this.stored),
      replace: async (revision, keyring) => {
        this.stored = { revision: revision + 1, keyring }
        return ok({ revision: revision + 1 })
      },
      personalKey: async () => personal,
      recall: async () => null,
      keep: async () => undefined,
    })
  }
  forOwn(): readonly UnlockRequest[] {
    return this.request === null ? [] : [this.lieToOwn(this.request)]
  }
  forWaiting(): readonly UnlockRequest[] {
    return this.request === null ? [] : [this.lieToWaiting(this.request)]
  }
}

let relay: Relay
let ownKeys: NotesKeys
let waitingKeys: NotesKeys
let ask: AskUnlock
let asked: AskState
let allow: AllowUnlock
let allowed: AllowState

const change = (more: Partial<UnlockRequest>) => {
  if (relay.request !== null) relay.request = { ...relay.request, ...more }
  return Promise.resolve(ok({}))
}

beforeEach(async () => {
  relay = new Relay()
  const personal = await crypto.subtle.importKey('raw', new Uint8Array(64), 'HKDF', false, ['deriveKey'])
  ownKeys = relay.keys(personal)
  waitingKeys = relay.keys(null)
  await ownKeys.ensure()
  asked = { kind: 'asking' }
  allowed = { kind: 'asked' }
  ask = new AskUnlock(
    {
      ...{ accountId, keys: waitingKeys },
      ask: async ({ requestId, commitment }) => {
        relay.request = {
          ...{ id: requestId, loginId: device('2'), deviceLabel: 'iPad', expiresAt: 1, commitment },
          ...{ allowed: null, revealed: null, sent: null },
        }
        return ok({})
      },
      reveal: ({ publicKey, nonce }) => change({ revealed: { publicKey, nonce } }),
      drop: async () => {
        relay.request = null
      },
    },
    state => {
      asked = state
    },
  )
  await ask.start()
  allow = new AllowUnlock(
    relay.forOwn()[0]!,
    {
      ...{ accountId, keys: ownKeys },
      allow: ({ publicKey }) => change({ allowed: { loginId: device('3'), publicKey } }),
      send: ({ iv, sealed }) => change({ sent: { iv, sealed } }),
      drop: async () => {
        relay.request = null
      },
    },
    state => {
      allowed = state
    },
  )
})

const meet = async () => {
  await allow.allow()
  await ask.hear(relay.forWaiting())
  await allow.hear(relay.forOwn())
}

describe('[N34] unlocking from the own device', () => {
  test('shows the same digits on both, and opens once both persons’ screens were confirmed', async () => {
    await meet()
    expect(allowed.kind).toBe('compare')
    expect(asked).toMatchObject({ kind: 'compare', confirmed: false })
    expect('digits' in asked && 'digits' in allowed && asked.digits === allowed.digits).toBe(true)
    await allow.alike()
    await ask.hear(relay.forWaiting())
    // The key is there, but nobody said on this screen that the digits are alike.
    expect(waitingKeys.state().kind).toBe('unknown')
    await ask.alike()
    expect(asked.kind).toBe('opened')
    expect(waitingKeys.state().kind).toBe('open')
  })

  test('nothing is sent before the person agreed, and before the digits were called alike', async () => {
    await ask.hear(relay.forWaiting())
    await allow.hear(relay.forOwn())
    await allow.alike()
    expect(relay.request?.sent).toBeNull()
    await meet()
    expect(relay.request?.sent).toBeNull()
  })

  test('a server that answers for the own device is noticed by the digits, and its key is not taken', async () => {
    const middle = await newOneTimeKey()
    relay.lieToWaiting = request => ({
      ...request,
      allowed: request.allowed && { ...request.allowed, publicKey: middle.publicKey },
    })
    await meet()
    if (asked.kind !== 'compare' || allowed.kind !== 'compare') throw new Error('nothing to compare')
    expect(asked.digits).not.toBe(allowed.digits)
    // It sends a key of its own at once, hoping that the device takes whatever comes.
    const sent = await sealToDevice(new Uint8Array(32), relay.stored.keyring!.keyId, middle, {
      ...{ accountId, requestId: ask.requestId, commitment: relay.request!.commitment },
      ...{ allowedKey: middle.publicKey, revealedKey: relay.request!.revealed!.publicKey },
      nonce: relay.request!.revealed!.nonce,
    })
    relay.lieToWaiting = request => ({ ...request, sent })
    await ask.hear(relay.forWaiting())
    expect(waitingKeys.state().kind).toBe('unknown')
    ask.giveUp('differ')
    expect(asked.kind).toBe('differ')
    expect(waitingKeys.state().kind).toBe('unknown')
  })

  test('a server that asks in the tablet’s place is noticed by the digits', async () => {
    const middle = await newOneTimeKey()
    const nonce = newNonce()
    const commitment = await commitmentOf({
      ...{ accountId, requestId: ask.requestId, revealedKey: middle.publicKey, nonce },
    })
    const first = { ...relay.request!, commitment }
    const states: AllowState[] = []
    const tricked = new AllowUnlock(
      first,
      {
        ...{ accountId, keys: ownKeys },
        allow: ({ publicKey }) => change({ allowed: { loginId: device('3'), publicKey } }),
        send: ({ iv, sealed }) => change({ sent: { iv, sealed } }),
        drop: async () => undefined,
      },
      state => states.push(state),
    )
    await tricked.allow()
    await ask.hear(relay.forWaiting())
    relay.lieToOwn = request => ({
      ...request,
      commitment,
      revealed: { publicKey: middle.publicKey, nonce },
    })
    await tricked.hear(relay.forOwn())
    const shown = states.at(-1)
    if (shown?.kind !== 'compare' || asked.kind !== 'compare') throw new Error('nothing to compare')
    expect(shown.digits).not.toBe(asked.digits)
    expect(relay.request?.sent).toBeNull()
  })

  test('a server that changes its commitment after the answer is refused by the own device itself', async () => {
    const middle = await newOneTimeKey()
    const nonce = newNonce()
    await allow.allow()
    await ask.hear(relay.forWaiting())
    const commitment = await commitmentOf({
      ...{ accountId, requestId: ask.requestId, revealedKey: middle.publicKey, nonce },
    })
    relay.lieToOwn = request => ({ ...request, commitment, revealed: { publicKey: middle.publicKey, nonce } })
    await allow.hear(relay.forOwn())
    expect(allowed.kind).toBe('differ')
    await allow.alike()
    expect(relay.request).toBeNull()
  })

  test('ends on both when the waiting device gives up', async () => {
    await allow.allow()
    ask.giveUp('refused')
    await allow.hear(relay.forOwn())
    expect(allowed.kind).toBe('gone')
    await ask.hear(relay.forWaiting())
    expect(asked.kind).toBe('refused')
  })

  test('leaves it to another of the person’s devices that was quicker', async () => {
    const { publicKey } = await newOneTimeKey()
    await change({ allowed: { loginId: device('4'), publicKey } })
    await allow.hear(relay.forOwn())
    expect(allowed.kind).toBe('gone')
  })
})
