import type { Stamp } from '#shared/annotations/note.ts'
import { type Drawing, num } from './Drawing.ts'

type Step = readonly ['m' | 'l', number, number] | readonly ['c', ...(readonly number[])]

/** Lines of each sign in a square of 24 units. */
const signs: Record<Stamp, readonly Step[]> = {
  agreed: [
    ['m', 4, 13],
    ['l', 9.5, 18.5],
    ['l', 20, 6.5],
  ],
  disagreed: [
    ['m', 6, 6],
    ['l', 18, 18],
    ['m', 18, 6],
    ['l', 6, 18],
  ],
  reconsider: [
    ['m', 4, 12],
    ['c', 4, 8, 7, 6.5, 10, 6.5],
    ['l', 19, 6.5],
    ['m', 15.5, 3],
    ['l', 19, 6.5],
    ['l', 15.5, 10],
    ['m', 20, 12],
    ['c', 20, 16, 17, 17.5, 14, 17.5],
    ['l', 5, 17.5],
    ['m', 8.5, 21],
    ['l', 5, 17.5],
    ['l', 8.5, 14],
  ],
  seen: [
    ['m', 2.5, 12],
    ['c', 7, 4.5, 17, 4.5, 21.5, 12],
    ['c', 17, 19.5, 7, 19.5, 2.5, 12],
    ['m', 9.2, 12],
    ['c', 9.2, 8.3, 14.8, 8.3, 14.8, 12],
    ['c', 14.8, 15.7, 9.2, 15.7, 9.2, 12],
  ],
  initialled: [
    ['m', 3, 16],
    ['c', 7, 3, 12, 3, 9, 11],
    ['c', 7, 17, 10, 18, 13, 12.5],
    ['c', 14, 15.5, 16, 16, 21, 14],
    ['m', 3, 20.5],
    ['l', 21, 20.5],
  ],
  urgent: [
    ['m', 12, 4],
    ['l', 12, 14],
    ['m', 12, 19.5],
    ['l', 12, 19.6],
    ['m', 5, 8],
    ['l', 3.5, 6.5],
    ['m', 19, 8],
    ['l', 20.5, 6.5],
  ],
}

/** Draws a stamp's sign into a square, with the stroke that is set. */
export function drawSign(drawing: Drawing, stamp: Stamp, left: number, top: number, side: number): void {
  const at = (value: number, index: number) => num((index % 2 === 0 ? left : top) + (value / 24) * side)
  for (const [op, ...numbers] of signs[stamp]) drawing.add(`${numbers.map(at).join(' ')} ${op}`)
  drawing.add('S')
}
