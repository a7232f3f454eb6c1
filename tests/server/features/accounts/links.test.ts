import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { needsSetUp } from '#server/features/accounts/setUp.store.ts'
import { issueSetUpLink } from '#server/features/accounts/setUpLink.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { beginRegistration, closing, device, fields, register, signIn, withPassword } from './support.ts'

const password = 'mùa thu lá bay 7'
const threeDaysMs = 3 * 24 * 3_600_000
let server: TestServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const setUp = (token: string, more: { accountId?: string; loginName?: string } = {}) =>
  server.anonymous().call(accounts.setUp, {
    token,
    accountId: crypto.randomUUID(),
    committeeName: 'UBND tỉnh Thuận Giang',
    loginName: 'quantri',
    displayName: 'Trịnh Quốc Bảo',
    ...more,
  })

describe('setting the system up', () => {
  test('[K21] the link names the committee, makes the administrator, who chooses a password and is in', async () => {
    const anonymous = server.anonymous()
    expect(await anonymous.done(accounts.committee, {})).toEqual({ name: '', waitsForSetUp: true })
    const { token } = await issueSetUpLink(server.app.features)
    expect(await anonymous.done(accounts.describeLink, { token })).toMatchObject({ purpose: 'setUp' })
    const made = await setUp(token)
    if (!made.ok) throw new Error(made.error.code)
    expect(await anonymous.done(accounts.describeLink, { token: made.data.token })).toMatchObject({
      ...{ purpose: 'invitation', displayName: 'Trịnh Quốc Bảo', loginName: 'quantri' },
    })
    const registered = await register(anonymous, made.data.token, password)
    expect(registered).toMatchObject({
      ok: true,
      data: {
        me: {
          account: { roles: ['administrator'], state: 'active' },
          committee: { name: 'UBND tỉnh Thuận Giang' },
          can: { manageAccounts: true, createMeetings: false },
          login: { via: 'link', current: true },
        },
      },
    })
    expect(await anonymous.done(accounts.committee, {})).toEqual({
      ...{ name: 'UBND tỉnh Thuận Giang', waitsForSetUp: false },
    })
    await anonymous.done(accounts.list, {})
    expect(await signIn(server.anonymous(), 'quantri', password)).toMatchObject({ ok: true })
  })

  test('[K21] an unfinished set-up may begin anew, and leaves nothing behind', async () => {
    const first = await setUp((await issueSetUpLink(server.app.features)).token)
    if (!first.ok) throw new Error(first.error.code)
    expect(await needsSetUp(server.database.kysely)).toBe(true)
    const second = await setUp((await issueSetUpLink(server.app.features)).token, { loginName: 'bao' })
    if (!second.ok) throw new Error(second.error.code)
    expect(await server.anonymous().call(accounts.describeLink, { token: first.data.token })).toMatchObject({
      error: { code: 'link.invalid' },
    })
    await register(server.anonymous(), second.data.token, password)
    const rows = await server.database.kysely.selectFrom('accounts').select('login_name').execute()
    expect(rows).toEqual([{ login_name: 'bao' }])
    expect(await needsSetUp(server.database.kysely)).toBe(false)
  })

  test('[K21] once somebody is active no link sets the system up again', async () => {
    const { token } = await issueSetUpLink(server.app.features)
    await server.person({ administrator: true })
    expect(await setUp(token)).toMatchObject({ error: { code: 'setUp.done' } })
  })

  test('[K22] a set-up link is good once; a new one voids the old', async () => {
    const old = await issueSetUpLink(server.app.features)
    const { token } = await issueSetUpLink(server.app.features)
    expect(await setUp(old.token)).toMatchObject({ error: { code: 'link.invalid' } })
    expect(await setUp(token)).toMatchObject({ ok: true })
    expect(await setUp(token)).toMatchObject({ error: { code: 'link.invalid' } })
  })
})

