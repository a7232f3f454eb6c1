import type { FileHandle } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { type Dict, NeedMore, nameOf, numberOf, Scanner, SyntaxFault, type Value } from './syntax.ts'

/** Where an object stands: at an offset of the file, or as the n-th in an object stream. */
export type Entry =
  | { kind: 'free' }
  | { kind: 'at'; offset: number; gen: number }
  | { kind: 'in'; stream: number; index: number }

/** An indirect object: its value and, for a stream, where its bytes begin. */
export type Loaded = { value: Value; dataAt: number | undefined }

const WINDOWS = [4 << 10, 64 << 10, 1 << 20, 16 << 20]
const MAX_OBJECTS = 4_000_000
const MAX_DECODED = 64 << 20
const MAX_KEPT_STREAMS = 8

/**
 * A PDF file's cross-reference data and objects (ISO 32000-2 §7.5), read through an open file piece by piece,
 * so that memory does not grow with the file. Strict: what strays from the standard throws SyntaxFault, and
 * the caller leaves the file to a reader that repairs.
 */
export class Layout {
  readonly entries = new Map<number, Entry>()
  /** The newest trailer: Root, Info, ID, Encrypt. */
  trailer: Dict = { kind: 'dict', entries: new Map() }
  /** The [from, to) byte places of the cross-reference sections, newest first. */
  readonly sections: [number, number][] = []
  readonly size: number
  readonly #file: FileHandle
  readonly #streams = new Map<number, { numbers: number[]; offsets: number[]; bytes: Buffer }>()

  private constructor(file: FileHandle, size: number) {
    this.#file = file
    this.size = size
  }

