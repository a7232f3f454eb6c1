import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { MeetingRole, MeetingState } from '#shared/meetings/meetings.contract.ts'
import {
  byProtocol,
  compareNames,
  handOver,
  hasRight,
  listedForMs,
  type MeetingAction,
  type MeetingStep,
  meetingCan,
  publishProblem,
  removalProblem,
  type Seat,
  seatProblem,
  settleSeat,
  sits,
  stateAllows,
  stepFrom,
  timesReversed,
} from '#shared/meetings/meetings.rules.ts'

const states: readonly MeetingState[] = ['draft', 'published', 'open', 'paused', 'closed', 'cancelled']
const roles: readonly MeetingRole[] = ['chair', 'member', 'standIn', 'invitee', 'teller', 'operator']
const secretary = { accountId: 's', role: null, secretary: true }
const as = (role: MeetingRole | null) => ({ accountId: 'p', role, secretary: false })

describe('the life of a meeting', () => {
  const life: Record<MeetingStep, Partial<Record<MeetingState, MeetingState>>> = {
    publish: { draft: 'published' },
    open: { published: 'open' },
    pause: { open: 'paused' },
    resume: { paused: 'open' },
    close: { open: 'closed', paused: 'closed' },
    cancel: { published: 'cancelled' },
  }
  for (const [step, ways] of Object.entries(life) as [MeetingStep, (typeof life)[MeetingStep]][])
    for (const state of states)
      test(`[M1] ${step} from ${state} ${ways[state] === undefined ? 'is refused' : `leads to ${ways[state]}`}`, () => {
        expect(stepFrom(state, step)).toBe(ways[state] ?? null)
      })

  test('[M1] nothing leads back: after any steps only a break is left again for what was before', () => {
    const steps = Object.keys(life) as MeetingStep[]
    const stage = { draft: 0, published: 1, open: 2, paused: 2, closed: 3, cancelled: 3 }
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 30 }), taken => {
        let state: MeetingState = 'draft'
        for (const step of taken) {
          const next = stepFrom(state, step)
          if (next === null) continue
          expect(stage[next]).toBeGreaterThanOrEqual(stage[state])
          expect(stage[state]).toBeLessThan(3)
          expect(next).not.toBe(state)
          state = next
        }
      }),
    )
  })

  test('[M2] a meeting sits from its opening to its end, breaks included', () => {
    expect(states.filter(sits)).toEqual(['open', 'paused'])
  })

  const allowed: Partial<Record<MeetingAction, readonly MeetingState[]>> = {
    edit: ['draft', 'published', 'open', 'paused'],
    handOverChair: ['draft', 'published', 'open', 'paused'],
    editAgenda: ['draft', 'published', 'open', 'paused'],
    managePapers: ['draft', 'published', 'open', 'paused'],
    addUrgentItem: ['open', 'paused'],
    takeItems: ['open'],
    manageScreens: ['published', 'open', 'paused'],
  }
  for (const [action, where] of Object.entries(allowed) as [MeetingAction, readonly MeetingState[]][])
    test(`[M29] ${action} is possible in ${where.join(', ')} alone`, () => {
      expect(states.filter(state => stateAllows(action, state))).toEqual(where)
    })

  test('[M25] only a draft is removed', () => {
    expect(states.filter(state => stateAllows('remove', state))).toEqual(['draft'])
  })

  test('[M3] a meeting ends after it starts', () => {
    expect(timesReversed({ startsAt: 10, endsAt: 11 })).toBe(false)
    expect(timesReversed({ startsAt: 10, endsAt: 10 })).toBe(true)
    expect(timesReversed({ startsAt: 10, endsAt: 9 })).toBe(true)
  })

  test('[M4] publishing asks for a chair, then an item, then that no paper is on its way', () => {
    expect(publishProblem({ hasChair: false, items: 0, papersPending: 1 })).toBe('meeting.noChair')
    expect(publishProblem({ hasChair: true, items: 0, papersPending: 1 })).toBe('meeting.noItems')
    expect(publishProblem({ hasChair: true, items: 1, papersPending: 1 })).toBe('meeting.papersPending')
    expect(publishProblem({ hasChair: true, items: 1, papersPending: 0 })).toBeNull()
  })
})

describe('who may', () => {
  const actions = Object.keys(meetingCan(secretary, 'open')) as MeetingAction[]
  const chairs: MeetingAction[] = [
    'open',
    'pause',
    'resume',
    'close',
    'handOverChair',
    'addUrgentItem',
    'takeItems',
  ]

  test('[M6] a secretary has every right, whether participant or not', () => {
    for (const action of actions) {
      expect(hasRight(action, secretary)).toBe(true)
      expect(hasRight(action, { ...secretary, role: 'invitee' })).toBe(true)
    }
  })

  test('[M7] the chair leads, and prepares nothing', () => {
    expect(actions.filter(action => hasRight(action, as('chair')))).toEqual(
      actions.filter(action => chairs.includes(action)),
    )
  })

  test('[M7] nobody else has any right but to read', () => {
    for (const role of [...roles.filter(role => role !== 'chair'), null])
      expect(actions.filter(action => hasRight(action, as(role)))).toEqual([])
  })

  test('[M8] what is sent is right and state together, for every action', () => {
    for (const state of states)
      for (const eyes of [secretary, ...roles.map(as)])
        for (const action of actions)
          expect(`${action} ${meetingCan(eyes, state)[action]}`).toBe(
            `${action} ${hasRight(action, eyes) && stateAllows(action, state)}`,
          )
  })
})

