import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import * as opaque from '@serenity-kit/opaque'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { opaqueIdentifiers } from '#shared/accounts/opaque.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { beginSignIn, closing, device, fields, keyStretching, signIn, withPassword } from './support.ts'

const password = 'mùa thu lá bay 7'
let server: TestServer
let administrator: TestClient

beforeEach(async () => {
  server = await startServer()
  administrator = (await server.person({ administrator: true })).client
})
afterEach(() => server.close())

describe('signing in', () => {
  test('[K12] the right password signs the device in and makes the same key each time', async () => {
    const made = await withPassword(server, administrator, 'binhtt', password)
    const first = await signIn(server.anonymous(), 'binhtt', password)
    const second = await signIn(server.anonymous(), 'BinhTT', password)
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(first.data.me.account.id).toBe(made.accountId)
    expect(first.data.exportKey).toBe(made.exportKey)
    expect(second.data.exportKey).toBe(made.exportKey)
  })

  test('[K29] the cookie is out of reach of scripts and other sites, and its token is stored as a hash', async () => {
    await withPassword(server, administrator, 'binhtt', password)
    const client = server.anonymous()
    const { finished, attemptId } = await beginSignIn(client, 'binhtt', password)
    const { cookies } = await client.post(
      accounts.signIn.name,
      JSON.stringify({
        id: crypto.randomUUID(),
        input: { attemptId, finishLoginRequest: finished?.finishLoginRequest, device },
      }),
    )
    expect(cookies).toHaveLength(1)
    const [cookie = ''] = cookies
    expect(cookie).toMatch(/^__Host-login=[\w-]{43}; /)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part)
    const token = cookie.slice('__Host-login='.length, cookie.indexOf(';'))
    const rows = await server.database.kysely.selectFrom('logins').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    client.cookie = `__Host-login=${token}`
    expect((await client.done(accounts.me, {})).account.loginName).toBe('binhtt')
  })

  test('[K15] a wrong password is refused, by the device and by the server', async () => {
    await withPassword(server, administrator, 'binhtt', password)
    const client = server.anonymous()
    expect(await signIn(client, 'binhtt', 'sai mật khẩu rồi')).toMatchObject({
      error: { code: 'signIn.refused' },
    })
    const { started, attemptId } = await beginSignIn(client, 'binhtt', 'sai mật khẩu rồi')
    expect(started.ok).toBe(true)
    const forged = Buffer.alloc(64, 7).toString('base64url')
    expect(
      await client.call(accounts.signIn, { attemptId, finishLoginRequest: forged, device }),
    ).toMatchObject({ error: { code: 'signIn.refused' } })
  })

  test('[K15] names that nobody has are answered as any other, and the same each time', async () => {
    await withPassword(server, administrator, 'binhtt', password)
    await administrator.done(accounts.create, { ...fields('moi.vao'), accountId: crypto.randomUUID() })
    await opaque.ready
    const { startLoginRequest } = opaque.client.startLogin({ password })
    // The first 32 bytes are the OPRF's answer to the request; the rest is fresh in every message.
    const oprf = async (loginName: string) => {
      const { loginResponse } = await server
        .anonymous()
        .done(accounts.startSignIn, { loginName, startLoginRequest })
      return { length: loginResponse.length, evaluated: loginResponse.slice(0, 42) }
    }
    const real = await oprf('binhtt')
    const unknown = await oprf('khong.ai')
    const invited = await oprf('moi.vao')
    expect([unknown.length, invited.length]).toEqual([real.length, real.length])
    expect(await oprf('binhtt')).toEqual(real)
    expect(await oprf('khong.ai')).toEqual(unknown)
    expect(await oprf('moi.vao')).toEqual(invited)
    expect(new Set([real.evaluated, unknown.evaluated, invited.evaluated]).size).toBe(3)
  })

  test('[K15] an unknown name and a deactivated account are refused with the same code', async () => {
    const { accountId } = await withPassword(server, administrator, 'binhtt', password)
    await administrator.done(accounts.deactivate, { accountId })
    const client = server.anonymous()
    const { finished, attemptId } = await beginSignIn(client, 'binhtt', password)
    expect(
      await client.call(accounts.signIn, {
        ...{ attemptId, device },
        finishLoginRequest: finished?.finishLoginRequest ?? '',
      }),
    ).toEqual({ ok: false, error: { code: 'signIn.refused' } })
    const unknown = await beginSignIn(client, 'khong.ai', password)
    expect(unknown.finished).toBeUndefined()
    const forged = Buffer.alloc(64, 7).toString('base64url')
    expect(
      await client.call(accounts.signIn, {
        ...{ attemptId: unknown.attemptId, device, finishLoginRequest: forged },
      }),
    ).toEqual({ ok: false, error: { code: 'signIn.refused' } })
  })

  test('[K16] a new login name leaves the password working', async () => {
    const { accountId } = await withPassword(server, administrator, 'binhtt', password)
    await administrator.done(accounts.update, { ...fields('tran.binh'), accountId })
    expect(await signIn(server.anonymous(), 'tran.binh', password)).toMatchObject({ ok: true })
    expect(await signIn(server.anonymous(), 'binhtt', password)).toMatchObject({ ok: false })
  })

  test('[K19] an attempt is good for a minute and once', async () => {
    await withPassword(server, administrator, 'binhtt', password)
    const client = server.anonymous()
    const late = await beginSignIn(client, 'binhtt', password)
    server.clock.pass(60_000)
    const input = (begun: Awaited<ReturnType<typeof beginSignIn>>) => ({
      ...{ attemptId: begun.attemptId, device },
      finishLoginRequest: begun.finished?.finishLoginRequest ?? '',
    })
    expect(await client.call(accounts.signIn, input(late))).toMatchObject({
      error: { code: 'attempt.expired' },
    })
    const good = await beginSignIn(client, 'binhtt', password)
    server.clock.pass(59_000)
    expect(await client.call(accounts.signIn, input(good))).toMatchObject({ ok: true })
    expect(await server.anonymous().call(accounts.signIn, input(good))).toMatchObject({
      error: { code: 'attempt.expired' },
    })
  })

  test('[K37] what is no OPAQUE message is refused by the field that it stands in', async () => {
    const client = server.anonymous()
    expect(
      await client.call(accounts.startSignIn, { loginName: 'binhtt', startLoginRequest: 'AAAA' }),
    ).toMatchObject({ error: { code: 'input.invalid', field: 'startLoginRequest' } })
  })

  test('[K42] the journal names who signed in, though nobody was before', async () => {
    const { accountId } = await withPassword(server, administrator, 'binhtt', password)
    const signed = await signIn(server.anonymous(), 'binhtt', password)
    if (!signed.ok) throw new Error('refused')
    const row = await server.database.kysely
      .selectFrom('journal')
      .selectAll()
      .where('command', '=', 'accounts:signIn')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ actor_id: accountId, login_id: signed.data.me.login.id })
  })
})

