import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { accounts, accountsEvents } from '#shared/accounts/accounts.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { closing, device, fields } from './support.ts'

let server: TestServer
let administrator: TestClient
let secretary: { accountId: string; loginId: string; client: TestClient }
let person: { accountId: string; loginId: string; client: TestClient }

beforeEach(async () => {
  server = await startServer()
  administrator = (await server.person({ administrator: true })).client
  secretary = await server.person({ secretary: true })
  person = await server.person()
})
afterEach(() => server.close())

const reasonHeard = async (client: TestClient) => {
  const answer = await client.call(accounts.me, {})
  return answer.ok ? 'signed in' : [answer.error.code, answer.error.params?.reason]
}

describe('one’s devices', () => {
  test('[K31] are listed with the one in hand, the one used last first', async () => {
    server.clock.pass(1_000)
    const tablet = await server.device(person.accountId)
    const { logins } = await person.client.done(accounts.listLogins, { accountId: person.accountId })
    expect(logins.map(({ id, current }) => [id, current])).toEqual([
      [tablet.loginId, false],
      [person.loginId, true],
    ])
    const seen = await administrator.done(accounts.listLogins, { accountId: person.accountId })
    expect(seen.logins.map(({ current }) => current)).toEqual([false, false])
  })

  const listed = async (client: TestClient, accountId: string) =>
    (await client.done(accounts.listLogins, { accountId })).logins.map(({ id, expired }) => [id, expired])
  /** As if the device had been left in a drawer: its login expired so long ago. */
  const expire = (loginId: string, agoMs = 0) =>
    server.database.kysely
      .updateTable('logins')
      .set({ expires_at: server.clock.now() - agoMs, last_seen_at: 1 })
      .where('id', '=', loginId)
      .execute()
  const day = 24 * 3_600_000

  test('[K31] that are signed out are not listed', async () => {
    const tablet = await server.device(person.accountId)
    await tablet.client.done(accounts.signOut, {})
    expect(await listed(person.client, person.accountId)).toEqual([[person.loginId, false]])
  })

  test('[K31] [K33] a tablet whose login expired is listed so, and wiped when it is next used', async () => {
    const tablet = await server.device(person.accountId)
    await expire(tablet.loginId, 30 * day)
    const both = [
      [person.loginId, false],
      [tablet.loginId, true],
    ]
    expect(await listed(person.client, person.accountId)).toEqual(both)
    expect(await listed(administrator, person.accountId)).toEqual(both)
    await administrator.done(accounts.endLogin, { loginId: tablet.loginId, wipe: true })
    expect(await listed(person.client, person.accountId)).toEqual([[person.loginId, false]])
    expect(await reasonHeard(tablet.client)).toEqual(['login.ended', 'wiped'])
  })

  test('[K31] half a year after it expired it is not listed any more', async () => {
    const [old, older] = [await server.device(person.accountId), await server.device(person.accountId)]
    await expire(old.loginId, 179 * day)
    await expire(older.loginId, 180 * day)
    expect(await listed(person.client, person.accountId)).toEqual([
      [person.loginId, false],
      [old.loginId, true],
    ])
  })

  test('[K30] [K31] a tablet that signs in again after its login expired is one device and not two', async () => {
    const tablet = await server.device(person.accountId)
    const { cookie } = tablet.client
    await expire(tablet.loginId)
    const { code } = await person.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    const { login } = await tablet.client.done(accounts.redeemTabletCode, { code, device })
    expect(await listed(person.client, person.accountId)).toEqual([
      [login.id, false],
      [person.loginId, false],
    ])
    // What it keeps stays for the same person.
    tablet.client.cookie = cookie
    expect(await reasonHeard(tablet.client)).toEqual(['login.ended', 'expired'])
  })

  test('[K32] signing out ends this login, closes its channel and takes the cookie', async () => {
    const tablet = await server.device(person.accountId)
    const { cookie } = tablet.client
    const closed = await closing(tablet.client)
    await tablet.client.done(accounts.signOut, {})
    expect(await closed.reason).toBe('signedOut')
    expect(tablet.client.cookie).toBe('')
    tablet.client.cookie = cookie
    expect(await reasonHeard(tablet.client)).toEqual(['login.ended', 'signedOut'])
    await person.client.done(accounts.me, {})
  })

  test('[K32] signing out everywhere leaves this device, or takes it too', async () => {
    const tablets = await Promise.all([server.device(person.accountId), server.device(person.accountId)])
    const closed = await closing(tablets[0].client)
    expect(await person.client.done(accounts.signOutEverywhere, { here: false })).toEqual({ ended: 2 })
    expect(await closed.reason).toBe('revoked')
    for (const { client } of tablets) expect(await reasonHeard(client)).toEqual(['login.ended', 'revoked'])
    await person.client.done(accounts.me, {})
    const { cookie } = person.client
    expect(await person.client.done(accounts.signOutEverywhere, { here: true })).toEqual({ ended: 1 })
    person.client.cookie = cookie
    expect(await reasonHeard(person.client)).toEqual(['login.ended', 'signedOut'])
    await secretary.client.done(accounts.me, {})
  })

  test('[K33] a lost tablet is ended or wiped, and is told which; a wipe reaches one that was ended', async () => {
    const tablet = await server.device(person.accountId)
    const closed = await closing(tablet.client)
    await person.client.done(accounts.endLogin, { loginId: tablet.loginId, wipe: false })
    expect(await closed.reason).toBe('revoked')
    expect(await reasonHeard(tablet.client)).toEqual(['login.ended', 'revoked'])
    await administrator.done(accounts.endLogin, { loginId: tablet.loginId, wipe: true })
    expect(await reasonHeard(tablet.client)).toEqual(['login.ended', 'wiped'])
    await administrator.done(accounts.endLogin, { loginId: tablet.loginId, wipe: false })
    expect(await reasonHeard(tablet.client)).toEqual(['login.ended', 'wiped'])
  })

  test('[K29] a device that is used stays signed in; one that is not is signed out in time', async () => {
    const half = server.config.loginMs / 2
    for (let round = 0; round < 4; round += 1) {
      server.clock.pass(half)
      expect(await reasonHeard(person.client)).toBe('signed in')
    }
    expect(await reasonHeard(secretary.client)).toEqual(['login.ended', 'expired'])
  })

  /** Signed in over the wire, with the cookie as the server sets it. */
  const signedIn = async () => {
    const client = server.anonymous()
    const { code } = await person.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    const { login } = await client.done(accounts.redeemTabletCode, { code, device })
    return { client, loginId: login.id }
  }

  test('[K29] [K47] who signed in once and uses the device every day is not signed out, not after two years', async () => {
    const { client, loginId } = await signedIn()
    for (let week = 0; week < 120; week += 1) {
      server.clock.pass(6 * day)
      expect(await reasonHeard(client)).toBe('signed in')
    }
    server.clock.pass(server.config.loginMs)
    expect(await reasonHeard(client)).toEqual(['login.ended', 'expired'])
    const row = await server.database.kysely
      .selectFrom('logins')
      .select('id')
      .where('id', '=', loginId)
      .executeTakeFirst()
    expect(row).toEqual({ id: loginId })
  })

  test('[K47] the cookie of a login of today is left alone, and one that was ended meanwhile is not sent anew', async () => {
    const { client, loginId } = await signedIn()
    const ask = () => client.post(accounts.me.name, JSON.stringify({ input: {} }))
    expect((await ask()).cookies).toEqual([])
    server.clock.pass(day + 1)
    const { cookies } = await ask()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toContain(`${client.cookie}; Max-Age=${400 * 86_400};`)
    const own = JSON.stringify({ id: crypto.randomUUID(), input: { loginId, wipe: false } })
    expect(await client.post(accounts.endLogin.name, own)).toMatchObject({
      result: { ok: true },
      cookies: [],
    })
  })

  test('[K33] [K47] a tablet that lay in a drawer for five months hears that it was wiped', async () => {
    const { client, loginId } = await signedIn()
    server.clock.pass(150 * day)
    administrator = (await server.person({ administrator: true })).client
    await administrator.done(accounts.endLogin, { loginId, wipe: true })
    expect(await reasonHeard(client)).toEqual(['login.ended', 'wiped'])
    expect(await client.socket().catch((error: { data: unknown }) => error.data)).toMatchObject({
      ...{ code: 'login.ended', params: { reason: 'wiped' } },
    })
  })

  test('[K30] [K47] a tablet that lay in a drawer and signs in again is one device and not two', async () => {
    const { client, loginId } = await signedIn()
    server.clock.pass(150 * day)
    expect(await reasonHeard(client)).toEqual(['login.ended', 'expired'])
    const desk = await server.device(person.accountId)
    const { code } = await desk.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    const { login } = await client.done(accounts.redeemTabletCode, { code, device })
    const ids = (await listed(desk.client, person.accountId)).map(([id]) => id)
    expect(ids).toContain(login.id)
    expect(ids).not.toContain(loginId)
  })

  test('[K29] an open tab that nobody touches expires, though it listens, comes back and fetches', async () => {
    const { client } = await signedIn()
    const quarter = server.config.loginMs / 4
    for (let round = 0; round < 3; round += 1) {
      server.clock.pass(quarter)
      client.close()
      await client.socket()
      await client.ask(meetings.list, {})
      await fetch(`${server.url}/files/${crypto.randomUUID()}/page-one`, { headers: client.headers() })
      await server.app.features.connections.sweep()
    }
    const closed = await closing(client)
    server.clock.pass(quarter)
    await server.app.features.connections.sweep()
    expect(await closed.reason).toBe('expired')
    expect(await reasonHeard(client)).toEqual(['login.ended', 'expired'])
  })

  test('[K29] a touch that is told over the socket moves the expiry, a command too', async () => {
    const { client } = await signedIn()
    const most = server.config.loginMs - 1_000
    const { loginId } = await server.device(person.accountId)
    server.clock.pass(most)
    expect(await client.ask(accounts.me, {})).toMatchObject({
      ...{ ok: true, data: { login: { expiresAt: expect.any(Number) } } },
    })
    server.clock.pass(most)
    expect(await client.ask(accounts.endLogin, { loginId, wipe: false })).toMatchObject({ ok: true })
    server.clock.pass(most)
    await server.app.features.connections.sweep()
    expect(await reasonHeard(client)).toBe('signed in')
  })
})

