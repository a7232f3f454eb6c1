import { retryAfterMs } from '#client/net/retryAfter.ts'
import { line } from './line.ts'
import { pieceRange, type WantedPaper } from './offline.rules.ts'

/** Bytes of one request: what is lost when the reader takes the line over. */
const partBytes = 262_144
const patienceMs = 60_000

/** The server will not give this paper, or it is not what was told: no use in asking again. */
export class PaperRefused extends Error {}

/** The server has others to serve first: ask again after `waitMs` milliseconds. */
export class AskedToWait extends Error {
  readonly waitMs: number
  constructor(waitMs: number) {
    super('the server asks to wait')
    this.waitMs = waitMs
  }
}

const part = async (
  url: string,
  begin: number,
  end: number,
  size: number,
  stop: AbortSignal,
): Promise<Uint8Array> => {
  const response = await fetch(url, {
    headers: { Range: `bytes=${begin}-${end - 1}` },
    credentials: 'same-origin',
    priority: 'low',
    // [O7] The browser's own cache would keep it in the clear.
    cache: 'no-store',
    signal: AbortSignal.any([stop, AbortSignal.timeout(patienceMs)]),
  })
  if (response.status === 401 || response.status === 403 || response.status === 404)
    throw new PaperRefused(`the server answered ${response.status}`)
  const waitMs = response.status === 429 ? retryAfterMs(response.headers) : null
  if (waitMs !== null) throw new AskedToWait(waitMs)
  if (response.status !== 206) throw new Error(`the server answered ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (response.headers.get('Content-Range') !== `bytes ${begin}-${end - 1}/${size}`)
    throw new PaperRefused('another paper than was told')
  if (bytes.byteLength !== end - begin) throw new Error('a piece came cut short')
  return bytes
}

/**
 * Fetches one piece of a paper, giving way to the reader. Rejects: PaperRefused for good, an AbortError when `stop`
 * aborts, AskedToWait when the server is busy with this device, anything else when the network failed.
 */
export const fetchPiece = async (
  { versionId, size }: WantedPaper,
  piece: number,
  stop: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { begin, end } = pieceRange(size, piece)
  const whole = new Uint8Array(end - begin)
  for (let at = begin; at < end; ) {
    await line.whenFree()
    stop.throwIfAborted()
    const giveWay = new AbortController()
    const stopListening = line.onWanted(() => giveWay.abort())
    const until = Math.min(end, at + partBytes)
    try {
      const url = `/files/${versionId}/paper`
      whole.set(await part(url, at, until, size, AbortSignal.any([stop, giveWay.signal])), at - begin)
      at = until
    } catch (error) {
      if (!giveWay.signal.aborted) throw error
    } finally {
      stopListening()
    }
  }
  return whole
}