  /** Reads all cross-reference sections, from the last `startxref` backwards. */
  static async read(file: FileHandle): Promise<Layout> {
    const { size } = await file.stat()
    const layout = new Layout(file, size)
    const tail = await layout.bytes(Math.max(0, size - 2048), 2048)
    const found = tail.lastIndexOf('startxref')
    if (found < 0) throw new SyntaxFault('The end of the file is missing')
    if ((await layout.bytes(0, 5)).toString('latin1') !== '%PDF-')
      throw new SyntaxFault('Bytes before the header')
    const seen = new Set<number>()
    const waiting = [new Scanner(tail, found + 9).integer()]
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at)) continue
      seen.add(at)
      const trailer = await layout.#section(at)
      if (seen.size === 1) layout.trailer = trailer
      for (const key of ['XRefStm', 'Prev']) {
        const next = numberOf(trailer.entries.get(key))
        if (next !== undefined) waiting.push(next)
      }
    }
    return layout
  }

  /** `length` bytes from `offset`, fewer at the end of the file. */
  async bytes(offset: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - offset))
    const buffer = Buffer.allocUnsafe(wanted)
    const { bytesRead } = await this.#file.read(buffer, 0, wanted, offset)
    return buffer.subarray(0, bytesRead)
  }

  /** The value itself, or the object that it refers to (null where there is none). */
  async resolve(value: Value | undefined): Promise<Value | undefined> {
    let current = value
    for (let hops = 0; current?.kind === 'ref'; hops += 1) {
      if (hops > 8) throw new SyntaxFault('References that lead to references')
      current = (await this.load(current.num))?.value
    }
    return current
  }

  /** The object of this number, or undefined where the file has none. */
  async load(num: number): Promise<Loaded | undefined> {
    const entry = this.entries.get(num)
    if (entry?.kind === 'at') return this.#object(entry.offset, num)
    if (entry?.kind === 'in') return { value: await this.#inStream(entry, num), dataAt: undefined }
    return undefined
  }

  /**
   * A stream's bytes, decoded where its filter is none or FlateDecode; undefined for other filters. Throws
   * RangeError past `limit` bytes: a bomb.
   */
  async decode({ value, dataAt }: Loaded, limit = MAX_DECODED): Promise<Buffer | undefined> {
    if (value.kind !== 'dict' || dataAt === undefined) throw new SyntaxFault('A stream was expected')
    const length = numberOf(await this.resolve(value.entries.get('Length')))
    if (length === undefined) throw new SyntaxFault('A stream without its length')
    const named = await this.resolve(value.entries.get('Filter'))
    const filter = nameOf(named?.kind === 'array' && named.items.length === 1 ? named.items[0] : named)
    if (named !== undefined && filter !== 'FlateDecode') return undefined
    if (length > limit) throw new RangeError(`A stream of more than ${limit} bytes`)
    const bytes = await this.bytes(dataAt, length)
    if (filter === undefined) return bytes
    const plain = inflate(bytes, limit)
    const parms = await this.resolve(value.entries.get('DecodeParms'))
    return undoPredictor(plain, parms?.kind === 'array' ? await this.resolve(parms.items[0]) : parms)
  }

  /** Parses at `offset` with a window that grows until the object is whole. */
  async #parse<T>(offset: number, parse: (scanner: Scanner, base: number) => T): Promise<T> {
    for (const length of WINDOWS) {
      try {
        const bytes = await this.bytes(offset, length)
        // A blank ends the last word of a file that stops right after it.
        const last = offset + length >= this.size
        return parse(new Scanner(last ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes), offset)
      } catch (error) {
        if (!(error instanceof NeedMore)) throw error
      }
    }
    throw new SyntaxFault('An object without an end')
  }

  #object(offset: number, num: number): Promise<Loaded> {
    return this.#parse(offset, (scanner, base) => {
      if (scanner.integer() !== num) throw new SyntaxFault(`Object ${num} is not in its place`)
      scanner.integer()
      if (!scanner.takes('obj')) throw new SyntaxFault(`Object ${num} is not in its place`)
      const value = scanner.value()
      if (value.kind !== 'dict' || !scanner.takes('stream')) return { value, dataAt: undefined }
      return { value, dataAt: base + scanner.endOfLine() }
    })
  }

  async #inStream(entry: Extract<Entry, { kind: 'in' }>, num: number): Promise<Value> {
    const stream = this.#streams.get(entry.stream) ?? (await this.#objectStream(entry.stream))
    const index = stream.numbers[entry.index] === num ? entry.index : stream.numbers.indexOf(num)
    const offset = stream.offsets[index]
    if (offset === undefined) throw new SyntaxFault(`Object ${num} is not in its stream`)
    return new Scanner(stream.bytes, offset).value()
  }

  async #objectStream(num: number) {
    const entry = this.entries.get(num)
    if (entry?.kind !== 'at') throw new SyntaxFault('An object stream is missing')
    const loaded = await this.#object(entry.offset, num)
    const decoded = await this.decode(loaded)
    if (loaded.value.kind !== 'dict' || !decoded) throw new SyntaxFault('An object stream cannot be decoded')
    const count = numberOf(await this.resolve(loaded.value.entries.get('N'))) ?? 0
    const first = numberOf(await this.resolve(loaded.value.entries.get('First'))) ?? 0
    const scanner = new Scanner(Buffer.concat([decoded, Buffer.from('\n')]))
    const stream = {
      numbers: [] as number[],
      offsets: [] as number[],
      bytes: Buffer.concat([decoded, Buffer.from('\n')]),
    }
    for (let i = 0; i < Math.min(count, MAX_OBJECTS); i += 1) {
      stream.numbers.push(scanner.integer())
      stream.offsets.push(first + scanner.integer())
    }
    const oldest = this.#streams.keys().next().value
    if (this.#streams.size >= MAX_KEPT_STREAMS && oldest !== undefined) this.#streams.delete(oldest)
    this.#streams.set(num, stream)
    return stream
  }

  async #section(offset: number): Promise<Dict> {
    const isTable = await this.#parse(offset, scanner => scanner.takes('xref'))
    return isTable ? this.#table(offset) : this.#xrefStream(offset)
  }

  #table(offset: number): Promise<Dict> {
    return this.#parse(offset, (scanner, base) => {
      scanner.takes('xref')
      const found: [number, Entry][] = []
      while (!scanner.takes('trailer')) {
        const first = scanner.integer()
        const count = scanner.integer()
        if (count > MAX_OBJECTS) throw new SyntaxFault('Too many objects')
        for (let i = 0; i < count; i += 1) {
          const at = scanner.integer()
          const gen = scanner.integer()
          const used = scanner.word()
          if (used !== 'n' && used !== 'f') throw new SyntaxFault('A broken cross-reference table')
          found.push([first + i, used === 'n' ? { kind: 'at', offset: at, gen } : { kind: 'free' }])
        }
      }
      const trailer = scanner.value()
      if (trailer.kind !== 'dict') throw new SyntaxFault('A broken trailer')
      for (const [num, entry] of found) this.#enter(num, entry)
      this.sections.push([base, base + scanner.position])
      return trailer
    })
  }

  async #xrefStream(offset: number): Promise<Dict> {
    const num = await this.#parse(offset, scanner => scanner.integer())
    const loaded = await this.#object(offset, num)
    const { value } = loaded
    if (value.kind !== 'dict' || nameOf(value.entries.get('Type')) !== 'XRef') {
      throw new SyntaxFault('No cross-reference section where one was expected')
    }
    const rows = await this.decode(loaded)
    const widths = numbers(value.entries.get('W'))
    if (!rows || widths.length < 3 || widths.some(width => width > 8))
      throw new SyntaxFault('A broken xref stream')
    const [kindWidth = 0, placeWidth = 0, extraWidth = 0] = widths
    const ranges = numbers(value.entries.get('Index'))
    if (ranges.length === 0) ranges.push(0, numberOf(value.entries.get('Size')) ?? 0)
    const length = widths.reduce((sum, width) => sum + width, 0)
    let at = 0
    for (let i = 0; i + 1 < ranges.length; i += 2) {
      const first = ranges[i] ?? 0
      for (let j = 0; j < (ranges[i + 1] ?? 0) && at + length <= rows.length; j += 1, at += length) {
        const kind = kindWidth === 0 ? 1 : field(rows, at, kindWidth)
        const place = field(rows, at + kindWidth, placeWidth)
        const extra = field(rows, at + kindWidth + placeWidth, extraWidth)
        if (kind === 1) this.#enter(first + j, { kind: 'at', offset: place, gen: extra })
        else if (kind === 2) this.#enter(first + j, { kind: 'in', stream: place, index: extra })
        else this.#enter(first + j, { kind: 'free' })
      }
    }
    const end = (loaded.dataAt ?? offset) + (numberOf(value.entries.get('Length')) ?? 0)
    this.sections.push([offset, end])
    return value
  }

  /** The newest section's word counts. */
  #enter(num: number, entry: Entry): void {
    if (this.entries.size >= MAX_OBJECTS) throw new SyntaxFault('Too many objects')
    if (!this.entries.has(num)) this.entries.set(num, entry)
  }
}

