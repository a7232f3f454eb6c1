import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { forgetReceipts, MemoryReceipts } from '#server/transport/receipts.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let administrator: TestClient

beforeEach(async () => {
  server = await startServer()
  administrator = (await server.person({ administrator: true })).client
})
afterEach(() => server.close())

const journalRows = async () =>
  (await server.database.kysely.selectFrom('journal').select('seq').execute()).length

test('a retry with the same id gets the first answer and changes nothing twice', async () => {
  const id = crypto.randomUUID()
  const first = await administrator.call(accounts.renameCommittee, { name: 'UBND tỉnh' }, id)
  expect(await administrator.call(accounts.renameCommittee, { name: 'UBND tỉnh' }, id)).toEqual(first)
  expect(await administrator.ask(accounts.renameCommittee, { name: 'UBND tỉnh' }, id)).toEqual(first)
  expect(await journalRows()).toBe(1)
})

test('a retry after a restart gets the first answer too', async () => {
  const id = crypto.randomUUID()
  const unit = {
    ...{ unitId: crypto.randomUUID(), name: 'Sở Y tế', shortName: 'SYT', parentId: null, order: 1 },
    ...{ validFrom: null, validUntil: null, predecessorIds: [] },
  }
  const first = await administrator.call(accounts.createUnit, unit, id)
  const { folder } = server
  await server.close({ keep: true })
  server = await startServer({ folder })
  const client = server.anonymous()
  client.cookie = administrator.cookie
  expect(await client.call(accounts.createUnit, unit, id)).toEqual(first)
  expect(await client.call(accounts.createUnit, unit)).toMatchObject({ error: { code: 'object.exists' } })
})

test('an answer with a secret is remembered for the one who got it, and for nobody else', async () => {
  const id = crypto.randomUUID()
  const { accountId, client } = await server.person()
  const first = await client.call(accounts.issueTabletCode, { accountId }, id)
  expect(first.ok).toBe(true)
  expect(await client.call(accounts.issueTabletCode, { accountId }, id)).toEqual(first)
  expect(await administrator.call(accounts.issueTabletCode, { accountId }, id)).toEqual({
    ...{ ok: false, error: { code: 'command.idTaken' } },
  })
  server.clock.pass(10 * 60_000)
  expect(await client.call(accounts.issueTabletCode, { accountId }, id)).toMatchObject({
    error: { code: 'command.idTaken' },
  })
})

test('an id that was used by somebody else, for another command or another input is taken', async () => {
  const id = crypto.randomUUID()
  await administrator.call(accounts.renameCommittee, { name: 'UBND tỉnh' }, id)
  const taken = { ok: false, error: { code: 'command.idTaken' } }
  const other = (await server.person({ administrator: true })).client
  expect(await other.call(accounts.renameCommittee, { name: 'UBND tỉnh' }, id)).toEqual(taken)
  expect(await administrator.call(accounts.renameCommittee, { name: 'UBND khác' }, id)).toEqual(taken)
  expect(await administrator.call(accounts.removeUnit, { unitId: id }, id)).toEqual(taken)
  const { name } = await administrator.done(accounts.committee, {})
  expect(name).toBe('UBND tỉnh')
})

test('a refusal is not remembered: the same id may succeed once the reason is gone', async () => {
  const id = crypto.randomUUID()
  const { accountId } = await server.person()
  const issue = (client: TestClient) => client.call(accounts.issueLink, { accountId }, id)
  await administrator.done(accounts.deactivate, { accountId })
  expect(await issue(administrator)).toMatchObject({ error: { code: 'account.deactivated' } })
  await administrator.done(accounts.reactivate, { accountId })
  expect(await issue(administrator)).toMatchObject({ ok: true })
})

test('the same id fifty times at once is done once and answered fifty times alike', async () => {
  const id = crypto.randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => administrator.ask(accounts.renameCommittee, { name: 'UBND' }, id)),
  )
  expect(new Set(answers.map(answer => JSON.stringify(answer)))).toEqual(new Set(['{"ok":true,"data":{}}']))
  expect(await journalRows()).toBe(1)
})

test('receipts are forgotten after a week, and not before', async () => {
  const id = crypto.randomUUID()
  await administrator.call(accounts.renameCommittee, { name: 'UBND' }, id)
  const { kysely } = server.database
  const kept = async () => (await kysely.selectFrom('receipts').select('at').execute()).length
  const week = 7 * 24 * 3_600_000
  const [{ at } = { at: 0 }] = await kysely.selectFrom('receipts').select('at').execute()
  await forgetReceipts(kysely, at + week)
  expect(await kept()).toBe(1)
  await forgetReceipts(kysely, at + week + 1)
  expect(await kept()).toBe(0)
})

test('the memory for answers with secrets is bounded: the oldest go', () => {
  const memory = new MemoryReceipts()
  const receipt = {
    ...{ actorId: 'a', command: 'c', inputHash: 'h', cookies: [] },
    answer: { ok: true as const, data: {} },
  }
  for (let at = 0; at < 10_001; at += 1) memory.put(`id-${at}`, receipt, 1)
  expect(memory.get('id-0', 1)).toBeUndefined()
  expect(memory.get('id-10000', 1)).toEqual(receipt)
})
