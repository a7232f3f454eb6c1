import { hash } from 'node:crypto'
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** Bytes that somebody could get hold of, and where they were. */
export interface Piece {
  readonly where: string
  readonly bytes: Buffer
}

interface Form {
  readonly name: string
  readonly bytes: Buffer
}

const utf16 = (text: string, bigEndian: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}

/** The letters of a base64 text that stand for the word alone, at each of the three places where it may begin. */
const base64 = (word: Buffer, alphabet: 'base64' | 'base64url'): readonly string[] =>
  [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), word])
      .toString(alphabet)
      .replaceAll('=', '')
    const whole = (before + word.length) % 3 === 0
    return text.slice([0, 2, 3][before], whole ? undefined : -1)
  })

/** As search indexes fold a word: no marks, đ as d. */
const folded = (word: string): string =>
  word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')

const escaped = (word: string): string =>
  [...Array(word.length).keys()]
    .map(at => word.charCodeAt(at))
    .map(code => (code < 128 ? String.fromCharCode(code) : `\\u${code.toString(16).padStart(4, '0')}`))
    .join('')

/** How one word may stand in bytes. */
const formsOf = (word: string): readonly Form[] => {
  const forms = new Map<string, Form>()
  const add = (name: string, bytes: Buffer) => forms.set(bytes.toString('latin1'), { name, bytes })
  for (const text of [word.normalize('NFC'), word.normalize('NFD'), word.toLowerCase(), word.toUpperCase()]) {
    add('UTF-8', Buffer.from(text))
    add('percent-encoded', Buffer.from(encodeURIComponent(text)))
    add('escaped as in JSON', Buffer.from(escaped(text)))
    for (const [name, bytes] of [
      ['UTF-8', Buffer.from(text)],
      ['UTF-16LE', utf16(text, false)],
      ['UTF-16BE', utf16(text, true)],
    ] as const) {
      add(name, bytes)
      add(`${name} in hex`, Buffer.from(bytes.toString('hex')))
      add(`${name} in HEX`, Buffer.from(bytes.toString('hex').toUpperCase()))
      for (const alphabet of ['base64', 'base64url'] as const)
        for (const letters of base64(bytes, alphabet)) add(`${name} in ${alphabet}`, Buffer.from(letters))
    }
  }
  for (const text of [folded(word), folded(word).toLowerCase(), folded(word).toUpperCase()])
    add('UTF-8 without marks', Buffer.from(text))
  return [...forms.values()]
}

const inflaters = {
  gzip: gunzipSync,
  deflate: inflateSync,
  'raw deflate': inflateRawSync,
  brotli: brotliDecompressSync,
} as const
const mostInflated = 64 * 1024 * 1024

/** What compressed bytes held, whichever way they were compressed; broken off ones as far as they go. */
const inflated = ({ where, bytes }: Piece): readonly Piece[] =>
  Object.entries(inflaters).flatMap(([name, inflate]) => {
    const finishFlush = name === 'brotli' ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH
    try {
      const held = inflate(bytes, { finishFlush, maxOutputLength: mostInflated })
      return held.length > 0 ? [{ where: `${where}, ${name}`, bytes: Buffer.from(held) }] : []
    } catch {
      // Not compressed so.
      return []
    }
  })

/** The same bytes once, wherever they were. */
const distinct = (pieces: readonly Piece[]): readonly Piece[] => {
  const found = new Map<string, Piece>()
  for (const piece of pieces) {
    const name = hash('sha256', piece.bytes, 'base64')
    const known = found.get(name)
    found.set(name, known ? { ...known, where: `${known.where}; ${piece.where}` } : piece)
  }
  return [...found.values()]
}

/** Other work goes on, such as the server's, when it runs in this process. */
const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Where words stand in pieces, in any way that they may be written: "where: how", by word; empty for nowhere.
 * Compressed pieces are searched as they are and as what they held.
 */
export const findWords = async (
  words: readonly string[],
  pieces: readonly Piece[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, string[]>(words.map(word => [word, []]))
  const forms = words.map(word => [word, formsOf(word)] as const)
  for (const piece of distinct(pieces)) {
    await breathe()
    for (const { where, bytes } of [piece, ...inflated(piece)])
      for (const [word, known] of forms)
        for (const form of known)
          if (bytes.includes(form.bytes)) found.get(word)?.push(`${where}: ${form.name}`)
  }
  return found
}

/** As findWords(), of one word. */
export const findWord = async (word: string, pieces: readonly Piece[]): Promise<readonly string[]> =>
  (await findWords([word], pieces)).get(word) ?? []
