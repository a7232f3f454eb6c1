import { expect, test } from '@jest/globals'
import { threadsOf } from '#client/features/annotations/panel/threads.ts'
import { type NotesHere, setState } from '#client/features/annotations/tools/deeds.ts'
import type { Note } from '#shared/annotations/note.ts'
import { MemoryLayer } from '#tests/e2e/annotations/harness/MemoryLayer.ts'

const an = 'a0000000-0000-4000-8000-000000000001'
const binh = 'a0000000-0000-4000-8000-000000000002'
const id = 'b0000000-0000-4000-8000-000000000001'
const now = Date.UTC(2026, 10, 23, 1, 30)

/** Binh's tablet, before a discussion that An resolved at a time. */
const afterResolvedAt = (at: number) => {
  const layer = new MemoryLayer('everyone')
  const resolved: Note = { kind: 'state', author: an, at, changedAt: at, to: id, state: 'resolved' }
  layer.change([['resolved', resolved]])
  const here: NotesHere = {
    ...{ layers: [{ layer, title: 'Chung cả phiên họp' }], me: binh },
    ...{ nameOf: () => 'Ông Nguyễn Văn Ẩn', now: () => now },
  }
  return { layer, here, thread: () => threadsOf(layer.notes(), now)(id) }
}

test.each([
  ['a moment ago', now - 1_000],
  ['by a clock that is hours ahead', now + 6 * 60 * 60_000],
  ['at a time that nobody reaches', 8_640_000_000_000_000],
])('[N12] a discussion that was resolved %s is opened again, and resolved again', (_, at) => {
  const { layer, here, thread } = afterResolvedAt(at)
  expect(thread().resolved).toBe(true)
  setState(here, { layer: 'everyone', id }, 'reopened')
  expect(thread().resolved).toBe(false)
  setState(here, { layer: 'everyone', id }, 'resolved')
  expect(thread().resolved).toBe(true)
  expect(layer.notes().size).toBe(3)
})