describe('guesses', () => {
  const guess = (client: TestClient, loginName: string) => signIn(client, loginName, 'đoán mò thôi mà')

  test('[K35] ten tries of a name, then a wait; the device never needs to finish to be counted', async () => {
    await withPassword(server, administrator, 'binhtt', password)
    const client = server.anonymous()
    for (let tries = 0; tries < 10; tries += 1)
      expect(await guess(client, 'binhtt')).toMatchObject({ error: { code: 'signIn.refused' } })
    const refused = await signIn(client, 'binhtt', password)
    expect(refused).toMatchObject({ error: { code: 'rate.limited' } })
    if (refused.ok) return
    expect(refused.error.retryAfterMs).toBeGreaterThan(0)
    expect(refused.error.retryAfterMs).toBeLessThanOrEqual(5 * 60_000)
    expect(await guess(client, 'nguoi.khac')).toMatchObject({ error: { code: 'signIn.refused' } })
  })

  test('[K35] signing in forgets the wrong tries before', async () => {
    await withPassword(server, administrator, 'binhtt', password)
    const client = server.anonymous()
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 9; tries += 1) await guess(client, 'binhtt')
      expect(await signIn(client, 'binhtt', password)).toMatchObject({ ok: true })
    }
  })

  test('[K36] guessing from many addresses holds a name up, but not where its owner signed in before', async () => {
    await server.close()
    server = await startServer({ environment: { PHS_TRUSTED_PROXIES: '127.0.0.1' } })
    administrator = (await server.person({ administrator: true })).client
    await withPassword(server, administrator, 'binhtt', password)
    const from = (address: string) => {
      const client = server.anonymous()
      const { post } = client
      client.post = (name, body) => post.call(client, name, body, { 'x-forwarded-for': address })
      return client
    }
    expect(await signIn(from('10.0.0.1'), 'binhtt', password)).toMatchObject({ ok: true })
    for (let tries = 0; tries < 100; tries += 1)
      expect(await guess(from(`10.1.0.${tries}`), 'binhtt')).toMatchObject({
        error: { code: 'signIn.refused' },
      })
    expect(await signIn(from('10.2.0.1'), 'binhtt', password)).toMatchObject({
      error: { code: 'rate.limited' },
    })
    expect(await signIn(from('10.0.0.1'), 'binhtt', password)).toMatchObject({ ok: true })
  })
})

