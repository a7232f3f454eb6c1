import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { type FileHandle, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A stored blob: its address (SHA-256, 64 lower-case hex digits) and its length in bytes. */
export type Blob = { hash: string; size: number }

/** `disk.full`: no room, or a quota reached; nothing of the blob was kept. */
export type PutResult = { ok: true; data: Blob } | { ok: false; error: { code: 'disk.full'; detail: string } }

/** How a file is opened for writing; tests replace it to run out of space. */
export type OpenForWriting = (path: string) => Promise<Pick<FileHandle, 'writev' | 'sync' | 'close'>>

const HASH = /^[0-9a-f]{64}$/
const PIECE = 1 << 20

/**
 * Files by the hash of their content, in one folder: `ab/abcd…`. Storing the same bytes twice keeps one file.
 * A blob is in its place only when it is whole and on the disk (file, then its folder, are synced), so a
 * power cut leaves either the blob or nothing but a folder `tmp-…`, which `sweep` removes.
 */
export class BlobStore {
  readonly #folder: string
  readonly #open: OpenForWriting
  readonly #arriving = new Set<string>()
  /** Sizes that were asked for; what is stored never changes, and goes by `remove` alone. */
  readonly #sizes = new Map<string, number>()

  private constructor(folder: string, openForWriting: OpenForWriting) {
    this.#folder = folder
    this.#open = openForWriting
  }

  /** Opens the store in `folder`, making the folder where it is missing. */
  static async open(folder: string, openForWriting: OpenForWriting = path => open(path, 'wx', 0o600)) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new BlobStore(folder, openForWriting)
  }

  /**
   * Stores a copy of the file `fromPath`, which stays. Memory use does not grow with the file. Answers the
   * same for bytes that are stored already. Other failures than a full disk are thrown.
   */
  async put(fromPath: string): Promise<PutResult> {
    let temporary: string | undefined
    try {
      temporary = await mkdtemp(join(this.#folder, 'tmp-'))
      this.#arriving.add(temporary)
      const file = join(temporary, 'blob')
      const blob = await this.#copy(fromPath, file)
      await this.#place(file, blob)
      return { ok: true, data: blob }
    } catch (error) {
      if (!isFull(error)) throw error
      return { ok: false, error: { code: 'disk.full', detail: `No room for ${fromPath}` } }
    } finally {
      if (temporary !== undefined) {
        await rm(temporary, { recursive: true, force: true })
        this.#arriving.delete(temporary)
      }
    }
  }

  /** Where the bytes of `hash` are, or would be. Throws on what is no hash, so no path can be smuggled in. */
  pathOf(hash: string): string {
    if (!HASH.test(hash)) throw new TypeError('A blob is named by 64 lower-case hex digits.')
    return join(this.#folder, hash.slice(0, 2), hash)
  }

  /** Length in bytes, or undefined where the blob is not stored. */
  async size(hash: string): Promise<number | undefined> {
    const known = this.#sizes.get(hash)
    if (known !== undefined) return known
    const size = await this.#sizeOnDisk(hash)
    if (size !== undefined) this.#sizes.set(hash, size)
    return size
  }

  /** Removes the blob; says nothing when it was not there. Whoever is reading it reads on to its end. */
  async remove(hash: string): Promise<void> {
    this.#sizes.delete(hash)
    await rm(this.pathOf(hash), { force: true })
    // Somebody may have asked while it was being removed.
    this.#sizes.delete(hash)
  }

  /**
   * Removes every blob that is not in `keep`, and what a power cut left half-made. Call it while nothing is
   * being stored that `keep` does not know of. Gives what it removed.
   */
  async sweep(keep: ReadonlySet<string>): Promise<{ blobs: number; bytes: number }> {
    const removed = { blobs: 0, bytes: 0 }
    for (const entry of await readdir(this.#folder)) {
      const path = join(this.#folder, entry)
      if (entry.startsWith('tmp-')) {
        if (!this.#arriving.has(path)) await rm(path, { recursive: true, force: true })
        continue
      }
      if (!/^[0-9a-f]{2}$/.test(entry)) continue
      for (const hash of await readdir(path)) {
        if (!HASH.test(hash) || keep.has(hash)) continue
        removed.bytes += (await this.#sizeOnDisk(hash)) ?? 0
        removed.blobs += 1
        await this.remove(hash)
      }
    }
    return removed
  }

  async #sizeOnDisk(hash: string): Promise<number | undefined> {
    const found = await stat(this.pathOf(hash)).catch(ignoreMissing)
    return found?.size
  }

  /** Copies and hashes in one pass, then makes the copy durable. */
  async #copy(fromPath: string, toPath: string): Promise<Blob> {
    const hash = createHash('sha256')
    let size = 0
    const target = await this.#open(toPath)
    // Made only now: a stream that fails while nobody listens would end the process.
    const source: ReadStream = createReadStream(fromPath, { highWaterMark: PIECE })
    try {
      for await (const piece of source as AsyncIterable<Buffer>) {
        hash.update(piece)
        size += piece.length
        let rest: Buffer = piece
        while (rest.length > 0) rest = rest.subarray((await target.writev([rest])).bytesWritten)
      }
      await target.sync()
    } finally {
      source.destroy()
      await target.close()
    }
    return { hash: hash.digest('hex'), size }
  }

  async #place(file: string, blob: Blob): Promise<void> {
    if ((await this.#sizeOnDisk(blob.hash)) === blob.size) return
    const path = this.pathOf(blob.hash)
    const folder = join(this.#folder, blob.hash.slice(0, 2))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(file, path)
    await syncFolder(folder)
    await syncFolder(this.#folder)
  }
}

/** Makes a folder's entries durable; Windows has no such thing and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function isFull(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
  return undefined
}
