import { inks, type PlacedNote, type Stamp } from '#shared/annotations/note.ts'
import { arrowHead, boundsOf, boxAround, pointsOf } from '../../paper/geometry.ts'
import { outlinesOf } from '../../paper/outline.ts'
import { arrowOutline, coatOf, markerAlpha } from '../../paper/paintNote.ts'
import { type Drawing, num } from './Drawing.ts'
import type { Letters } from './Letters.ts'
import { breakLines, type TextLine } from './lines.ts'
import type { Box } from './pageSpace.ts'
import { drawSign } from './signs.ts'

/** The side of a sticky note's sign, in points. */
export const stickySide = 20
/** As on the screen: see notes.module.css. */
const lineHeight = 1.35
const edge = 0.15
/** Where in its line's height the baseline of Be Vietnam Pro lies: ascent 1, descent 0.265, centred. */
const baseline = (lineHeight - 1.265) / 2 + 1

/** What drawing notes needs besides the note. */
export interface Hand {
  readonly letters: Letters
  /** What a stamp says: "Đồng ý". */
  stampWord(stamp: Stamp): string
}

/** The lines of a text box, broken at its width. */
export const linesOfBox = (note: PlacedNote & { kind: 'textBox' }, { letters }: Hand): TextLine[] =>
  breakLines(letters, note.text, 'regular', Math.max(1, note.box[2] / note.size - 2 * edge))

/** Where a note lies on the upright page, all that is drawn of it included. */
export function spread(note: PlacedNote, hand: Hand): Box {
  switch (note.kind) {
    case 'sticky':
      return boxAround([{ x: note.point[0], y: note.point[1] }], stickySide / 2)
    case 'textBox': {
      const [left, top, width, height] = note.box
      return [left, top, width, Math.max(height, linesOfBox(note, hand).length * note.size * lineHeight)]
    }
    case 'pen':
    case 'marker':
      // A firm stroke is wider than its width at half pressure.
      return boxAround(pointsOf(note.stroke), note.width)
    case 'underline':
    case 'strikeOut':
      return grown(boundsOf(note, 1), 1)
    case 'arrow':
      return boxAround(
        [note.from, note.to].map(([x, y]) => ({ x, y })),
        arrowHead(note.width),
      )
    default:
      return boundsOf(note, 1)
  }
}

const grown = ([left, top, width, height]: Box, by: number): Box => [
  left - by,
  top - by,
  width + 2 * by,
  height + 2 * by,
]

/** Draws a note as it looks on the screen; units are points of the upright page. `number` stands in a sticky note. */
export function drawNote(drawing: Drawing, note: PlacedNote, hand: Hand, number?: number): void {
  const colour = inks[note.ink]
  if (coatOf(note) === 'marks') drawing.cover(markerAlpha(note.ink), true)
  drawing.fill(colour)
  switch (note.kind) {
    case 'pen':
    case 'marker':
      drawing.outlines(outlinesOf(pointsOf(note.stroke), note.width, note.kind))
      drawing.add('f')
      return
    case 'highlight':
      for (const [left, top, width, height] of note.lines) drawing.rect(left, top, width, height)
      drawing.add('f')
      return
    case 'underline':
    case 'strikeOut': {
      const at = note.kind === 'underline' ? 0.98 : 0.58
      for (const [left, top, width, height] of note.lines)
        drawing.rect(left, top + height * at, width, Math.max(0.9, height * 0.08))
      drawing.add('f')
      return
    }
    case 'arrow':
      drawing.outlines([arrowOutline(note.from, note.to, note.width)])
      drawing.add('f')
      return
    case 'textBox':
      return drawText(drawing, note, hand)
    case 'stamp':
      return drawStamp(drawing, note, hand)
    case 'sticky':
      return drawMark(drawing, note.point, colour, hand, number)
  }
}

/** A sign that something is said here: a bubble, with its number where it has one. */
export function drawMark(
  drawing: Drawing,
  [x, y]: readonly [number, number],
  colour: string,
  { letters }: Hand,
  number?: number,
): void {
  const half = stickySide / 2
  drawing.inside(() => {
    drawing.fill('#ffffff')
    bubble(drawing, x, y, half)
    drawing.add('f')
    drawing.fill(colour)
    bubble(drawing, x, y, half - 1)
    drawing.add('f')
    if (number === undefined) {
      drawing.stroke('#ffffff', 1.3)
      for (const [line, share] of [
        [-3.6, 1],
        [-0.6, 0.7],
      ] as const)
        drawing.add(`${num(x - 5)} ${num(y + line)} m ${num(x - 5 + 10 * share)} ${num(y + line)} l S`)
      return
    }
    const glyphs = letters.glyphs(String(number), 'bold')
    const width = glyphs.reduce((sum, glyph) => sum + glyph.width, 0)
    const size = Math.min(10, (stickySide - 5) / width)
    drawing.text(glyphs, x - (width * size) / 2, y - 1.6 + size * 0.36, size, '#ffffff')
  })
}

/** A speech bubble around a point, its tail inside the square that it fills. */
function bubble(drawing: Drawing, x: number, y: number, half: number): void {
  drawing.roundRect(x - half, y - half, 2 * half, 1.68 * half, half * 0.4)
  const base = y + 0.6 * half
  // Wound as the rectangle is: where both lie, nothing is left out.
  drawing.add(
    `${num(x + half * 0.25)} ${num(base)} m ${num(x - half * 0.5)} ${num(y + half)} l ${num(x - half * 0.55)} ${num(base)} l h`,
  )
}

function drawText(drawing: Drawing, note: PlacedNote & { kind: 'textBox' }, hand: Hand): void {
  const [left, top, width, height] = spread(note, hand)
  drawing.inside(() => {
    drawing.cover(0.78, false)
    drawing.fill('#ffffff')
    drawing.roundRect(left, top, width, height, 2)
    drawing.add('f')
  })
  for (const [index, { glyphs }] of linesOfBox(note, hand).entries())
    drawing.text(
      glyphs,
      left + edge * note.size,
      top + (index * lineHeight + baseline) * note.size,
      note.size,
      inks[note.ink],
    )
}

function drawStamp(drawing: Drawing, note: PlacedNote & { kind: 'stamp' }, hand: Hand): void {
  const [left, top, width, height] = note.box
  const colour = inks[note.ink]
  drawing.inside(() => {
    drawing.cover(0.7, false)
    drawing.fill('#ffffff')
    drawing.roundRect(left, top, width, height, 4)
    drawing.add('f')
  })
  drawing.stroke(colour, 1.5)
  drawing.roundRect(left + 0.75, top + 0.75, Math.max(0, width - 1.5), Math.max(0, height - 1.5), 3.25)
  drawing.add('S')
  const word = hand.letters.glyphs(hand.stampWord(note.stamp), 'bold')
  const ems = word.reduce((sum, glyph) => sum + glyph.width, 0)
  // The sign, a gap and the word, with room on both sides.
  const size = Math.max(3, Math.min(height * 0.52, (width - height * 0.4) / (ems + 1.45)))
  const from = left + (width - (ems + 1.45) * size) / 2
  const middle = top + height / 2
  drawing.inside(() => {
    drawing.stroke(colour, size * 0.13)
    drawSign(drawing, note.stamp, from, middle - size * 0.55, size * 1.1)
  })
  drawing.text(word, from + 1.45 * size, middle + size * 0.36, size, colour)
}
