import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

/** Sends requests in this order while the database is busy, so that all are let in before the first is carried out. */
const crowd = async (...sends: (() => Promise<unknown>)[]): Promise<unknown[]> => {
  const busy = await server.database.kysely.startTransaction().execute()
  const answers: Promise<unknown>[] = []
  for (const send of sends) {
    const arrived = once(server.app.server, 'request')
    answers.push(send())
    await arrived
  }
  await busy.commit().execute()
  return Promise.all(answers)
}

test('[K28] no code is made by a login that was ended while the request waited', async () => {
  const me = await server.person()
  const thief = await server.device(me.accountId)
  const code = () => thief.client.call(accounts.issueTabletCode, { accountId: me.accountId })
  const [first, ...later] = await crowd(
    () => me.client.call(accounts.signOutEverywhere, { here: false }),
    ...[code, code, code],
  )
  expect(first).toMatchObject({ ok: true })
  for (const answer of later)
    expect(answer).toEqual({ ok: false, error: { code: 'login.ended', params: { reason: 'revoked' } } })
  expect(await server.database.kysely.selectFrom('tokens').selectAll().execute()).toEqual([])
})

test('[K34] nothing is done by a role that was taken away while the request waited', async () => {
  const administrator = await server.person({ administrator: true })
  const { accountId, client } = await server.person({ secretary: true })
  const startsAt = server.clock.now()
  const [first, second] = await crowd(
    () =>
      administrator.client.call(accounts.update, {
        ...{ accountId, loginName: 'thu.ky', displayName: 'Trần Thị Thư', honorific: 'ba', title: '' },
        ...{ unitId: null, rank: 5, roles: [] },
      }),
    () =>
      client.call(meetings.create, {
        ...{ meetingId: crypto.randomUUID(), kind: 'regular', title: 'Phiên họp', place: 'Phòng họp' },
        ...{ startsAt, endsAt: startsAt + 3_600_000, chairId: null },
      }),
  )
  expect(first).toMatchObject({ ok: true })
  expect(second).toEqual({ ok: false, error: { code: 'right.missing' } })
})
