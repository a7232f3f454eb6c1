import type { Quote } from '#shared/annotations/note.ts'
import type { Box } from './geometry.ts'
import type { Point } from './pages.ts'

/** A run of text as it stands on the page, points of the upright page. */
export interface TextRun {
  readonly text: string
  readonly box: Box
  /** Where each letter begins, and where the last ends: one more than letters (UTF-16), left to right. */
  edges(): readonly number[]
}

/** A piece of a line: runs beside each other, with no column's gap between. */
export interface TextLine {
  readonly box: Box
  readonly text: string
  edges(): readonly number[]
}

/** What a highlighter covers: pieces of lines, and the words in them. */
export interface Covered {
  readonly lines: readonly Box[]
  readonly quote: Quote
}

/** Joins runs (in the paper's own order) to lines. Text that stands upright is left out: nothing runs along it. */
export function linesOf(runs: readonly TextRun[]): readonly TextLine[] {
  const lines: TextRun[][] = []
  for (const run of runs) {
    const [left, top, width, height] = run.box
    if (run.text === '' || width <= 0 || height <= 0 || (run.text.trim().length > 2 && height > width * 1.5))
      continue
    const last = lines.at(-1)?.at(-1)
    if (last) {
      const overlap = Math.min(top + height, last.box[1] + last.box[3]) - Math.max(top, last.box[1])
      const gap = left - (last.box[0] + last.box[2])
      const along = overlap > Math.min(height, last.box[3]) * 0.5
      if (along && gap > -height && gap < height * 1.5) {
        lines.at(-1)?.push(run)
        continue
      }
    }
    if (run.text.trim() !== '') lines.push([run])
  }
  return lines.map(lineOf)
}

function lineOf(runs: readonly TextRun[]): TextLine {
  let text = ''
  /** Before which letters a blank was put that the paper only shows as a gap. */
  const blanks = new Set<number>()
  runs.forEach((run, index) => {
    const before = runs[index - 1]
    const gap = before ? run.box[0] - before.box[0] - before.box[2] : 0
    if (before && gap > run.box[3] * 0.15 && !/\s$/u.test(text) && !/^\s/u.test(run.text)) {
      blanks.add(index)
      text += ' '
    }
    text += run.text
  })
  const left = Math.min(...runs.map(({ box }) => box[0]))
  const top = Math.min(...runs.map(({ box }) => box[1]))
  const right = Math.max(...runs.map(({ box }) => box[0] + box[2]))
  const bottom = Math.max(...runs.map(({ box }) => box[1] + box[3]))
  let known: readonly number[] | null = null
  return {
    box: [left, top, right - left, bottom - top],
    text,
    edges: () => {
      known ??= runs.flatMap((run, index) => {
        const edges = run.edges()
        const before = runs[index - 1]
        const blank = before && blanks.has(index) ? [before.box[0] + before.box[2]] : []
        return [...blank, ...edges.slice(0, -1), ...(index === runs.length - 1 ? edges.slice(-1) : [])]
      })
      return known
    },
  }
}

/** The line that a point is on or close beside. */
function lineAt(lines: readonly TextLine[], { x, y }: Point): TextLine | null {
  let best: TextLine | null = null
  let nearest = Infinity
  for (const line of lines) {
    const [left, top, width, height] = line.box
    if (x < left - height * 1.5 || x > left + width + height * 1.5) continue
    const beside = Math.max(left - x, x - left - width, 0)
    const apart = Math.abs(y - top - height / 2)
    if (apart > height * 0.8 || apart + beside >= nearest) continue
    best = line
    nearest = apart + beside
  }
  return best
}

/** A range of letters of one line. */
interface Part {
  readonly line: TextLine
  readonly from: number
  readonly to: number
}

const isBlank = (text: string, at: number) => /\s/u.test(text[at] ?? ' ')

