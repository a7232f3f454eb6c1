import { canonicalSpelling, type FoldedText, foldText } from '#shared/documents/foldText.ts'
import type { PdfViewport } from './pdfjs.ts'

/** How strict a search is: `ignore` finds "tài" for "tai", `match` wants the marks as typed. */
export type Diacritics = 'ignore' | 'match'

/** One run of text as pdf.js gives it. */
export interface TextRun {
  readonly str: string
  readonly hasEOL: boolean
  readonly transform: readonly number[]
}

/** One page's text, ready for finding. */
export interface PageText {
  readonly text: string
  readonly folded: FoldedText
  /** For each run: where it begins in `text`. */
  readonly runStarts: Uint32Array
  /** For each run: x and y of its origin, in fractions of the upright page. */
  readonly origins: Float32Array
}

/** A find: UTF-16 indexes into `PageText.text`, end exclusive. */
export interface Find {
  readonly start: number
  readonly end: number
}

/** Joins a page's runs; a line's end becomes a blank, so that words are found across lines. */
export function pageTextOf(runs: readonly TextRun[], viewport: PdfViewport): PageText {
  const runStarts = new Uint32Array(runs.length)
  const origins = new Float32Array(runs.length * 2)
  let text = ''
  runs.forEach((run, index) => {
    runStarts[index] = text.length
    const [x, y] = viewport.convertToViewportPoint(run.transform[4] ?? 0, run.transform[5] ?? 0) as [
      number,
      number,
    ]
    origins[index * 2] = x / viewport.width
    origins[index * 2 + 1] = y / viewport.height
    text += run.hasEOL ? `${run.str}\n` : run.str
  })
  return { text, folded: foldText(text), runStarts, origins }
}

/** All finds of `query` on a page, in reading order, none overlapping another. */
export function findAll(
  page: Pick<PageText, 'text' | 'folded'>,
  query: string,
  diacritics: Diacritics,
): Find[] {
  const wanted = foldText(query).text.trim()
  if (wanted === '') return []
  const spelled = canonicalSpelling(query)
  const literal = literalSpelling(query)
  const { text, starts, ends } = page.folded
  const finds: Find[] = []
  let at = text.indexOf(wanted)
  while (at !== -1) {
    const find = { start: starts[at] ?? 0, end: ends[at + wanted.length - 1] ?? 0 }
    const slice = page.text.slice(find.start, find.end)
    const right =
      diacritics === 'ignore' || canonicalSpelling(slice) === spelled || literalSpelling(slice) === literal
    if (right) finds.push(find)
    at = text.indexOf(wanted, right ? at + wanted.length : at + 1)
  }
  return finds
}

/** The letters with their marks where they were typed: half a word has its tone in the middle. */
function literalSpelling(text: string): string {
  return text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\s+/gu, ' ').trim()
}

/** The piece of one run that a find covers. */
export interface RunPiece {
  readonly run: number
  /** UTF-16 indexes into the run's own text. */
  readonly start: number
  readonly end: number
}

/** Splits a find into pieces of runs, for marking them one by one. `lengths`: each run's own length. */
export function runPieces(runStarts: Uint32Array, textLength: number, find: Find): RunPiece[] {
  const pieces: RunPiece[] = []
  for (let run = runAt(runStarts, find.start); run < runStarts.length; run++) {
    const from = runStarts[run] ?? 0
    if (from >= find.end) break
    const to = runStarts[run + 1] ?? textLength
    const start = Math.max(find.start, from) - from
    const end = Math.min(find.end, to) - from
    if (end > start) pieces.push({ run, start, end })
  }
  return pieces
}

/** The run that holds the character at `index`. */
export function runAt(runStarts: Uint32Array, index: number): number {
  let low = 0
  let high = runStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((runStarts[middle] ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return Math.max(low, 0)
}
