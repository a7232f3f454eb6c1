import { describe, expect, test } from '@jest/globals'
import {
  grouped,
  listNotes,
  nextStateAt,
  noFilter,
  threadsOf,
  topOf,
} from '#client/features/annotations/panel/threads.ts'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'

const an = 'a0000000-0000-4000-8000-000000000001'
const binh = 'a0000000-0000-4000-8000-000000000002'
/** Later than all that is said. */
const now = 1_000_000
const sticky = (page: number, y: number, at: number, author = an): Note => ({
  kind: 'sticky',
  author,
  at,
  changedAt: at,
  page,
  ink: 'amber',
  point: [10, y],
  text: `${page}/${y}`,
})
const pen = (at: number, y = 100): Note => ({
  kind: 'pen',
  author: an,
  at,
  changedAt: at,
  page: 1,
  ink: 'blue',
  width: 2,
  stroke: packStroke([{ x: 300, y, pressure: 0.5 }]),
})
const said = (to: string, at: number, what: 'reply' | 'resolved' | 'reopened'): Note =>
  what === 'reply'
    ? { kind: 'reply', author: binh, at, changedAt: at, to, text: 'Vâng' }
    : { kind: 'state', author: binh, at, changedAt: at, to, state: what }

const layer = (name: 'private' | 'everyone', notes: Record<string, Note>) => ({
  name,
  notes: () => map(notes),
})
const maps = new WeakMap<object, ReadonlyMap<string, Note>>()
const map = (notes: Record<string, Note>) => {
  const known = maps.get(notes) ?? new Map(Object.entries(notes))
  maps.set(notes, known)
  return known
}

describe('[N12] A discussion', () => {
  test('is told in the order in which it was said, and its last word on the state counts', () => {
    const notes = new Map(
      Object.entries({
        c: said('x', 30, 'reopened'),
        a: said('x', 10, 'reply'),
        b: said('x', 20, 'resolved'),
        other: said('y', 5, 'resolved'),
      }),
    )
    const thread = threadsOf(notes, now)('x')
    expect(thread.said.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(thread).toMatchObject({ replies: 1, resolved: false })
    expect(threadsOf(notes, now)('y').resolved).toBe(true)
    expect(threadsOf(notes, now)('z')).toEqual({ said: [], replies: 0, resolved: false, stateAt: 0 })
  })

  /** What was said under x, and a state that somebody who sees it all adds. */
  const then = (entries: Record<string, Note>, state: 'resolved' | 'reopened', at = now) => {
    const thread = threadsOf(new Map(Object.entries(entries)), at)('x')
    const after = new Map(Object.entries({ ...entries, 0: said('x', nextStateAt(thread, at), state) }))
    return { thread, after: threadsOf(after, at)('x'), note: after.get('0') }
  }

  test('[N12] is decided by who acts last on what they see, though another tablet’s clock is ahead', () => {
    const ahead = now + 60 * 60_000
    const { thread, after, note } = then({ a: said('x', ahead, 'resolved') }, 'reopened')
    expect(thread.resolved).toBe(true)
    expect(after.resolved).toBe(false)
    expect(note?.at).toBe(ahead + 1)
    expect(then({ a: said('x', ahead, 'resolved'), b: note! }, 'resolved').after.resolved).toBe(true)
  })

  test('[N12] is opened again though a state says a time that nobody reaches', () => {
    const never = 8_640_000_000_000_000
    const { thread, after, note } = then({ a: said('x', never, 'resolved') }, 'reopened')
    expect(thread.resolved).toBe(true)
    expect(after.resolved).toBe(false)
    expect(note?.at).toBe(now)
    // Neither does it overrule what was decided before it.
    expect(
      then({ a: said('x', never, 'resolved'), b: said('x', 5, 'reopened') }, 'resolved').thread.resolved,
    ).toBe(false)
  })

  test('[N12] shows nothing as said later than now, and a reply of such a time after the others', () => {
    const notes = new Map(
      Object.entries({
        a: said('x', 8_640_000_000_000_000, 'reply'),
        b: said('x', 10, 'reply'),
        c: said('x', now + 5_000, 'reply'),
      }),
    )
    const told = (at: number) => threadsOf(notes, at)('x').said.map(one => [one.id, one.at, one.changedAt])
    expect(told(now).slice(0, 1)).toEqual([['b', 10, 10]])
    expect(told(now).map(([, at]) => at)).toEqual([10, now, now])
    // The same notes a moment later.
    expect(told(now + 9_000)).toEqual([
      ['b', 10, 10],
      ['c', now + 5_000, now + 5_000],
      ['a', now + 9_000, now + 9_000],
    ])
  })
})

describe('The list', () => {
  const everyone = layer('everyone', {
    late: sticky(2, 50, 1),
    low: sticky(1, 700, 2, binh),
    high: sticky(1, 100, 3),
    r: said('low', 4, 'reply'),
    s: said('high', 5, 'resolved'),
  })
  const own = layer('private', { mine: sticky(1, 400, 6) })
  const ids = (filter: Partial<typeof noFilter>) =>
    listNotes([everyone, own], { ...noFilter, ...filter }, now).map(({ id }) => id)

  test('goes by page and down the page, through all layers', () => {
    expect(ids({})).toEqual(['high', 'mine', 'low', 'late'])
  })

  test('is filtered by layer, author, kind and state', () => {
    expect(ids({ layer: 'private' })).toEqual(['mine'])
    expect(ids({ author: binh })).toEqual(['low'])
    expect(ids({ kind: 'pen' })).toEqual([])
    expect(ids({ state: 'resolved' })).toEqual(['high'])
    expect(ids({ state: 'open' })).toEqual(['mine', 'low', 'late'])
    expect(ids({ state: 'discussed' })).toEqual(['low'])
  })

  test('a word that is written in several strokes is one line; a pause begins another', () => {
    const listed = listNotes(
      [layer('private', { a: pen(1000), b: pen(3000), c: pen(4000), d: pen(400_000) })],
      noFilter,
      now,
    )
    expect(grouped(listed).map(({ first, count }) => [first.id, count])).toEqual([
      ['a', 3],
      ['d', 1],
    ])
  })

  test('finds a stroke’s place without unpacking it', () => {
    const note = pen(1, 512.5)
    expect(note.kind === 'pen' && topOf(note)).toBe(512.5)
  })
})
