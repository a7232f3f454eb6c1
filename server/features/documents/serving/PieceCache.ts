import { OpenFiles } from './OpenFiles.ts'

/** A piece's length: pdf.js asks for 64 KiB at a time, so a hot piece answers sixteen requests. */
export const PIECE_BYTES = 1 << 20
/** Asked for so often, a piece is kept; what is read through once never drives out what the hall reads. */
const HOT_AFTER = 2
/** Memory is had in slabs of so many pieces. */
const SLAB_PIECES = 16
/** Pieces of which it is remembered how often they were asked for. */
const REMEMBERED = 16_384

export type StoredFile = { path: string; size: number; hash: string }
/** Bytes lent: they stay as they are until `release`, which must be called once. */
export type Lease = { bytes: Buffer; release(): void }

type Piece = { buffer: Buffer; users: number; loaded: Promise<void>; isGone: boolean }

/**
 * Pieces of papers in a fixed amount of memory. Buffers of one piece each are made as needed up to that amount
 * and then used again and again: most for hot pieces (least recently used go first), at least an eighth for
 * pieces that are read for one answer. A piece in use is never given away, so the bound holds however slowly
 * the answers are taken; who finds no free buffer waits for one.
 */
export class PieceCache {
  readonly #most: number
  readonly #mostHot: number
  readonly #files = new OpenFiles(64)
  readonly #hot = new Map<string, Piece>()
  readonly #asked = new Map<string, number>()
  readonly #free: Buffer[] = []
  readonly #waiting: ((buffer: Buffer) => void)[] = []
  #made = 0

  /** `memoryBytes`: the bound, in bytes; at least two pieces. */
  constructor(memoryBytes: number) {
    this.#most = Math.max(2, Math.floor(memoryBytes / PIECE_BYTES))
    this.#mostHot = this.#most - Math.max(1, this.#most >> 3)
  }

  /** Memory in buffers now; never more than the bound. */
  get heldBytes(): number {
    return this.#made * PIECE_BYTES
  }

  /** Hot pieces now. */
  get hotPieces(): number {
    return this.#hot.size
  }

  /**
   * The bytes from `first` to `last` (both count), cut at the end of the piece that `first` lies in. Rejects
   * with what reading the file failed with.
   */
  async lend(file: StoredFile, first: number, last: number): Promise<Lease> {
    const index = Math.floor(first / PIECE_BYTES)
    const start = index * PIECE_BYTES
    const end = Math.min(last + 1, start + PIECE_BYTES)
    const key = `${file.hash}:${index}`
    const piece = this.#hot.get(key) ?? this.#heat(key, file, start)
    if (!piece) return this.#lendOnce(file, first, end)
    this.#hot.delete(key)
    this.#hot.set(key, piece)
    piece.users += 1
    try {
      await piece.loaded
    } catch (error) {
      this.#leave(piece)
      throw error
    }
    return {
      bytes: piece.buffer.subarray(first - start, end - start),
      release: () => this.#leave(piece),
    }
  }

  /** Lets go of a file that is to be removed. */
  forget(file: Pick<StoredFile, 'path' | 'hash'>): void {
    for (const [key, piece] of this.#hot) if (key.startsWith(`${file.hash}:`)) this.#drop(key, piece)
    this.#files.forget(file.path)
  }

  close(): void {
    for (const [key, piece] of this.#hot) this.#drop(key, piece)
    this.#files.close()
  }

  /** Begins to keep a piece that is asked for again, where there is room for one more hot piece. */
  #heat(key: string, file: StoredFile, start: number): Piece | undefined {
    const asked = (this.#asked.get(key) ?? 0) + 1
    this.#asked.delete(key)
    this.#asked.set(key, asked)
    if (this.#asked.size > REMEMBERED) this.#asked.delete(this.#asked.keys().next().value ?? '')
    if (asked < HOT_AFTER) return undefined
    if (this.#hot.size >= this.#mostHot) this.#dropOldest()
    if (this.#hot.size >= this.#mostHot) return undefined
    const buffer = this.#takeNow()
    if (!buffer) return undefined
    const length = Math.min(PIECE_BYTES, file.size - start)
    const loaded = this.#files.read(file.path, buffer, length, start)
    const piece: Piece = { buffer, users: 1, loaded, isGone: false }
    this.#hot.set(key, piece)
    loaded.then(
      () => this.#leave(piece),
      () => {
        this.#drop(key, piece)
        this.#leave(piece)
      },
    )
    return piece
  }

  async #lendOnce(file: StoredFile, first: number, end: number): Promise<Lease> {
    const buffer = this.#takeNow() ?? (await new Promise<Buffer>(resolve => this.#waiting.push(resolve)))
    try {
      await this.#files.read(file.path, buffer, end - first, first)
    } catch (error) {
      this.#giveBack(buffer)
      throw error
    }
    return { bytes: buffer.subarray(0, end - first), release: () => this.#giveBack(buffer) }
  }

  #takeNow(): Buffer | undefined {
    if (this.#free.length === 0 && this.#made < this.#most) this.#makeSlab()
    return this.#free.pop()
  }

  /** Buffers come from slabs of many pieces, which the system can back with large memory pages. */
  #makeSlab(): void {
    const count = Math.min(SLAB_PIECES, this.#most - this.#made)
    const slab = Buffer.allocUnsafeSlow(count * PIECE_BYTES)
    this.#made += count
    for (let i = 0; i < count; i += 1) this.#free.push(slab.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES))
  }

  #giveBack(buffer: Buffer): void {
    const next = this.#waiting.shift()
    if (next) next(buffer)
    else this.#free.push(buffer)
  }

  #leave(piece: Piece): void {
    piece.users -= 1
    if (piece.users === 0 && piece.isGone) this.#giveBack(piece.buffer)
  }

  #drop(key: string, piece: Piece): void {
    if (this.#hot.get(key) === piece) this.#hot.delete(key)
    if (piece.isGone) return
    piece.isGone = true
    if (piece.users === 0) this.#giveBack(piece.buffer)
  }

  #dropOldest(): void {
    for (const [key, piece] of this.#hot) if (piece.users === 0) return this.#drop(key, piece)
  }
}
