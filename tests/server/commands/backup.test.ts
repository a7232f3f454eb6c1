import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { create, extract, list } from 'tar'
import { makeBackup } from '#server/commands/archive/make.ts'
import { restoreBackup, undoRestore } from '#server/commands/archive/restore.ts'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { BlobStore } from '#server/storage/blobs.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { fields, keyStretching, signIn } from '../features/accounts/support.ts'
import { clean, folder, storePaper } from './support.ts'

const password = 'mùa thu lá bay 7'
const now = Date.UTC(2026, 10, 23)
// Copying and hashing wait for the disk, which a busy machine shares.
jest.setTimeout(60_000)

let server: TestServer
let paper: string
let file: string

beforeEach(async () => {
  server = await startServer()
  const id = crypto.randomUUID()
  await createAccountWithPassword(server.app.features, {
    ...{ ...fields('binhtt'), id, password, keyStretching, roles: ['administrator'] },
  })
  const blobs = await BlobStore.open(join(server.folder, 'papers'))
  paper = await storePaper(server.database, blobs, id, 'Tờ trình số 1')
  await blobs.put(import.meta.filename)
  file = join(await folder(), 'backup.tar')
})
afterEach(async () => {
  await server.close()
  await clean()
})

const backUp = (more: Partial<Parameters<typeof makeBackup>[0]> = {}) =>
  makeBackup({ dataFolder: server.folder, file, withKeys: true, now, ...more })
const restore = (dataFolder: string, more: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup({ dataFolder, file, replace: false, now, ...more })
const entries = async () => {
  const found: string[] = []
  await list({ file, onReadEntry: ({ path }) => found.push(path) })
  return found.filter(path => !path.endsWith('/'))
}
/** Entries of the archive that others than the owner could read, were they unpacked by other means. */
const openToOthers = async () => {
  const found: string[] = []
  await list({
    file,
    onReadEntry: ({ path, mode = 0 }) => {
      if (!path.endsWith('/') && (mode & 0o077) !== 0) found.push(path)
    },
  })
  return found
}

describe('a backup', () => {
  test('is one file for its owner alone, with the database, the keys and the papers that are named', async () => {
    expect(await backUp()).toMatchObject({ ok: true, data: { papers: 1, journal: { sound: true } } })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await openToOthers()).toEqual([])
    expect(await entries()).toEqual([
      ...['manifest.json', 'phong-hop-so.sqlite', 'keys/opaque'],
      `papers/${paper.slice(0, 2)}/${paper}`,
    ])
    expect((await readdir(server.folder)).filter(name => name.startsWith('backup-'))).toEqual([])
    expect(await readdir(join(file, '..'))).toEqual(['backup.tar'])
  })

  test('leaves the keys out where that is asked', async () => {
    await backUp({ withKeys: false })
    expect(await entries()).not.toContain('keys/opaque')
    expect((await readFile(file)).includes(await readFile(join(server.folder, 'keys', 'opaque')))).toBe(false)
  })

  test('is whole while commands are being accepted, and each is in it or after it', async () => {
    const client = server.anonymous()
    await signIn(client, 'binhtt', password)
    let running = true
    let renamed = 0
    const renaming = (async () => {
      while (running) {
        renamed += 1
        await client.done(accounts.renameCommittee, { name: `UBND ${renamed}` })
      }
    })()
    const made = await backUp()
    running = false
    await renaming
    if (!made.ok) throw new Error(made.error.code)
    const other = await folder()
    expect(await restore(other)).toMatchObject({ ok: true })
    expect(renamed).toBeGreaterThan(0)
  })

  test('never overwrites a file, and says where no data is', async () => {
    await writeFile(file, 'của người khác')
    expect(await backUp()).toMatchObject({ error: { code: 'file.exists' } })
    expect(await readFile(file, 'utf8')).toBe('của người khác')
    expect(await backUp({ dataFolder: await folder(), file: `${file}2` })).toMatchObject({
      error: { code: 'data.missing' },
    })
  })

  test('that cannot be written leaves nothing behind', async () => {
    expect(await backUp({ file: join(file, '..', 'no', 'such', 'folder.tar') })).toMatchObject({
      error: { code: 'file.unwritable' },
    })
    expect((await readdir(server.folder)).filter(name => name.startsWith('backup-'))).toEqual([])
  })

  test('says which paper is missing instead of leaving it out', async () => {
    await rm(join(server.folder, 'papers', paper.slice(0, 2), paper))
    expect(await backUp()).toMatchObject({ error: { code: 'paper.missing', params: { hash: paper } } })
    expect(await stat(file).catch(() => 'absent')).toBe('absent')
  })
})