describe('rights that change', () => {
  test('[K34] a deactivated person’s channels are closed at once', async () => {
    const closed = await closing(person.client)
    await administrator.done(accounts.deactivate, { accountId: person.accountId })
    expect(await closed.reason).toBe('deactivated')
    expect(await reasonHeard(person.client)).toEqual(['login.ended', 'deactivated'])
  })

  test('[K34] new roles close the channel with a reason to come back, and count with the next message', async () => {
    const closed = await closing(person.client)
    expect(await person.client.call(accounts.listPeople, {})).toMatchObject({
      error: { code: 'right.missing' },
    })
    await administrator.done(accounts.update, {
      ...{ ...fields('tho.ky'), accountId: person.accountId, roles: ['secretary' as const] },
    })
    expect(await closed.reason).toBe('rightsChanged')
    await person.client.done(accounts.listPeople, {})
  })

  test('[K44] a new name or committee is heard by the person’s devices, whole', async () => {
    await person.client.socket()
    await administrator.done(accounts.update, {
      ...{ ...fields('doi.ten'), accountId: person.accountId, displayName: 'Lê Thị Đổi' },
    })
    const named = await person.client.until(
      accountsEvents.meChanged,
      view => view.account.displayName === 'Lê Thị Đổi',
    )
    expect(named.can).toEqual((await person.client.done(accounts.me, {})).can)
    await administrator.done(accounts.renameCommittee, { name: 'UBND tỉnh mới' })
    await person.client.until(
      accountsEvents.meChanged,
      view => view.committee.name === 'UBND tỉnh mới' && view.account.displayName === 'Lê Thị Đổi',
    )
    const revisions = person.client.heard
      .filter(({ name }) => name === accountsEvents.meChanged.name)
      .map(({ revision }) => revision)
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
    expect(person.client.heard.some(({ scopeId }) => scopeId === secretary.accountId)).toBe(false)
  })
})

