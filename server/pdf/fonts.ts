import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fontkit from '@cantoo/fontkit'

/** The typefaces papers are set in: Tinos has the measures of Times New Roman, which Decree 30/2020 asks for. */
export type Face = 'serif' | 'serifBold' | 'serifItalic' | 'serifBoldItalic' | 'sans' | 'sansBold'

interface Metrics {
  unitsPerEm: number
  layout(text: string): { glyphs: { advanceWidth: number }[] }
}

const require = createRequire(import.meta.url)

const FILES: Record<Face, () => string> = {
  serif: () => require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  serifBold: () => require.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  serifItalic: () =>
    require.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  serifBoldItalic: () => require.resolve('@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf'),
  sans: () => require.resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'),
  sansBold: () => require.resolve('@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf'),
}

const bytes = new Map<Face, Uint8Array>()
const metrics = new Map<Face, Metrics>()
const advances = new Map<Face, Map<string, number>>()

/** Where the face's TTF lies: under node_modules, SIL Open Font License 1.1. */
export function faceFile(face: Face): string {
  return FILES[face]()
}

/** The face's TTF, read once. */
export function faceBytes(face: Face): Uint8Array {
  const known = bytes.get(face)
  if (known) return known
  const read = new Uint8Array(readFileSync(faceFile(face)))
  bytes.set(face, read)
  return read
}

function faceMetrics(face: Face): Metrics {
  const known = metrics.get(face)
  if (known) return known
  const font = fontkit.create(faceBytes(face))
  if (!('layout' in font)) throw new Error(`${faceFile(face)} is a collection of fonts; one face is needed.`)
  metrics.set(face, font)
  return font
}

/** Width of the text in ems (multiply by the size in points). No kerning, as offices' word processors set it. */
export function widthOf(text: string, face: Face): number {
  let known = advances.get(face)
  if (!known) {
    known = new Map()
    advances.set(face, known)
  }
  let width = 0
  for (const char of text) {
    let advance = known.get(char)
    if (advance === undefined) {
      const font = faceMetrics(face)
      // A non-breaking space is a hint to the line breaker; it is drawn as a space.
      const { glyphs } = font.layout(char === '\u00a0' ? ' ' : char)
      advance = glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) / font.unitsPerEm
      known.set(char, advance)
    }
    width += advance
  }
  return width
}
