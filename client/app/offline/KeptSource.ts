import type { ReadyVersion } from '#client/features/documents/paperSource.ts'
import { HttpPieceSource } from '#client/features/documents/reader/core/HttpPieceSource.ts'
import type { PieceSource } from '#client/features/documents/reader/core/types.ts'
import { line } from '#client/features/offline/line.ts'
import { pieceRange, piecesOf } from '#client/features/offline/offline.rules.ts'
import { offline } from './offline.ts'

/** Decrypted pieces of one open paper that stay in memory: pdf.js asks for a sixteenth of one at a time. */
const mostInMemory = 8

/** [O3] A paper read from this device where it is kept, and over the network where it is not. */
export class KeptSource implements PieceSource {
  readonly size: number
  readonly #versionId: string
  /** Newest last. */
  readonly #memory = new Map<number, Promise<Uint8Array | null>>()
  #network: Promise<HttpPieceSource> | null = null
  #closed = new AbortController()
  #tell: (waiting: boolean) => void = () => undefined

  constructor({ id, paperBytes }: Pick<ReadyVersion, 'id' | 'paperBytes'>) {
    this.#versionId = id
    this.size = paperBytes
  }

  /** See PieceSource. Rejects with ReaderError where the server refuses. */
  async read(begin: number, end: number): Promise<Uint8Array> {
    const whole = new Uint8Array(end - begin)
    for (const piece of piecesOf(begin, end)) {
      const range = pieceRange(this.size, piece)
      const [from, until] = [Math.max(begin, range.begin), Math.min(end, range.end)]
      const kept = await this.#kept(piece)
      whole.set(
        kept?.subarray(from - range.begin, until - range.begin) ?? (await this.#fetch(from, until)),
        from - begin,
      )
    }
    return whole
  }

  tellWaiting(tell: (waiting: boolean) => void): void {
    this.#tell = tell
  }

  /** Stops what is under way. The paper can be opened anew afterwards. */
  close(): void {
    this.#tell = () => undefined
    this.#closed.abort()
    this.#closed = new AbortController()
    this.#network = null
    this.#memory.clear()
  }

  #kept(piece: number): Promise<Uint8Array | null> {
    const found = this.#memory.get(piece) ?? offline.piece(this.#versionId, piece)
    this.#memory.delete(piece)
    this.#memory.set(piece, found)
    const forget = () => this.#memory.delete(piece)
    // What is not here yet may be here the next time.
    found.then(bytes => bytes ?? forget(), forget)
    for (const oldest of this.#memory.keys()) {
      if (this.#memory.size <= mostInMemory) break
      this.#memory.delete(oldest)
    }
    return found.catch(() => null)
  }

  #fetch(begin: number, end: number): Promise<Uint8Array> {
    return line.forReader(async () => {
      this.#network ??= HttpPieceSource.open(
        `/files/${this.#versionId}/paper`,
        // [O7] Nothing of it is left to the browser's cache.
        {
          withCredentials: true,
          fetch: (url, init) => fetch(url, { ...init, cache: 'no-store' }),
          onWaiting: waiting => this.#tell(waiting),
        },
        this.#closed.signal,
      )
      const opening = this.#network
      try {
        return await (await opening).read(begin, end)
      } catch (error) {
        if (this.#network === opening) this.#network = null
        throw error
      }
    })
  }
}
