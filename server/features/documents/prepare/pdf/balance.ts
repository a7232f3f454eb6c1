import { chmod, constants, copyFile, type FileHandle, open } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import type { Entry, Layout } from './layout.ts'
import { INHERITED, type PageTree } from './pageTree.ts'
import { array, atom, type Dict, dict, nameOf, type Ref, refTo, type Value, write } from './syntax.ts'

const KIDS = 16
const OBJECTS_A_STREAM = 128

/**
 * Writes to `toPath` the file at `fromPath` with a tail that holds a balanced page tree, every page's
 * dictionary and one complete cross-reference stream, so that a reader needs the file's end and the page that
 * it shows, nothing between. All bytes of the original come first, unchanged; what is new follows as in an
 * incremental update, but without `Prev`, since the new cross-reference stream replaces the old ones whole.
 * (ISO 32000-2 §7.5.6 to §7.5.8, §7.7.3.) Returns the length of the tail.
 */
export async function writeBalanced(
  layout: Layout,
  tree: Extract<PageTree, { found: 'pages' }>,
  fromPath: string,
  toPath: string,
): Promise<number> {
  await copyFile(fromPath, toPath, constants.COPYFILE_FICLONE)
  await chmod(toPath, 0o600)
  const file = await open(toPath, 'r+')
  try {
    const tail = new Tail(layout)
    const root = addTree(tail, tree)
    tail.replace(tree.catalogRef, withVersion(withEntry(tree.catalog, 'Pages', root)))
    const bytes = tail.finish(tree.catalogRef)
    await writeAll(file, bytes, layout.size)
    return bytes.length
  } finally {
    await file.close()
  }
}

/** New objects, gathered into compressed object streams, and their places. */
class Tail {
  readonly #layout: Layout
  readonly #entries: Map<number, Entry>
  readonly #pieces: Buffer[] = []
  #position: number
  #next: number
  #waiting: { num: number; text: string }[] = []

  constructor(layout: Layout) {
    this.#layout = layout
    this.#entries = new Map(layout.entries)
    this.#position = layout.size
    this.#next = highest(layout.entries) + 1
    this.#push(Buffer.from('\n'))
  }

