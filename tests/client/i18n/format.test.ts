import { describe, expect, test } from '@jest/globals'
import {
  formatAgo,
  formatClock,
  formatDate,
  formatDay,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPercent,
  formatPerson,
  formatSize,
  formatTime,
  formatTimeLeft,
} from '#client/i18n/format.ts'

/** Monday 23/11/2026, 8:30 in Vietnam. */
const monday = Date.UTC(2026, 10, 23, 1, 30)
const minute = 60_000

describe('Dates and times', () => {
  test('are said as people in the hall say them', () => {
    expect(formatDate(monday, 'vi')).toBe('thứ Hai, 23/11/2026')
    expect(formatDate(monday, 'en')).toBe('Monday, 23 November 2026')
    expect(formatDay(monday, 'vi')).toBe('23/11/2026')
    expect(formatDay(monday, 'en')).toBe('23 Nov 2026')
    expect(formatTime(monday, 'vi')).toBe('8 giờ 30')
    expect(formatTime(monday, 'en')).toBe('8:30')
    expect(formatMoment(monday, 'vi')).toBe('8 giờ 30, thứ Hai, 23/11/2026')
    expect(formatClock(monday)).toBe('8:30')
  })
  test('leave out zero minutes, and keep a nought before five', () => {
    expect(formatTime(monday - 30 * minute, 'vi')).toBe('8 giờ')
    expect(formatTime(monday - 25 * minute, 'vi')).toBe('8 giờ 05')
  })
  test('are the committee’s, also over midnight in Greenwich and for Sunday', () => {
    expect(formatDate(Date.UTC(2026, 10, 21, 17, 0), 'vi')).toBe('Chủ nhật, 22/11/2026')
    expect(formatTime(Date.UTC(2026, 10, 21, 17, 0), 'vi')).toBe('0 giờ')
  })
})

describe('A clock that runs down', () => {
  test.each([
    [130_000, '2:10'],
    [129_001, '2:10'],
    [1, '0:01'],
    [0, '0:00'],
    [-15_000, '−0:15'],
    [3_900_000, '1:05:00'],
  ])('with %d ms left shows %s', (left, shown) => {
    expect(formatTimeLeft(left)).toBe(shown)
  })
})

test('Durations are in words, with the English plural', () => {
  expect(formatDuration(90 * minute, 'vi')).toBe('1 giờ 30 phút')
  expect(formatDuration(90 * minute, 'en')).toBe('1 hour 30 minutes')
  expect(formatDuration(2 * 60 * minute, 'vi')).toBe('2 giờ')
  expect(formatDuration(45_000, 'vi')).toBe('45 giây')
  expect(formatDuration(1000, 'en')).toBe('1 second')
  expect(formatDuration(0, 'vi')).toBe('0 giây')
})

test('How long ago is coarse', () => {
  expect(formatAgo(monday, monday + 20_000, 'vi')).toBe('vừa xong')
  expect(formatAgo(monday, monday + 5 * minute, 'vi')).toBe('5 phút trước')
  expect(formatAgo(monday, monday + 60 * minute, 'en')).toBe('1 hour ago')
  expect(formatAgo(monday, monday + 48 * 60 * minute, 'vi')).toBe('23/11/2026')
})

test('Sizes and numbers use the language’s decimal mark', () => {
  expect(formatSize(12_500_000, 'vi')).toBe('12,5 MB')
  expect(formatSize(12_500_000, 'en')).toBe('12.5 MB')
  expect(formatSize(999, 'vi')).toBe('999 B')
  expect(formatSize(999_600, 'vi')).toBe('1 MB')
  expect(formatNumber(1234, 'vi')).toBe('1.234')
  expect(formatNumber(1234, 'en')).toBe('1,234')
})

test('Per cent never says 100 before all is there', () => {
  expect(formatPercent(0.999)).toBe('99%')
  expect(formatPercent(1)).toBe('100%')
  expect(formatPercent(-0.1)).toBe('0%')
})

test('People are addressed as officials are', () => {
  expect(formatPerson({ displayName: 'Trần Thị Bình', honorific: 'ba' }, 'vi')).toBe('Bà Trần Thị Bình')
  expect(formatPerson({ displayName: 'Nguyễn Văn An', honorific: 'ong' }, 'en')).toBe('Mr Nguyễn Văn An')
  expect(formatPerson({ displayName: 'Văn thư', honorific: 'none' }, 'vi')).toBe('Văn thư')
})
