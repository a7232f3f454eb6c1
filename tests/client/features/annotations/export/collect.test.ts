import { expect, test } from '@jest/globals'
import { taken } from '#client/features/annotations/export/core/collect.ts'
import { threadsOf } from '#client/features/annotations/panel/threads.ts'
import type { Note } from '#shared/annotations/note.ts'
import { an, at, binh, everyKind, layer, options } from './support/notes.ts'

test('[N62] what is resolved, and when something was said, is the same in the file as in the list', () => {
  const never = 8_640_000_000_000_000
  const state = (author: string, when: number, is: 'resolved' | 'reopened'): Note => ({
    ...{ kind: 'state', author, at: when, changedAt: when, to: 'n-sticky', state: is },
  })
  const notes = new Map([
    ...everyKind(),
    ['s-hostile', state(an, never, 'resolved')] as const,
    ['s-again', state(binh, at + 240_000, 'reopened')] as const,
  ])
  const found = taken([layer(notes)], { ...options, resolved: false }).find(each => each.id === 'n-sticky')
  expect(found?.thread).toEqual(threadsOf(notes, options.at)('n-sticky'))
  expect(found?.thread.resolved).toBe(false)
  for (const said of found?.thread.said ?? []) expect(said.at).toBeLessThanOrEqual(options.at)
})
