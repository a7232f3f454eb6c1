import { retryAfterMs } from '#client/net/retryAfter.ts'
import { type PieceSource, ReaderError } from './types.ts'

export interface HttpPieceOptions {
  readonly withCredentials?: boolean
  /** Told when pieces stop coming (true) and when they come again (false). */
  readonly onWaiting?: (waiting: boolean) => void
  /** Milliseconds without a byte after which a request is given up and made again. */
  readonly stallMs?: number
  /** Milliseconds before the first retry; doubled each time up to 8 s. */
  readonly retryMs?: number
  readonly fetch?: typeof fetch
}

/** Bytes of the first request; pdf.js asks for the same piece first, and is answered from memory. */
const FIRST_PIECE = 65_536
const LONGEST_WAIT_MS = 8000

/** What an answer that is not a piece means; null where trying again may help. */
function refusal(status: number): ReaderError | null {
  if (status === 401) return new ReaderError('reader.loginEnded', 'the login has ended')
  if (status === 403) return new ReaderError('reader.forbidden', 'the right to this paper is gone')
  if (status === 404 || status === 410) return new ReaderError('reader.notFound', 'the paper is gone')
  if (status === 408 || status === 425 || status === 429 || status >= 500) return null
  return new ReaderError('reader.unreadable', `the server answered ${status}`)
}

/** The server asks to wait: it answered 429 or 503 with Retry-After (RFC 9110 §10.2.3). */
class Later extends Error {
  readonly waitMs: number
  constructor(waitMs: number) {
    super('the server asks to wait')
    this.waitMs = waitMs
  }
}

interface Piece {
  readonly bytes: Uint8Array
  /** Length of the whole paper; null where the server did not say. */
  readonly total: number | null
}

/**
 * A paper read over HTTP in ranges (RFC 9110, 14). pdf.js never asks again for a piece that failed, so a
 * lost network is waited out here: retried with growing pauses, at once when the browser is online again.
 */
export class HttpPieceSource implements PieceSource {
  readonly size: number
  readonly #url: string
  readonly #options: HttpPieceOptions
  readonly #closed: AbortController
  /** The first piece, or the whole paper where the server does not know ranges. */
  readonly #kept: Uint8Array
  #waiting = 0

  private constructor(url: string, options: HttpPieceOptions, first: Piece, closed: AbortController) {
    this.#url = url
    this.#options = options
    this.#kept = first.bytes
    this.size = first.total ?? first.bytes.byteLength
    this.#closed = closed
  }

  /**
   * Asks for the first piece, which tells the size. Errors: ReaderError for a refusal by the server; a
   * lost network is waited out until `signal` aborts.
   */
  static async open(url: string, options: HttpPieceOptions, signal?: AbortSignal): Promise<HttpPieceSource> {
    const closed = new AbortController()
    signal?.addEventListener('abort', () => closed.abort(), { once: true })
    if (signal?.aborted) closed.abort()
    let told = false
    const first = await persist(url, 0, FIRST_PIECE, options, closed.signal, () => {
      if (!told) options.onWaiting?.(true)
      told = true
    })
    if (told) options.onWaiting?.(false)
    return new HttpPieceSource(url, options, first, closed)
  }

  /** See PieceSource. Errors: ReaderError for good; never for a lost network. */
  async read(begin: number, end: number): Promise<Uint8Array> {
    if (end <= this.#kept.byteLength) return this.#kept.slice(begin, end)
    let failed = false
    try {
      const piece = await persist(this.#url, begin, end, this.#options, this.#closed.signal, () => {
        if (failed) return
        failed = true
        this.#waiting++
        if (this.#waiting === 1) this.#options.onWaiting?.(true)
      })
      return piece.bytes
    } finally {
      if (failed) {
        this.#waiting--
        if (this.#waiting === 0) this.#options.onWaiting?.(false)
      }
    }
  }

  close(): void {
    this.#closed.abort()
  }
}

async function persist(
  url: string,
  begin: number,
  end: number,
  options: HttpPieceOptions,
  signal: AbortSignal,
  onFailed: () => void,
): Promise<Piece> {
  let pause = options.retryMs ?? 500
  for (;;) {
    let asked = 0
    try {
      return await fetchPiece(url, begin, end, options, signal)
    } catch (error) {
      if (error instanceof ReaderError) throw error
      if (signal.aborted) throw new ReaderError('reader.unreadable', 'the paper was closed')
      if (error instanceof Later) asked = error.waitMs
      onFailed()
    }
    await waitOrOnline(Math.max(pause, asked), signal)
    pause = Math.min(pause * 2, LONGEST_WAIT_MS)
  }
}

async function fetchPiece(
  url: string,
  begin: number,
  end: number,
  options: HttpPieceOptions,
  closed: AbortSignal,
): Promise<Piece> {
  const stalled = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stalled.abort(), options.stallMs ?? 15_000)
  }
  alive()
  try {
    const response = await (options.fetch ?? fetch)(url, {
      headers: { Range: `bytes=${begin}-${end - 1}` },
      credentials: options.withCredentials ? 'include' : 'same-origin',
      signal: AbortSignal.any([closed, stalled.signal]),
    })
    if (response.status !== 206 && response.status !== 200) {
      const final = refusal(response.status)
      if (final !== null) throw final
      throw new Later(retryAfterMs(response.headers) ?? 0)
    }
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')
    const bytes = await readAll(response, alive)
    if (response.status === 200) {
      // A server that does not know ranges sends everything: cut the piece out.
      return begin === 0 ? { bytes, total: null } : { bytes: bytes.slice(begin, end), total: null }
    }
    const total = range ? Number(range[3]) : null
    if (bytes.byteLength !== Math.min(end, total ?? end) - begin) throw new Error('a piece came cut short')
    return { bytes, total }
  } finally {
    clearTimeout(timer)
  }
}

async function readAll(response: Response, alive: () => void): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (;;) {
    const step = await reader?.read()
    if (!step || step.done) break
    alive()
    parts.push(step.value)
    length += step.value.byteLength
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}

/** Waits, but no longer than until the browser says that it is online again. Rejects never. */
function waitOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      globalThis.removeEventListener?.('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    globalThis.addEventListener?.('online', done, { once: true })
  })
}
