import { expect, test } from '@jest/globals'
import { initials } from '#client/ui/initials.ts'

test.each([
  ['Nguyễn Văn An', 'NVA'],
  ['Trần Thị Minh Khai', 'TMK'],
  ['Đỗ Bình', 'ĐB'],
  ['đặng ngọc ánh', 'ĐNÁ'],
  ['  Lê   Ước ', 'LƯ'],
  ['Thư', 'T'],
  ['', ''],
])('%s is shown as %s', (name, shown) => {
  expect(initials(name)).toBe(shown)
})

test('A name typed with separate accents gives the same initials', () => {
  expect(initials('Đặng Ngọc Ánh'.normalize('NFD'))).toBe('ĐNÁ')
})
