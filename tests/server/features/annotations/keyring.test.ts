import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type HeldKey, NotesKeys } from '#client/features/annotations/keys/NotesKeys.ts'
import { readRecoveryCode } from '#client/features/annotations/keys/recoveryCode.ts'
import {
  commitmentOf,
  digitsOf,
  isRevealed,
  newNonce,
  newOneTimeKey,
  openFromDevice,
  sealToDevice,
} from '#client/features/annotations/keys/unlockProtocol.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { type Keyring, keyring, keyringEvents } from '#shared/annotations/keyring.contract.ts'
import { keyringLimits } from '#shared/annotations/keyring.rules.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { Result } from '#shared/contract/result.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** What OPAQUE would give a device for a password. */
const exportKey = (password: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(password.padEnd(64, '.')), 'HKDF', false, [
    'deriveKey',
  ])

/** The keys of one device, over real calls. */
const device = (client: TestClient, accountId: string, personal: { key: CryptoKey | null }) => {
  const kept: { held: HeldKey | null } = { held: null }
  const keys = new NotesKeys({
    accountId,
    fetch: () =>
      client.call(keyring.keyring, {}) as Promise<
        Result<{ revision: number; keyring: Keyring | null }, ErrorCode>
      >,
    replace: (revision, next) =>
      client.call(keyring.replaceKeyring, { revision, keyring: next }) as Promise<
        Result<{ revision: number }, ErrorCode>
      >,
    personalKey: async () => personal.key,
    recall: async () => kept.held,
    keep: async held => {
      kept.held = held
    },
  })
  return { keys, kept, personal, client }
}
const person = async (password: string | null = 'mật khẩu thứ nhất') => {
  const { accountId, client } = await server.person()
  const own = { accountId, client }
  const key = password === null ? null : await exportKey(password)
  return { ...own, first: device(client, accountId, { key }) }
}
const another = async (accountId: string, password: string | null) => {
  const { client } = await server.device(accountId)
  return device(client, accountId, { key: password === null ? null : await exportKey(password) })
}
/** Whether two devices hold the same key: what one seals the other opens. */
const sameKey = async (one: HeldKey, other: HeldKey): Promise<boolean> => {
  const iv = new Uint8Array(12)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, one.key, new Uint8Array(3))
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, other.key, sealed).then(
    () => true,
    () => false,
  )
}
const heldBy = (keys: NotesKeys): HeldKey => {
  const state = keys.state()
  if (state.kind !== 'open') throw new Error(`not open: ${state.kind}`)
  return state.held
}

