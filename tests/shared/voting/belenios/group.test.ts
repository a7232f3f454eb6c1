import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { G, invert, isScalar, multiply, P, Q, reduce } from '#shared/voting/belenios/group.ts'
import {
  FixedBase,
  fixedBase,
  isElement,
  isPublicKey,
  power,
  powersOf,
  setPowerEngine,
} from '#shared/voting/belenios/powers.ts'

/** Square and multiply, as in any book. */
function plainly(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}

const exponents = fc.oneof(
  fc.bigInt({ min: 0n, max: Q - 1n }),
  fc.constantFrom(0n, 1n, 2n, 15n, 16n, 255n, 2n ** 255n, Q - 1n, Q, 2n ** 256n - 1n),
)
const residues = fc.bigInt({ min: 1n, max: P - 1n })

describe('the group BELENIOS-2048', () => {
  test('has the order that the specification says', () => {
    expect([P, Q].map(prime => prime.toString(2).length)).toEqual([2048, 256])
    expect((P - 1n) % Q).toBe(0n)
    expect(plainly(G, Q)).toBe(1n)
    expect(G).not.toBe(1n)
    // Fermat: both are prime, as far as one base tells.
    expect(plainly(3n, P - 1n)).toBe(1n)
  })

  test('raises numbers as any book does, however many exponents share the squarings', () => {
    fc.assert(
      fc.property(residues, fc.array(exponents, { minLength: 1, maxLength: 3 }), (base, many) => {
        expect(powersOf(base, many)).toEqual(many.map(exponent => plainly(base, exponent)))
      }),
      { numRuns: 12 },
    )
    expect(power(7n, 0n)).toBe(1n)
    expect(powersOf(7n, [])).toEqual([])
  })

  test('raises a fixed base the same with small and with large tables, also to negative exponents', () => {
    const y = plainly(G, 123_456_789n)
    const tables = [new FixedBase(y, 4), new FixedBase(y, 8)]
    fc.assert(
      fc.property(exponents, exponent => {
        for (const table of tables) {
          expect(table.power(exponent)).toBe(plainly(y, exponent % Q))
          expect(multiply(table.power(-exponent), table.power(exponent))).toBe(1n)
        }
      }),
      { numRuns: 12 },
    )
  })

  test('keeps the tables of the last few bases only', () => {
    const first = fixedBase(G, 4)
    expect(fixedBase(G, 4)).toBe(first)
    for (let i = 2n; i < 6n; i++) fixedBase(plainly(G, i), 4)
    expect(fixedBase(G, 4)).not.toBe(first)
  })

  test('tells its elements from 0, P, what is outside and what has another order', () => {
    expect([G, 1n, plainly(G, 5n)].map(isElement)).toEqual([true, true, true])
    expect([0n, -G, P, P + G, P - 1n, P - G, 2n].map(isElement)).toEqual(Array(7).fill(false))
    // The cofactor is 6 times a large number: there are elements of order 3 too.
    const third = [2n, 3n, 5n, 7n].map(base => plainly(base, (P - 1n) / 3n)).find(root => root !== 1n) ?? 1n
    expect([third !== 1n, plainly(third, 3n), isElement(third), isElement(multiply(G, third))]).toEqual([
      true,
      1n,
      false,
      false,
    ])
    expect([G, 1n, 0n, P - 1n].map(isPublicKey)).toEqual([true, false, false, false])
  })

  test('leaves powers to the machine’s own library where that reckons rightly', () => {
    const asked: bigint[] = []
    setPowerEngine((base, exponent) => {
      asked.push(base)
      return plainly(base, exponent)
    })
    asked.length = 0
    expect(powersOf(5n, [3n, 0n, 2n ** 256n - 1n])).toEqual([125n, 1n, plainly(5n, 2n ** 256n - 1n)])
    expect([0n, 1n, P - 1n].map(isElement)).toEqual([false, true, false])
    expect(asked).toEqual([5n])
    setPowerEngine(undefined)
    powersOf(5n, [3n])
    expect(asked).toEqual([5n])
    expect(() => setPowerEngine(base => base)).toThrow(RangeError)
    expect(power(G, Q)).toBe(1n)
  })

  test('inverts, and refuses to invert nothing', () => {
    fc.assert(
      fc.property(residues, value => {
        expect(multiply(value, invert(value))).toBe(1n)
      }),
      { numRuns: 10 },
    )
    expect((invert(5n, Q) * 5n) % Q).toBe(1n)
    expect(() => invert(0n)).toThrow(RangeError)
    expect(() => invert(P)).toThrow(RangeError)
  })

  test('keeps exponents from 0 to Q − 1', () => {
    expect([0n, Q - 1n, Q, -1n].map(isScalar)).toEqual([true, true, false, false])
    expect([0n, -1n, Q, 2n * Q + 3n].map(reduce)).toEqual([0n, Q - 1n, 0n, 3n])
  })
})
