import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Database, openDatabase } from '#server/storage/database.ts'
import { appendJournal, eraseFromJournal, verifyJournal } from '#server/storage/journal.ts'

const person = '0b0e0000-0000-4000-8000-00000000000a'
const meetingId = '0b0e0000-0000-4000-8000-00000000000b'
let database: Database

beforeEach(async () => {
  database = openDatabase(':memory:')
  await database.kysely
    .insertInto('accounts')
    .values({
      ...{ id: person, login_name: 'binhtt', display_name: 'Trần Thị Bình', honorific: 'ba', title: '' },
      ...{ unit_id: null, rank: 1, administrator: 0, secretary: 0, state: 'active' },
      ...{ registration_record: null, created_at: 1 },
    })
    .execute()
  for (let row = 1; row <= 5; row += 1)
    await appendJournal(database.kysely, {
      ...{ at: row * 1000, actorId: person, loginId: 'login', meetingId: row === 4 ? meetingId : '' },
      command: row === 3 ? 'accounts:update' : 'meetings:open',
      commandId: `command-${row}`,
      detail: { row, accountId: row === 2 ? person : null, name: 'Trần Thị Bình' },
    })
})
afterEach(() => database.close())

const verify = () => verifyJournal(database.sqlite.raw)

describe('the chain', () => {
  test('verifies as it was written', () => {
    expect(verify()).toMatchObject({ sound: true, rows: 5, erased: 0 })
  })

  test('verifies when it is empty', () => {
    const empty = openDatabase(':memory:')
    expect(verifyJournal(empty.sqlite.raw)).toEqual({
      ...{ sound: true, rows: 0, erased: 0, head: '0'.repeat(64) },
    })
    return empty.close()
  })

  test.each([
    ['at', 1],
    ['actor_id', "'somebody'"],
    ['login_id', "'other'"],
    ['command', "'meetings:close'"],
    ['command_id', "'x'"],
    ['meeting_id', "'y'"],
    ['detail_hash', "'z'"],
    ['hash', "'0'"],
  ])('finds that %s of a row was changed', (column, value) => {
    database.sqlite.raw.exec(`UPDATE journal SET ${column} = ${value} WHERE seq = 3`)
    expect(verify()).toEqual({ sound: false, seq: 3, reason: 'hash' })
  })

  test('finds that a row’s link was changed', () => {
    database.sqlite.raw.exec(`UPDATE journal SET previous = 'x' WHERE seq = 3`)
    expect(verify()).toEqual({ sound: false, seq: 3, reason: 'chain' })
  })

  test('finds a row that was taken out, in the middle or at the start', () => {
    const { raw } = database.sqlite
    raw.exec('PRAGMA foreign_keys = OFF')
    raw.exec('DELETE FROM journal WHERE seq = 3')
    expect(verify()).toEqual({ sound: false, seq: 4, reason: 'gap' })
    raw.exec('DELETE FROM journal WHERE seq = 1')
    expect(verify()).toEqual({ sound: false, seq: 2, reason: 'gap' })
  })

  test.each([
    ['detail', `'{"row":3,"name":"khác"}'`],
    ['salt', "'00'"],
  ])('finds that the %s beside the chain was changed', (column, value) => {
    database.sqlite.raw.exec(`UPDATE journal_details SET ${column} = ${value} WHERE seq = 3`)
    expect(verify()).toEqual({ sound: false, seq: 3, reason: 'detail' })
  })

  test('finds a detail that is gone without having been erased', () => {
    database.sqlite.raw.exec('DELETE FROM journal_details WHERE seq = 3')
    expect(verify()).toEqual({ sound: false, seq: 3, reason: 'missingDetail' })
    database.sqlite.raw.exec(
      `INSERT INTO journal_details (seq, salt, detail, erased_at) VALUES (3, '', NULL, NULL)`,
    )
    expect(verify()).toEqual({ sound: false, seq: 3, reason: 'detail' })
  })

  test('two rows changed places are found', () => {
    const { raw } = database.sqlite
    raw.exec('PRAGMA foreign_keys = OFF; PRAGMA defer_foreign_keys = ON')
    raw.exec('UPDATE journal SET seq = 99 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3')
    raw.exec('UPDATE journal SET seq = 3 WHERE seq = 99')
    expect(verify()).toEqual({ sound: false, seq: 2, reason: 'chain' })
  })
})

test('[K40] erasing a person blanks every row that speaks of them, and the chain still verifies', async () => {
  await eraseFromJournal(database.kysely, person, 9_000)
  expect(verify()).toMatchObject({ sound: true, rows: 5, erased: 2 })
  const details = await database.kysely.selectFrom('journal_details').selectAll().orderBy('seq').execute()
  expect(details.map(({ detail, salt }) => [detail === null, salt === ''])).toEqual([
    [false, false],
    [true, true],
    [true, true],
    [false, false],
    [false, false],
  ])
})

test('a row that is written after a head was noted leaves that head in the chain', async () => {
  const before = verify()
  if (!before.sound) throw new Error('unsound')
  const head = await appendJournal(database.kysely, {
    ...{ at: 6000, actorId: '', loginId: '', meetingId: '', command: 'x:y', commandId: 'c', detail: null },
  })
  expect(verify()).toMatchObject({ sound: true, rows: 6, head })
  const row = await database.kysely
    .selectFrom('journal')
    .select('previous')
    .where('seq', '=', 6)
    .executeTakeFirst()
  expect(row?.previous).toBe(before.head)
})
