import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { seesPaper as seesListed } from '#shared/documents/documents.rules.ts'
import type { Eyes } from '#shared/meetings/audience.rules.ts'
import type { Audience, MeetingRole, MeetingState } from '#shared/meetings/meetings.contract.ts'
import type { Position } from '#shared/presenting/presenting.contract.ts'
import {
  acceptsMove,
  everyoneSees,
  type Following,
  firstSeq,
  follow,
  goesOn,
  leads,
  mayPresent,
  type Paper,
  presentingCan,
  presentingOff,
  samePlace,
  seesPaper,
  startProblem,
  withinPaper,
} from '#shared/presenting/presenting.rules.ts'

const person = (accountId: string, role: MeetingRole | null): Eyes => ({ accountId, role, secretary: false })
const secretary: Eyes = { accountId: 'S', role: null, secretary: true }
const chair = person('C', 'chair')
const reporter = person('R', 'invitee')
const member = person('M', 'member')
const screen: Eyes = { accountId: null, role: null, secretary: false }
const current = { id: 'i1', reporterId: 'R', secrecy: null }
const secret = { ...current, secrecy: 'secret' as const }
const paper: Paper = {
  itemId: 'i1',
  itemSecrecy: null,
  itemAudience: { kind: 'everyone' },
  audience: { kind: 'everyone' },
}
const place: Position = { page: 3, x: 0.5, y: 0.2, zoom: 'width' }
const states: MeetingState[] = ['draft', 'published', 'open', 'paused', 'closed', 'cancelled']

const anyAudience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constant<Audience>({ kind: 'everyone' }),
  fc.constant<Audience>({ kind: 'members' }),
  fc
    .subarray(['C', 'R', 'M'], { minLength: 1 })
    .map((accountIds): Audience => ({ kind: 'chosen', accountIds })),
)
const anybody = fc.constantFrom(secretary, chair, reporter, member, screen)
const anyItem = fc.option(
  fc.record({
    id: fc.constantFrom('i1', 'i2'),
    reporterId: fc.constantFrom('R', 'M', null),
    secrecy: fc.constantFrom(null, null, 'secret' as const),
  }),
)
const anyPaper: fc.Arbitrary<Paper> = fc.record({
  itemId: fc.constantFrom('i1', 'i2'),
  itemSecrecy: fc.constantFrom(null, null, 'secret' as const),
  itemAudience: anyAudience,
  audience: anyAudience,
})

describe('who presents', () => {
  test('[P2] secretaries and the chair lead', () => {
    expect([secretary, chair, member, reporter, screen].map(leads)).toEqual([true, true, false, false, false])
  })

  test('[P2] those who lead present whatever item is open, or none', () => {
    expect(mayPresent(secretary, null)).toBe(true)
    expect(mayPresent(chair, null)).toBe(true)
  })

  test('[P3] the reporter presents while their item is current', () => {
    expect(mayPresent(reporter, current)).toBe(true)
    expect(mayPresent(reporter, { ...current, reporterId: 'X' })).toBe(false)
    expect(mayPresent(reporter, null)).toBe(false)
    expect(mayPresent(member, current)).toBe(false)
  })

  test('[P3] an item without a reporter lets nobody present, nor a screen', () => {
    expect(mayPresent(screen, { ...current, reporterId: null })).toBe(false)
    expect(mayPresent(member, { ...current, reporterId: null })).toBe(false)
  })

  test('[P4] a paper is seen by those who see both it and its item', () => {
    expect(seesPaper(paper, reporter)).toBe(true)
    expect(seesPaper({ ...paper, audience: { kind: 'members' } }, reporter)).toBe(false)
    expect(seesPaper({ ...paper, itemAudience: { kind: 'members' } }, reporter)).toBe(false)
    expect(seesPaper({ ...paper, audience: { kind: 'members' } }, member)).toBe(true)
  })

  test('[P4] [D12] what somebody may present is what they find among the meeting’s papers', () => {
    fc.assert(
      fc.property(anyPaper, anybody, (shown, eyes) => {
        const listed = { ...shown, presented: false }
        expect(seesPaper(shown, eyes)).toBe(seesListed(listed, { ...eyes, screen: eyes === screen }))
      }),
    )
  })

  test('[P6] papers are presented while the meeting sits', () => {
    expect(states.filter(state => presentingOff(state, current) === null)).toEqual(['open', 'paused'])
    expect(presentingOff('closed', secret)).toBe('meeting.wrongState')
  })

  test('[P6] and never while an item with a state secret is open', () => {
    expect(presentingOff('open', secret)).toBe('presenting.secretItem')
    expect(presentingOff('open', null)).toBeNull()
  })

  test('[P7] not everyone sees a paper when one participant does not', () => {
    const forMembers: Paper = { ...paper, audience: { kind: 'members' } }
    expect(everyoneSees(forMembers, [chair, member])).toBe(true)
    expect(everyoneSees(forMembers, [chair, member, reporter])).toBe(false)
    expect(everyoneSees(paper, [chair, member, reporter])).toBe(true)
  })
})

