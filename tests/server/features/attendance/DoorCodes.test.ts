import { describe, expect, test } from '@jest/globals'
import { codeMs, DoorCodes } from '#server/features/attendance/DoorCodes.ts'

const meetingId = 'a3f1c2d4-0000-4000-8000-000000000001'
let now = 0
const clock = { now: () => 0, monotonic: () => now }
const codes = new DoorCodes(clock, 's'.repeat(43))
const codeAt = (instant: number): string => {
  now = instant
  return codes.at(meetingId).code
}

describe('codes at the door', () => {
  test('[C20] one stands for thirty seconds, and tells how soon the next follows', () => {
    const first = codeAt(60_000)
    expect(first).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(codeAt(89_999.4)).toBe(first)
    expect(codes.at(meetingId).changesInMs).toBe(1)
    expect(codeAt(90_000)).not.toBe(first)
    expect(codes.at(meetingId).changesInMs).toBe(codeMs)
  })

  test('[C20] it counts for its own half minute and the ones beside it, and for nothing further', () => {
    const code = codeAt(600_000)
    const countsAt = (instant: number): boolean => {
      now = instant
      return codes.accepts(meetingId, code)
    }
    expect([600_000, 629_999, 630_000, 659_999, 570_000].map(countsAt)).toEqual([
      ...[true, true, true, true, true],
    ])
    expect([660_000, 569_999, 6_000_000].map(countsAt)).toEqual([false, false, false])
  })

  test('[C20] it is another for another meeting, and [C19] for another start of the server', () => {
    const code = codeAt(600_000)
    expect(codes.accepts('a3f1c2d4-0000-4000-8000-000000000002', code)).toBe(false)
    expect(new DoorCodes(clock, 't'.repeat(43)).accepts(meetingId, code)).toBe(false)
    expect(codes.accepts(meetingId, code)).toBe(true)
    expect(codes.accepts(meetingId, `${code.slice(0, 21)}!`)).toBe(false)
    expect(codes.accepts(meetingId, '')).toBe(false)
  })
})
