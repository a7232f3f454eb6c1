import { expect, test } from '@jest/globals'
import type { Remaining } from '#client/features/annotations/carry/Carrier.ts'
import { rowsOf } from '#client/features/annotations/carry/rows.ts'
import { sticky, stroke } from '#tests/support/notes.ts'

const me = 'a0000000-0000-4000-8000-000000000001'
const remaining = (id: string, versionId: string, at: number, pen: boolean): Remaining => {
  const note = { ...(pen ? stroke(me) : sticky(me, id)), at }
  if (!('page' in note)) throw new Error('A note has a page')
  return { layer: 'private', versionId, id, note, own: true, left: false }
}

test('[N57] strokes of one writing are one line of the list, newest version first', () => {
  const rows = rowsOf(
    [
      remaining('a', 'one', 1_000, true),
      remaining('b', 'one', 2_000, true),
      remaining('later', 'one', 90_000, true),
      remaining('c', 'two', 3_000, true),
      remaining('d', 'two', 4_000, false),
    ],
    ['two', 'one'],
  )
  expect(rows.map(({ all }) => all.map(({ id }) => id))).toEqual([['d'], ['c'], ['a', 'b'], ['later']])
})
