import { describe, expect, test } from '@jest/globals'
import { dateValue, instantOf, itemSpans, proposedTimes, timeValue } from '#client/features/desk/deskTime.ts'

describe('Date and time in a meeting’s form', () => {
  test('are the committee’s, whatever the computer is set to', () => {
    // 18:30 UTC on Sunday is 01:30 on Monday in Vietnam.
    const night = Date.UTC(2026, 10, 22, 18, 30)
    expect(dateValue(night)).toBe('2026-11-23')
    expect(timeValue(night)).toBe('01:30')
  })
  test('show midnight as 00:00 and one-digit days with a nought, as the fields need them', () => {
    const midnight = Date.UTC(2027, 0, 4, 17)
    expect(dateValue(midnight)).toBe('2027-01-05')
    expect(timeValue(midnight)).toBe('00:00')
  })
  test('come back as the very instant that was shown', () => {
    const instant = Date.UTC(2026, 11, 31, 17, 59)
    expect(instantOf(dateValue(instant), timeValue(instant))).toBe(instant)
  })
  test('are no instant while one of them is not filled in', () => {
    expect(instantOf('', '08:00')).toBeNull()
    expect(instantOf('2026-11-23', '')).toBeNull()
  })
})

describe('The expected times of an agenda', () => {
  test('follow each other from the meeting’s start', () => {
    const start = Date.UTC(2026, 10, 23, 1)
    const spans = itemSpans(start, [{ durationMinutes: 15 }, { durationMinutes: 90 }, { durationMinutes: 5 }])
    expect(spans.map(({ from, until }) => `${timeValue(from)}–${timeValue(until)}`)).toEqual([
      '08:00–08:15',
      '08:15–09:45',
      '09:45–09:50',
    ])
  })
  test('are none for an agenda without items', () => {
    expect(itemSpans(0, [])).toEqual([])
  })
})

describe('The time proposed for a new meeting', () => {
  test.each([
    ['late in the evening', Date.UTC(2026, 10, 22, 16, 59)],
    ['just after midnight', Date.UTC(2026, 10, 21, 17, 0)],
  ])('is the next morning from 8 to 11:30 in Vietnam, also %s', (_, now) => {
    const { startsAt, endsAt } = proposedTimes(now)
    expect([dateValue(startsAt), timeValue(startsAt)]).toEqual(['2026-11-23', '08:00'])
    expect([dateValue(endsAt), timeValue(endsAt)]).toEqual(['2026-11-23', '11:30'])
  })
  test('goes over the end of a year', () => {
    expect(dateValue(proposedTimes(Date.UTC(2026, 11, 31, 10)).startsAt)).toBe('2027-01-01')
  })
})
