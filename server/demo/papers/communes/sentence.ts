import { decimal, percent } from '#server/pdf/vietnamese.ts'
import type { CommuneFigures } from './figures.ts'

/** One way to say a thing about a commune. */
export type Sentence = (c: CommuneFigures) => string

/** `xã Phú Xá` → `Xã Phú Xá`. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const n = decimal

/** The part in per cent of the whole, one decimal. */
export const rate = (part: number, whole: number): string => percent((part / whole) * 100)

/** Money in billion đồng from millions. */
export const billions = (millions: number): string => `${decimal(millions / 1000, 2)} tỷ đồng`

/** `a, b và c`. */
export const list = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} và ${names.at(-1)}`

/** Villages as the terrain calls them. */
export const villageWord = (c: CommuneFigures): string =>
  c.kind === 'phường' ? 'tổ dân phố' : c.terrain === 'mountain' ? 'bản' : 'thôn'