describe('[N30] the notes key', () => {
  test('is made by the first device, and opened by another with the same password', async () => {
    const { accountId, first } = await person()
    await first.keys.look()
    expect(first.keys.state()).toEqual({ kind: 'none', canMake: true })
    expect(await first.keys.ensure()).toEqual({ ok: true, data: null })
    const second = await another(accountId, 'mật khẩu thứ nhất')
    await second.keys.look()
    expect(await sameKey(heldBy(first.keys), heldBy(second.keys))).toBe(true)
    expect(heldBy(second.keys).key.extractable).toBe(false)
  })

  test('stays shut on a device that was signed in without the password, or under another', async () => {
    const { accountId, first } = await person()
    await first.keys.ensure()
    const tablet = await another(accountId, null)
    await tablet.keys.look()
    expect(tablet.keys.state()).toEqual({ kind: 'locked', recovery: false, lost: false })
    await tablet.keys.ensure()
    expect(tablet.keys.state().kind).toBe('locked')
    const reset = await another(accountId, 'mật khẩu sau khi đặt lại')
    await reset.keys.look()
    expect(reset.keys.state()).toEqual({ kind: 'locked', recovery: false, lost: true })
    expect(await tablet.keys.makeRecoveryCode()).toMatchObject({
      ok: false,
      error: { code: 'right.missing' },
    })
  })

  test('[N36] two devices that make one at the same moment end with the same', async () => {
    const { accountId, first } = await person()
    const second = await another(accountId, 'mật khẩu thứ nhất')
    await Promise.all([first.keys.ensure(), second.keys.ensure()])
    expect(await sameKey(heldBy(first.keys), heldBy(second.keys))).toBe(true)
  })

  test('[N32] is there without the network, from what the device keeps', async () => {
    const { first } = await person()
    await first.keys.ensure()
    const offline = new NotesKeys({
      accountId: heldBy(first.keys).accountId,
      fetch: async () => ({ ok: false, error: { code: 'network.lost' } }),
      replace: async () => ({ ok: false, error: { code: 'network.lost' } }),
      personalKey: async () => null,
      recall: async () => first.kept.held,
      keep: async () => undefined,
    })
    await offline.look()
    expect(offline.state().kind).toBe('open')
    offline.close()
    expect(offline.state().kind).toBe('unknown')
  })

  test('[N35] a changed password opens it, and so does the old one until the new one has', async () => {
    const { accountId, client, first } = await person('cũ')
    await first.keys.ensure()
    const before = heldBy(first.keys)
    expect(await first.keys.rewrap(await exportKey('cũ'), await exportKey('mới'))).toEqual({
      ok: true,
      data: null,
    })
    // The change of password itself was broken off: the old one still opens, and nothing is dropped by it.
    const old = await another(accountId, 'cũ')
    await old.keys.look()
    expect(await sameKey(before, heldBy(old.keys))).toBe(true)
    const now = await another(accountId, 'mới')
    await now.keys.look()
    expect(await sameKey(before, heldBy(now.keys))).toBe(true)
    const { keyring: after } = await client.done(keyring.keyring, {})
    expect(after?.passwords.length).toBe(1)
    const late = await another(accountId, 'cũ')
    await late.keys.look()
    expect(late.keys.state().kind).toBe('locked')
  })

  test('[N35] a change of password without any private notes has nothing to wrap', async () => {
    const { client, first } = await person('cũ')
    expect(await first.keys.rewrap(await exportKey('cũ'), await exportKey('mới'))).toEqual({
      ok: true,
      data: null,
    })
    expect(await client.done(keyring.keyring, {})).toEqual({ revision: 0, keyring: null })
  })

  test('[N33] the recovery code opens it after a reset; another code voids the one before', async () => {
    const { accountId, first } = await person()
    await first.keys.ensure()
    const before = heldBy(first.keys)
    const firstCode = await first.keys.makeRecoveryCode()
    const secondCode = await first.keys.makeRecoveryCode()
    if (!firstCode.ok || !secondCode.ok) throw new Error('no code')
    expect(firstCode.data).not.toBe(secondCode.data)
    const bytesOf = async (code: string) => {
      const read = await readRecoveryCode(code)
      if (!read.ok) throw new Error(read.problem)
      return read.bytes
    }
    const reset = await another(accountId, 'mật khẩu sau khi đặt lại')
    await reset.keys.look()
    expect(reset.keys.state()).toEqual({ kind: 'locked', recovery: true, lost: true })
    expect(await reset.keys.unlockByCode(await bytesOf(firstCode.data))).toMatchObject({ ok: false })
    expect(await reset.keys.unlockByCode(await bytesOf(secondCode.data))).toEqual({ ok: true, data: null })
    expect(await sameKey(before, heldBy(reset.keys))).toBe(true)
    // From now on the new password opens it.
    const later = await another(accountId, 'mật khẩu sau khi đặt lại')
    await later.keys.look()
    expect(await sameKey(before, heldBy(later.keys))).toBe(true)
  })

  test('[N35] after a reset without a code a new key is made, and the old one is gone', async () => {
    const { accountId, first } = await person()
    await first.keys.ensure()
    const reset = await another(accountId, 'mật khẩu sau khi đặt lại')
    await reset.keys.look()
    expect(await reset.keys.startAnew()).toEqual({ ok: true, data: null })
    expect(await sameKey(heldBy(first.keys), heldBy(reset.keys))).toBe(false)
    await first.keys.look()
    expect(first.keys.state().kind).toBe('locked')
  })
})