describe('starting', () => {
  const start = {
    state: 'open' as const,
    current,
    paper,
    ready: true,
    everyoneSees: true,
    audienceConfirmed: false,
    presenterId: null,
    takeOver: false,
    eyes: reporter,
  }

  test('[P3] the reporter starts', () => {
    expect(startProblem(start)).toBeNull()
  })

  test('[P5] a paper that is not prepared waits', () => {
    expect(startProblem({ ...start, ready: false })).toBe('document.notReady')
  })

  test('[P6] off while the meeting does not sit, or a secret is open, or the paper’s item has one', () => {
    expect(startProblem({ ...start, state: 'published' })).toBe('meeting.wrongState')
    expect(startProblem({ ...start, current: secret })).toBe('presenting.secretItem')
    expect(startProblem({ ...start, paper: { ...paper, itemSecrecy: 'confidential' } })).toBe(
      'presenting.secretItem',
    )
  })

  test('[P7] what not everyone may see is presented by a secretary who confirms it', () => {
    const narrow = { ...start, everyoneSees: false }
    expect(startProblem(narrow)).toBe('presenting.notEveryoneMaySee')
    expect(startProblem({ ...narrow, audienceConfirmed: true })).toBe('presenting.notEveryoneMaySee')
    expect(startProblem({ ...narrow, audienceConfirmed: true, eyes: chair })).toBe(
      'presenting.notEveryoneMaySee',
    )
    expect(startProblem({ ...narrow, eyes: secretary })).toBe('presenting.notEveryoneMaySee')
    expect(startProblem({ ...narrow, audienceConfirmed: true, eyes: secretary })).toBeNull()
  })

  test('[P8] the presenter changes the paper, others wait, and those who lead take over when they say so', () => {
    expect(startProblem({ ...start, presenterId: 'R' })).toBeNull()
    expect(startProblem({ ...start, presenterId: 'X' })).toBe('presenting.taken')
    expect(startProblem({ ...start, presenterId: 'X', takeOver: true })).toBe('presenting.taken')
    expect(startProblem({ ...start, presenterId: 'X', eyes: chair })).toBe('presenting.taken')
    expect(startProblem({ ...start, presenterId: 'X', eyes: chair, takeOver: true })).toBeNull()
  })
})

