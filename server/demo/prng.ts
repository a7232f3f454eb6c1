/** A random-number generator that gives the same numbers for the same seed (mulberry32, seeded by FNV-1a). */
export interface Prng {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  /** A number from `low` to `high`. */
  between(low: number, high: number): number
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T
}

const { imul } = Math

/** Demonstration papers must come out the same on every machine, so nothing here asks the system for chance. */
export function prng(seed: string): Prng {
  let state = 0x811c9dc5
  for (let index = 0; index < seed.length; index += 1) {
    state = imul(state ^ seed.charCodeAt(index), 0x01000193)
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    between: (low, high) => low + next() * (high - low),
    pick: list => {
      const chosen = list[Math.floor(next() * list.length)]
      if (chosen === undefined) throw new RangeError('Nothing to pick from: the list is empty.')
      return chosen
    },
  }
}

/**
 * Splits a whole number into whole parts in proportion to the weights, so that they add up to it exactly
 * (largest remainders).
 */
export function share(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const exact = weights.map(weight => (total * weight) / whole)
  const parts = exact.map(Math.floor)
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  let left = total - parts.reduce((sum, part) => sum + part, 0)
  for (const { index } of order) {
    if (left <= 0) break
    parts[index] = (parts[index] ?? 0) + 1
    left -= 1
  }
  return parts
}
