import type { Quote } from './note.ts'
import { type PageEntry, PaperWords, type WordsFound } from './PaperWords.ts'
import { NormalText, type PageOfText } from './pageWords.ts'

/** left, top, width, height in points of the upright page. */
type Box = readonly [number, number, number, number]

/** A note as it lies in the older version. */
export interface ToPlace {
  readonly quote: Quote | undefined
  /** What it covers there. */
  readonly box: Box
}

export type Placement =
  | {
      readonly placed: true
      /** From 1. */
      readonly page: number
      /** The words found, piece of line by piece; none for a note without words. */
      readonly lines: readonly Box[]
      /** The words as they stand now; left out where the note has none. */
      readonly quote?: Quote
      /** From where the words stood to where they stand, in points; null where it is not known where they stood. */
      readonly by: { readonly x: number; readonly y: number } | null
      readonly score: number
    }
  | { readonly placed: false; readonly why: 'noWords' | 'otherPage' | 'weak' | 'ambiguous' }

/**
 * [N53] What finding must reach, 0 to 1. Seven letters in ten of the words must stand there still: an altered figure,
 * a word put in or left out of a sentence pass, another sentence about the same does not (these share about half).
 */
export const placingThreshold = 0.7
/** [N53] Of two finds one counts only where it is this much better: less is what one altered word around makes. */
export const placingMargin = 0.05
/** [N53] What a find on the page to which the rest of the page went is ahead of others. */
const samePageAhead = 0.1
/**
 * [N53] What few words without anything of what stood around them lose, and the letters after which it is half. So
 * forty letters (eight words) that stand there count by themselves, a name of three words needs two fifths of what
 * stood around: it is named elsewhere too.
 */
const contextWeight = 0.6
const contextHalf = 40

/** [N53] How surely a note's words stand there: `same` of them, and `context` of what stood around, 0 to 1 each. */
export const placingScore = (same: number, context: number, letters: number): number =>
  same - contextWeight * 2 ** (-letters / contextHalf) * (1 - context)

/** Letters that a quote keeps of what stands before and after (note.ts). */
const around = 64
const mostLetters = 2_000
const mostLines = 400

interface Wanted {
  readonly keys: readonly string[]
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly letters: number
}

const keysOf = (text: string): string[] => new NormalText([text]).words().map(({ key }) => key)

const wantedOf = ({ exact, before, after }: Quote): Wanted => {
  const keys = keysOf(exact)
  const [head, tail] = [keysOf(before), keysOf(after)]
  // What was cut to length begins or ends within a word.
  return {
    keys,
    before: before.length >= around && !/^\s/u.test(before) ? head.slice(1) : head,
    after: after.length >= around && !/\s$/u.test(after) ? tail.slice(0, -1) : tail,
    letters: keys.reduce((sum, key) => sum + key.length + 1, 0),
  }
}

/** Lines lie alike where they are this near, points: a version written anew by the same program moves by less. */
const near = 1.5

const liesAlike = (a: PageOfText, b: PageOfText): boolean =>
  Math.abs(a.width - b.width) < near &&
  Math.abs(a.height - b.height) < near &&
  a.lines.length === b.lines.length &&
  a.lines.every(({ box }, at) =>
    box.every((value, part) => Math.abs(value - (b.lines[at]?.box[part] ?? NaN)) < near),
  )

/** An older page, and where it went. */
interface OlderPage {
  readonly words: PaperWords
  readonly entry: PageEntry
  readonly keys: readonly string[]
  /** The page (index) of the newer version with the very same text; null where there is none, or several. */
  readonly same: number | null
  /** The page to which most of it went. */
  readonly like: number | null
}

/** [N53] [N54] [N55] Finds the places of an older version's notes in a newer one. */
export class Placing {
  readonly #newer: PaperWords
  readonly #older = new WeakMap<PageOfText, OlderPage>()

  constructor(newer: PaperWords) {
    this.#newer = newer
  }

  /** Where a note of a page belongs now. Takes a millisecond or so, at most a few for the longest quote. */
  place(page: PageOfText, note: ToPlace): Placement {
    const older = this.#lookAt(page)
    return note.quote === undefined ? this.#wordless(older) : this.#byWords(older, note.quote, note.box)
  }

  #lookAt(page: PageOfText): OlderPage {
    const known = this.#older.get(page)
    if (known) return known
    const words = new PaperWords()
    words.add(page)
    const [entry] = words.pages
    if (!entry) throw new Error('A page was taken in and is not there')
    const keys = entry.normal.words().map(({ key }) => key)
    const alike = entry.count === 0 ? [] : this.#newer.pagesOf(entry.normal.text)
    const same = alike.length === 1 ? (alike[0] ?? null) : null
    const made = { words, entry, keys, same, like: same ?? this.#newer.pageLike(keys) }
    this.#older.set(page, made)
    return made
  }

