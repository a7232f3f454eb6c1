import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { isMatched, isNamed, mayFollowRange, readRange } from './conditions.ts'
import { Outflow } from './Outflow.ts'
import { PieceCache, type StoredFile } from './PieceCache.ts'

/** What is answered. The caller has checked that the asker may have it. */
export type Answer = {
  request: IncomingMessage
  response: ServerResponse
  blob: StoredFile
  contentType: string
  /** A whole Content-Disposition, as `disposition()` makes it. */
  disposition?: string
  cacheControl?: string
  /** Of every answer. */
  headers?: OutgoingHttpHeaders
  /** Answers these bytes of the blob as a thing of their own, as one thumbnail of a pack. */
  slice?: { start: number; length: number }
}

export type PaperServerOptions = {
  /** Bound of the memory for pieces of papers, hot and in flight, in bytes. */
  memoryBytes: number
  /** A reader that takes no byte for so long is cut. */
  stallMs?: number
  /** A reader slower than this over a whole answer (after `stallMs` of grace) is cut, in bytes per second. */
  slowestBytesPerSecond?: number
}

/** Kept by nobody but the asker, asked for again each time, compressed by no proxy. */
const PRIVATE = 'private, no-cache, no-transform'

/**
 * Serves stored papers on Node's own requests and responses: GET and HEAD, single ranges, strong entity tags,
 * If-None-Match, If-Match, If-Range (RFC 9110 §13, §14), always without content coding. Several ranges at once
 * are answered with the whole.
 */
export class PaperServer {
  readonly pieces: PieceCache
  readonly #stallMs: number
  readonly #slowest: number

  constructor({ memoryBytes, stallMs = 30_000, slowestBytesPerSecond = 4_000 }: PaperServerOptions) {
    this.pieces = new PieceCache(memoryBytes)
    this.#stallMs = stallMs
    this.#slowest = slowestBytesPerSecond
  }

  /**
   * Answers, and resolves when the answer is sent or the asker is gone. Rejects when the file cannot be read;
   * then nothing was sent yet (answer 500), or the connection was ended in the middle.
   */
  async serve(answer: Answer): Promise<void> {
    const { request, response, blob, slice } = answer
    const { start, length: size } = slice ?? { start: 0, length: blob.size }
    const etag = slice ? `"${blob.hash}-${start}"` : `"${blob.hash}"`
    const { method, headers: asked } = request
    if (method !== 'GET' && method !== 'HEAD') return end(response, 405, { Allow: 'GET, HEAD' })
    const headers: OutgoingHttpHeaders = {
      ...answer.headers,
      ETag: etag,
      'Cache-Control': answer.cacheControl ?? PRIVATE,
      'Accept-Ranges': 'bytes',
      'X-Content-Type-Options': 'nosniff',
    }
    if (!isMatched(asked['if-match'], etag)) return end(response, 412, headers)
    if (isNamed(asked['if-none-match'], etag)) return end(response, 304, headers)

    headers['Content-Type'] = answer.contentType
    if (answer.disposition !== undefined) headers['Content-Disposition'] = answer.disposition
    const follow = method === 'GET' && mayFollowRange(single(asked['if-range']), etag)
    const wanted = readRange(follow ? asked.range : undefined, size)
    if (wanted.kind === 'none') return end(response, 416, { ...headers, 'Content-Range': `bytes */${size}` })
    const [first, last] = wanted.kind === 'part' ? [wanted.first, wanted.last] : [0, size - 1]
    headers['Content-Length'] = last - first + 1
    if (wanted.kind === 'part') headers['Content-Range'] = `bytes ${first}-${last}/${size}`
    const status = wanted.kind === 'part' ? 206 : 200
    if (method === 'HEAD' || size === 0) return end(response, status, headers)
    await this.#send(response, status, headers, blob, start + first, start + last)
  }

  /** Lets go of a blob that is to be removed. */
  forget(blob: Pick<StoredFile, 'path' | 'hash'>): void {
    this.pieces.forget(blob)
  }

  close(): void {
    this.pieces.close()
  }

  async #send(
    response: ServerResponse,
    status: number,
    headers: OutgoingHttpHeaders,
    blob: StoredFile,
    first: number,
    last: number,
  ): Promise<void> {
    const flow = new Outflow(response)
    const stopWatching = this.#watch(response, last - first + 1)
    try {
      for (let at = first; at <= last && !response.destroyed; ) {
        const lease = await this.pieces.lend(blob, at, last)
        at += lease.bytes.length
        try {
          if (!response.headersSent) response.writeHead(status, headers)
          await flow.write(lease.bytes)
        } finally {
          lease.release()
        }
      }
      if (!response.destroyed) response.end()
    } catch (error) {
      if (response.headersSent) response.destroy()
      throw error
    } finally {
      stopWatching()
    }
  }

  /** Cuts readers that stall or crawl: each holds a piece of the bounded memory. */
  #watch(response: ServerResponse, length: number): () => void {
    const cut = () => response.destroy()
    response.setTimeout(this.#stallMs, cut)
    const clock = setTimeout(cut, Math.min(2 ** 31 - 1, this.#stallMs + (length / this.#slowest) * 1000))
    return () => {
      clearTimeout(clock)
      response.off('timeout', cut)
    }
  }
}

function end(response: ServerResponse, status: number, headers: OutgoingHttpHeaders): void {
  response.writeHead(status, headers).end()
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