describe('invitations and resets', () => {
  let administrator: TestClient
  beforeEach(async () => {
    administrator = (await server.person({ administrator: true })).client
  })
  const invited = async () => {
    const accountId = crypto.randomUUID()
    await administrator.done(accounts.create, { ...fields('binhtt'), accountId })
    return accountId
  }

  test('[K22] an invitation before a password was chosen, a reset after', async () => {
    const accountId = await invited()
    const { token, purpose } = await administrator.done(accounts.issueLink, { accountId })
    expect(purpose).toBe('invitation')
    await register(server.anonymous(), token, password)
    expect((await administrator.done(accounts.issueLink, { accountId })).purpose).toBe('reset')
  })

  test('[K22] a link lives three days, and not a moment longer', async () => {
    const accountId = await invited()
    const { token } = await administrator.done(accounts.issueLink, { accountId })
    server.clock.pass(threeDaysMs - 60_000)
    await server.anonymous().done(accounts.describeLink, { token })
    server.clock.pass(60_000)
    expect(await server.anonymous().call(accounts.describeLink, { token })).toMatchObject({
      error: { code: 'link.invalid' },
    })
    expect(
      await server.anonymous().call(accounts.register, { token, registrationRecord: 'AAAA', device }),
    ).toMatchObject({ error: { code: 'link.invalid' } })
  })

  test('[K22] a link is good once, also for two devices at the same moment', async () => {
    const accountId = await invited()
    const { token } = await administrator.done(accounts.issueLink, { accountId })
    const { registrationRecord } = await beginRegistration(server.anonymous(), token, password)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        server.anonymous().call(accounts.register, { token, registrationRecord, device }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('[K22] a new link voids the old one', async () => {
    const accountId = await invited()
    const old = await administrator.done(accounts.issueLink, { accountId })
    const { token } = await administrator.done(accounts.issueLink, { accountId })
    const anonymous = server.anonymous()
    expect(await anonymous.call(accounts.describeLink, { token: old.token })).toMatchObject({
      error: { code: 'link.invalid' },
    })
    await anonymous.done(accounts.describeLink, { token })
  })

  test('[K23] [K24] a reset signs the other devices out and makes a new key', async () => {
    const { accountId, client, exportKey } = await withPassword(server, administrator, 'binhtt', password)
    const closed = await closing(client)
    const { token } = await administrator.done(accounts.issueLink, { accountId })
    await client.done(accounts.me, {})
    const reset = await register(server.anonymous(), token, password)
    if (!reset.ok) throw new Error(reset.error.code)
    expect(reset.data.exportKey).not.toBe(exportKey)
    expect(await closed.reason).toBe('revoked')
    expect(await client.call(accounts.me, {})).toMatchObject({ error: { code: 'login.ended' } })
  })

  test('[K37] a record that could never sign in is refused, and the link stays good', async () => {
    const accountId = await invited()
    const { token } = await administrator.done(accounts.issueLink, { accountId })
    const client = server.anonymous()
    expect(
      await client.call(accounts.register, { token, registrationRecord: 'A'.repeat(256), device }),
    ).toMatchObject({ error: { code: 'input.invalid', field: 'registrationRecord' } })
    expect(await client.call(accounts.startRegistration, { token, registrationRequest: 'AA' })).toMatchObject(
      { error: { code: 'input.invalid', field: 'registrationRequest' } },
    )
    expect(await register(client, token, password)).toMatchObject({ ok: true })
  })

  test('[K28] deactivating a person voids their link', async () => {
    const accountId = await invited()
    const { token } = await administrator.done(accounts.issueLink, { accountId })
    await administrator.done(accounts.deactivate, { accountId })
    expect(await server.anonymous().call(accounts.describeLink, { token })).toMatchObject({
      error: { code: 'link.invalid' },
    })
    expect(await administrator.call(accounts.issueLink, { accountId })).toMatchObject({
      error: { code: 'account.deactivated' },
    })
  })

  test('[K38] after 300 wrong links an address waits, with a right one too', async () => {
    const accountId = await invited()
    const { token } = await administrator.done(accounts.issueLink, { accountId })
    const client = server.anonymous()
    const wrong = 'A'.repeat(43)
    for (let tries = 0; tries < 300; tries += 1)
      expect(await client.call(accounts.describeLink, { token: wrong })).toMatchObject({
        error: { code: 'link.invalid' },
      })
    expect(await client.call(accounts.describeLink, { token })).toMatchObject({
      error: { code: 'rate.limited' },
    })
  })

  test('[K12] the same password makes another record and key for everyone, and the server knows none', async () => {
    const one = await withPassword(server, administrator, 'binhtt', password)
    const two = await withPassword(server, administrator, 'nguyetbtm', password)
    expect(one.exportKey).not.toBe(two.exportKey)
    const rows = await server.database.kysely
      .selectFrom('accounts')
      .select('registration_record')
      .where('registration_record', 'is not', null)
      .execute()
    expect(new Set(rows.map(row => row.registration_record)).size).toBe(2)
  })
})