describe('what is presented goes on', () => {
  const now = { state: 'open' as const, current, paper, presenter: reporter }

  test('[P9] while its presenter may present', () => {
    expect(goesOn(now)).toBe(true)
    expect(goesOn({ ...now, presenter: null })).toBe(false)
    expect(goesOn({ ...now, presenter: member })).toBe(false)
    expect(goesOn({ ...now, paper: { ...paper, audience: { kind: 'chosen', accountIds: ['X'] } } })).toBe(
      false,
    )
    expect(goesOn({ ...now, state: 'closed' })).toBe(false)
    expect(goesOn({ ...now, current: secret })).toBe(false)
    expect(goesOn({ ...now, paper: { ...paper, itemSecrecy: 'secret' } })).toBe(false)
  })

  test('[P10] and while the meeting stays with the paper’s item', () => {
    expect(goesOn({ ...now, turnedTo: 'i1' })).toBe(true)
    expect(goesOn({ ...now, presenter: secretary, turnedTo: 'i2' })).toBe(false)
    expect(goesOn({ ...now, presenter: secretary, current: null, turnedTo: null })).toBe(false)
    expect(goesOn({ ...now, presenter: secretary, current: null })).toBe(true)
  })
})

describe('what a viewer may do', () => {
  const free = { state: 'open' as const, current, presenterId: null }
  const nothing = { start: false, takeOver: false, stop: false, confirmAudience: false }

  test('[P11] when nothing is presented', () => {
    expect(presentingCan(secretary, free)).toEqual({ ...nothing, start: true, confirmAudience: true })
    expect(presentingCan(chair, free)).toEqual({ ...nothing, start: true })
    expect(presentingCan(reporter, free)).toEqual({ ...nothing, start: true })
    expect(presentingCan(member, free)).toEqual(nothing)
    expect(presentingCan(screen, free)).toEqual(nothing)
  })

  test('[P11] when somebody else presents', () => {
    const taken = { ...free, presenterId: 'X' }
    expect(presentingCan(secretary, taken)).toEqual({
      start: true,
      takeOver: true,
      stop: true,
      confirmAudience: true,
    })
    expect(presentingCan(chair, taken)).toEqual({ ...nothing, start: true, takeOver: true, stop: true })
    expect(presentingCan(reporter, taken)).toEqual(nothing)
    expect(presentingCan(screen, taken)).toEqual(nothing)
  })

  test('[P11] when one presents oneself', () => {
    expect(presentingCan(reporter, { ...free, presenterId: 'R' })).toEqual({
      ...nothing,
      start: true,
      stop: true,
    })
    expect(presentingCan(chair, { ...free, presenterId: 'C' })).toEqual({
      ...nothing,
      start: true,
      stop: true,
    })
  })

  test('[P11] nothing but ending it, while presenting is off', () => {
    expect(presentingCan(secretary, { ...free, current: secret })).toEqual(nothing)
    expect(presentingCan(chair, { ...free, state: 'closed', presenterId: 'X' })).toEqual({
      ...nothing,
      stop: true,
    })
  })
})

describe('what is offered, what is accepted and what goes on', () => {
  const anyMoment = fc.record({
    state: fc.constantFrom(...states),
    current: anyItem,
    presenterId: fc.constantFrom(null, 'S', 'C', 'R', 'M'),
  })

  test('[P11] starting is offered exactly where some paper would be accepted', () => {
    fc.assert(
      fc.property(anyMoment, anybody, (now, eyes) => {
        const start = { ...now, paper, ready: true, everyoneSees: true, audienceConfirmed: false, eyes }
        const accepted = [false, true].some(takeOver => startProblem({ ...start, takeOver }) === null)
        expect(presentingCan(eyes, now).start).toBe(accepted && mayPresent(eyes, now.current))
      }),
    )
  })

  test('[P8] [P11] taking over is offered to those who lead, while another presents, and nothing is taken without', () => {
    fc.assert(
      fc.property(anyMoment, anybody, (now, eyes) => {
        const can = presentingCan(eyes, now)
        if (can.takeOver) expect([can.start, can.stop, leads(eyes)]).toEqual([true, true, true])
        const free = now.presenterId === null || now.presenterId === eyes.accountId
        const start = { ...now, paper, ready: true, everyoneSees: true, audienceConfirmed: false, eyes }
        const refused = startProblem({ ...start, takeOver: false })
        if (presentingOff(now.state, now.current) === null)
          expect(refused).toBe(free ? null : 'presenting.taken')
      }),
    )
  })

  test('[P9] what may be started by somebody who sees it goes on, until something changes', () => {
    fc.assert(
      fc.property(anyMoment, anyPaper, anybody, (now, shown, eyes) => {
        const start = { ...now, paper: shown, ready: true, everyoneSees: true, takeOver: true, eyes }
        const may =
          startProblem({ ...start, audienceConfirmed: true, presenterId: null }) === null &&
          mayPresent(eyes, now.current) &&
          seesPaper(shown, eyes)
        expect(goesOn({ ...now, paper: shown, presenter: eyes })).toBe(may)
        expect(goesOn({ ...now, paper: shown, presenter: eyes, turnedTo: shown.itemId })).toBe(may)
        expect(goesOn({ ...now, paper: shown, presenter: eyes, turnedTo: null })).toBe(false)
      }),
    )
  })
})

