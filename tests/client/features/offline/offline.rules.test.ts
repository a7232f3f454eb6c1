import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  afterEnd,
  byUrgency,
  fetchedAhead,
  type KeptPaper,
  type ListedMeeting,
  makesRoom,
  mayRead,
  nextPiece,
  pieceBytes,
  pieceCount,
  pieceRange,
  piecesOf,
  progressOf,
  toErase,
  type WantedPaper,
  wantedOf,
} from '#client/features/offline/offline.rules.ts'

const hour = 3_600_000
const now = 1_000 * hour
const meeting = (fields: Partial<ListedMeeting>): ListedMeeting => ({
  id: 'm',
  state: 'published',
  startsAt: now + hour,
  endsAt: now + 4 * hour,
  ...fields,
})
const paper = (versionId: string, size: number, meetingId = 'm'): WantedPaper => ({
  versionId,
  documentId: `d-${versionId}`,
  meetingId,
  size,
})
const kept = (versionId: string, addedAt = now, meetingId = 'm'): KeptPaper => ({
  ...paper(versionId, 10, meetingId),
  addedAt,
})
const none: ReadonlySet<string> = new Set()

describe('[O1] What is fetched ahead', () => {
  test.each([
    ['one that sits, whatever its day', { state: 'open', startsAt: now - 60 * hour }, false, true],
    ['one in a break', { state: 'paused', startsAt: now - 60 * hour }, false, true],
    ['a published one of today, also when its time has passed', { startsAt: now - 5 * hour }, true, true],
    ['a published one in eighteen hours', { startsAt: now + 18 * hour }, false, true],
    ['not a published one after that', { startsAt: now + 18 * hour + 1 }, false, false],
    ['not a published one of a former day', { startsAt: now - 30 * hour }, false, false],
    ['not one that begins this instant on another day', { startsAt: now }, false, false],
    ['not a draft of today', { state: 'draft' }, true, false],
    ['not one that is over', { state: 'closed' }, true, false],
    ['not one that was called off', { state: 'cancelled' }, true, false],
  ] as const)('%s', (_title, fields, sameDay, expected) => {
    expect(fetchedAhead(meeting(fields), now, sameDay)).toBe(expected)
  })
})

describe('[O2] The order', () => {
  test('meetings that sit first, then the earlier', () => {
    const list = [
      meeting({ id: 'later', startsAt: now + 2 }),
      meeting({ id: 'sits late', state: 'open', startsAt: now + 9 }),
      meeting({ id: 'sooner', startsAt: now + 1 }),
      meeting({ id: 'break', state: 'paused', startsAt: now + 5 }),
    ]
    expect(list.sort(byUrgency).map(({ id }) => id)).toEqual(['break', 'sits late', 'sooner', 'later'])
  })

  const version = (id: string, state = 'ready') => ({ id, state, paperBytes: 10 })
  test('the current item’s papers first, then the agenda’s order, then that of the papers', () => {
    const items = [
      { id: 'one', number: 1, state: 'done' },
      { id: 'two', number: 2, state: 'waiting' },
      { id: 'three', number: 3, state: 'current' },
    ]
    const papers = [
      { id: 'e', itemId: 'gone', order: 0, version: version('v-e') },
      { id: 'd', itemId: 'two', order: 0, version: version('v-d') },
      { id: 'c', itemId: 'one', order: 2, version: version('v-c') },
      { id: 'b', itemId: 'one', order: 1, version: version('v-b') },
      { id: 'a', itemId: 'three', order: 1, version: version('v-a') },
    ]
    expect(wantedOf('m', items, papers)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map(id => ({
        versionId: `v-${id}`,
        documentId: id,
        meetingId: 'm',
        size: 10,
      })),
    )
  })

  test('papers that cannot be read yet are left out', () => {
    const papers = [
      { id: 'a', itemId: 'one', order: 0, version: null },
      { id: 'b', itemId: 'one', order: 1, version: version('v', 'preparing') },
      { id: 'c', itemId: 'one', order: 2, version: { id: 'w', state: 'ready' } },
    ]
    expect(wantedOf('m', [], papers)).toEqual([])
  })

  test('first and last piece of every paper, then the rest of the first, then of the next', () => {
    const wanted = [paper('a', 4 * pieceBytes), paper('b', 3 * pieceBytes), paper('c', 1)]
    const held = new Map<string, Set<number>>()
    const order: string[] = []
    for (;;) {
      const next = nextPiece(wanted, held, none)
      if (next === null) break
      order.push(`${next.paper.versionId}${next.piece}`)
      held.set(next.paper.versionId, (held.get(next.paper.versionId) ?? new Set()).add(next.piece))
    }
    expect(order).toEqual(['a0', 'a3', 'b0', 'b2', 'c0', 'a1', 'a2', 'b1'])
  })

  test('a version that the server refused is passed by', () => {
    const next = nextPiece([paper('a', 1), paper('b', 1)], new Map(), new Set(['a']))
    expect(next?.paper.versionId).toBe('b')
  })
})

