import { describe, expect, test } from '@jest/globals'
import { instantOfDay } from '#client/features/accounts/instantOfDay.ts'
import { matches } from '#client/features/accounts/matches.ts'
import { unitTree } from '#client/features/accounts/unitTree.ts'
import type { Unit } from '#shared/accounts/accounts.contract.ts'

describe('Finding a person', () => {
  test('works without marks, in any order, by the beginnings of words', () => {
    expect(matches('dinh do', 'Đỗ Văn Định')).toBe(true)
    expect(matches('taichinh', 'Sở Tài chính')).toBe(false)
    expect(matches('tài ch', 'Sở Tài chính')).toBe(true)
    expect(matches('inh', 'Trần Thị Bình')).toBe(false)
  })
  test('looks in all texts, also login names with dots', () => {
    expect(matches('binh tran', 'Nguyễn An', 'tran.thi.binh')).toBe(true)
  })
  test('takes every sign between words for a gap', () => {
    expect(matches('quoc phong', 'Ban Chỉ huy quân sự/Quốc phòng (Sở)')).toBe(true)
    expect(matches('so', 'Phòng họp (Sở)')).toBe(true)
    expect(matches('VP/UBND', 'Chánh VP UBND tỉnh')).toBe(true)
    expect(matches('ubnd–hdnd', 'VP/HĐND&UBND')).toBe(true)
    expect(matches('bnd', 'VP/UBND')).toBe(false)
  })
  test('finds everybody while nothing is sought', () => {
    expect(matches('  ', 'Ai đó')).toBe(true)
  })
})

describe('Units', () => {
  const unit = (id: string, parentId: string | null, order: number, name = id): Unit => ({
    ...{ id, parentId, order, name, shortName: name },
    ...{ validFrom: null, validUntil: null, predecessorIds: [] },
  })
  test('stand below the unit that they belong to, by order and then by Vietnamese name', () => {
    const placed = unitTree([
      unit('xa2', 'so', 1, 'Xã Ước'),
      unit('so', null, 2),
      unit('xa1', 'so', 1, 'Xã Ân'),
      unit('van', null, 1),
    ])
    expect(placed.map(({ unit: { id }, depth }) => `${depth} ${id}`)).toEqual([
      '0 van',
      '0 so',
      '1 xa1',
      '1 xa2',
    ])
  })
  test('whose parent is not known stay in sight', () => {
    expect(unitTree([unit('mồ côi', 'mất', 1)])).toHaveLength(1)
  })
})

test('A day begins at midnight in Vietnam', () => {
  expect(instantOfDay('2026-11-23')).toBe(Date.UTC(2026, 10, 22, 17))
  expect(instantOfDay('')).toBeNull()
})
