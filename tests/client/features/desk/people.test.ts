import { describe, expect, test } from '@jest/globals'
import { finds, unitsWithPeople, unitWithAll } from '#client/features/desk/people.ts'
import type { Person, Unit } from '#shared/accounts/accounts.contract.ts'

const unit = (id: string, parentId: string | null, order = 1, name = id): Unit => ({
  ...{ id, parentId, order, name, shortName: name },
  ...{ validFrom: null, validUntil: null, predecessorIds: [] },
})
const person = (unitId: string | null): Person => ({
  ...{ id: `of ${unitId}`, displayName: 'Ai đó', honorific: 'ong', title: '', unitId, rank: 1 },
})

describe('Seeking a person to add', () => {
  test('works without marks, in any order, by the beginnings of words', () => {
    expect(finds('dinh do', 'Đỗ Văn Đình')).toBe(true)
    expect(finds('ĐÌNH', 'Đỗ Văn Đình')).toBe(true)
    expect(finds('inh', 'Đỗ Văn Đình')).toBe(false)
    expect(finds('đỗ hùng', 'Đỗ Văn Đình')).toBe(false)
  })
  test('looks at name, title and unit together', () => {
    expect(finds('binh tai chinh', 'Trần Thị Bình', 'Giám đốc', 'Sở Tài chính')).toBe(true)
  })
  test('finds a name typed with marks of their own (decomposed), as a Mac sends them', () => {
    expect(finds('Đình'.normalize('NFD'), 'Đỗ Văn Đình')).toBe(true)
  })
  test('finds a name with an apostrophe however it is typed', () => {
    expect(finds("H'Hen", 'H’Hen Niê')).toBe(true)
    expect(finds('hen', 'H’Hen Niê')).toBe(true)
  })
  test('finds words after a slash or in brackets', () => {
    expect(finds('ngan sach', 'Ban Kinh tế/Ngân sách')).toBe(true)
    expect(finds('kiem nhiem', 'Ủy viên (kiêm nhiệm)')).toBe(true)
  })
  test('shows everybody while nothing is typed', () => {
    expect(finds('  ', 'Ai đó')).toBe(true)
  })
})

describe('Choosing a unit', () => {
  const units = [unit('phong', 'so'), unit('so', 'tinh'), unit('tinh', null), unit('khac', null)]
  test('takes with it all that belongs to it, at every depth', () => {
    expect([...unitWithAll('tinh', units)].sort()).toEqual(['phong', 'so', 'tinh'])
    expect([...unitWithAll('phong', units)]).toEqual(['phong'])
  })
  test('comes to an end even where units were tied in a circle', () => {
    expect([...unitWithAll('a', [unit('a', 'b'), unit('b', 'a')])].sort()).toEqual(['a', 'b'])
  })
})

describe('The units to choose from', () => {
  const listed = (units: readonly Unit[], people: readonly Person[]): readonly string[] =>
    unitsWithPeople(units, people).map(found => `${found.depth} ${found.unit.id}`)
  test('are those with somebody to choose in them or below, and no others', () => {
    const units = [unit('tinh', null), unit('so', 'tinh'), unit('phong', 'so'), unit('trong', 'tinh')]
    expect(listed(units, [person('phong'), person(null)])).toEqual(['0 tinh', '1 so', '2 phong'])
  })
  test('stand by their order, then by Vietnamese name', () => {
    const units = [unit('u', null, 2, 'Xã Ước'), unit('a', null, 2, 'Xã Ân'), unit('van', null, 1, 'Ủy ban')]
    expect(listed(units, [person('u'), person('a'), person('van')])).toEqual(['0 van', '0 a', '0 u'])
  })
  test('still show a unit whose superior is no longer there', () => {
    expect(listed([unit('so', 'gone')], [person('so')])).toEqual(['0 so'])
  })
})
