import { cleaned, type Glyph, type Letters, type Weight } from './Letters.ts'

/** One line of text. */
export interface TextLine {
  readonly glyphs: readonly Glyph[]
  /** In ems. */
  readonly width: number
}

const widthOf = (glyphs: readonly Glyph[]) => glyphs.reduce((sum, glyph) => sum + glyph.width, 0)

/** Breaks a text into lines of at most `width` ems: at spaces, and inside a word that is longer than a line. */
export function breakLines(letters: Letters, text: string, weight: Weight, width: number): TextLine[] {
  return cleaned(text)
    .split('\n')
    .flatMap(part => breakPart(letters.glyphs(part, weight), width))
}

function breakPart(glyphs: readonly Glyph[], width: number): TextLine[] {
  const lines: TextLine[] = []
  let line: Glyph[] = []
  let length = 0
  /** Where the line can be broken: after its last space. */
  let after = 0
  const end = (kept: Glyph[], rest: Glyph[]) => {
    while (kept.at(-1)?.text === ' ') kept.pop()
    lines.push({ glyphs: kept, width: widthOf(kept) })
    line = rest
    length = widthOf(rest)
    after = 0
  }
  for (const glyph of glyphs) {
    // A space at the end of a line hangs over it.
    if (glyph.text !== ' ' && length + glyph.width > width && line.length > 0) {
      if (after > 0) end(line.slice(0, after), line.slice(after))
      // The rest of a word may still be too long for one line.
      if (length + glyph.width > width && line.length > 0) end(line, [])
    }
    line.push(glyph)
    length += glyph.width
    if (glyph.text === ' ') after = line.length
  }
  end(line, [])
  return lines
}
