import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { MadeElection } from '#tests/support/belenios/made.ts'
import { clean, folder } from './support.ts'

const made = new MadeElection()
let file: string
let bytes: Uint8Array

beforeAll(async () => {
  made.cast(0, [[1, 0, 0]])
  made.cast(1, [[0, 0, 1]])
  made.cast(2, [[0, 0, 1]])
  bytes = made.archive()
  file = join(await folder(), 'vote.bel')
  await writeFile(file, bytes)
})
afterAll(clean)

/** Runs the command as its user does, with no server and no data folder. */
const run = (arguments_: readonly string[], language = 'en') =>
  new Promise<{ code: number; out: string; err: string }>(resolve => {
    const program = join(import.meta.dirname, '..', '..', '..', 'server', 'commands', 'verifyBallots.ts')
    execFile(process.execPath, [program, ...arguments_], { env: { LANG: language } }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

describe('ballots:verify', () => {
  test('says that an archive is in order, and the result, in either language', async () => {
    const english = await run([file])
    expect(english).toMatchObject({ code: 0, err: '' })
    expect(english.out).toContain('All checks passed: Phiếu kín, 3 ballots count.')
    expect(english.out).toContain('  Tán thành: 1\n  Không tán thành: 0\n  Không biểu quyết: 2\n')
    const vietnamese = await run([file, '--list'], 'vi_VN.UTF-8')
    expect(vietnamese.out).toContain('Mọi phép kiểm tra đều đạt')
    for (const { tracker } of made.ballots) expect(vietnamese.out).toContain(`${tracker}\n`)
  })

  test('says what is wrong and what to do, and ends with 1', async () => {
    const changed = bytes.slice()
    changed[changed.length - 1_000] = 65
    const other = join(await folder(), 'vote.bel')
    await writeFile(other, changed)
    const { code, err, out } = await run([other])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('NOT IN ORDER')
    expect(err).toContain('[archive.')
    expect((await run([other], 'vi_VN.UTF-8')).err).toContain('KHÔNG ĐẠT')
  })

  test('says how it is used, and where there is no file', async () => {
    expect(await run([])).toMatchObject({ code: 1, err: expect.stringContaining('npm run ballots:verify') })
    expect(await run(['/nowhere/vote.bel'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('ENOENT'),
    })
  })
})