test('[K45] a new name is seen at once by everyone in the meeting that the person takes part in', async () => {
  const meetingId = crypto.randomUUID()
  await secretary.client.done(meetings.create, {
    ...{ meetingId, kind: 'regular', title: 'Phiên họp', place: 'Hội trường', startsAt: 1, endsAt: 2 },
    chairId: null,
  })
  await secretary.client.done(meetings.setParticipant, {
    ...{ meetingId, accountId: person.accountId, role: 'member', principalId: null },
  })
  await secretary.client.ask(meetings.join, { meetingId })
  await administrator.done(accounts.update, {
    ...{ ...fields('doi.ten'), accountId: person.accountId, displayName: 'Lê Thị Đổi' },
  })
  const view = await secretary.client.until(meetingsEvents.changed, ({ participants }) =>
    participants.some(({ displayName }) => displayName === 'Lê Thị Đổi'),
  )
  expect(view.id).toBe(meetingId)
  const revisions = secretary.client.heard
    .filter(({ name }) => name === meetingsEvents.changed.name)
    .map(({ revision }) => revision)
  expect(revisions.at(-1)).toBeGreaterThan(revisions[0] ?? 0)
})

test('[K45] a unit’s new name, and that it was removed, is seen at once in the meetings of its people', async () => {
  const unit = {
    ...{ unitId: crypto.randomUUID(), name: 'Sở Kế hoạch và Đầu tư', shortName: 'KHĐT', parentId: null },
    ...{ predecessorIds: [], validFrom: null, validUntil: null, order: 1 },
  }
  await administrator.done(accounts.createUnit, unit)
  await server.database.kysely
    .updateTable('accounts')
    .set({ unit_id: unit.unitId })
    .where('id', '=', person.accountId)
    .execute()
  const meetingId = crypto.randomUUID()
  await secretary.client.done(meetings.create, {
    ...{ meetingId, kind: 'regular', title: 'Phiên họp', place: 'Hội trường', startsAt: 1, endsAt: 2 },
    chairId: person.accountId,
  })
  await secretary.client.ask(meetings.join, { meetingId })
  const named = (name: string) =>
    secretary.client.until(meetingsEvents.changed, ({ participants: [chair] }) => chair?.unitName === name)
  await named(unit.name)
  const revisions = () =>
    secretary.client.heard
      .filter(({ name }) => name === meetingsEvents.changed.name)
      .map(({ revision }) => revision)
  await administrator.done(accounts.updateUnit, { ...unit, name: 'Sở Tài chính' })
  await named('Sở Tài chính')
  expect(revisions().at(-1)).toBeGreaterThan(revisions()[0] ?? 0)
  const heard = revisions().length
  await administrator.done(accounts.updateUnit, { ...unit, name: 'Sở Tài chính', order: 2 })
  await administrator.done(accounts.deactivate, { accountId: person.accountId })
  await administrator.done(accounts.removeUnit, { unitId: unit.unitId })
  await named('')
  // Another place in the list of units is told to no meeting.
  expect(revisions()).toHaveLength(heard + 1)
})

