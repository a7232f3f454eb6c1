import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { DocumentVersion, MeetingDocument } from '#shared/documents/documents.contract.ts'
import {
  announceRefusal,
  asShownTo,
  currentVersions,
  fileRefusal,
  isLate,
  papersMayChange,
  papersPerMeeting,
  seesPaper,
} from '#shared/documents/documents.rules.ts'
import type { Audience } from '#shared/meetings/meetings.contract.ts'

/** An instant by Vietnam's clock. */
import { defaultProfile } from '#shared/profiles/profiles.rules.ts'
import { papersDueBy } from '#shared/profiles/workingDays.rules.ts'

const at = (text: string): number => Date.parse(`${text}+07:00`)
const everyone = { kind: 'everyone' } as const
const members = { kind: 'members' } as const
const hour = 3_600_000

const announced = {
  secrecy: null,
  meetingState: 'published',
  itemState: 'waiting',
  byteLength: 1_000,
  limitBytes: 500_000_000,
  papers: 0,
  isNew: true,
} as const

describe('announcing', () => {
  test('an ordinary paper may be announced', () => {
    expect(announceRefusal(announced)).toBeNull()
  })

  test.each(['confidential', 'secret', 'topSecret'] as const)(
    '[D1] a paper declared %s is refused before anything else is looked at',
    secrecy => {
      const all = { ...announced, secrecy, meetingState: 'closed', itemState: 'done' } as const
      expect(announceRefusal(all)).toEqual({ code: 'document.stateSecret' })
    },
  )

  test.each(['draft', 'published', 'open', 'paused'] as const)(
    '[D2] papers change while a meeting is %s',
    s => {
      expect(papersMayChange(s)).toBe(true)
      expect(announceRefusal({ ...announced, meetingState: s })).toBeNull()
    },
  )

  test.each(['closed', 'cancelled'] as const)('[D2] papers stand once a meeting is %s', state => {
    expect(papersMayChange(state)).toBe(false)
    expect(announceRefusal({ ...announced, meetingState: state })).toEqual({
      code: 'meeting.wrongState',
      params: { state },
    })
  })

  test('[D4] a paper as large as the limit is taken, one byte more is not', () => {
    expect(announceRefusal({ ...announced, byteLength: 500_000_000 })).toBeNull()
    expect(announceRefusal({ ...announced, byteLength: 500_000_001 })).toEqual({
      code: 'document.tooLarge',
      params: { limitMb: 500 },
    })
  })

  test('[D4] the refusal never promises more megabytes than are taken', () => {
    expect(announceRefusal({ ...announced, byteLength: 2_000_000, limitBytes: 1_999_999 })?.params).toEqual({
      limitMb: 1,
    })
  })

  test('[D4] a full meeting takes new versions, but no new paper', () => {
    expect(announceRefusal({ ...announced, papers: papersPerMeeting - 1 })).toBeNull()
    expect(announceRefusal({ ...announced, papers: papersPerMeeting })).toEqual({
      code: 'documents.tooMany',
      params: { limit: 300 },
    })
    expect(announceRefusal({ ...announced, papers: papersPerMeeting, isNew: false })).toBeNull()
  })

  test('[D5] an item that is being dealt with takes papers, one that was does not', () => {
    expect(announceRefusal({ ...announced, itemState: 'current' })).toBeNull()
    expect(announceRefusal({ ...announced, itemState: 'done' })).toEqual({ code: 'item.done' })
  })
})

const version = (number: number, state: DocumentVersion['state']): DocumentVersion => {
  const common = { id: `v${number}`, number, uploadedAt: 0, byteLength: 1, fileName: 'a.pdf' }
  switch (state) {
    case 'uploading':
      return { ...common, state, receivedBytes: 0 }
    case 'preparing':
      return { ...common, state, preparedPages: 0, pageCount: null }
    case 'refused':
      return { ...common, state, code: 'document.broken', params: {} }
    case 'ready':
      return {
        ...common,
        state,
        pageCount: 1,
        pageRuns: [[1, 595, 842]],
        paperHash: '',
        paperBytes: 1,
        originalHash: '',
        thumbnails: 0,
        hasText: true,
        hasOutline: false,
      }
  }
}

