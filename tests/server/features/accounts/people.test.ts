import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { verifyJournal } from '#server/storage/journal.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { fields, signIn, withPassword } from './support.ts'

const password = 'mùa thu lá bay 7'
let server: TestServer
let administrator: { accountId: string; loginId: string; client: TestClient }

beforeEach(async () => {
  server = await startServer()
  administrator = await server.person({ administrator: true, loginName: 'quantri' })
})
afterEach(() => server.close())

const created = async (loginName: string, more: Partial<ReturnType<typeof fields>> = {}) => {
  const accountId = crypto.randomUUID()
  await administrator.client.done(accounts.create, { ...fields(loginName), ...more, accountId })
  return accountId
}

describe('accounts', () => {
  test('[K3] [K4] are listed by protocol, invited at first', async () => {
    const last = await created('c.c', { rank: 9, displayName: 'Lê An' })
    const first = await created('a.a', { rank: 1, displayName: 'Lê Yên' })
    const second = await created('b.b', { rank: 9, displayName: 'Trần An' })
    const { accounts: listed } = await administrator.client.done(accounts.list, {})
    expect(listed.filter(({ state }) => state === 'invited').map(({ id }) => id)).toEqual([
      ...[first, last, second],
    ])
    const secretary = await server.person({ secretary: true })
    const { people } = await secretary.client.done(accounts.listPeople, {})
    expect(people[0]).toEqual({
      ...{ id: first, displayName: 'Lê Yên', honorific: 'ba', title: 'Giám đốc Sở Y tế' },
      ...{ unitId: null, rank: 1 },
    })
  })

  test('[K1] a login name is taken once, in whatever letters', async () => {
    const accountId = await created('binhtt')
    const again = { ...fields('BINHTT'), accountId: crypto.randomUUID() }
    expect(await administrator.client.call(accounts.create, again)).toMatchObject({
      error: { code: 'loginName.taken', field: 'loginName' },
    })
    expect(
      await administrator.client.call(accounts.update, { ...fields('quantri'), accountId }),
    ).toMatchObject({ error: { code: 'loginName.taken' } })
    await administrator.client.done(accounts.update, { ...fields('binhtt'), accountId, rank: 2 })
    expect(await administrator.client.call(accounts.create, { ...fields('khac'), accountId })).toMatchObject({
      error: { code: 'object.exists' },
    })
  })

  test('[K11] a unit that is not there is refused by its field', async () => {
    expect(
      await administrator.client.call(accounts.create, {
        ...{ ...fields('binhtt'), accountId: crypto.randomUUID(), unitId: crypto.randomUUID() },
      }),
    ).toMatchObject({ error: { code: 'object.notFound', field: 'unitId' } })
  })

  test('[K5] [K6] the last administrator and oneself are safe', async () => {
    const { client, accountId } = administrator
    const self = { ...fields('quantri'), accountId }
    expect(await client.call(accounts.update, self)).toMatchObject({
      error: { code: 'account.lastAdministrator' },
    })
    expect(await client.call(accounts.deactivate, { accountId })).toMatchObject({
      error: { code: 'account.self' },
    })
    expect(await client.call(accounts.erase, { accountId })).toMatchObject({
      error: { code: 'account.self' },
    })
    const second = await server.person({ administrator: true })
    await second.client.done(accounts.update, self)
    expect(await client.call(accounts.list, {})).toMatchObject({ error: { code: 'right.missing' } })
  })

  test('[K7] [K8] a deactivated account stands still until it is active again, with its password', async () => {
    const { accountId } = await withPassword(server, administrator.client, 'binhtt', password)
    await administrator.client.done(accounts.deactivate, { accountId })
    expect(
      await administrator.client.call(accounts.update, { ...fields('binhtt'), accountId }),
    ).toMatchObject({ error: { code: 'account.deactivated' } })
    await administrator.client.done(accounts.reactivate, { accountId })
    expect(await signIn(server.anonymous(), 'binhtt', password)).toMatchObject({ ok: true })
    const invited = await created('moi')
    await administrator.client.done(accounts.deactivate, { accountId: invited })
    await administrator.client.done(accounts.reactivate, { accountId: invited })
    const { accounts: listed } = await administrator.client.done(accounts.list, {})
    expect(listed.find(({ id }) => id === invited)?.state).toBe('invited')
  })
})