  reserve(): Ref {
    return refTo(this.#next++)
  }

  add(ref: Ref, value: Value): void {
    this.#waiting.push({ num: ref.num, text: write(value) })
    if (this.#waiting.length >= OBJECTS_A_STREAM) this.#flush()
  }

  /** Puts a new value under an old number. What has a generation cannot stand in an object stream. */
  replace(ref: Ref, value: Value): void {
    if (ref.gen === 0) return this.add(ref, value)
    this.#entries.set(ref.num, { kind: 'at', offset: this.#position, gen: ref.gen })
    this.#push(Buffer.from(`${ref.num} ${ref.gen} obj\n${write(value)}\nendobj\n`, 'latin1'))
  }

  finish(root: Ref): Buffer {
    this.#flush()
    const { num } = this.reserve()
    const at = this.#position
    this.#entries.set(num, { kind: 'at', offset: at, gen: 0 })
    const { ranges, rows, widths } = this.#rows()
    const trailer: [string, Value][] = [
      ['Type', atom('/XRef')],
      ['Size', atom(this.#next)],
      ['W', array(widths.map(atom))],
      ['Index', array(ranges.map(atom))],
      ['Root', root],
    ]
    for (const key of ['Info', 'ID']) {
      const value = this.#layout.trailer.entries.get(key)
      if (value) trailer.push([key, value])
    }
    this.#stream(num, trailer, rows)
    this.#push(Buffer.from(`startxref\n${at}\n%%EOF\n`))
    return Buffer.concat(this.#pieces)
  }

  #flush(): void {
    if (this.#waiting.length === 0) return
    const { num } = this.reserve()
    let body = ''
    const head: number[] = []
    for (const [index, object] of this.#waiting.entries()) {
      head.push(object.num, body.length)
      body += `${object.text}\n`
      this.#entries.set(object.num, { kind: 'in', stream: num, index })
    }
    const first = `${head.join(' ')}\n`
    const entries: [string, Value][] = [
      ['Type', atom('/ObjStm')],
      ['N', atom(this.#waiting.length)],
      ['First', atom(first.length)],
    ]
    this.#entries.set(num, { kind: 'at', offset: this.#position, gen: 0 })
    this.#stream(num, entries, Buffer.from(first + body, 'latin1'))
    this.#waiting = []
  }

  #stream(num: number, entries: [string, Value][], plain: Buffer): void {
    const data = deflateSync(plain, { level: 9 })
    const header = dict([...entries, ['Filter', atom('/FlateDecode')], ['Length', atom(data.length)]])
    this.#push(Buffer.from(`${num} 0 obj\n${write(header)}\nstream\n`, 'latin1'))
    this.#push(data)
    this.#push(Buffer.from('\nendstream\nendobj\n'))
  }

  #push(bytes: Buffer): void {
    this.#pieces.push(bytes)
    this.#position += bytes.length
  }

  #rows(): { ranges: number[]; rows: Buffer; widths: number[] } {
    const numbers = [...this.#entries.keys()].sort((a, b) => a - b)
    const width = Math.max(1, Math.ceil(Math.log2(this.#position + 1) / 8))
    const row = 1 + width + 2
    const rows = Buffer.alloc(numbers.length * row)
    const ranges: number[] = []
    for (const [i, num] of numbers.entries()) {
      if (i > 0 && numbers[i - 1] === num - 1) ranges[ranges.length - 1] = (ranges.at(-1) ?? 0) + 1
      else ranges.push(num, 1)
      const entry = this.#entries.get(num)
      if (entry?.kind !== 'at' && entry?.kind !== 'in') continue
      const [kind, place, extra] =
        entry.kind === 'at' ? [1, entry.offset, entry.gen] : [2, entry.stream, entry.index]
      rows[i * row] = kind
      rows.writeUIntBE(place, i * row + 1, width)
      rows.writeUInt16BE(Math.min(extra, 0xffff), i * row + 1 + width)
    }
    return { ranges, rows, widths: [1, width, 2] }
  }
}

/** Adds nodes of at most 16 kids over all pages, the nodes of one level together; returns the root. */
function addTree(tail: Tail, tree: Extract<PageTree, { found: 'pages' }>): Ref {
  const shared = new Map<Value, Ref>()
  type Level = { ref: Ref; count: number }[]
  const levels: { ref: Ref; kids: Level }[][] = []
  let level: Level = tree.pages.map(({ ref }) => ({ ref, count: 1 }))
  do {
    const nodes = []
    for (let i = 0; i < level.length; i += KIDS) {
      nodes.push({ ref: tail.reserve(), kids: level.slice(i, i + KIDS) })
    }
    levels.unshift(nodes)
    level = nodes.map(({ ref, kids }) => ({ ref, count: countOf(kids) }))
  } while (level.length > 1)

  const parentOf = new Map<number, Ref>()
  for (const nodes of levels) {
    for (const { ref, kids } of nodes) {
      for (const kid of kids) parentOf.set(kid.ref.num, ref)
      const entries: [string, Value][] = [
        ['Type', atom('/Pages')],
        ['Count', atom(countOf(kids))],
        ['Kids', array(kids.map(kid => kid.ref))],
      ]
      const parent = parentOf.get(ref.num)
      tail.add(ref, dict(parent ? [...entries, ['Parent', parent]] : entries))
    }
  }
  for (const { ref, page, inherited } of tree.pages) {
    const entries = new Map(page.entries)
    for (const key of INHERITED) {
      const value = inherited.get(key)
      if (value && !entries.has(key))
        entries.set(key, value.kind === 'dict' ? own(tail, shared, value) : value)
    }
    const parent = parentOf.get(ref.num)
    if (parent) entries.set('Parent', parent)
    entries.set('Type', atom('/Page'))
    tail.replace(ref, { kind: 'dict', entries })
  }
  return levels[0]?.[0]?.ref ?? refTo(0)
}

/** A dictionary that many pages inherit becomes one object instead of many copies. */
function own(tail: Tail, shared: Map<Value, Ref>, value: Dict): Ref {
  const known = shared.get(value)
  if (known) return known
  const ref = tail.reserve()
  tail.add(ref, value)
  shared.set(value, ref)
  return ref
}

const countOf = (kids: readonly { count: number }[]) => kids.reduce((sum, kid) => sum + kid.count, 0)

function withEntry(value: Dict, key: string, entry: Value): Dict {
  return { kind: 'dict', entries: new Map(value.entries).set(key, entry) }
}

/** Object and cross-reference streams came with PDF 1.5; the header of an older file says less. */
function withVersion(catalog: Dict): Dict {
  const version = Number(nameOf(catalog.entries.get('Version')) ?? 0)
  return version >= 1.5 ? catalog : withEntry(catalog, 'Version', atom('/1.5'))
}

function highest(entries: ReadonlyMap<number, Entry>): number {
  let found = 0
  for (const num of entries.keys()) if (num > found) found = num
  return found
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}
