import { G, multiply, P, Q, reduce } from './group.ts'

/**
 * Powers in the group. Multiplying two numbers of 2048 bits modulo P is what everything costs here (about 2 µs in
 * V8), so the ways of needing fewer of them are the whole of this file:
 *
 * - `FixedBase`: the generator and the election's key are raised hundreds of times. Their powers are laid out once,
 *   and each further power is 256 / window multiplications and no squaring.
 * - `powersOf`: checking a ballot raises the same number to several exponents (its challenges, and Q to see that it is in
 *   the subgroup). They share one chain of 255 squarings; each exponent then costs about 66 multiplications.
 *
 * Where a machine's own library is at hand (`setPowerEngine`), it does what is not a fixed base's.
 *
 * Challenges cannot be checked in a batch with small random exponents: these proofs carry the challenge and not the
 * commitment, so that each commitment must be computed to be hashed.
 */

/** Bits of an exponent: those of Q. */
const BITS = 256
/** Exponents in `powersOf` are cut into odd digits of up to this many bits. */
const DIGIT_BITS = 4

/** Powers of one number that is raised often. Memory: 272 bytes for each entry of the table. */
export class FixedBase {
  readonly base: bigint
  readonly #window: number
  readonly #table: readonly bigint[]

  /**
   * `window`: bits of the exponent that one multiplication settles. 4 makes a table of 960 powers and 64
   * multiplications a power, right for a single ballot; 8 makes 8,160 and 32, right from about 300 powers on.
   */
  constructor(base: bigint, window: 4 | 8) {
    this.base = base
    this.#window = window
    const table: bigint[] = []
    let step = base
    for (let from = 0; from < BITS; from += window) {
      let power = step
      for (let digit = 1; digit < 1 << window; digit++) {
        table.push(power)
        power = multiply(power, step)
      }
      step = power
    }
    this.#table = table
  }

  /** The base raised to `exponent`, any whole number: it counts modulo Q, as the base is of that order. */
  power(exponent: bigint): bigint {
    const digits = reduce(exponent)
      .toString(16)
      .padStart(BITS / 4, '0')
    const width = this.#window / 4
    const entries = (1 << this.#window) - 1
    let result = 1n
    let block = 0
    for (let end = digits.length; end > 0; end -= width) {
      const digit = Number.parseInt(digits.slice(end - width, end), 16)
      if (digit > 0) {
        const entry = this.#table[block * entries + digit - 1]
        if (entry !== undefined) result = result === 1n ? entry : multiply(result, entry)
      }
      block++
    }
    return result
  }
}

/**
 * An exponent cut into odd digits from its low end: at the place of each digit's lowest bit its value (odd, under 16), 0
 * elsewhere.
 */
function recode(exponent: bigint): Uint8Array {
  const bits = exponent.toString(2)
  const digits = new Uint8Array(Math.max(bits.length, 1))
  const bit = (place: number): number => (bits.charCodeAt(bits.length - 1 - place) === 49 ? 1 : 0)
  for (let place = 0; place < bits.length; place++) {
    if (bit(place) === 0) continue
    let digit = 0
    for (let i = DIGIT_BITS - 1; i >= 0; i--) digit = digit * 2 + bit(place + i)
    digits[place] = digit
    place += DIGIT_BITS - 1
  }
  return digits
}

/**
 * `base ** exponent` modulo P, for a base from 2 to P − 2 and an exponent from 1 to Q + 1, by a machine's own library;
 * undefined where that declines, as OpenSSL does where the power is 1.
 */
export type PowerEngine = (base: bigint, exponent: bigint) => bigint | undefined

let engine: PowerEngine | undefined

/**
 * Has single powers computed by `faster` from now on, as by OpenSSL on the server; undefined: here again. It is tried
 * first. Throws RangeError where it reckons wrongly.
 */
export function setPowerEngine(faster: PowerEngine | undefined): void {
  for (const [base, exponent] of [
    [G, Q + 1n],
    [2n, Q - 1n],
    [P - 2n, 65_537n],
    [G, 1n],
  ] as const) {
    if (faster !== undefined && faster(base, exponent) !== powersHere(base, [exponent])[0]) {
      throw new RangeError('the power engine reckons wrongly')
    }
  }
  engine = faster
}

/** `base`, from 0 to P − 1, raised to each of the exponents, which are from 0 to 2^256 − 1 and share the squarings. */
export function powersOf(base: bigint, exponents: readonly bigint[]): bigint[] {
  const quick = engine
  if (quick === undefined || base < 2n || base > P - 2n) return powersHere(base, exponents)
  return exponents.map(exponent => {
    // Whether the power to Q is 1 is asked as whether the power to Q + 1 is the base, which no engine declines.
    if (exponent === Q && quick(base, Q + 1n) === base) return 1n
    const found = exponent > 0n && exponent < Q ? quick(base, exponent) : undefined
    return found ?? powersHere(base, [exponent])[0] ?? 1n
  })
}

function powersHere(base: bigint, all: readonly bigint[]): bigint[] {
  const exponents = all.map(recode)
  const longest = Math.max(0, ...exponents.map(exponent => exponent.length))
  const buckets = exponents.map(() => new Array<bigint | undefined>(1 << (DIGIT_BITS - 1)).fill(undefined))
  let square = base
  for (let place = 0; place < longest; place++) {
    if (place > 0) square = multiply(square, square)
    exponents.forEach((digits, which) => {
      const digit = digits[place] ?? 0
      const bucket = buckets[which]
      if (digit === 0 || bucket === undefined) return
      const held = bucket[digit >> 1]
      bucket[digit >> 1] = held === undefined ? square : multiply(held, square)
    })
  }
  return buckets.map(gather)
}

/** The product of each odd digit's bucket raised to that digit: bucket i holds the digit 2i + 1. */
function gather(bucket: readonly (bigint | undefined)[]): bigint {
  let running = 1n
  let halves = 1n
  for (let i = bucket.length - 1; i > 0; i--) {
    const held = bucket[i]
    if (held !== undefined) running = running === 1n ? held : multiply(running, held)
    if (running !== 1n) halves = halves === 1n ? running : multiply(halves, running)
  }
  const whole = multiply(running, bucket[0] ?? 1n)
  return halves === 1n ? whole : multiply(multiply(halves, halves), whole)
}

/** `base` raised to one exponent from 0 to 2^256 − 1. */
export function power(base: bigint, exponent: bigint): bigint {
  return powersOf(base, [exponent])[0] ?? 1n
}

/** Whether `value` is a number from 1 to P − 1 and in the subgroup of order Q. */
export function isElement(value: bigint): boolean {
  return value > 0n && value < P && powersOf(value, [Q])[0] === 1n
}

/** Whether `value` can be a public key: an element other than 1, whose private key everybody knows. */
export function isPublicKey(value: bigint): boolean {
  return value !== 1n && isElement(value)
}

const tables = new Map<bigint, Map<number, FixedBase>>()
const KEPT = 4

/**
 * A table for `base`, made at most once while it is among the last few that were asked for: the generator's and the
 * running elections'.
 */
export function fixedBase(base: bigint, window: 4 | 8): FixedBase {
  const known = tables.get(base) ?? new Map<number, FixedBase>()
  tables.delete(base)
  tables.set(base, known)
  for (const oldest of tables.keys()) {
    if (tables.size <= KEPT) break
    tables.delete(oldest)
  }
  const table = known.get(window) ?? new FixedBase(base, window)
  known.set(window, table)
  return table
}