describe('erasing a person', () => {
  const name = 'Huỳnh Thị Xóa Tên'

  test('[K40] the name is in no byte of the database, the id stays, and the journal verifies', async () => {
    const { accountId, client } = await withPassword(server, administrator.client, 'xoa.ten.toi', password)
    await administrator.client.done(accounts.update, {
      ...{ ...fields('xoa.ten.toi'), accountId, displayName: name, title: 'Chức danh rất riêng' },
    })
    await administrator.client.done(accounts.erase, { accountId })
    expect(await client.call(accounts.me, {})).toMatchObject({
      error: { code: 'login.ended', params: { reason: 'deactivated' } },
    })
    const rows = await server.database.kysely
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', accountId)
      .execute()
    expect(rows).toMatchObject([{ state: 'erased', display_name: '', registration_record: null }])
    const verdict = verifyJournal(server.database.sqlite.raw)
    expect(verdict).toMatchObject({ sound: true })
    expect(verdict.sound && verdict.erased).toBeGreaterThanOrEqual(3)
    for (const file of ['phong-hop-so.sqlite', 'phong-hop-so.sqlite-wal']) {
      const bytes = await readFile(join(server.folder, file))
      for (const text of [name, 'xoa.ten.toi', 'Chức danh rất riêng'])
        expect(bytes.includes(Buffer.from(text))).toBe(false)
    }
  })

  test('[K4] an erased account is found by nobody, and its login name is free', async () => {
    const accountId = await created('binhtt')
    await administrator.client.done(accounts.erase, { accountId })
    const { accounts: listed } = await administrator.client.done(accounts.list, {})
    expect(listed.some(({ id }) => id === accountId)).toBe(false)
    for (const call of [accounts.deactivate, accounts.reactivate, accounts.erase, accounts.issueLink])
      expect(await administrator.client.call(call, { accountId })).toMatchObject({
        error: { code: 'object.notFound' },
      })
    await created('binhtt')
  })

  test('[K39] not while they take part in a meeting that is not over', async () => {
    const accountId = await created('binhtt')
    const meetingId = crypto.randomUUID()
    const { kysely } = server.database
    await kysely
      .insertInto('meetings')
      .values({
        ...{ id: meetingId, kind: 'regular', title: 'Họp', place: 'Hội trường', starts_at: 1, ends_at: 2 },
        ...{ state: 'published', created_by: administrator.accountId, created_at: 1 },
        ...{ opened_at: null, paused_at: null, closed_at: null, cancel_reason: null },
      })
      .execute()
    await kysely
      .insertInto('participants')
      .values({ meeting_id: meetingId, account_id: accountId, role: 'member', principal_id: null })
      .execute()
    expect(await administrator.client.call(accounts.erase, { accountId })).toMatchObject({
      error: { code: 'account.inUse' },
    })
    await kysely.updateTable('meetings').set({ state: 'closed' }).execute()
    await administrator.client.done(accounts.erase, { accountId })
  })
})

describe('units', () => {
  const unit = (name: string, parentId: string | null = null, predecessorIds: string[] = []) => ({
    ...{ unitId: crypto.randomUUID(), name, shortName: name.slice(0, 10), parentId, predecessorIds },
    ...{ validFrom: null, validUntil: null, order: 1 },
  })

  test('[K9] a unit never stands below itself, and [K11] what it names exists', async () => {
    const { client } = administrator
    const committee = unit('UBND tỉnh')
    const office = unit('Văn phòng', committee.unitId)
    await client.done(accounts.createUnit, committee)
    await client.done(accounts.createUnit, office)
    expect(await client.call(accounts.updateUnit, { ...committee, parentId: office.unitId })).toMatchObject({
      error: { code: 'unit.circle' },
    })
    expect(await client.call(accounts.createUnit, unit('Sở', crypto.randomUUID()))).toMatchObject({
      error: { code: 'object.notFound', field: 'parentId' },
    })
    expect(await client.call(accounts.createUnit, unit('Sở', null, [crypto.randomUUID()]))).toMatchObject({
      error: { code: 'object.notFound', field: 'predecessorIds' },
    })
    expect(await client.call(accounts.createUnit, office)).toMatchObject({
      error: { code: 'object.exists' },
    })
    expect(await client.call(accounts.updateUnit, unit('Không có'))).toMatchObject({
      error: { code: 'object.notFound' },
    })
  })

  test('[K10] a unit goes when its people and the units below have gone', async () => {
    const { client } = administrator
    const old = unit('Sở Kế hoạch và Đầu tư')
    const department = unit('Sở Tài chính', null, [old.unitId])
    const desk = unit('Phòng', old.unitId)
    for (const one of [old, department, desk]) await client.done(accounts.createUnit, one)
    const accountId = crypto.randomUUID()
    await client.done(accounts.create, { ...fields('binhtt'), accountId, unitId: old.unitId })
    const remove = () => client.call(accounts.removeUnit, { unitId: old.unitId })
    expect(await remove()).toMatchObject({ error: { code: 'unit.inUse' } })
    await client.done(accounts.deactivate, { accountId })
    expect(await remove()).toMatchObject({ error: { code: 'unit.inUse' } })
    await client.done(accounts.removeUnit, { unitId: desk.unitId })
    expect(await remove()).toMatchObject({ ok: true })
    const listed = await client.done(accounts.list, {})
    expect(listed.units).toMatchObject([{ id: department.unitId, predecessorIds: [] }])
    expect(listed.accounts.find(({ id }) => id === accountId)?.unitId).toBeNull()
  })
})