/** Whole words between two places across a line; null where there are none. */
function wordsBetween(line: TextLine, fromX: number, toX: number): Part | null {
  const edges = line.edges()
  const letter = (x: number) => {
    const after = edges.findIndex(edge => edge > x)
    return after === -1 ? line.text.length - 1 : Math.max(0, after - 1)
  }
  let from = letter(fromX)
  let to = letter(toX) + 1
  while (from < to && isBlank(line.text, from)) from++
  while (to > from && isBlank(line.text, to - 1)) to--
  if (from >= to) return null
  while (from > 0 && !isBlank(line.text, from - 1)) from--
  while (to < line.text.length && !isBlank(line.text, to)) to++
  return { line, from, to }
}

/**
 * [N41] What a movement along text covers: from the word where it begins on text to the one where it ends, along
 * the lines between, as a selection does. Null where less than half of it is on text.
 */
export function coveredBy(lines: readonly TextLine[], path: readonly Point[]): Covered | null {
  const on = path.flatMap(point => {
    const line = lineAt(lines, point)
    return line ? [{ point, line }] : []
  })
  const [begin, end] = [on[0], on.at(-1)]
  if (!begin || !end || on.length < path.length * 0.5) return null
  if (begin.line === end.line) {
    const across = on.filter(({ line }) => line === begin.line).map(({ point }) => point.x)
    const part = wordsBetween(begin.line, Math.min(...across), Math.max(...across))
    return part ? covered(lines, [part]) : null
  }
  const [upper, lower] = begin.line.box[1] <= end.line.box[1] ? [begin, end] : [end, begin]
  const left = Math.min(upper.line.box[0], lower.line.box[0])
  const right = Math.max(upper.line.box[0] + upper.line.box[2], lower.line.box[0] + lower.line.box[2])
  const middle = (line: TextLine) => line.box[1] + line.box[3] / 2
  const between = lines
    .filter(line => {
      const within = middle(line) > middle(upper.line) && middle(line) < middle(lower.line)
      return within && line.box[0] < right && line.box[0] + line.box[2] > left
    })
    .filter(line => line !== upper.line && line !== lower.line)
  const parts = [
    wordsBetween(upper.line, upper.point.x, Infinity),
    ...between.map(line => wordsBetween(line, -Infinity, Infinity)),
    wordsBetween(lower.line, -Infinity, lower.point.x),
  ].filter(part => part !== null)
  return parts.length > 0 ? covered(lines, parts) : null
}

/** The words whose middle lies in a box: what a note drawn over text touches. */
export function quoteIn(lines: readonly TextLine[], box: Box): Quote | null {
  const parts: Part[] = []
  for (const line of lines) {
    const [, top, , height] = line.box
    const middle = top + height / 2
    if (middle < box[1] || middle > box[1] + box[3]) continue
    if (line.box[0] > box[0] + box[2] || line.box[0] + line.box[2] < box[0]) continue
    const part = wordsBetween(line, box[0], box[0] + box[2])
    if (part) parts.push(part)
  }
  return parts.length > 0 ? covered(lines, parts).quote : null
}

/** Most pieces of lines and letters that one note keeps (shared/annotations/note.ts). */
const mostLines = 400
const mostLetters = 2_000
const around = 64

const plain = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ')

function covered(lines: readonly TextLine[], parts: readonly Part[]): Covered {
  const kept = parts.slice(0, mostLines)
  const [first, last] = [kept[0], kept.at(-1)]
  const textOf = (some: readonly TextLine[]) => some.map(({ text }) => text).join(' ')
  const before = first
    ? `${textOf(lines.slice(0, lines.indexOf(first.line)))} ${first.line.text.slice(0, first.from)}`
    : ''
  const after = last
    ? `${last.line.text.slice(last.to)} ${textOf(lines.slice(lines.indexOf(last.line) + 1))}`
    : ''
  return {
    lines: kept.map(({ line, from, to }) => {
      const edges = line.edges()
      const left = edges[from] ?? line.box[0]
      const right = edges[to] ?? line.box[0] + line.box[2]
      return [left, line.box[1], Math.max(0, right - left), line.box[3]]
    }),
    quote: {
      exact: plain(kept.map(({ line, from, to }) => line.text.slice(from, to)).join(' ')).slice(
        0,
        mostLetters,
      ),
      before: plain(before).trimStart().slice(-around),
      after: plain(after).trimEnd().slice(0, around),
    },
  }
}
