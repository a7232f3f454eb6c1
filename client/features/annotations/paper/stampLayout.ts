/** Where a stamp's parts lie in its box, in points. */
export interface StampLayout {
  /** How thick the edge is. */
  readonly edge: number
  /** The letters' size. */
  readonly letters: number
  /** The sign's width and height. */
  readonly sign: number
  readonly signLeft: number
  readonly wordLeft: number
  readonly wordWidth: number
}

/**
 * Lays sign and word side by side in the middle of a stamp, as large as fits: within its edges and a little air.
 * `ems` is the word's width in letters of size one.
 */
export function stampLayout(width: number, height: number, ems: number): StampLayout {
  const edge = Math.min(1.5, height * 0.1)
  const room = Math.max(0, width - 2 * edge - height * 0.3)
  const [signEms, gapEms] = [1.15, 0.35]
  const whole = signEms + gapEms + Math.max(0.1, ems)
  const letters = Math.min(height * 0.52, room / whole)
  const signLeft = (width - letters * whole) / 2
  const wordLeft = signLeft + letters * (signEms + gapEms)
  return {
    ...{ edge, letters, sign: letters * signEms, signLeft, wordLeft },
    wordWidth: letters * Math.max(0.1, ems),
  }
}
