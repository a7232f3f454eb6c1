import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { BlobStore, type OpenForWriting } from '#server/storage/blobs.ts'

let folder: string
let source: string
const bytes = randomBytes(3_000_000)
const hash = createHash('sha256').update(bytes).digest('hex')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobs-'))
  source = join(folder, 'source')
  await writeFile(source, bytes)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** All files below the store's folder. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => entry.name)
}

describe('the store of papers', () => {
  test('keeps a file byte for byte under its hash, and the source stays', async () => {
    const store = await BlobStore.open(join(folder, 'store'))
    expect(await store.put(source)).toEqual({ ok: true, data: { hash, size: bytes.length } })
    expect(bytes.equals(await readFile(store.pathOf(hash)))).toBe(true)
    expect(bytes.equals(await readFile(source))).toBe(true)
    expect(await store.size(hash)).toBe(bytes.length)
  })

  test('keeps one file for the same bytes stored often and at once', async () => {
    const store = await BlobStore.open(join(folder, 'store'))
    await Promise.all(Array.from({ length: 8 }, () => store.put(source)))
    expect(await filesIn(join(folder, 'store'))).toEqual([hash])
  })

  test('replaces a blob whose length is wrong, as a broken disk may leave it', async () => {
    const store = await BlobStore.open(join(folder, 'store'))
    await mkdir(join(folder, 'store', hash.slice(0, 2)))
    await writeFile(store.pathOf(hash), 'short')
    await store.put(source)
    expect(await store.size(hash)).toBe(bytes.length)
  })

  test.each(['ENOSPC', 'EDQUOT'])('says that the disk is full (%s) and leaves nothing behind', async code => {
    const full: OpenForWriting = async path => {
      const handle = await open(path, 'wx')
      let room = 2_000_000
      return {
        writev: async buffers => {
          const length = buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0)
          if (length > room) throw Object.assign(new Error('no space left on device'), { code })
          room -= length
          return handle.writev(buffers)
        },
        sync: () => handle.sync(),
        close: () => handle.close(),
      }
    }
    const store = await BlobStore.open(join(folder, 'store'), full)
    expect(await store.put(source)).toMatchObject({ ok: false, error: { code: 'disk.full' } })
    expect(await readdir(join(folder, 'store'))).toEqual([])
  })

  test('throws what is not a full disk, and leaves nothing behind', async () => {
    const store = await BlobStore.open(join(folder, 'store'))
    await expect(store.put(join(folder, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readdir(join(folder, 'store'))).toEqual([])
  })

  test('removes what nobody needs and what a power cut left, and keeps the rest', async () => {
    const store = await BlobStore.open(join(folder, 'store'))
    await store.put(source)
    await writeFile(source, 'another')
    const other = await store.put(source)
    await mkdir(join(folder, 'store', 'tmp-left'))
    await writeFile(join(folder, 'store', 'tmp-left', 'blob'), 'half')
    expect(await store.sweep(new Set([hash]))).toEqual({ blobs: 1, bytes: 7 })
    expect(await filesIn(join(folder, 'store'))).toEqual([hash])
    expect(other.ok && (await store.size(other.data.hash))).toBeUndefined()
  })

  test('forgets a removed blob, and removing it again is no error', async () => {
    const store = await BlobStore.open(join(folder, 'store'))
    await store.put(source)
    await store.remove(hash)
    await store.remove(hash)
    expect(await store.size(hash)).toBeUndefined()
  })

  test.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`])(
    'refuses %p as a name',
    async name => {
      const store = await BlobStore.open(join(folder, 'store'))
      expect(() => store.pathOf(name)).toThrow('64 lower-case hex digits')
    },
  )
})