function numbers(value: Value | undefined): number[] {
  return value?.kind === 'array' ? value.items.map(item => numberOf(item) ?? 0) : []
}

function field(rows: Buffer, at: number, width: number): number {
  let value = 0
  for (let i = 0; i < width; i += 1) value = value * 256 + (rows[at + i] ?? 0)
  return value
}

function inflate(bytes: Buffer, limit: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: limit })
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new SyntaxFault('A stream cannot be decompressed')
  }
}

/** Undoes PNG prediction (ISO 32000-2 §7.4.4.4); other predictors do not occur in what is read here. */
function undoPredictor(bytes: Buffer, parms: Value | undefined): Buffer {
  if (parms?.kind !== 'dict') return bytes
  const predictor = numberOf(parms.entries.get('Predictor')) ?? 1
  if (predictor === 1) return bytes
  const columns = numberOf(parms.entries.get('Columns')) ?? 1
  if (predictor < 10 || columns < 1 || columns > 1024) throw new SyntaxFault('An unexpected predictor')
  const rows = Math.floor(bytes.length / (columns + 1))
  const out = Buffer.alloc(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const from = row * (columns + 1)
    const filter = bytes[from]
    const to = row * columns
    for (let i = 0; i < columns; i += 1) {
      const raw = bytes[from + 1 + i] ?? 0
      const left = i > 0 ? (out[to + i - 1] ?? 0) : 0
      const up = row > 0 ? (out[to - columns + i] ?? 0) : 0
      const corner = row > 0 && i > 0 ? (out[to - columns + i - 1] ?? 0) : 0
      out[to + i] = (raw + predicted(filter, left, up, corner)) & 255
    }
  }
  return out
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const estimate = left + up - corner
      const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
      return a <= b && a <= c ? left : b <= c ? up : corner
    }
    default:
      throw new SyntaxFault('An unknown row filter')
  }
}
