import { type Face, widthOf } from './fonts.ts'
import type { Color, Mark, Run } from './page.ts'

export type Align = 'left' | 'center' | 'right' | 'justify'

export interface TextStyle {
  size: number
  /** The family and weight that unmarked text has. */
  face: Face
  color?: Color
}

interface Word {
  runs: Run[]
  width: number
}

/** A line of words, with its natural width in points. `last` ends its paragraph: it is not stretched. */
export interface Line {
  words: Word[]
  width: number
  last: boolean
}

const BOLD: Record<Face, Face> = {
  serif: 'serifBold',
  serifBold: 'serifBold',
  serifItalic: 'serifBoldItalic',
  serifBoldItalic: 'serifBoldItalic',
  sans: 'sansBold',
  sansBold: 'sansBold',
}
const ITALIC: Record<Face, Face> = {
  serif: 'serifItalic',
  serifBold: 'serifBoldItalic',
  serifItalic: 'serifItalic',
  serifBoldItalic: 'serifBoldItalic',
  sans: 'sans',
  sansBold: 'sansBold',
}

/** Splits `**bold**` and `//italic//` into runs. */
export function parseRuns(text: string, style: TextStyle): Run[] {
  const runs: Run[] = []
  let bold = false
  let italic = false
  for (const part of text.split(/(\*\*|\/\/)/)) {
    if (part === '**') bold = !bold
    else if (part === '//') italic = !italic
    else if (part !== '') {
      const weight = bold ? BOLD[style.face] : style.face
      runs.push({ ...style, text: part, face: italic ? ITALIC[weight] : weight })
    }
  }
  return runs
}

/** The text as a reader sees it: without markup, hints to the line breaker made plain spaces. */
export function plainText(text: string): string {
  return text.replaceAll(/\*\*|\/\//g, '').replaceAll(/[\u00a0\n]/g, ' ')
}

const runWidth = (run: Run): number => widthOf(run.text, run.face) * run.size

function wordsOf(runs: Run[]): (Word | 'break')[] {
  const words: (Word | 'break')[] = []
  let word: Word | undefined
  for (const run of runs) {
    for (const part of run.text.split(/([ \n])/)) {
      if (part === '') continue
      if (part === ' ' || part === '\n') {
        if (word) words.push(word)
        word = undefined
        if (part === '\n') words.push('break')
        continue
      }
      const piece = { ...run, text: part.replaceAll('\u00a0', ' ') }
      word ??= { runs: [], width: 0 }
      word.runs.push(piece)
      word.width += runWidth(piece)
    }
  }
  if (word) words.push(word)
  return words
}

/**
 * Breaks a paragraph into lines, first come first served: Vietnamese syllables are short, so that looking
 * further ahead gains nothing. `width` is the line's room in points, `firstIndent` what the first line gives up.
 */
export function breakLines(text: string, style: TextStyle, width: number, firstIndent = 0): Line[] {
  const space = widthOf(' ', style.face) * style.size
  const lines: Line[] = []
  let line: Line = { words: [], width: 0, last: false }
  let room = width - firstIndent
  const close = (last: boolean): void => {
    line.last = last
    lines.push(line)
    line = { words: [], width: 0, last: false }
    room = width
  }
  for (const word of wordsOf(parseRuns(text, style))) {
    if (word === 'break') {
      close(true)
      continue
    }
    const gap = line.words.length > 0 ? space : 0
    if (gap > 0 && line.width + gap + word.width > room + 0.01) close(false)
    line.width += (line.words.length > 0 ? space : 0) + word.width
    line.words.push(word)
  }
  close(true)
  return lines
}

/** The line as a mark at baseline `y`, in a column from `x` of `width` points. */
export function placeLine(line: Line, x: number, y: number, width: number, align: Align): Mark {
  const slack = Math.max(0, width - line.width)
  const gaps = spacesIn(line)
  const gap = align === 'justify' && !line.last && gaps > 0 ? slack / gaps : 0
  const shift = align === 'center' ? slack / 2 : align === 'right' ? slack : 0
  const runs: Run[] = []
  line.words.forEach((word, index) => {
    for (const piece of word.runs) {
      const before = runs.at(-1)
      const sameFace = before && before.face === piece.face && before.size === piece.size
      if (before && sameFace && before.color === piece.color) before.text += piece.text
      else runs.push({ ...piece })
    }
    const latest = runs.at(-1)
    if (latest && index < line.words.length - 1) latest.text += ' '
  })
  return { kind: 'text', x: x + shift, y, runs, gap }
}

/** Every space takes its part of the slack, those inside a word that must not break too. */
function spacesIn(line: Line): number {
  const inside = line.words.flatMap(word => word.runs.map(run => run.text.split(' ').length - 1))
  return inside.reduce((sum, spaces) => sum + spaces, Math.max(0, line.words.length - 1))
}

/** One line of text at a point, unbroken; `align` is about `x`. */
export function label(
  text: string,
  x: number,
  y: number,
  style: TextStyle,
  align: 'left' | 'center' | 'right' = 'left',
): Mark {
  const runs = parseRuns(text, style)
  const width = runs.reduce((sum, run) => sum + runWidth(run), 0)
  const shift = align === 'center' ? width / 2 : align === 'right' ? width : 0
  return { kind: 'text', x: x - shift, y, runs, gap: 0 }
}