describe('restoring', () => {
  test('into an empty folder gives a server on which passwords and papers are as they were', async () => {
    await backUp()
    const other = await folder()
    expect(await restore(other)).toMatchObject({ ok: true, data: { papers: 1, kept: null } })
    expect((await stat(join(other, 'phong-hop-so.sqlite'))).mode & 0o777).toBe(0o600)
    const blobs = await BlobStore.open(join(other, 'papers'))
    expect(await readFile(blobs.pathOf(paper), 'utf8')).toBe('Tờ trình số 1')
    const restored = await startServer({ folder: other })
    try {
      expect(await signIn(restored.anonymous(), 'binhtt', password)).toMatchObject({ ok: true })
    } finally {
      await restored.close()
    }
  })

  test('is refused while the server runs, and changes nothing', async () => {
    await backUp()
    const before = await readdir(server.folder)
    expect(await restore(server.folder, { replace: true })).toMatchObject({
      error: { code: 'server.running' },
    })
    expect(await readdir(server.folder)).toEqual(before)
  })

  test('never replaces data unasked', async () => {
    await backUp()
    const other = await folder()
    await restore(other)
    expect(await restore(other)).toMatchObject({ error: { code: 'data.exists' } })
  })

  test('puts the old data aside, and one command goes back', async () => {
    await backUp()
    const client = server.anonymous()
    await signIn(client, 'binhtt', password)
    await client.done(accounts.renameCommittee, { name: 'Tên mới sau khi sao lưu' })
    await server.close({ keep: true })
    const nameNow = async () => {
      const again = await startServer({ folder: server.folder })
      try {
        return (await again.anonymous().done(accounts.committee, {})).name
      } finally {
        await again.close({ keep: true })
      }
    }
    const restored = await restore(server.folder, { replace: true })
    expect(restored).toMatchObject({ ok: true, data: { kept: expect.stringContaining('before-') } })
    expect(await nameNow()).toBe('')
    const undone = await undoRestore(server.folder, now + 1)
    expect(undone).toMatchObject({ ok: true, data: expect.stringContaining('undone-') })
    expect(await nameNow()).toBe('Tên mới sau khi sao lưu')
    expect(await undoRestore(server.folder, now + 2)).toMatchObject({ error: { code: 'undo.nothing' } })
    server = await startServer({ folder: server.folder })
  })

  test('without keys in the backup takes those that are there, and else says what is missing', async () => {
    await backUp({ withKeys: false })
    const empty = await folder()
    expect(await restore(empty)).toMatchObject({ error: { code: 'keys.missing' } })
    expect((await readdir(empty)).includes('phong-hop-so.sqlite')).toBe(false)
    await server.close({ keep: true })
    expect(await restore(server.folder, { replace: true })).toMatchObject({ ok: true })
    server = await startServer({ folder: server.folder })
    expect(await signIn(server.anonymous(), 'binhtt', password)).toMatchObject({ ok: true })
  })
})

describe('a backup that was changed or is none', () => {
  /** Takes the archive apart, lets the test change it, and packs it again. */
  const tampered = async (change: (at: string) => Promise<unknown>) => {
    await backUp()
    const at = await folder()
    await extract({ file, cwd: at })
    await change(at)
    await create({ file, cwd: at, portable: true }, await readdir(at))
    const into = await folder()
    const result = await restore(into)
    expect((await readdir(into)).filter(name => /sqlite|restoring|keys/.test(name))).toEqual([])
    return result
  }

  test('is refused where a paper’s bytes are not those of its name', async () => {
    const path = join('papers', paper.slice(0, 2), paper)
    expect(await tampered(at => writeFile(join(at, path), 'Tờ trình số 2'))).toMatchObject({
      error: { code: 'archive.foreign', params: { reason: paper } },
    })
  })

  test('is refused where a paper is missing', async () => {
    expect(await tampered(at => rm(join(at, 'papers'), { recursive: true }))).toMatchObject({
      error: { code: 'paper.missing', params: { hash: paper } },
    })
  })

  test('is refused where the database or the key was changed', async () => {
    for (const name of ['phong-hop-so.sqlite', 'keys/opaque']) {
      const result = await tampered(async at => {
        const bytes = await readFile(join(at, name))
        bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1
        await chmod(join(at, name), 0o600)
        await writeFile(join(at, name), bytes)
      })
      expect(result).toMatchObject({ error: { code: 'archive.foreign', params: { reason: name } } })
      await rm(file)
    }
  })

  test('is refused where it holds what no backup holds', async () => {
    expect(await tampered(at => writeFile(join(at, 'server.pid'), '1'))).toMatchObject({
      error: { code: 'archive.foreign', params: { reason: 'server.pid' } },
    })
  })

  test('into what is a file says that a folder is needed', async () => {
    await backUp()
    expect(await restore(file)).toMatchObject({
      error: { code: 'folder.unusable', params: { said: { en: expect.stringContaining('is a file') } } },
    })
  })

  test('is refused where it is no archive, or is not there', async () => {
    const into = await folder()
    expect(await restore(into)).toMatchObject({ error: { code: 'file.unreadable' } })
    await writeFile(file, 'không phải bản sao lưu'.repeat(1_000))
    expect(await restore(into)).toMatchObject({ error: { code: 'archive.foreign' } })
    await writeFile(file, '')
    expect(await restore(into)).toMatchObject({ error: { code: 'archive.foreign' } })
  })
})