describe('[N36] the keyring at the server', () => {
  const wrap = { salt: 'A'.repeat(43), iv: 'A'.repeat(16), sealed: 'A'.repeat(64) }
  const some = (): Keyring => ({ keyId: crypto.randomUUID(), passwords: [wrap], recovery: null })

  test('is replaced only by whoever knew its last revision, and the other devices hear it', async () => {
    const { accountId, client } = await person()
    const { client: other } = await server.device(accountId)
    await other.socket()
    expect(await client.call(keyring.replaceKeyring, { revision: 1, keyring: some() })).toMatchObject({
      error: { code: 'revision.stale' },
    })
    expect(await client.done(keyring.replaceKeyring, { revision: 0, keyring: some() })).toEqual({
      revision: 1,
    })
    await other.until(keyringEvents.keyringChanged, ({ revision }) => revision === 1)
    expect(await client.call(keyring.replaceKeyring, { revision: 0, keyring: some() })).toMatchObject({
      error: { code: 'revision.stale' },
    })
    other.close()
  })

  test('nobody sees another’s, whatever their role', async () => {
    const { client } = await person()
    await client.done(keyring.replaceKeyring, { revision: 0, keyring: some() })
    const administrator = await server.person({ administrator: true, secretary: true })
    expect(await administrator.client.done(keyring.keyring, {})).toEqual({ revision: 0, keyring: null })
    await administrator.client.socket()
    await administrator.client.until(keyringEvents.keyringChanged, () => true)
    expect(administrator.client.view(keyringEvents.keyringChanged)).toEqual({ revision: 0, keyring: null })
    administrator.client.close()
  })

  test('goes when the person is erased, and is in no byte of the journal', async () => {
    const { accountId, client } = await person()
    await client.done(keyring.replaceKeyring, { revision: 0, keyring: some() })
    const details = await server.database.kysely
      .selectFrom('journal_details')
      .innerJoin('journal', 'journal.seq', 'journal_details.seq')
      .select(['command', 'detail'])
      .where('actor_id', '=', accountId)
      .execute()
    expect(details).toEqual([{ command: 'annotations:replaceKeyring', detail: '{"revision":0}' }])
    const administrator = await server.person({ administrator: true })
    await administrator.client.done(accounts.deactivate, { accountId })
    await administrator.client.done(accounts.erase, { accountId })
    expect(
      await server.database.kysely
        .selectFrom('keyrings')
        .selectAll()
        .where('account_id', '=', accountId)
        .execute(),
    ).toEqual([])
  })
})

