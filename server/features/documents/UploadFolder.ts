import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** How an upload's file is opened; tests replace it to run out of space. */
export type OpenUpload = (
  path: string,
) => Promise<Pick<FileHandle, 'write' | 'stat' | 'truncate' | 'datasync' | 'close'>>

export interface UploadPace {
  /** A request that brings fewer than `bytes` in `windowMs` is ended; it may go on later from where it stood. */
  readonly windowMs: number
  readonly bytes: number
}

/** A twentieth of the slowest line that a site has (0.5 Mbit/s). */
export const uploadPace: UploadPace = { windowMs: 20_000, bytes: 64 * 1024 }

/**
 * at: so many bytes lie on the disk now. moved: the file does not end where the sender thinks. tooMuch: more came
 * than was announced; nothing of it was kept. slow, cut: ended early, what came is kept.
 */
export type Appended =
  | { readonly kind: 'at'; readonly offset: number }
  | { readonly kind: 'moved'; readonly offset: number }
  | { readonly kind: 'tooMuch' | 'full' | 'slow' | 'cut' }

const UPLOAD = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Running {
  readonly stop: AbortController
  readonly done: Promise<unknown>
  offset: number
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(String(codeOf(error)))

/**
 * Uploads on their way: a file each, named by the version's id, as long as what has come. The file's length is the
 * offset that a sender resumes from, so a crash of either side loses nothing that was acknowledged.
 */
export class UploadFolder {
  readonly #folder: string
  readonly #pace: UploadPace
  readonly #open: OpenUpload
  readonly #running = new Map<string, Running>()

  constructor(
    folder: string,
    pace: UploadPace = uploadPace,
    openUpload: OpenUpload = path => open(path, constants.O_RDWR | constants.O_CREAT, 0o600),
  ) {
    this.#folder = folder
    this.#pace = pace
    this.#open = openUpload
  }

  /** Makes the folder where it is missing. */
  async start(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
  }

  /** Where a version's bytes lie while they come. */
  pathOf(versionId: string): string {
    if (!UPLOAD.test(versionId.toLowerCase())) throw new TypeError('An upload is named by its version’s id.')
    return join(this.#folder, versionId.toLowerCase())
  }

  /** Bytes that have come; 0 where nothing has. */
  async received(versionId: string): Promise<number> {
    return this.#running.get(versionId)?.offset ?? (await sizeOf(this.pathOf(versionId)))
  }

  /** How many requests bring bytes now. */
  get active(): number {
    return this.#running.size
  }

  /** Ends a request that still brings bytes for this version, and waits until they lie on the disk. */
  async interrupt(versionId: string): Promise<void> {
    for (let running = this.#running.get(versionId); running; running = this.#running.get(versionId)) {
      running.stop.abort()
      await running.done
    }
  }

  /**
   * Adds a request's body at `offset`; the file ends at `total` bytes at most. `onBytes` hears of progress.
   * What it answers with `at` is synced to the disk. One request a version: an earlier one gives way.
   */
  async append(
    request: IncomingMessage,
    upload: { versionId: string; offset: number; total: number; signal: AbortSignal; onBytes: () => void },
  ): Promise<Appended> {
    const { versionId } = upload
    // No await between the last look and the claim, or two requests that wait would both go on.
    for (let earlier = this.#running.get(versionId); earlier; earlier = this.#running.get(versionId)) {
      earlier.stop.abort()
      await earlier.done
    }
    const stop = new AbortController()
    const ready = Promise.withResolvers<undefined>()
    const running: Running = { stop, done: ready.promise, offset: upload.offset }
    this.#running.set(versionId, running)
    try {
      return await this.#write(request, upload, running)
    } catch (error) {
      if (!isFull(error)) throw error
      await this.#forget(versionId)
      return { kind: 'full' }
    } finally {
      this.#running.delete(versionId)
      ready.resolve(undefined)
    }
  }

  /** Ends and forgets an upload; says nothing when there is none. */
  async remove(versionId: string): Promise<void> {
    await this.interrupt(versionId)
    await this.#forget(versionId)
  }

  /** Every upload that has a file: its version's id and when something last came (milliseconds, wall clock). */
  async list(): Promise<{ versionId: string; at: number }[]> {
    const names = (await readdir(this.#folder)).filter(name => UPLOAD.test(name))
    const found = await Promise.all(
      names.map(async versionId => {
        const info = await stat(join(this.#folder, versionId)).catch(() => null)
        return info === null ? [] : [{ versionId, at: info.mtimeMs }]
      }),
    )
    return found.flat()
  }

  /** Ends all requests and waits until what came lies on the disk. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map(id => this.interrupt(id)))
  }

  #forget(versionId: string): Promise<void> {
    return rm(this.pathOf(versionId), { force: true })
  }

  async #write(
    request: IncomingMessage,
    upload: { versionId: string; offset: number; total: number; signal: AbortSignal; onBytes: () => void },
    running: Running,
  ): Promise<Appended> {
    const file = await this.#open(this.pathOf(upload.versionId))
    let slow = false
    let before = upload.offset
    const watch = setInterval(() => {
      slow = running.offset - before < this.#pace.bytes
      before = running.offset
      if (slow) running.stop.abort()
    }, this.#pace.windowMs)
    try {
      const { size } = await file.stat()
      if (size !== upload.offset) return { kind: 'moved', offset: size }
      const end = await readBody(
        request,
        AbortSignal.any([running.stop.signal, upload.signal]),
        async chunk => {
          if (running.offset + chunk.length > upload.total) return false
          for (let done = 0; done < chunk.length; )
            done += (await file.write(chunk, done, chunk.length - done, running.offset + done)).bytesWritten
          running.offset += chunk.length
          upload.onBytes()
          return true
        },
      )
      if (end === 'refused') {
        await file.truncate(upload.offset)
        return { kind: 'tooMuch' }
      }
      await file.datasync()
      if (upload.offset === 0) await syncFolder(this.#folder)
      if (end === 'whole') return { kind: 'at', offset: running.offset }
      return { kind: slow ? 'slow' : 'cut' }
    } finally {
      clearInterval(watch)
      await file.close()
    }
  }
}

/** Hands the body over piece by piece. The request itself stays whole, so that it can still be answered. */
const readBody = async (
  request: IncomingMessage,
  signal: AbortSignal,
  onChunk: (chunk: Buffer) => Promise<boolean>,
): Promise<'whole' | 'cut' | 'refused'> => {
  if (request.destroyed && !request.readableEnded) return 'cut'
  const body = new PassThrough()
  const broken = () => {
    if (!request.readableEnded) body.destroy(new Error('The sender went away'))
  }
  request.once('close', broken)
  request.once('error', broken)
  request.pipe(body)
  let refused = false
  let failure: { readonly error: unknown } | undefined
  try {
    await pipeline(
      body,
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) {
          try {
            if (await onChunk(chunk)) continue
          } catch (error) {
            failure = { error }
            throw error
          }
          refused = true
          return
        }
      },
      { signal },
    )
    return refused ? 'refused' : 'whole'
  } catch {
    if (failure) throw failure.error
    return refused ? 'refused' : 'cut'
  } finally {
    request.off('close', broken)
    request.off('error', broken)
    request.unpipe(body)
  }
}

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
    return null
  })
  return found?.size ?? 0
}

/** Makes a new file's name durable; Windows has no such thing and needs none. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
