/**
 * A stroke as bytes: for each point x, y and pressure as differences to the one before, in sixteenths of a point and
 * in 1/255 of full pressure, zigzag and variable-length (protocol-buffers' encoding). A usual point takes 3 bytes,
 * so that a layer of a hundred thousand strokes stays small.
 */
export interface StrokePoint {
  /** Points (1/72 inch) of the page from its upper left corner. */
  readonly x: number
  readonly y: number
  /** 0 to 1; 0.5 where the device tells none. */
  readonly pressure: number
}

const steps = 16
const full = 255

/** Packs a stroke. Coordinates are rounded to sixteenths of a point. */
export const packStroke = (points: readonly StrokePoint[]): Uint8Array<ArrayBuffer> => {
  const bytes: number[] = []
  let last = [0, 0, 0]
  for (const { x, y, pressure } of points) {
    const now = [Math.round(x * steps), Math.round(y * steps), Math.round(pressure * full)]
    for (const [at, value] of now.entries()) {
      const difference = value - (last[at] ?? 0)
      let rest = difference < 0 ? -2 * difference - 1 : 2 * difference
      while (rest > 127) {
        bytes.push((rest % 128) + 128)
        rest = Math.floor(rest / 128)
      }
      bytes.push(rest)
    }
    last = now
  }
  return Uint8Array.from(bytes)
}

/** Unpacks a stroke; null where the bytes are none, have more points than `limit`, or none at all. */
export const unpackStroke = (bytes: Uint8Array, limit: number): readonly StrokePoint[] | null => {
  const numbers: number[] = []
  let value = 0
  let factor = 1
  for (const byte of bytes) {
    value += (byte % 128) * factor
    if (byte >= 128) {
      factor *= 128
      // No coordinate of a page needs more than four bytes.
      if (factor > 128 ** 3) return null
      continue
    }
    numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2)
    value = 0
    factor = 1
  }
  if (factor !== 1 || numbers.length === 0 || numbers.length % 3 !== 0) return null
  if (numbers.length / 3 > limit) return null
  const points: StrokePoint[] = []
  let [x, y, pressure] = [0, 0, 0]
  for (let at = 0; at < numbers.length; at += 3) {
    x += numbers[at] ?? 0
    y += numbers[at + 1] ?? 0
    pressure += numbers[at + 2] ?? 0
    points.push({ x: x / steps, y: y / steps, pressure: Math.min(1, Math.max(0, pressure / full)) })
  }
  return points
}
