import fontkit from '@cantoo/fontkit'
import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib'
import type { ExportFonts } from './types.ts'

export type Weight = 'regular' | 'bold'
type Face = Weight | 'wider'

/** One letter as it is drawn. Measures are in ems. */
export interface Glyph {
  readonly text: string
  /** Its typeface; null where none has the letter: a box stands for it. */
  readonly font: PDFFont | null
  /** Hexadecimal digits of its code in that typeface. */
  readonly code: string
  readonly width: number
}

/** How wide the box is that stands for a letter that no typeface has. */
const boxWidth = 0.8
const segments = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/** A text as readers take it: composed letters, no control characters but line feeds. */
export const cleaned = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\v\f]/gu, '\n')
    .replace(/[\t\u00a0\u202f]/gu, ' ')
    // What is not seen (controls, joiners, marks of direction, halves of pairs) has no glyph.
    .replace(/[^\P{C}\n\u200d]/gu, '')

/**
 * Embedded typefaces, letter by letter: no ligatures and no kerning, so that what is read out of the file is exactly
 * what was written into it. A typeface is embedded only where a text needs it, and only with the letters used.
 */
export class Letters {
  readonly #fonts: Partial<Record<Face, PDFFont>>
  readonly #known = new Map<string, Glyph>()

  private constructor(fonts: Partial<Record<Face, PDFFont>>) {
    this.#fonts = fonts
  }

  /** Makes what these texts need. */
  static async embed(
    doc: PDFDocument,
    fonts: ExportFonts,
    texts: Readonly<Record<Weight, Iterable<string>>>,
  ): Promise<Letters> {
    doc.registerFontkit(fontkit)
    const embedded: Partial<Record<Face, PDFFont>> = {}
    const face = async (name: Face) => {
      // Shaping is off: each letter keeps its own glyph.
      const features = { liga: false, clig: false, calt: false, ccmp: false, locl: false, kern: false }
      embedded[name] ??= await doc.embedFont(fonts[name], { subset: true, features })
    }
    for (const weight of ['regular', 'bold'] as const) {
      const used = new Set<number>()
      for (const text of texts[weight])
        for (const letter of cleaned(text)) used.add(letter.codePointAt(0) ?? 0)
      if (used.size === 0) continue
      await face(weight)
      const has = new Set(embedded[weight]?.getCharacterSet())
      if ([...used].some(code => !has.has(code) && code > 32)) await face('wider')
    }
    return new Letters(embedded)
  }

  /** A cleaned text's letters. */
  glyphs(text: string, weight: Weight): Glyph[] {
    const glyphs: Glyph[] = []
    for (const { segment } of segments.segment(text)) glyphs.push(this.#glyph(segment, weight))
    return glyphs
  }

  /** A text's width in ems. */
  width(text: string, weight: Weight): number {
    return this.glyphs(text, weight).reduce((sum, glyph) => sum + glyph.width, 0)
  }

  #glyph(text: string, weight: Weight): Glyph {
    const key = `${weight}${text}`
    const known = this.#known.get(key)
    if (known) return known
    const font = [this.#fonts[weight], this.#fonts.wider].find(each => each && holds(each, text))
    const glyph = font
      ? {
          text,
          font,
          code: font.encodeText(text).asString(),
          width: font.widthOfTextAtSize(text, 1),
        }
      : { text, font: null, code: '', width: boxWidth }
    this.#known.set(key, glyph)
    return glyph
  }
}

const sets = new WeakMap<PDFFont, ReadonlySet<number>>()

function holds(font: PDFFont, text: string): boolean {
  let set = sets.get(font)
  if (!set) {
    set = new Set(font.getCharacterSet())
    sets.set(font, set)
  }
  for (const letter of text) if (!set.has(letter.codePointAt(0) ?? 0)) return false
  return true
}