describe('tablet codes', () => {
  const redeem = (code: string) => server.anonymous().call(accounts.redeemTabletCode, { code, device })

  test('[K25] the secretary’s code signs a tablet in as the member, once', async () => {
    const { code, expiresAt } = await secretary.client.done(accounts.issueTabletCode, {
      accountId: person.accountId,
    })
    expect(expiresAt - server.clock.now()).toBeLessThanOrEqual(60_000)
    const tablet = server.anonymous()
    const me = await tablet.done(accounts.redeemTabletCode, { code, device })
    expect(me).toMatchObject({ account: { id: person.accountId }, login: { via: 'tabletCode' } })
    await tablet.done(accounts.me, {})
    expect(await redeem(code)).toMatchObject({ error: { code: 'link.invalid' } })
  })

  test('[K25] twenty tablets with one code at the same moment: exactly one is signed in', async () => {
    const { code } = await person.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(code)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const { logins } = await person.client.done(accounts.listLogins, { accountId: person.accountId })
    expect(logins.filter(({ via }) => via === 'tabletCode')).toHaveLength(1)
  })

  test('[K25] a code is good for one minute, and a second one voids the first', async () => {
    const input = { accountId: person.accountId }
    const first = await person.client.done(accounts.issueTabletCode, input)
    const second = await person.client.done(accounts.issueTabletCode, input)
    expect(await redeem(first.code)).toMatchObject({ ok: false })
    const others = await secretary.client.done(accounts.issueTabletCode, input)
    expect(await redeem(second.code)).toMatchObject({ ok: true })
    server.clock.pass(60_000)
    expect(await redeem(others.code)).toMatchObject({ error: { code: 'link.invalid' } })
  })

  test('[K26] nobody but themselves signs a tablet in for an administrator, nor for who is not active', async () => {
    const chief = await server.person({ administrator: true })
    expect(
      await secretary.client.call(accounts.issueTabletCode, { accountId: chief.accountId }),
    ).toMatchObject({ error: { code: 'tabletCode.administrator' } })
    await chief.client.done(accounts.issueTabletCode, { accountId: chief.accountId })
    await administrator.done(accounts.deactivate, { accountId: person.accountId })
    expect(
      await secretary.client.call(accounts.issueTabletCode, { accountId: person.accountId }),
    ).toMatchObject({ error: { code: 'account.deactivated' } })
  })

  test('[K27] a code is void when its maker lost the right to it, or the person the account', async () => {
    const { code } = await secretary.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    await administrator.done(accounts.update, { ...fields('thuky'), accountId: secretary.accountId })
    expect(await redeem(code)).toMatchObject({ error: { code: 'link.invalid' } })
    const own = await person.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    await administrator.done(accounts.deactivate, { accountId: person.accountId })
    await administrator.done(accounts.reactivate, { accountId: person.accountId })
    expect(await redeem(own.code)).toMatchObject({ error: { code: 'link.invalid' } })
  })

  test('[K28] signing out everywhere voids codes that were shown', async () => {
    const { code } = await secretary.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    await person.client.done(accounts.signOutEverywhere, { here: false })
    expect(await redeem(code)).toMatchObject({ error: { code: 'link.invalid' } })
  })

  test('[K30] a hall tablet that goes to the next person forgets the last one', async () => {
    const tablet = await server.device(secretary.accountId)
    const { cookie } = tablet.client
    const { code } = await person.client.done(accounts.issueTabletCode, { accountId: person.accountId })
    await tablet.client.done(accounts.redeemTabletCode, { code, device })
    expect((await tablet.client.done(accounts.me, {})).account.id).toBe(person.accountId)
    tablet.client.cookie = cookie
    expect(await reasonHeard(tablet.client)).toEqual(['login.ended', 'signedOut'])
  })
})