describe('who takes part', () => {
  const chair: Seat = { accountId: 'A', role: 'chair', principalId: null }
  const member: Seat = { accountId: 'B', role: 'member', principalId: null }
  const standIn: Seat = { accountId: 'C', role: 'standIn', principalId: 'B' }
  const invitee: Seat = { accountId: 'D', role: 'invitee', principalId: null }
  const seats = [chair, member, standIn, invitee]

  test('[M10] the chair keeps the role, and nobody else gets it', () => {
    expect(seatProblem(seats, { ...chair, role: 'member' })).toBe('participant.isChair')
    expect(seatProblem(seats, { ...invitee, role: 'chair' })).toBe('participant.isChair')
    expect(seatProblem(seats, { accountId: 'E', role: 'chair', principalId: null })).toBe(
      'participant.isChair',
    )
    expect(seatProblem(seats, chair)).toBeNull()
    expect(seatProblem(seats, { ...invitee, role: 'member' })).toBeNull()
  })

  test('[M10] a meeting without a chair gets one', () => {
    expect(seatProblem([member], { accountId: 'E', role: 'chair', principalId: null })).toBeNull()
  })

  test('[M11] a stand-in stands in for the chair or a member who takes part and is somebody else', () => {
    const wanted = (principalId: string | null): Seat => ({ accountId: 'E', role: 'standIn', principalId })
    expect(seatProblem(seats, wanted('A'))).toBeNull()
    expect(seatProblem(seats, wanted('B'))).toBeNull()
    expect(seatProblem(seats, wanted('C'))).toBe('participant.principalMissing')
    expect(seatProblem(seats, wanted('D'))).toBe('participant.principalMissing')
    expect(seatProblem(seats, wanted('X'))).toBe('participant.principalMissing')
    expect(seatProblem(seats, wanted(null))).toBe('participant.principalMissing')
    expect(seatProblem([chair, member], { accountId: 'B', role: 'standIn', principalId: 'B' })).toBe(
      'participant.principalMissing',
    )
  })

  test('[M11] only a stand-in has a principal', () => {
    expect(settleSeat({ accountId: 'E', role: 'invitee', principalId: 'B' }).principalId).toBeNull()
    expect(settleSeat({ accountId: 'E', role: 'standIn', principalId: 'B' }).principalId).toBe('B')
  })

  test('[M12] whoever is stood in for stays a member while the stand-in is there', () => {
    expect(seatProblem(seats, { ...member, role: 'invitee' })).toBe('participant.principalMissing')
    expect(seatProblem(seats, member)).toBeNull()
    expect(removalProblem(seats, 'B')).toBe('participant.principalMissing')
    expect(removalProblem([chair, member, invitee], 'B')).toBeNull()
  })

  test('[M10] the chair is not taken out, nor anybody who is not in', () => {
    expect(removalProblem(seats, 'A')).toBe('participant.isChair')
    expect(removalProblem(seats, 'X')).toBe('participant.missing')
    expect(removalProblem(seats, 'C')).toBeNull()
  })

  test('[M13] handing over makes the former chair a member, first, and frees the new one of a principal', () => {
    expect(handOver(seats, 'C')).toEqual([
      { accountId: 'A', role: 'member', principalId: null },
      { accountId: 'C', role: 'chair', principalId: null },
    ])
    expect(handOver(seats, 'A')).toEqual([])
    expect(handOver(seats, 'X')).toBeNull()
    expect(handOver([member], 'B')).toEqual([{ accountId: 'B', role: 'chair', principalId: null }])
  })

  test('[M10] [M11] [M12] [M13] whatever places are asked for, no two contradict each other', () => {
    const accounts = fc.constantFrom('A', 'B', 'C', 'D', 'E')
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('set' as const),
        accountId: accounts,
        role: fc.constantFrom(...roles),
        principalId: fc.option(accounts),
      }),
      fc.record({ kind: fc.constant('remove' as const), accountId: accounts }),
      fc.record({ kind: fc.constant('handOver' as const), accountId: accounts }),
    )
    const store = (places: readonly Seat[], seat: Seat) => [
      ...places.filter(({ accountId }) => accountId !== seat.accountId),
      seat,
    ]
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), changes => {
        let places: readonly Seat[] = [chair]
        for (const { kind, ...asked } of changes) {
          if (kind === 'handOver') places = (handOver(places, asked.accountId) ?? []).reduce(store, places)
          else if (kind === 'remove') {
            if (removalProblem(places, asked.accountId) === null)
              places = places.filter(({ accountId }) => accountId !== asked.accountId)
          } else if ('role' in asked) {
            const wanted = settleSeat(asked)
            if (seatProblem(places, wanted) === null) places = store(places, wanted)
          }
          expect(places.filter(({ role }) => role === 'chair')).toHaveLength(1)
          for (const { accountId, role, principalId } of places) {
            const principal = places.find(seat => seat.accountId === principalId)
            expect(principalId === null).toBe(role !== 'standIn')
            if (role !== 'standIn') continue
            expect(['chair', 'member']).toContain(principal?.role)
            expect(principalId).not.toBe(accountId)
          }
        }
      }),
    )
  })

  test('[M13] there is one chair after any handing over', () => {
    fc.assert(
      fc.property(fc.constantFrom('A', 'B', 'C', 'D'), to => {
        const changed = new Map((handOver(seats, to) ?? []).map(seat => [seat.accountId, seat]))
        const after = seats.map(seat => changed.get(seat.accountId) ?? seat)
        expect(after.filter(({ role }) => role === 'chair').map(({ accountId }) => accountId)).toEqual([to])
      }),
    )
  })
})

