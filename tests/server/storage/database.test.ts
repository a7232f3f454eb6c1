import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openDatabase } from '#server/storage/database.ts'
import { first } from '#server/storage/migrations/0001-first.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phs-database-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('another process that writes meanwhile waits, and does not make a command fail that has read', async () => {
  const file = join(folder, 'phong-hop-so.sqlite')
  const database = openDatabase(file)
  const other = new DatabaseSync(file, { timeout: 0 })
  const insert = "INSERT INTO settings (key, value) VALUES ('other', 'x')"
  await database.kysely.transaction().execute(async store => {
    await store.selectFrom('settings').selectAll().execute()
    expect(() => other.exec(insert)).toThrow('database is locked')
    await store.insertInto('settings').values({ key: 'mine', value: 'x' }).execute()
  })
  other.exec(insert)
  const keys = await database.kysely.selectFrom('settings').select('key').orderBy('key').execute()
  expect(keys.map(({ key }) => key)).toEqual(['mine', 'other'])
  other.close()
  await database.close()
})

test('a database of the first version is brought up to date, and keeps what it holds', async () => {
  const file = join(folder, 'phong-hop-so.sqlite')
  const old = new DatabaseSync(file)
  old.exec(first)
  old.exec(`
    INSERT INTO accounts VALUES ('a', 'binhtt', 'Trần Thị Bình', 'ba', '', NULL, 1, 0, 1, 'active', NULL, 0);
    INSERT INTO screens VALUES ('s', 'Hội trường', NULL, NULL, 0, 'a');
    PRAGMA user_version = 1;
  `)
  old.close()
  const database = openDatabase(file)
  const screens = await database.kysely.selectFrom('screens').selectAll().execute()
  expect(screens).toMatchObject([{ id: 's', name: 'Hội trường', ended_meeting_id: null }])
  await database.close()
})
