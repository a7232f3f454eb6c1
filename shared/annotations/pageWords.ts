/** left, top, width, height in points of the upright page. */
type Box = readonly [number, number, number, number]

/** A piece of a line of text as it stands on a page. */
export interface PageLine {
  readonly text: string
  readonly box: Box
  /** Where each letter begins, and where the last ends: one more than letters (UTF-16), left to right, in points. */
  edges(): readonly number[]
}

/** The text of one page, in reading order. */
export interface PageOfText {
  /** From 1. */
  readonly page: number
  /** Points of the upright page. */
  readonly width: number
  readonly height: number
  readonly lines: readonly PageLine[]
}

/** A word as two texts are compared by it, and the letters of the normal text that it stands for. */
export interface Word {
  /** In small letters, without punctuation around it. */
  readonly key: string
  readonly from: number
  readonly to: number
}

const letters = /\P{M}\p{M}*|\p{M}+/gu
const blank = /^\s/u
const wordLetter = /[\p{L}\p{M}\p{N}]$/u
const startsWord = /^[\p{L}\p{N}]/u
/** Hyphens that a line's end may have put; the soft one is never seen within a line. */
const hyphens: readonly string[] = ['-', '\u2010', '\u2011']
const softHyphen = '\u00ad'

/**
 * Text as two versions of a paper are compared: composed (NFC), blanks and line ends as one blank, a hyphen between
 * letters left out together with the line's end after it. Knows from where each letter came.
 */
export class NormalText {
  text = ''
  /** For each letter of `text`: the line, and in it the first letter and the one after the last. */
  readonly line: number[] = []
  readonly from: number[] = []
  readonly to: number[] = []

  constructor(lines: readonly string[]) {
    /** A hyphen after a letter, and blanks after it, of which it is not known yet whether they count. */
    let pending: [text: string, line: number, from: number, to: number][] = []
    const put = (text: string, line: number, from: number, to: number) => {
      if (text === ' ' && (this.text === '' || this.text.endsWith(' '))) return
      this.text += text
      for (let at = 0; at < text.length; at += 1) {
        this.line.push(line)
        this.from.push(from)
        this.to.push(to)
      }
    }
    const flush = () => {
      for (const each of pending) put(...each)
      pending = []
    }
    lines.forEach((source, line) => {
      for (const { 0: cluster, index } of source.matchAll(letters)) {
        const end = index + cluster.length
        if (cluster === softHyphen) continue
        if (blank.test(cluster)) {
          if (pending.length > 0) pending.push([' ', line, index, end])
          else put(' ', line, index, end)
        } else if (hyphens.includes(cluster) && pending.length === 0 && wordLetter.test(this.text)) {
          pending = [['-', line, index, end]]
        } else {
          if (startsWord.test(cluster)) pending = []
          flush()
          put(cluster.normalize('NFC'), line, index, end)
        }
      }
      const last = source.length
      if (pending.length > 0) pending.push([' ', line, last, last])
      else put(' ', line, last, last)
    })
    flush()
    if (!this.text.endsWith(' ')) return
    this.text = this.text.slice(0, -1)
    for (const list of [this.line, this.from, this.to]) list.pop()
  }

  words(): Word[] {
    const words: Word[] = []
    for (const { 0: whole, index } of this.text.matchAll(/\S+/gu)) {
      const key = whole.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%]+$/gu, '')
      if (key !== '') words.push({ key, from: index, to: index + whole.length })
    }
    return words
  }
}

/** How many letters must be put, taken or exchanged to make one word of another (Levenshtein). */
export const wordDistance = (a: string, b: string): number => {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const exchanged = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(exchanged, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = row
  }
  return before[b.length] ?? 0
}
