import { widthOf } from './fonts.ts'
import type { Mark } from './page.ts'
import { breakLines, label, placeLine } from './text.ts'

/** What a table of contents knows of a heading: its wording and the number printed on its page. */
export interface ContentsEntry {
  text: string
  level: number
  anchor: string
  number: number
}

const SIZE = 13
const LEADING = 17.5
const style = { size: SIZE, face: 'serif' } as const

/** One entry: wrapped wording, dots, the page's number, and a link over all of it. */
export function placeContents(entry: ContentsEntry, left: number, width: number) {
  const indent = (entry.level - 1) * 16
  const face = entry.level === 1 ? 'serifBold' : 'serif'
  const x = left + indent
  const lines = breakLines(entry.text, { size: SIZE, face }, width - indent - 40)
  const height = lines.length * LEADING
  const marks = (y: number): Mark[] => {
    const placed = lines.map((line, index) => placeLine(line, x, y + index * LEADING + SIZE, width, 'left'))
    const baseline = y + height - LEADING + SIZE
    const start = x + (lines.at(-1)?.width ?? 0) + 5
    const end = left + width - widthOf(String(entry.number), 'serif') * SIZE - 5
    const dot = widthOf('.', 'serif') * SIZE
    // Dots hang from the right edge, so that they stand under each other from line to line.
    const count = Math.max(0, Math.floor((end - start) / dot))
    placed.push(label('.'.repeat(count), end - count * dot, baseline, style))
    placed.push(label(String(entry.number), left + width, baseline, style, 'right'))
    placed.push({ kind: 'link', x: left, y, width, height, to: entry.anchor })
    return placed
  }
  return { height, marks }
}
