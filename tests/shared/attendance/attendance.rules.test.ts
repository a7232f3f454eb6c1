import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { MarkedStanding } from '#shared/attendance/attendance.contract.ts'
import {
  attendanceCan,
  checkInOf,
  checkInProblem,
  excuseProblem,
  isSame,
  type Mark,
  markProblem,
  quorumNow,
  seesRecord,
  standingOf,
  takesPart,
  timeProblem,
  wasOverNight,
} from '#shared/attendance/attendance.rules.ts'
import type { Eyes } from '#shared/meetings/audience.rules.ts'
import type { MeetingRole, MeetingState } from '#shared/meetings/meetings.contract.ts'
import { defaultProfile } from '#shared/profiles/profiles.rules.ts'

const at = (local: string): number => Date.parse(`2026-11-23T${local}:00+07:00`)
let nextId = 1
const mark = (kind: Mark['kind'], time: string, more: Partial<Mark> = {}): Mark => ({
  ...{ id: nextId++, kind, mode: kind === 'present' ? 'tablet' : null, at: at(time), reason: '' },
  ...more,
})
const states: MeetingState[] = ['draft', 'published', 'open', 'paused', 'closed', 'cancelled']
const roles: MeetingRole[] = ['chair', 'member', 'standIn', 'invitee', 'teller', 'operator']
const eyes = (role: MeetingRole | null, secretary = false): Eyes & { screen: boolean } => ({
  ...{ accountId: 'A', role, secretary, screen: false },
})

const anyMarks = fc
  .array(
    fc.record({
      kind: fc.constantFrom('present', 'left', 'excused', 'absent'),
      later: fc.integer({ min: 0, max: 1_000 }),
    }),
    { maxLength: 12 },
  )
  .map(steps => {
    let now = 1_000
    return steps.map(({ kind, later }, id): Mark => {
      now += later
      return { id: id + 1, kind, mode: kind === 'present' ? 'tablet' : null, at: now, reason: '' }
    })
  })

describe('how somebody stands', () => {
  test('[C10] leaving and coming back are stays with their times', () => {
    const marks = [
      mark('present', '07:55'),
      mark('left', '09:10'),
      mark('present', '09:40', { mode: 'code' }),
    ]
    expect(standingOf(marks, null)).toMatchObject({
      standing: 'present',
      mode: 'code',
      since: at('09:40'),
      stays: [
        { from: at('07:55'), until: at('09:10'), mode: 'tablet' },
        { from: at('09:40'), until: null, mode: 'code' },
      ],
    })
  })

  test('[C12] whoever was excused and comes all the same is present', () => {
    const marks = [mark('excused', '07:00', { reason: 'Đi công tác' }), mark('present', '08:00')]
    expect(standingOf(marks, null)).toMatchObject({ standing: 'present', stays: [{ from: at('08:00') }] })
  })

  test('[C15] nobody is absent before the end, and whoever nobody saw is afterwards', () => {
    expect(standingOf([], null)).toMatchObject({ standing: 'expected', since: null, lastMark: null })
    expect(standingOf([], at('11:30')).standing).toBe('absent')
    expect(standingOf([mark('excused', '07:00')], at('11:30')).standing).toBe('excused')
  })

  test('[C15] the end of the meeting ends every stay, and takes nobody’s presence away', () => {
    const stays = standingOf([mark('present', '08:00')], at('11:30'))
    expect(stays).toMatchObject({ standing: 'present', stays: [{ from: at('08:00'), until: at('11:30') }] })
    const gone = standingOf([mark('present', '08:00'), mark('left', '09:00')], at('11:30'))
    expect(gone.stays).toEqual([{ from: at('08:00'), until: at('09:00'), mode: 'tablet' }])
  })

  test('[C10] whoever is gone is not gone again: the first time stands', () => {
    const marks = [mark('present', '08:00'), mark('left', '09:00'), mark('left', '09:30')]
    expect(standingOf(marks, null).stays).toEqual([{ from: at('08:00'), until: at('09:00'), mode: 'tablet' }])
  })

  test('[C10] whatever was recorded, stays follow one another, and one is open only while somebody is present', () => {
    fc.assert(
      fc.property(anyMarks, marks => {
        const { standing, stays } = standingOf(marks, null)
        for (const [place, { from, until }] of stays.entries()) {
          const next = stays[place + 1]
          if (until !== null) expect(until).toBeGreaterThanOrEqual(from)
          if (next !== undefined) {
            expect(until).not.toBeNull()
            expect(next.from).toBeGreaterThanOrEqual(until!)
          }
        }
        if (standing === 'present') expect(stays.at(-1)?.until).toBeNull()
        if (standing === 'left' && stays.length > 0) expect(stays.at(-1)?.until).not.toBeNull()
        expect(stays.length).toBeLessThanOrEqual(marks.filter(({ kind }) => kind === 'present').length)
      }),
    )
  })
})