describe('the place', () => {
  test('[P14] a move counts when its number is higher, and not a million higher', () => {
    expect(acceptsMove(5, 6)).toBe(true)
    expect(acceptsMove(5, 5)).toBe(false)
    expect(acceptsMove(5, 4)).toBe(false)
    expect(acceptsMove(5, 1_000_005)).toBe(true)
    expect(acceptsMove(5, 1_000_006)).toBe(false)
  })

  test('[P14] in whatever order moves arrive, those that count rise', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000_000)), moves => {
        let last = 0
        for (const seq of moves) {
          if (!acceptsMove(last, seq)) continue
          expect(seq).toBeGreaterThan(last)
          last = seq
        }
        expect(acceptsMove(last, last + 1)).toBe(true)
      }),
    )
  })

  test('[P15] numbers rise over a new presentation, and by the clock over a restart', () => {
    expect(firstSeq(0, 1_700_000_000_000)).toBe(1_700_000_000_000)
    expect(firstSeq(1_700_000_000_009, 1_700_000_000_000)).toBe(1_700_000_000_010)
    fc.assert(fc.property(fc.nat(), fc.nat(), (last, now) => firstSeq(last, now) > last))
  })

  test('[P13] a page beyond the last is the last', () => {
    expect(withinPaper(place, 3)).toEqual(place)
    expect(withinPaper(place, 2)).toEqual({ ...place, page: 2 })
    expect(withinPaper({ ...place, page: 1 }, 3)).toEqual({ ...place, page: 1 })
  })
})