describe('changing the password', () => {
  const change = async (client: TestClient, old: string, next: string) => {
    await opaque.ready
    const login = opaque.client.startLogin({ password: old })
    const registration = opaque.client.startRegistration({ password: next })
    const { attemptId, loginResponse, registrationResponse } = await client.done(
      accounts.startPasswordChange,
      {
        startLoginRequest: login.startLoginRequest,
        registrationRequest: registration.registrationRequest,
      },
    )
    const common = { keyStretching, identifiers: opaqueIdentifiers }
    const proof = opaque.client.finishLogin({
      ...{ clientLoginState: login.clientLoginState, loginResponse, password: old, ...common },
    })
    const { registrationRecord, exportKey } = opaque.client.finishRegistration({
      ...{ clientRegistrationState: registration.clientRegistrationState, registrationResponse },
      ...{ password: next, ...common },
    })
    const forged = Buffer.alloc(64, 7).toString('base64url')
    const result = await client.call(accounts.changePassword, {
      ...{ attemptId, registrationRecord },
      finishLoginRequest: proof?.finishLoginRequest ?? forged,
    })
    return { result, oldKey: proof?.exportKey, newKey: exportKey }
  }

  test('[K20] the new one signs in, the old one does not; the device has both keys and stays signed in', async () => {
    const { client, exportKey } = await withPassword(server, administrator, 'binhtt', password)
    const { result, oldKey, newKey } = await change(client, password, 'mùa đông tuyết rơi')
    expect(result).toEqual({ ok: true, data: {} })
    expect(oldKey).toBe(exportKey)
    await client.done(accounts.me, {})
    expect(await signIn(server.anonymous(), 'binhtt', password)).toMatchObject({ ok: false })
    const signed = await signIn(server.anonymous(), 'binhtt', 'mùa đông tuyết rơi')
    expect(signed).toMatchObject({ ok: true, data: { exportKey: newKey } })
  })

  test('[K20] all other devices are signed out at once, and a shown code is void', async () => {
    const { client, accountId } = await withPassword(server, administrator, 'binhtt', password)
    const other = (await server.device(accountId)).client
    const closed = await closing(other)
    const { code } = await other.done(accounts.issueTabletCode, { accountId })
    await change(client, password, 'mùa đông tuyết rơi')
    expect(await closed.reason).toBe('revoked')
    expect(await other.call(accounts.me, {})).toMatchObject({
      error: { code: 'login.ended', params: { reason: 'revoked' } },
    })
    expect(await server.anonymous().call(accounts.redeemTabletCode, { code, device })).toMatchObject({
      error: { code: 'link.invalid' },
    })
  })

  test('[K20] without the old password nothing changes', async () => {
    const { client, accountId } = await withPassword(server, administrator, 'binhtt', password)
    const other = (await server.device(accountId)).client
    const { result } = await change(client, 'không nhớ nữa rồi', 'mùa đông tuyết rơi')
    expect(result).toMatchObject({ error: { code: 'signIn.refused' } })
    await other.done(accounts.me, {})
    expect(await signIn(server.anonymous(), 'binhtt', password)).toMatchObject({ ok: true })
  })

  test('[K19] another person’s attempt changes nobody’s password', async () => {
    const one = await withPassword(server, administrator, 'binhtt', password)
    const two = await withPassword(server, administrator, 'nguyetbtm', password)
    await opaque.ready
    const { startLoginRequest } = opaque.client.startLogin({ password })
    const { registrationRequest } = opaque.client.startRegistration({ password })
    const { attemptId } = await one.client.done(accounts.startPasswordChange, {
      ...{ startLoginRequest, registrationRequest },
    })
    expect(
      await two.client.call(accounts.changePassword, {
        ...{ attemptId, finishLoginRequest: 'AAAA', registrationRecord: 'AAAA' },
      }),
    ).toMatchObject({ error: { code: 'attempt.expired' } })
  })
})

test('[K30] signing in again on a device locks what the same person kept there', async () => {
  await withPassword(server, administrator, 'binhtt', password)
  const client = server.anonymous()
  await signIn(client, 'binhtt', password)
  const { cookie } = client
  expect(await signIn(client, 'binhtt', password)).toMatchObject({ ok: true })
  client.cookie = cookie
  expect(await client.call(accounts.me, {})).toMatchObject({
    error: { code: 'login.ended', params: { reason: 'expired' } },
  })
})

test('[K30] another person signing in on a device signs the first one out there', async () => {
  const one = await withPassword(server, administrator, 'binhtt', password)
  await withPassword(server, administrator, 'nguyetbtm', password)
  const closed = await closing(one.client)
  const { cookie } = one.client
  expect(await signIn(one.client, 'nguyetbtm', password)).toMatchObject({ ok: true })
  expect(await closed.reason).toBe('signedOut')
  one.client.cookie = cookie
  expect(await one.client.call(accounts.me, {})).toMatchObject({
    error: { code: 'login.ended', params: { reason: 'signedOut' } },
  })
})