describe('check-in', () => {
  test('[C1] is open from the secretary’s word or the opening, to the end', () => {
    expect(states.map(state => checkInOf(state, false))).toEqual([
      ...['notYet', 'notYet', 'open', 'open', 'over', 'over'],
    ])
    expect(states.map(state => checkInOf(state, true))).toEqual([
      ...['notYet', 'open', 'open', 'open', 'over', 'over'],
    ])
    expect((['notYet', 'open', 'over'] as const).map(checkInProblem)).toEqual([
      ...['attendance.notOpen', null, 'attendance.over'],
    ])
  })

  test('[C2] is for everyone who takes part', () => {
    expect(roles.every(role => takesPart(eyes(role)))).toBe(true)
    expect(takesPart(eyes(null, true))).toBe(false)
  })

  test('[C9] present is present, whichever way one came; an absence with another reason is said anew', () => {
    const present = standingOf([mark('present', '08:00')], null)
    expect(isSame(present, 'present', '')).toBe(true)
    expect(isSame(present, 'remote', '')).toBe(true)
    expect(isSame(present, 'left', '')).toBe(false)
    const left = standingOf([mark('present', '08:00'), mark('left', '09:00')], null)
    expect(isSame(left, 'left', 'ốm')).toBe(true)
    expect(isSame(left, 'present', '')).toBe(false)
    const excused = standingOf([mark('excused', '07:00', { reason: 'ốm' })], null)
    expect(isSame(excused, 'excused', 'ốm')).toBe(true)
    expect(isSame(excused, 'excused', 'họp')).toBe(false)
    expect(isSame(excused, 'absent', 'ốm')).toBe(false)
    expect(isSame(standingOf([], null), 'absent', '')).toBe(false)
  })
})