  /** [N55] */
  #wordless({ entry, same }: OlderPage): Placement {
    if (entry.count === 0) return { placed: false, why: 'noWords' }
    const page = same === null ? undefined : this.#newer.pages[same]
    if (!page || !liesAlike(entry.of, page.of)) return { placed: false, why: 'otherPage' }
    return { placed: true, page: page.of.page, lines: [], by: { x: 0, y: 0 }, score: 1 }
  }

  #byWords(older: OlderPage, quote: Quote, box: Box): Placement {
    const wanted = wantedOf(quote)
    if (wanted.keys.length === 0) return { placed: false, why: 'weak' }
    const stood = stoodAt(older, wanted, box)
    const [first] = stood ? piecesOf(older.words, stood) : []
    const moved = (found: WordsFound, score: number): Placement => {
      const lines = piecesOf(this.#newer, found)
      const page = this.#newer.pageOf(found.from)
      const [begin] = lines
      if (!page || !begin) return { placed: false, why: 'weak' }
      const by = first ? { x: begin[0] - first[0], y: begin[1] - first[1] } : null
      return {
        ...{ placed: true, page: page.of.page, lines, by, score },
        quote: quoteOf(this.#newer, page, found),
      }
    }
    // The very same page: its words stand in the same order, however often they stand there.
    const same = older.same === null ? undefined : this.#newer.pages[older.same]
    if (same && stood) return moved({ from: same.first + stood.from, to: same.first + stood.to, same: 1 }, 1)
    const nearPage = older.like ?? older.entry.of.page - 1
    const exact = this.#judge(older, wanted, this.#newer.findExact(wanted.keys, wanted, nearPage))
    const [best, second] =
      exact.length > 0 ? exact : this.#judge(older, wanted, this.#newer.find(wanted.keys, wanted, nearPage))
    if (!best || best.score < placingThreshold) return { placed: false, why: 'weak' }
    if (second && best.ahead - second.ahead < placingMargin) return { placed: false, why: 'ambiguous' }
    return moved(best.found, best.score)
  }

  /** Finds that are good enough, or nearly so, the best first. */
  #judge(older: OlderPage, wanted: Wanted, finds: readonly WordsFound[]) {
    return finds
      .map(found => {
        const score = placingScore(found.same, this.#newer.contextOf(found, wanted), wanted.letters)
        const page = this.#newer.pageOf(found.from)
        const ahead = older.like !== null && page === this.#newer.pages[older.like] ? samePageAhead : 0
        return { found, score, ahead: score + ahead }
      })
      .filter(({ score }) => score >= placingThreshold - placingMargin)
      .sort((a, b) => b.ahead - a.ahead)
  }
}

/** Where a note's words stand on its own page: of several the ones that it lies on. */
const stoodAt = ({ words }: OlderPage, wanted: Wanted, box: Box): WordsFound | null => {
  const far = (found: WordsFound): number => {
    const [piece] = piecesOf(words, found)
    if (!piece) return Infinity
    const across = Math.max(box[0] - piece[0] - piece[2], piece[0] - box[0] - box[2], 0)
    const down = Math.max(box[1] - piece[1] - piece[3], piece[1] - box[1] - box[3], 0)
    return across + down + Math.abs(piece[0] - box[0]) / 1000
  }
  const exact = words.findExact(wanted.keys, wanted, 0, Infinity)
  const [nearest] = (exact.length > 0 ? exact : words.find(wanted.keys, wanted, 0))
    .filter(({ same }) => same >= placingThreshold)
    .map(found => ({ found, far: far(found), same: found.same }))
    .sort((a, b) => b.same - a.same || a.far - b.far)
  return nearest?.found ?? null
}

/** The pieces of lines that words cover. */
const piecesOf = (words: PaperWords, { from, to }: Pick<WordsFound, 'from' | 'to'>): Box[] => {
  const page = words.pageOf(from)
  if (!page) return []
  const { normal, of } = page
  const begin = words.lettersOf(from).from
  const end = words.lettersOf(to - 1).to
  const parts = new Map<number, { from: number; to: number }>()
  for (let at = begin; at < end; at += 1) {
    const line = normal.line[at] ?? -1
    const part = parts.get(line)
    // A blank at a line's end covers nothing.
    if (normal.text[at] === ' ') continue
    const [first, last] = [normal.from[at] ?? 0, normal.to[at] ?? 0]
    if (part) part.to = Math.max(part.to, last)
    else parts.set(line, { from: first, to: last })
  }
  const pieces: Box[] = []
  for (const [at, part] of [...parts].slice(0, mostLines)) {
    const line = of.lines[at]
    if (!line) continue
    const edges = line.edges()
    const left = edges[part.from] ?? line.box[0]
    const right = edges[part.to] ?? line.box[0] + line.box[2]
    pieces.push([left, line.box[1], Math.max(0, right - left), line.box[3]])
  }
  return pieces
}

const quoteOf = (words: PaperWords, { normal }: PageEntry, { from, to }: WordsFound): Quote => {
  const begin = words.lettersOf(from).from
  const end = words.lettersOf(to - 1).to
  return {
    exact: normal.text.slice(begin, end).slice(0, mostLetters),
    before: normal.text.slice(Math.max(0, begin - around), begin),
    after: normal.text.slice(end, end + around),
  }
}
