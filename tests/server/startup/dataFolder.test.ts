import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openDataFolder } from '#server/startup/dataFolder.ts'
import { describeStartup } from '#server/startup/messages.ts'

let within: string
beforeEach(async () => {
  within = await mkdtemp(join(tmpdir(), 'phs-folder-'))
})
afterEach(() => rm(within, { recursive: true, force: true }))

/** The code of a refusal and its two sentences. */
const refused = async (path: string) => {
  const opened = await openDataFolder(path)
  if (opened.ok) throw new Error('it was opened')
  return { code: opened.error.code, ...describeStartup(opened.error) }
}

describe('A data folder', () => {
  test('is made with the folders above it, for its owner alone, and opened again', async () => {
    const path = join(within, 'a', 'b', 'data')
    for (const round of [1, 2]) {
      const opened = await openDataFolder(path)
      expect([round, opened.ok]).toEqual([round, true])
      if (opened.ok) await opened.data.release()
    }
    for (const folder of [join(within, 'a'), path, join(path, 'papers'), join(path, 'uploads')])
      expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  test('that is a file is refused as one, and the file stays as it is', async () => {
    const file = join(within, 'data')
    await writeFile(file, 'mine')
    for (const path of [file, join(file, 'deeper', 'still')]) {
      const { code, vi, en } = await refused(path)
      expect(code).toBe('folder.isFile')
      expect(vi).toContain(`${file} là một tệp`)
      expect(en).toContain(`${file} is a file`)
      expect(en).not.toContain('right to write')
    }
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  test('where no folder can be made is refused at once', async () => {
    const { code, vi, en } = await refused('/proc/nope')
    expect(code).toBe('folder.unmakeable')
    expect(vi).toContain('/proc/nope')
    expect(en).toContain('Set PHS_DATA to a folder on a disk that can be written')
    expect((await refused('/proc/nope/data')).code).toBe('folder.unmakeable')
  }, 5_000)

  test('that is a link to nowhere is refused', async () => {
    const path = join(within, 'data')
    await symlink(join(within, 'gone'), path)
    expect((await refused(path)).code).toBe('folder.unmakeable')
  })
})