describe('what the secretary says', () => {
  const unseen = standingOf([], null)
  const present = standingOf([mark('present', '08:00')], null)
  const left = standingOf([mark('present', '08:00'), mark('left', '09:00')], null)
  const sitting = { state: 'open', checkIn: 'open' } as const
  const before = { state: 'published', checkIn: 'notYet' } as const
  const over = { state: 'closed', checkIn: 'over' } as const

  test('[C6] presence only while check-in is open', () => {
    for (const wanted of ['present', 'remote'] as const) {
      expect(markProblem(unseen, wanted, '', sitting)).toBeNull()
      expect(markProblem(unseen, wanted, '', before)).toBe('attendance.notOpen')
      expect(markProblem(unseen, wanted, '', over)).toBe('attendance.over')
    }
  })

  test('[C10] only who is present leaves; twice is once', () => {
    expect(markProblem(present, 'left', '', sitting)).toBeNull()
    expect(markProblem(left, 'left', '', sitting)).toBeNull()
    expect(markProblem(unseen, 'left', '', sitting)).toBe('attendance.notPresent')
    expect(markProblem(present, 'left', '', over)).toBe('attendance.over')
  })

  test('[C7] an excuse has a reason and is taken from publishing on, afterwards too', () => {
    expect(markProblem(unseen, 'excused', 'Đi công tác', before)).toBeNull()
    expect(markProblem(unseen, 'excused', '', before)).toBe('attendance.reasonNeeded')
    expect(markProblem(unseen, 'excused', 'Đi công tác', over)).toBeNull()
    expect(markProblem(unseen, 'excused', 'ốm', { state: 'draft', checkIn: 'notYet' })).toBe(
      'attendance.notOpen',
    )
    expect(markProblem(unseen, 'excused', 'ốm', { state: 'cancelled', checkIn: 'over' })).toBe(
      'attendance.over',
    )
  })

  test('[C7] absence without an excuse needs a reason only after the meeting, and is not said before check-in', () => {
    expect(markProblem(unseen, 'absent', '', sitting)).toBeNull()
    expect(markProblem(unseen, 'absent', '', over)).toBe('attendance.reasonNeeded')
    expect(markProblem(unseen, 'absent', 'Không báo', over)).toBeNull()
    expect(markProblem(unseen, 'absent', '', before)).toBe('attendance.notOpen')
  })

  test('[C8] who was there is not absent', () => {
    for (const wanted of ['excused', 'absent'] as const) {
      expect(markProblem(present, wanted, 'ốm', sitting)).toBe('attendance.wasPresent')
      expect(markProblem(left, wanted, 'ốm', over)).toBe('attendance.wasPresent')
    }
  })

  test('[C8] no sequence of accepted marks makes somebody absent who was there', () => {
    const steps = fc.array(fc.constantFrom<MarkedStanding>('present', 'remote', 'left', 'excused', 'absent'))
    fc.assert(
      fc.property(steps, wanted => {
        const marks: Mark[] = []
        for (const [place, one] of wanted.entries()) {
          const now = standingOf(marks, null)
          if (markProblem(now, one, 'lý do', sitting) !== null || isSame(now, one, 'lý do')) continue
          const isPresent = one === 'present' || one === 'remote'
          marks.push({
            ...{ id: place, at: place, reason: 'lý do', mode: isPresent ? 'secretary' : null },
            kind: isPresent ? 'present' : one,
          })
        }
        const { standing, stays } = standingOf(marks, null)
        if (stays.length > 0) expect(['present', 'left']).toContain(standing)
        expect(stays.filter(({ until }) => until === null).length).toBe(standing === 'present' ? 1 : 0)
      }),
    )
  })

  test('[C13] a time lies after the mark before it, not in the future and not after the meeting', () => {
    const marks = [mark('present', '08:00'), mark('left', '09:00')]
    const now = { now: at('10:00'), closedAt: null }
    expect(timeProblem(marks, at('08:00'), now)).toBeNull()
    expect(timeProblem(marks, at('07:59'), now)).toBe('attendance.wrongTime')
    expect(timeProblem(marks, at('10:00'), now)).toBeNull()
    expect(timeProblem(marks, at('10:01'), now)).toBe('attendance.wrongTime')
    expect(timeProblem(marks, at('09:31'), { ...now, closedAt: at('09:30') })).toBe('attendance.wrongTime')
    expect(timeProblem(marks.slice(0, 1), at('05:00'), now)).toBeNull()
  })
})

describe('one’s own excuse', () => {
  test('[C4] is given before the opening, by somebody who was not there', () => {
    const unseen = standingOf([], null)
    expect(excuseProblem('published', unseen)).toBeNull()
    expect(excuseProblem('published', standingOf([mark('present', '08:00')], null))).toBe(
      'attendance.wasPresent',
    )
    for (const state of states.filter(one => one !== 'published'))
      expect(excuseProblem(state, unseen)).toBe('attendance.tooLate')
  })
})

describe('a break', () => {
  const next = (local: string) => Date.parse(`2026-11-24T${local}:00+07:00`)
  test('[C14] over midnight and of four hours begins a new day, any other does not', () => {
    expect(wasOverNight(at('17:00'), next('08:00'))).toBe(true)
    expect(wasOverNight(at('20:00'), next('00:00'))).toBe(true)
    expect(wasOverNight(at('20:01'), next('00:00'))).toBe(false)
    expect(wasOverNight(at('23:50'), next('00:10'))).toBe(false)
    expect(wasOverNight(at('08:00'), at('17:00'))).toBe(false)
  })
})

