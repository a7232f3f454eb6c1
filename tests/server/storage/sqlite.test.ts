import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openDatabase } from '#server/storage/database.ts'

let file: string
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'phs-sqlite-')), 'phong-hop-so.sqlite')
})
afterEach(() => rm(join(file, '..'), { recursive: true, force: true }))

const modes = () =>
  Promise.all(['', '-wal', '-shm'].map(async ending => (await stat(file + ending)).mode & 0o777))
const ownerAlone = [0o600, 0o600, 0o600]

describe('The database', () => {
  test('is for its owner alone from its first byte, with its log and its index', async () => {
    const before = process.umask(0o022)
    try {
      const database = openDatabase(file)
      expect(await modes()).toEqual(ownerAlone)
      await database.close()
    } finally {
      process.umask(before)
    }
  })

  test('that others could read is mended when it is opened, also where another has it open', async () => {
    const first = openDatabase(file)
    for (const ending of ['', '-wal', '-shm']) await chmod(file + ending, 0o644)
    const second = openDatabase(file)
    expect(await modes()).toEqual(ownerAlone)
    await second.kysely.selectFrom('settings').selectAll().execute()
    await second.close()
    await first.close()
  })
})
