import { describe, expect, test } from '@jest/globals'
import { prng, share } from '#server/demo/prng.ts'
import {
  dayInVietnam,
  daysBefore,
  decimal,
  longDate,
  nextMonth,
  shortDate,
  withoutDiacritics,
} from '#server/pdf/vietnamese.ts'

describe('figures and dates as offices write them', () => {
  test('thousands take dots, decimals a comma', () => {
    expect(decimal(1_234_567.891, 2)).toBe('1.234.567,89')
    expect(decimal(-1234.5, 1)).toBe('-1.234,5')
    expect(decimal(999)).toBe('999')
    expect(decimal(-0.001, 1)).toBe('0,0')
  })

  test('days under ten and the first two months take a nought', () => {
    const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
    expect(plain(longDate({ year: 2026, month: 2, day: 5 }))).toBe('ngày 05 tháng 02 năm 2026')
    expect(plain(longDate({ year: 2026, month: 11, day: 15 }))).toBe('ngày 15 tháng 11 năm 2026')
    expect(shortDate({ year: 2026, month: 3, day: 9 })).toBe('09/03/2026')
  })

  test('the day turns at midnight in Vietnam, wherever the machine stands', () => {
    expect(dayInVietnam(new Date('2026-12-31T16:59:59Z'))).toEqual({ year: 2026, month: 12, day: 31 })
    expect(dayInVietnam(new Date('2026-12-31T17:00:00Z'))).toEqual({ year: 2027, month: 1, day: 1 })
  })

  test('days before and the month after cross the year', () => {
    expect(daysBefore({ year: 2026, month: 1, day: 3 }, 5)).toEqual({ year: 2025, month: 12, day: 29 })
    expect(nextMonth({ year: 2026, month: 12, day: 3 })).toEqual({ month: 1, year: 2027 })
  })

  test('diacritics go, đ too', () => {
    expect(withoutDiacritics('Đỗ Thị Ngọc Ánh, đường Hữu Nghị')).toBe('Do Thi Ngoc Anh, duong Huu Nghi')
  })
})

describe('invented figures', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const take = (seed: string): number[] => {
      const random = prng(seed)
      return Array.from({ length: 5 }, () => random.whole(0, 1_000_000))
    }
    expect(take('a')).toEqual(take('a'))
    expect(take('a')).not.toEqual(take('b'))
  })

  test('shares are whole and add up to the whole', () => {
    const parts = share(1000, [1, 1, 1])
    expect(parts).toEqual([334, 333, 333])
    expect(share(7, [5, 0, 2])).toEqual([5, 0, 2])
  })

  test('nothing is picked from an empty list', () => {
    expect(() => prng('x').pick([])).toThrow(RangeError)
  })
})