describe('[O3] Pieces', () => {
  test('are of a mebibyte, the last one shorter', () => {
    expect(pieceBytes).toBe(1024 * 1024)
    const size = 2 * pieceBytes + 5
    expect(pieceCount(size)).toBe(3)
    expect(pieceCount(2 * pieceBytes)).toBe(2)
    expect(pieceRange(size, 1)).toEqual({ begin: pieceBytes, end: 2 * pieceBytes })
    expect(pieceRange(size, 2)).toEqual({ begin: 2 * pieceBytes, end: size })
  })

  test.each([
    [0, 1, [0]],
    [0, pieceBytes, [0]],
    [pieceBytes - 1, pieceBytes + 1, [0, 1]],
    [pieceBytes, pieceBytes + 1, [1]],
    [10, 3 * pieceBytes, [0, 1, 2]],
  ])('bytes %i to %i lie in pieces %j', (begin, end, pieces) => {
    expect(piecesOf(begin, end)).toEqual(pieces)
  })

  test('a paper’s pieces follow one another and are the whole of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 * pieceBytes }), size => {
        const ranges = piecesOf(0, size).map(piece => pieceRange(size, piece))
        expect(ranges).toHaveLength(pieceCount(size))
        expect([ranges[0]?.begin, ranges.at(-1)?.end]).toEqual([0, size])
        for (const [at, { begin, end }] of ranges.entries()) {
          expect(end).toBeGreaterThan(begin)
          if (at > 0) expect(begin).toBe(ranges[at - 1]?.end)
        }
      }),
    )
  })

  test('what is fetched piece by piece ends, asks for nothing twice, and is everything', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 * pieceBytes }), { maxLength: 5 })
    const had = fc.array(fc.tuple(fc.nat(4), fc.nat(5)))
    fc.assert(
      fc.property(sizes, had, (list, before) => {
        const wanted = list.map((size, at) => paper(`${at}`, size))
        const held = new Map(wanted.map(({ versionId }) => [versionId, new Set<number>()]))
        for (const [at, piece] of before) if (piece < pieceCount(list[at] ?? 0)) held.get(`${at}`)?.add(piece)
        const lacking =
          list.reduce((sum, size) => sum + pieceCount(size), 0) -
          [...held.values()].reduce((sum, pieces) => sum + pieces.size, 0)
        let asked = 0
        for (let next = nextPiece(wanted, held, none); next !== null; next = nextPiece(wanted, held, none)) {
          expect(asked).toBeLessThan(lacking)
          asked += 1
          held.get(next.paper.versionId)?.add(next.piece)
        }
        expect(asked).toBe(lacking)
        const { held: bytes, total } = progressOf(wanted, held)
        expect(bytes).toBe(total)
      }),
    )
  })

  test('progress counts the wanted papers’ bytes alone', () => {
    const wanted = [paper('a', pieceBytes + 7), paper('b', 3)]
    const held = new Map([
      ['a', new Set([1])],
      ['other', new Set([0])],
    ])
    expect(progressOf(wanted, held)).toEqual({ held: 7, total: pieceBytes + 10 })
    expect(progressOf(wanted, new Map([['a', new Set([9])]])).held).toBe(0)
  })
})