describe('the quorum', () => {
  const people = (present: number, members: number) =>
    Array.from({ length: members }, (_, place) => ({
      role: place === 0 ? ('chair' as const) : ('member' as const),
      standing: place < present ? ('present' as const) : ('expected' as const),
    }))

  test('[C16] counts the members who are present now', () => {
    expect(quorumNow(defaultProfile, people(17, 25))).toEqual({
      ...{ members: 25, present: 17, needed: 17, met: true },
    })
    const left = people(17, 25).map((one, place) =>
      place === 3 ? { ...one, standing: 'left' as const } : one,
    )
    expect(quorumNow(defaultProfile, left)).toMatchObject({ present: 16, met: false })
  })

  test('[C17] nobody else counts, however many come', () => {
    const others = fc.array(
      fc.record({
        role: fc.constantFrom<MeetingRole>('standIn', 'invitee', 'teller', 'operator'),
        standing: fc.constantFrom('present' as const, 'left' as const, 'excused' as const),
      }),
    )
    fc.assert(
      fc.property(others, fc.nat(25), (extra, present) => {
        const members = people(present, 25)
        expect(quorumNow(defaultProfile, [...extra, ...members])).toEqual(quorumNow(defaultProfile, members))
      }),
    )
  })
})

describe('what a viewer may do', () => {
  const unseen = standingOf([], null)
  const present = standingOf([mark('present', '08:00')], null)
  const can = (
    who: ReturnType<typeof eyes>,
    state: MeetingState,
    own: ReturnType<typeof standingOf> | null,
    opened = false,
  ) => {
    const may = attendanceCan(who, { state, checkIn: checkInOf(state, opened), own })
    return Object.entries(may)
      .filter(([, yes]) => yes)
      .map(([name]) => name)
  }

  test('[C18] a member checks in, then leaves; before that one may be excused, and take it back', () => {
    const member = eyes('member')
    expect(can(member, 'published', unseen)).toEqual(['excuse'])
    expect(can(member, 'published', unseen, true)).toEqual(['checkIn', 'excuse'])
    expect(can(member, 'published', standingOf([mark('excused', '07:00')], null), true)).toEqual([
      ...['checkIn', 'withdrawExcuse'],
    ])
    expect(can(member, 'open', unseen)).toEqual(['checkIn'])
    expect(can(member, 'paused', present)).toEqual(['leave'])
    expect(can(member, 'closed', present)).toEqual([])
  })

  test('[C18] a secretary marks, opens check-in and shows the code; the chair takes the list', () => {
    const secretary = eyes(null, true)
    expect(can(secretary, 'draft', null)).toEqual([])
    expect(can(secretary, 'published', null)).toEqual(['openCheckIn', 'mark', 'takeList'])
    expect(can(secretary, 'published', null, true)).toEqual(['mark', 'showCode', 'takeList'])
    expect(can(secretary, 'open', null)).toEqual(['mark', 'showCode', 'takeList'])
    expect(can(secretary, 'closed', null)).toEqual(['mark', 'takeList'])
    expect(can(eyes('chair'), 'open', present)).toEqual(['leave', 'takeList'])
    expect(can(eyes('chair'), 'closed', present)).toEqual(['takeList'])
  })

  test('[C5] reasons are read by those who lead', () => {
    expect([eyes('chair'), eyes(null, true), eyes('member'), eyes('standIn')].map(seesRecord)).toEqual([
      ...[true, true, false, false],
    ])
  })

  test('[C19] a screen shows the code while check-in is open', () => {
    const screen = { ...eyes(null), accountId: null, screen: true }
    expect(can(screen, 'open', null)).toEqual(['showCode'])
    expect(can(screen, 'published', null)).toEqual([])
  })
})