describe('[N34] one device opens private notes for another', () => {
  const start = async () => {
    const { accountId, first: own } = await person()
    await own.keys.ensure()
    const waiting = await another(accountId, null)
    await waiting.keys.look()
    const oneTime = await newOneTimeKey()
    const requestId = crypto.randomUUID()
    const nonce = newNonce()
    const commitment = await commitmentOf({ accountId, requestId, revealedKey: oneTime.publicKey, nonce })
    return { accountId, own, waiting, oneTime, requestId, nonce, commitment }
  }

  test('over real sockets, from the question to the opened note', async () => {
    const { accountId, own, waiting, oneTime, requestId, nonce, commitment } = await start()
    await own.client.socket()
    await waiting.client.socket()
    await waiting.client.ask(keyring.askUnlock, { requestId, commitment })
    const asked = await own.client.until(
      keyringEvents.unlocksChanged,
      ({ requests }) => requests.length === 1,
    )
    expect(asked.requests[0]).toMatchObject({
      id: requestId,
      commitment,
      deviceLabel: 'Máy thử',
      allowed: null,
    })
    const answer = await newOneTimeKey()
    await own.client.ask(keyring.allowUnlock, { requestId, publicKey: answer.publicKey })
    const allowed = await waiting.client.until(
      keyringEvents.unlocksChanged,
      ({ requests }) => requests[0]?.allowed != null,
    )
    await waiting.client.ask(keyring.revealUnlock, { requestId, publicKey: oneTime.publicKey, nonce })
    const revealed = await own.client.until(
      keyringEvents.unlocksChanged,
      ({ requests }) => requests[0]?.revealed != null,
    )
    const onOwn = {
      ...{ accountId, requestId, commitment: asked.requests[0]!.commitment, allowedKey: answer.publicKey },
      ...{
        revealedKey: revealed.requests[0]!.revealed!.publicKey,
        nonce: revealed.requests[0]!.revealed!.nonce,
      },
    }
    const onWaiting = {
      ...{ accountId, requestId, commitment, allowedKey: allowed.requests[0]!.allowed!.publicKey },
      ...{ revealedKey: oneTime.publicKey, nonce },
    }
    expect(await isRevealed(onOwn)).toBe(true)
    expect(await digitsOf(onOwn)).toBe(await digitsOf(onWaiting))
    const given = await own.keys.give(async (raw, keyId) => {
      const sent = await sealToDevice(raw, keyId, answer, onOwn)
      return own.client.call(keyring.sendNotesKey, { requestId, ...sent })
    })
    expect(given.ok).toBe(true)
    const sent = await waiting.client.until(
      keyringEvents.unlocksChanged,
      ({ requests }) => requests[0]?.sent != null,
    )
    const opened = await waiting.keys.takeSent(keyId =>
      openFromDevice(sent.requests[0]!.sent!, keyId, oneTime, onWaiting),
    )
    expect(opened).toEqual({ ok: true, data: null })
    expect(await sameKey(heldBy(own.keys), heldBy(waiting.keys))).toBe(true)
    // It opens private notes, and hands them to nobody.
    expect(waiting.keys.state()).toMatchObject({ kind: 'open', canGive: false })
    await waiting.client.ask(keyring.dropUnlock, { requestId })
    await own.client.until(keyringEvents.unlocksChanged, ({ requests }) => requests.length === 0)
    own.client.close()
    waiting.client.close()
  })

  test('each step is taken once, in order, by the device whose turn it is', async () => {
    const { own, waiting, oneTime, requestId, nonce, commitment } = await start()
    const publicKey = oneTime.publicKey
    const sent = { requestId, iv: 'A'.repeat(16), sealed: 'A'.repeat(64) }
    const taken = { ok: false, error: { code: 'unlock.taken' } }
    await waiting.client.done(keyring.askUnlock, { requestId, commitment })
    expect(await waiting.client.call(keyring.askUnlock, { requestId, commitment })).toMatchObject({
      error: { code: 'object.exists' },
    })
    expect(await waiting.client.call(keyring.revealUnlock, { requestId, publicKey, nonce })).toEqual(taken)
    expect(await own.client.call(keyring.sendNotesKey, sent)).toEqual(taken)
    // A device does not allow itself.
    expect(await waiting.client.call(keyring.allowUnlock, { requestId, publicKey })).toEqual(taken)
    await own.client.done(keyring.allowUnlock, { requestId, publicKey })
    expect(await own.client.call(keyring.allowUnlock, { requestId, publicKey })).toEqual(taken)
    expect(await own.client.call(keyring.revealUnlock, { requestId, publicKey, nonce })).toEqual(taken)
    await waiting.client.done(keyring.revealUnlock, { requestId, publicKey, nonce })
    // A third device of the person did not allow it, so it does not send either.
    const third = await server.device((await own.client.done(accounts.me, {})).account.id)
    expect(await third.client.call(keyring.sendNotesKey, sent)).toEqual(taken)
    await own.client.done(keyring.sendNotesKey, sent)
    expect(await own.client.call(keyring.sendNotesKey, sent)).toEqual(taken)
  })

  test('nobody else knows of the request, and it lasts five minutes', async () => {
    const { own, waiting, requestId, oneTime, commitment } = await start()
    await waiting.client.done(keyring.askUnlock, { requestId, commitment })
    const stranger = await server.person({ administrator: true })
    for (const call of [
      stranger.client.call(keyring.allowUnlock, { requestId, publicKey: oneTime.publicKey }),
      stranger.client.call(keyring.dropUnlock, { requestId }),
    ])
      expect(await call).toMatchObject({ error: { code: 'object.notFound' } })
    server.clock.pass(keyringLimits.requestMs + 1)
    expect(
      await own.client.call(keyring.allowUnlock, { requestId, publicKey: oneTime.publicKey }),
    ).toMatchObject({ error: { code: 'object.notFound' } })
  })

  test('a device that asks again replaces its own request; asking is limited', async () => {
    const { own, waiting, commitment } = await start()
    const codes: string[] = []
    for (let at = 0; at <= keyringLimits.tries; at += 1) {
      const asked = await waiting.client.call(keyring.askUnlock, {
        requestId: crypto.randomUUID(),
        commitment,
      })
      codes.push(asked.ok ? 'yes' : asked.error.code)
    }
    expect(codes.filter(code => code === 'yes').length).toBe(keyringLimits.tries)
    expect(codes.at(-1)).toBe('rate.limited')
    await own.client.socket()
    const { requests } = await own.client.until(keyringEvents.unlocksChanged, () => true)
    expect(requests.length).toBe(1)
    own.client.close()
  })
})
