import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { defaultProfile } from '#shared/profiles/profiles.rules.ts'
import { isWorkingDay, opinionsDueBy, papersDueBy, vietnamDay } from '#shared/profiles/workingDays.rules.ts'

const at = (local: string): number => Date.parse(`${local}:00+07:00`)
const dayOf = (date: string): number => vietnamDay(at(`${date}T12:00`))
const anyInstant = fc.integer({ min: 0, max: 4_102_444_800_000 })

describe('working days', () => {
  test.each([
    ['2026-11-23', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-09-02', false],
    ['2027-01-01', false],
    ['2026-04-30', false],
    ['2026-05-01', false],
  ])('[Q17] %s: %s', (date, works) => {
    expect(isWorkingDay(dayOf(date), [])).toBe(works)
  })

  test('[Q17] a day off of the profile is none', () => {
    expect(isWorkingDay(dayOf('2027-02-08'), ['2027-02-08'])).toBe(false)
    expect(isWorkingDay(dayOf('2027-02-09'), ['2027-02-08'])).toBe(true)
  })

  test('[Q17] a day begins at midnight in Vietnam, when it is five in the afternoon of the day before in UTC', () => {
    expect(vietnamDay(Date.parse('2026-11-22T17:00:00Z'))).toBe(dayOf('2026-11-23'))
    expect(vietnamDay(Date.parse('2026-11-22T16:59:59.999Z'))).toBe(dayOf('2026-11-22'))
    expect(vietnamDay(-1)).toBe(0)
    expect(vietnamDay(-7 * 3_600_000 - 1)).toBe(-1)
  })
})

describe('written opinions', () => {
  test('[Q18] asked for on a Monday are due at the end of the next Monday', () => {
    expect(opinionsDueBy(defaultProfile, at('2026-11-23T09:00'))).toBe(at('2026-12-01T00:00'))
  })

  test('[Q18] leap over the lunar New Year that the committee entered', () => {
    const tet = ['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11']
    expect(opinionsDueBy({ ...defaultProfile, daysOff: tet }, at('2027-02-03T15:00'))).toBe(
      at('2027-02-18T00:00'),
    )
  })

  test('[Q18] are due on a working day, after as many of them as the profile says', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 20 }), (askedAt, workingDays) => {
        const due = opinionsDueBy(
          { ...defaultProfile, opinions: { workingDays, silence: 'agrees' } },
          askedAt,
        )
        const last = vietnamDay(due - 1)
        expect(isWorkingDay(last, [])).toBe(true)
        let counted = 0
        for (let day = vietnamDay(askedAt) + 1; day <= last; day += 1) if (isWorkingDay(day, [])) counted += 1
        expect(counted).toBe(workingDays)
      }),
    )
  })
})

describe('papers', () => {
  test('[Q20] [D22] go out as many working days before as the profile says', () => {
    const meeting = { kind: 'regular', startsAt: at('2026-11-26T08:00') } as const
    const rules = { papersOut: { regular: 5, other: 0 }, daysOff: ['2026-11-20'] }
    expect(papersDueBy(rules, meeting)).toBe(at('2026-11-19T00:00'))
  })

  test('[Q20] with no day between, go out before the meeting begins', () => {
    const meeting = { kind: 'thematic', startsAt: at('2026-11-26T08:00') } as const
    expect(papersDueBy({ papersOut: { regular: 3, other: 0 }, daysOff: [] }, meeting)).toBe(meeting.startsAt)
  })
})