describe('following', () => {
  const following: Following = { kind: 'following', presentation: 100 }
  const away: Following = { kind: 'away', presentation: 100 }
  const none: Following = { kind: 'none' }

  test('[P16] everyone follows when presenting begins', () => {
    expect(follow(none, { kind: 'presented', presentation: 100 })).toEqual(following)
    expect(follow(away, { kind: 'presented', presentation: 200 })).toEqual({
      kind: 'following',
      presentation: 200,
    })
  })

  test('[P16] who left stays away, and who follows goes on, when paper or presenter change', () => {
    expect(follow(away, { kind: 'presented', presentation: 100 })).toEqual(away)
    expect(follow(following, { kind: 'presented', presentation: 100 })).toEqual(following)
  })

  test('[P17] leafing to another place stops following', () => {
    const leafed = { kind: 'leafed', to: { ...place, page: 4 }, presenterAt: place } as const
    expect(follow(following, leafed)).toEqual(away)
    expect(follow(following, { ...leafed, presenterAt: null })).toEqual(away)
    expect(follow(away, leafed)).toEqual(away)
    expect(follow(none, leafed)).toEqual(none)
  })

  test('[P17] staying where the presenter is does not', () => {
    expect(follow(following, { kind: 'leafed', to: { ...place, y: 0.205 }, presenterAt: place })).toEqual(
      following,
    )
  })

  test('[P17] opening another paper stops following', () => {
    expect(follow(following, { kind: 'openedOther' })).toEqual(away)
    expect(follow(none, { kind: 'openedOther' })).toEqual(none)
    expect(follow(away, { kind: 'openedOther' })).toEqual(away)
  })

  test('[P19] one touch returns, and so does the meeting’s turning to an item', () => {
    for (const kind of ['returned', 'itemTaken'] as const) {
      expect(follow(away, { kind })).toEqual(following)
      expect(follow(following, { kind })).toEqual(following)
      expect(follow(none, { kind })).toEqual(none)
    }
  })

  test('[P19] nobody follows when presenting ends', () => {
    expect(follow(following, { kind: 'presented', presentation: null })).toEqual(none)
    expect(follow(away, { kind: 'presented', presentation: null })).toEqual(none)
  })

  test('[P16] [P17] [P19] whatever happens, one is with the presenter, away from them, or there is none', () => {
    const happening = fc.oneof(
      fc.constantFrom(null, 100, 200).map(presentation => ({ kind: 'presented' as const, presentation })),
      fc.constantFrom(3, 4).map(page => ({
        ...{ kind: 'leafed' as const, to: { ...place, page }, presenterAt: place },
      })),
      fc
        .constantFrom('openedOther' as const, 'returned' as const, 'itemTaken' as const)
        .map(kind => ({ kind })),
    )
    fc.assert(
      fc.property(fc.array(happening), events => {
        let presented: number | null = null
        let state: Following = none
        for (const event of events) {
          state = follow(state, event)
          if (event.kind === 'presented') presented = event.presentation
          expect(state.kind === 'none' ? null : state.presentation).toBe(presented)
          if (event.kind === 'returned' || event.kind === 'itemTaken') expect(state.kind).not.toBe('away')
          if (event.kind === 'openedOther') expect(state.kind).not.toBe('following')
        }
      }),
    )
  })

  test('[P17] being at the presenter’s place is mutual', () => {
    const near = fc.constantFrom(0, 0.005, 0.01, 0.0101, 0.5)
    const anyPlace = fc.record({
      page: fc.constantFrom(1, 2),
      x: near,
      y: near,
      zoom: fc.oneof(fc.constantFrom('page' as const, 'width' as const), fc.constantFrom(1, 1.009, 1.02)),
    })
    fc.assert(
      fc.property(anyPlace, anyPlace, (one, other) => {
        expect(samePlace(one, other)).toBe(samePlace(other, one))
        expect(samePlace(one, one)).toBe(true)
      }),
    )
  })

  test('[P17] two places are one when nobody could tell them apart', () => {
    expect(samePlace(place, { ...place, x: 0.509, y: 0.191 })).toBe(true)
    expect(samePlace({ ...place, x: 0 }, { ...place, x: 0.01 })).toBe(true)
    expect(samePlace({ ...place, y: 0 }, { ...place, y: 0.01 })).toBe(true)
    expect(samePlace({ ...place, zoom: 1 }, { ...place, zoom: 1.0101 })).toBe(true)
    expect(samePlace({ ...place, zoom: 6.25 }, { ...place, zoom: 6.1875 })).toBe(true)
    expect(samePlace(place, { ...place, x: 0.52 })).toBe(false)
    expect(samePlace(place, { ...place, x: 0.48 })).toBe(false)
    expect(samePlace(place, { ...place, y: 0.22 })).toBe(false)
    expect(samePlace(place, { ...place, page: 4 })).toBe(false)
    expect(samePlace(place, { ...place, zoom: 'page' })).toBe(false)
    expect(samePlace(place, { ...place, zoom: 1 })).toBe(false)
    expect(samePlace({ ...place, zoom: 1 }, place)).toBe(false)
    expect(samePlace({ ...place, zoom: 2 }, { ...place, zoom: 2.015 })).toBe(true)
    expect(samePlace({ ...place, zoom: 2 }, { ...place, zoom: 2.03 })).toBe(false)
    expect(samePlace({ ...place, zoom: 0.5 }, { ...place, zoom: 0.51 })).toBe(false)
  })
})
