import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Remembered } from '#server/storage/remembered.ts'

let folder: string
let mine: DatabaseSync
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remembered-'))
  mine = new DatabaseSync(join(folder, 'one.sqlite'))
  mine.exec('PRAGMA journal_mode=WAL; CREATE TABLE rights (who TEXT)')
})
afterEach(async () => {
  mine.close()
  await rm(folder, { recursive: true, force: true })
})

/** Counts how often it was asked, and answers with the rows there are. */
const asking = () => {
  const asked = { times: 0 }
  const ask = async () => {
    asked.times += 1
    return mine.prepare('SELECT count(*) AS n FROM rights').get()?.n
  }
  return { asked, ask }
}

describe('what is remembered of the database', () => {
  test('is asked once while nothing changes, each key by itself', async () => {
    const remembered = new Remembered(mine)
    const { asked, ask } = asking()
    for (let round = 0; round < 3; round += 1) expect(await remembered.get('a', ask)).toBe(0)
    expect(asked.times).toBe(1)
    await remembered.get('b', ask)
    expect(asked.times).toBe(2)
  })

  test('ends with a write of this connection, before its transaction is over too', async () => {
    const remembered = new Remembered(mine)
    const { ask } = asking()
    expect(await remembered.get('a', ask)).toBe(0)
    mine.exec("BEGIN; INSERT INTO rights VALUES ('An')")
    expect(await remembered.get('a', ask)).toBe(1)
    mine.exec('ROLLBACK; DELETE FROM rights')
    mine.exec("INSERT INTO rights VALUES ('An'), ('Bình')")
    expect(await remembered.get('a', ask)).toBe(2)
    mine.exec('DELETE FROM rights')
    expect(await remembered.get('a', ask)).toBe(0)
  })

  test('ends with another process’s write', async () => {
    const remembered = new Remembered(mine)
    const { ask } = asking()
    expect(await remembered.get('a', ask)).toBe(0)
    const other = new DatabaseSync(join(folder, 'one.sqlite'))
    other.exec("INSERT INTO rights VALUES ('An')")
    other.close()
    expect(await remembered.get('a', ask)).toBe(1)
  })

  test('is not kept where something changed while it was asked', async () => {
    const remembered = new Remembered(mine)
    const { asked, ask } = asking()
    const early = await remembered.get('a', async () => {
      const answer = await ask()
      mine.exec("INSERT INTO rights VALUES ('An')")
      return answer
    })
    expect(early).toBe(0)
    expect(await remembered.get('a', ask)).toBe(1)
    expect(asked.times).toBe(2)
  })

  test('has a bound, whatever keys are asked for', async () => {
    const remembered = new Remembered(mine)
    const { asked, ask } = asking()
    await remembered.get('first', ask)
    for (let at = 0; at < 5_000; at += 1) await remembered.get(`other ${at}`, async () => at)
    await remembered.get('first', ask)
    expect(asked.times).toBe(2)
  })
})