describe('[O8] Locked', () => {
  const holder = { accountId: 'a', expiresAt: now + hour, seenAt: now, locked: false }
  test.each([
    ['open while the login lasts', {}, 'a', now, false, 'open'],
    ['locked at the instant its time is over', {}, 'a', now + hour, false, 'locked'],
    ['open until then', {}, 'a', now + hour - 1, false, 'open'],
    ['locked when the clock was turned back', {}, 'a', now - 10 * 60_000 - 1, false, 'locked'],
    ['open when it only jumped a little', {}, 'a', now - 10 * 60_000, false, 'open'],
    ['locked once it was locked', { locked: true }, 'a', now, false, 'locked'],
    ['open again when the server knows the account', { locked: true }, 'a', now + 9 * hour, true, 'open'],
    ['foreign to another account, asked or not', {}, 'b', now, true, 'foreign'],
    ['foreign to another account without the server too', {}, 'b', now, false, 'foreign'],
  ] as const)('%s', (_title, change, account, at, confirmed, expected) => {
    expect(mayRead({ ...holder, ...change }, account, at, confirmed)).toBe(expected)
  })
})

test('[O8] [O9] without the server’s word nothing opens but to its own account, in its time, unlocked', () => {
  const instant = fc.integer({ min: 0, max: 1_000 * hour })
  const holders = fc.record({
    accountId: fc.constantFrom('a', 'b'),
    expiresAt: instant,
    seenAt: instant,
    locked: fc.boolean(),
  })
  fc.assert(
    fc.property(holders, fc.constantFrom('a', 'b'), instant, (holder, account, at) => {
      const own = holder.accountId === account
      const inTime = at < holder.expiresAt && at >= holder.seenAt - 10 * 60_000
      expect(mayRead(holder, account, at, false) === 'open').toBe(own && inTime && !holder.locked)
      expect(mayRead(holder, account, at, true)).toBe(own ? 'open' : 'foreign')
    }),
  )
})

describe('[O10] The end of a login', () => {
  const holder = { expiresAt: now + hour, locked: false }
  test.each(['signedOut', 'revoked', 'wiped', 'deactivated'] as const)('erases when %s', reason => {
    expect(afterEnd(reason, holder, now)).toBe('erase')
    expect(afterEnd(reason, { ...holder, locked: true }, now + 2 * hour)).toBe('erase')
  })
  test('locks when expired', () => {
    expect(afterEnd('expired', holder, now)).toBe('lock')
  })
  test('unknown to the server: erases before its time is over, locks from then on', () => {
    expect(afterEnd('none', holder, now + hour - 1)).toBe('erase')
    expect(afterEnd('none', holder, now + hour)).toBe('lock')
    expect(afterEnd('none', { ...holder, locked: true }, now)).toBe('lock')
  })
})

describe('[O11] [O12] What must go', () => {
  const listed = [meeting({ id: 'm' })]
  const papersOf =
    (...ids: string[]) =>
    () =>
      new Set(ids)
  test('[O11] a version that is not among its meeting’s papers any more', () => {
    expect(toErase([kept('old'), kept('new')], listed, papersOf('new'), now)).toEqual(['old'])
  })
  test('[O11] the papers of a meeting that is not in the list', () => {
    expect(toErase([kept('v', now, 'gone')], listed, () => null, now)).toEqual(['v'])
  })
  test('nothing while neither list nor papers are known', () => {
    expect(toErase([kept('v', now, 'gone')], null, () => null, now)).toEqual([])
    expect(toErase([kept('v')], listed, () => null, now)).toEqual([])
  })
  test.each(['closed', 'cancelled'] as const)('[O12] seven days after a meeting was %s', state => {
    const over = [meeting({ state, endsAt: now })]
    const week = 7 * 24 * hour
    expect(toErase([kept('v')], over, papersOf('v'), now + week)).toEqual([])
    expect(toErase([kept('v')], over, papersOf('v'), now + week + 1)).toEqual(['v'])
  })
  test('[O12] not while it is published or sits, however late', () => {
    for (const state of ['published', 'open', 'paused'] as const)
      expect(toErase([kept('v')], [meeting({ state, endsAt: 0 })], papersOf('v'), now)).toEqual([])
  })
})

test('[O13] the oldest paper that is not wanted makes room; where all are, none does', () => {
  const papers = [kept('young', 3), kept('old', 1), kept('middle', 2)]
  expect(makesRoom(papers, [])).toBe('old')
  expect(makesRoom(papers, [paper('old', 1)])).toBe('middle')
  expect(makesRoom(papers, papers)).toBeNull()
  expect(papers.map(({ versionId }) => versionId)).toEqual(['young', 'old', 'middle'])
})
