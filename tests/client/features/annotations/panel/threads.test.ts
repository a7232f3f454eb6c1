import { describe, expect, test } from '@jest/globals'
import { grouped, listNotes, noFilter, threadOf, topOf } from '#client/features/annotations/panel/threads.ts'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'

const an = 'a0000000-0000-4000-8000-000000000001'
const binh = 'a0000000-0000-4000-8000-000000000002'
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
    const thread = threadOf(notes, 'x')
    expect(thread.said.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(thread).toMatchObject({ replies: 1, resolved: false })
    expect(threadOf(notes, 'y').resolved).toBe(true)
    expect(threadOf(notes, 'z')).toEqual({ said: [], replies: 0, resolved: false })
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
    listNotes([everyone, own], { ...noFilter, ...filter }).map(({ id }) => id)

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