describe('order', () => {
  const person = (accountId: string, displayName: string, rank: number, role: MeetingRole = 'member') => ({
    accountId,
    displayName,
    rank,
    role,
  })

  test('[M15] names sort by the given name, then by family and middle names', () => {
    expect(
      ['Lê Văn Tùng', 'Trần Thị Ánh', 'Nguyễn Văn An', 'Đỗ Minh Đức', 'Phạm Thu Dung', 'Bùi Văn An'].sort(
        compareNames,
      ),
    ).toEqual(['Bùi Văn An', 'Nguyễn Văn An', 'Trần Thị Ánh', 'Phạm Thu Dung', 'Đỗ Minh Đức', 'Lê Văn Tùng'])
  })

  test('[M15] tone marks come in the order of Vietnamese dictionaries, and ă after a, đ after d', () => {
    expect(['Mạ', 'Mã', 'Má', 'Mả', 'Mà', 'Ma'].sort(compareNames)).toEqual([
      'Ma',
      'Mà',
      'Mả',
      'Mã',
      'Má',
      'Mạ',
    ])
    expect(compareNames('Lê Ba', 'Lê Bă')).toBeLessThan(0)
    expect(compareNames('Lê Du', 'Lê Đa')).toBeLessThan(0)
  })

  test('[M15] blanks around a name count for nothing', () => {
    expect(compareNames('  Lê   An ', 'Lê An')).toBe(0)
    expect(compareNames('Lê An', '  Lê   An ')).toBe(0)
    expect(compareNames('Trần An ', 'Bùi Bình')).toBeLessThan(0)
  })

  test('[M14] the chair stands first, then rank, then name', () => {
    const people = [
      person('4', 'Lê Bình', 20),
      person('3', 'Lê An', 20),
      person('2', 'Trần Yến', 10),
      person('1', 'Vũ Xuân', 90, 'chair'),
    ]
    expect(people.sort(byProtocol).map(({ accountId }) => accountId)).toEqual(['1', '2', '3', '4'])
  })

  test('[M14] the chair stands first from either side', () => {
    const chair = person('9', 'Vũ Xuân', 90, 'chair')
    expect(byProtocol(chair, person('1', 'Lê An', 1))).toBeLessThan(0)
    expect(byProtocol(person('1', 'Lê An', 1), chair)).toBeGreaterThan(0)
  })

  test('[M14] whatever order people come in, they leave in the same', () => {
    const name = fc.constantFrom('Lê An', 'Lê Ân', 'Trần An', 'Đỗ Đức', 'Đỗ Dung')
    const someone = fc
      .tuple(fc.uuid(), name, fc.nat(3))
      .map(([id, displayName, rank]) => person(id, displayName, rank))
    fc.assert(
      fc.property(fc.uniqueArray(someone, { selector: ({ accountId }) => accountId }), people => {
        const [first, ...others] = people
        const all = first === undefined ? [] : [{ ...first, role: 'chair' as const }, ...others]
        const there = [...all].sort(byProtocol)
        expect([...all].reverse().sort(byProtocol)).toEqual(there)
        expect(there[0]?.accountId).toBe(first?.accountId)
        const ranks = there.slice(1).map(({ rank }) => rank)
        expect(ranks).toEqual([...ranks].sort((one, other) => one - other))
      }),
    )
  })

  test('[M17] half a year is 180 days', () => {
    expect(listedForMs / 86_400_000).toBe(180)
  })

  test('[M14] namesakes of one rank keep one order everywhere', () => {
    expect(byProtocol(person('1', 'Lê An', 1), person('2', 'Lê An', 1))).toBeLessThan(0)
    expect(byProtocol(person('2', 'Lê An', 1), person('1', 'Lê An', 1))).toBeGreaterThan(0)
  })
})