describe('versions', () => {
  test('[D6] the newest version that is ready is read, and what is newer is pending', () => {
    const [first, second, third] = [version(1, 'ready'), version(2, 'ready'), version(3, 'preparing')]
    expect(currentVersions([first, second, third])).toMatchObject({ version: second, pending: third })
    expect(currentVersions([third, second, first])).toMatchObject({ version: second, pending: third })
    expect(currentVersions([second])).toEqual({ version: second, pending: null, earlier: [] })
    expect(currentVersions([third])).toEqual({ version: null, pending: third, earlier: [] })
    expect(currentVersions([])).toEqual({ version: null, pending: null, earlier: [] })
  })

  test('[D6] the very first version is pending while it is on its way, and when it was refused', () => {
    for (const state of ['uploading', 'preparing', 'refused'] as const)
      expect(currentVersions([version(1, state)])).toMatchObject({
        ...{ version: null, pending: version(1, state), earlier: [] },
      })
  })

  test('[N50] what could be read before the newest is told, the newest first', () => {
    const [first, refused, third] = [version(1, 'ready'), version(2, 'refused'), version(3, 'ready')]
    const [fourth, last] = [version(4, 'ready'), version(5, 'preparing')]
    expect(currentVersions([first, fourth, refused, last, third])).toEqual({
      ...{ version: fourth, pending: last, earlier: [third, first] },
    })
  })

  test('[D6] what was refused before a newer version was ready is not complained of any more', () => {
    expect(currentVersions([version(1, 'refused'), version(2, 'ready')]).pending).toBeNull()
  })

  test('[D6] in any order of versions, nothing that is ready is newer than what is read', () => {
    const states = fc.constantFrom<DocumentVersion['state']>('uploading', 'preparing', 'refused', 'ready')
    fc.assert(
      fc.property(fc.array(states, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (list, order) => {
        const versions = list
          .map((state, index) => ({ key: order.next().value, version: version(index + 1, state) }))
          .sort((a, b) => a.key - b.key)
          .map(({ version }) => version)
        const found = currentVersions(versions)
        const ready = versions.filter(({ state }) => state === 'ready').map(({ number }) => number)
        expect(found.version?.number ?? 0).toBe(Math.max(0, ...ready))
        // What is newest is seen by those who manage papers, one way or the other.
        expect((found.pending ?? found.version)?.number ?? 0).toBe(list.length)
        expect(found.pending?.state).not.toBe('ready')
      }),
    )
  })

  test('[D15] a file is there when its version is ready; who manages papers hears that it will be', () => {
    const answers = (['ready', 'preparing', 'uploading', 'refused'] as const).map(state => [
      fileRefusal(state, true),
      fileRefusal(state, false),
    ])
    expect(answers).toEqual([
      [null, null],
      ['document.notReady', 'object.notFound'],
      ['document.notReady', 'object.notFound'],
      ['object.notFound', 'object.notFound'],
    ])
  })
})

describe('who sees what', () => {
  const eyes = { accountId: 'x', secretary: false, screen: false }
  const paper = { audience: everyone, itemAudience: everyone, presented: false }

  test('[D12] an invitee sees a paper for everyone, but none for members, nor one under an item for members', () => {
    const invitee = { ...eyes, role: 'invitee' } as const
    expect(seesPaper(paper, invitee)).toBe(true)
    expect(seesPaper({ ...paper, audience: members }, invitee)).toBe(false)
    expect(seesPaper({ ...paper, itemAudience: members }, invitee)).toBe(false)
    expect(seesPaper({ ...paper, audience: { kind: 'chosen', accountIds: ['x'] } }, invitee)).toBe(true)
    expect(seesPaper({ ...paper, audience: { kind: 'chosen', accountIds: ['y'] } }, invitee)).toBe(false)
  })

  test('[D12] a member sees members’ papers; a secretary all', () => {
    expect(seesPaper({ ...paper, audience: members }, { ...eyes, role: 'member' })).toBe(true)
    const chosen: Audience = { kind: 'chosen', accountIds: ['y'] }
    expect(
      seesPaper(
        { ...paper, audience: chosen, itemAudience: chosen },
        { ...eyes, role: null, secretary: true },
      ),
    ).toBe(true)
  })

  test('[D13] a screen sees what is for everyone and what is presented; a person gains nothing by presenting', () => {
    const screen = { accountId: null, role: null, secretary: false, screen: true }
    expect(seesPaper(paper, screen)).toBe(true)
    expect(seesPaper({ ...paper, audience: members }, screen)).toBe(false)
    expect(seesPaper({ ...paper, audience: members, presented: true }, screen)).toBe(true)
    const invitee = { ...eyes, role: 'invitee' } as const
    expect(seesPaper({ ...paper, audience: members, presented: true }, invitee)).toBe(false)
  })

  test('[D14] only those who manage papers see what is on its way', () => {
    const document: MeetingDocument = {
      id: 'd',
      itemId: 'i',
      title: 'Tờ trình',
      order: 1,
      audience: everyone,
      late: false,
      version: version(1, 'ready'),
      pending: version(2, 'preparing'),
      earlier: [],
    }
    expect(asShownTo(document, true)).toEqual(document)
    expect(asShownTo(document, false)).toEqual({ ...document, pending: null })
    const first = { ...document, version: null }
    expect(asShownTo(first, true)).toEqual(first)
    expect(asShownTo(first, false)).toBeNull()
  })
})

describe('lateness', () => {
  test.each([
    // A regular meeting on Thursday: Wednesday, Tuesday, Monday.
    ['regular', '2026-11-26T08:00', '2026-11-24T00:00'],
    // On Tuesday: Monday, and over the weekend Friday, Thursday.
    ['regular', '2026-11-24T14:00', '2026-11-20T00:00'],
    ['thematic', '2026-11-26T08:00', '2026-11-26T00:00'],
    ['extraordinary', '2026-11-23T08:00', '2026-11-21T00:00'],
    // 2 September is a holiday: the working day before Thursday the 3rd is Tuesday the 1st.
    ['thematic', '2026-09-03T08:00', '2026-09-02T00:00'],
    // 30 April and 1 May fall on Thursday and Friday: before Monday 4 May comes Wednesday 29 April.
    ['thematic', '2026-05-04T08:00', '2026-04-30T00:00'],
    // New Year's Day is a Friday.
    ['regular', '2027-01-06T08:00', '2027-01-01T00:00'],
    // Just after midnight in Vietnam it is still the day before in UTC.
    ['thematic', '2026-11-26T00:30', '2026-11-26T00:00'],
  ] as const)('[D22] papers of a %s meeting at %s go out before %s', (kind, startsAt, due) => {
    expect(papersDueBy(defaultProfile, { kind, startsAt: at(startsAt) })).toBe(at(due))
  })

  test('[D22] a paper is late from that very instant', () => {
    const meeting = { kind: 'thematic', startsAt: at('2026-11-26T08:00') } as const
    expect(isLate(defaultProfile, meeting, at('2026-11-26T00:00') - 1)).toBe(false)
    expect(isLate(defaultProfile, meeting, at('2026-11-26T00:00'))).toBe(true)
  })

  test('[D22] the day on which papers go out is a working day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('regular', 'thematic', 'extraordinary'),
        fc.integer({ min: 0, max: 4_102_444_800_000 }),
        (kind, startsAt) => {
          const day = new Date(papersDueBy(defaultProfile, { kind, startsAt }) - 1 + 7 * hour)
          expect([1, 2, 3, 4, 5]).toContain(day.getUTCDay())
          expect(['01-01', '04-30', '05-01', '09-02']).not.toContain(day.toISOString().slice(5, 10))
        },
      ),
    )
  })

  test('[D22] papers of a later meeting never go out earlier', () => {
    const instant = fc.integer({ min: 0, max: 4_102_444_800_000 })
    fc.assert(
      fc.property(instant, fc.nat(20 * 24 * hour), (startsAt, later) => {
        const due = papersDueBy(defaultProfile, { kind: 'regular', startsAt })
        expect(
          papersDueBy(defaultProfile, { kind: 'regular', startsAt: startsAt + later }),
        ).toBeGreaterThanOrEqual(due)
      }),
    )
  })

  test('[D22] papers go out at a midnight in Vietnam, before the meeting, and earlier for a regular one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), startsAt => {
        const regular = papersDueBy(defaultProfile, { kind: 'regular', startsAt })
        const other = papersDueBy(defaultProfile, { kind: 'extraordinary', startsAt })
        expect((other + 7 * hour) % (24 * hour)).toBe(0)
        expect(other).toBeLessThanOrEqual(startsAt)
        expect(other - regular).toBeGreaterThanOrEqual(48 * hour)
        expect(startsAt - regular).toBeLessThan(10 * 24 * hour)
      }),
    )
  })
})
