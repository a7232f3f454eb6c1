/**
 * The little of PDF syntax (ISO 32000-2 §7.3) that reading a file's layout needs. Atoms are kept as they
 * stand in the file, so that a dictionary is written back unchanged but for the entries that we replace.
 */
export type Atom = { kind: 'atom'; text: string }
export type Ref = { kind: 'ref'; num: number; gen: number }
export type PdfArray = { kind: 'array'; items: Value[] }
export type Dict = { kind: 'dict'; entries: Map<string, Value> }
export type Value = Atom | Ref | PdfArray | Dict

/** The bytes at hand end before the object does: come back with more. */
export class NeedMore extends Error {}
/** The file does not follow the syntax at this place. */
export class SyntaxFault extends Error {}

const MAX_DEPTH = 64
const SPACE = new Set([0, 9, 10, 12, 13, 32])
const DELIMITER = new Set([...'()<>[]{}/%'].map(c => c.charCodeAt(0)))

export const atom = (text: string | number): Atom => ({ kind: 'atom', text: String(text) })
export const refTo = (num: number, gen = 0): Ref => ({ kind: 'ref', num, gen })
export const dict = (entries: Iterable<[string, Value]>): Dict => ({
  kind: 'dict',
  entries: new Map(entries),
})
export const array = (items: Value[]): PdfArray => ({ kind: 'array', items })

/** Reads tokens and objects out of bytes, from `position` on; throws NeedMore and SyntaxFault. */
export class Scanner {
  position: number
  readonly #bytes: Buffer

  constructor(bytes: Buffer, position = 0) {
    this.#bytes = bytes
    this.position = position
  }

  /** Passes white space and comments. */
  skipSpace(): void {
    for (;;) {
      const byte = this.#peek()
      if (SPACE.has(byte)) this.position += 1
      else if (byte === 0x25) while (![10, 13].includes(this.#peek())) this.position += 1
      else return
    }
  }

  /** The next run of regular characters, as `obj`, `12` or `xref`. */
  word(): string {
    this.skipSpace()
    const start = this.position
    while (!SPACE.has(this.#peek()) && !DELIMITER.has(this.#peek())) this.position += 1
    return this.#bytes.toString('latin1', start, this.position)
  }

  /** The next word as a whole number that is not negative. */
  integer(): number {
    const word = this.word()
    if (!/^\+?\d{1,15}$/.test(word))
      throw new SyntaxFault(`A number was expected, not “${word.slice(0, 20)}”`)
    return Number(word)
  }

  /** Takes `word` where it comes next, or leaves all as it is. */
  takes(word: string): boolean {
    const start = this.position
    if (this.word() === word) return true
    this.position = start
    return false
  }

  /** One object; `R` references are recognised. */
  value(depth = 0): Value {
    if (depth > MAX_DEPTH) throw new SyntaxFault('Objects are nested too deeply')
    this.skipSpace()
    const start = this.position
    switch (this.#peek()) {
      case 0x2f:
        this.position += 1
        while (!SPACE.has(this.#peek()) && !DELIMITER.has(this.#peek())) this.position += 1
        return this.#since(start)
      case 0x28:
        return this.#string(start)
      case 0x5b:
        return this.#array(depth)
      case 0x3c:
        if (this.#peek(1) === 0x3c) return this.#dict(depth)
        while (this.#peek() !== 0x3e) this.position += 1
        this.position += 1
        return this.#since(start)
    }
    const word = this.word()
    if (word === '') throw new SyntaxFault('An object was expected')
    if (!/^\d{1,10}$/.test(word)) return atom(word)
    const after = this.position
    const rest = /^[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/.exec(
      this.#bytes.toString('latin1', after, after + 24),
    )
    if (!rest) return atom(word)
    this.position = after + rest[0].length
    return refTo(Number(word), Number(rest[1]))
  }

  /** The place after the line end that follows the keyword `stream` (§7.3.8.1). */
  endOfLine(): number {
    while (this.#peek() === 32) this.position += 1
    if (this.#peek() === 13) this.position += 1
    if (this.#peek() === 10) this.position += 1
    return this.position
  }

  #array(depth: number): PdfArray {
    this.position += 1
    const items: Value[] = []
    for (;;) {
      this.skipSpace()
      if (this.#peek() === 0x5d) break
      items.push(this.value(depth + 1))
    }
    this.position += 1
    return { kind: 'array', items }
  }

  #dict(depth: number): Dict {
    this.position += 2
    const entries = new Map<string, Value>()
    for (;;) {
      this.skipSpace()
      if (this.#peek() === 0x3e && this.#peek(1) === 0x3e) break
      const key = this.value(depth + 1)
      if (key.kind !== 'atom' || !key.text.startsWith('/')) throw new SyntaxFault('A name was expected')
      const name = plainName(key.text)
      const value = this.value(depth + 1)
      if (!entries.has(name)) entries.set(name, value)
    }
    this.position += 2
    return { kind: 'dict', entries }
  }

  #string(start: number): Atom {
    let open = 0
    do {
      const byte = this.#peek()
      this.position += byte === 0x5c ? 2 : 1
      if (byte === 0x28) open += 1
      if (byte === 0x29) open -= 1
    } while (open > 0)
    return this.#since(start)
  }

  #since(start: number): Atom {
    return atom(this.#bytes.toString('latin1', start, this.position))
  }

  #peek(ahead = 0): number {
    const byte = this.#bytes[this.position + ahead]
    if (byte === undefined) throw new NeedMore()
    return byte
  }
}

/** A name without its slash and with its `#xx` escapes undone. */
function plainName(text: string): string {
  return text
    .slice(1)
    .replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/** A name's text, or undefined for what is no name. */
export function nameOf(value: Value | undefined): string | undefined {
  return value?.kind === 'atom' && value.text.startsWith('/') ? plainName(value.text) : undefined
}

/** A number, or undefined for what is none. */
export function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'atom' && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value.text)
    ? Number(value.text)
    : undefined
}

/** The object as PDF text (Latin-1). */
export function write(value: Value): string {
  switch (value.kind) {
    case 'atom':
      return value.text
    case 'ref':
      return `${value.num} ${value.gen} R`
    case 'array':
      return `[${value.items.map(write).join(' ')}]`
    case 'dict':
      return `<<${[...value.entries].map(([key, entry]) => `${writeName(key)} ${write(entry)}`).join(' ')}>>`
  }
}

function writeName(name: string): string {
  const escaped = name.replace(
    /[^!-~]|[#()<>[\]{}/%]/g,
    c => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `/${escaped}`
}
