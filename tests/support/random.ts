/** A seeded source of chance (mulberry32), so that a failure can be run again. */
export class Chance {
  readonly seed: number
  #state: number

  /** Without a seed (or PHS_SEED) every run has another, which the test prints. */
  constructor(seed = Number(process.env.PHS_SEED ?? (Math.random() * 2 ** 31) | 0)) {
    this.seed = seed
    this.#state = seed
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 up to `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.below(from.length)]
    if (found === undefined) throw new Error('There is nothing to pick from')
    return found
  }
}
