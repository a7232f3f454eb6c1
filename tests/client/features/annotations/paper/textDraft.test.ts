import { expect, test } from '@jest/globals'
import { type DraftEvent, typing } from '#client/features/annotations/paper/textDraft.ts'

/** What was taken of a field after each event. */
function taken(...events: DraftEvent[]): (string | null)[] {
  let draft = { text: '', open: false, composing: false }
  return events.map(happened => {
    const next = typing(draft, happened)
    draft = next.draft
    return next.take
  })
}

test('[N44] a pause takes what was typed, once', () => {
  expect(taken({ type: 'typed', text: 'a' }, { type: 'pause' }, { type: 'pause' })).toEqual([null, 'a', null])
})

test('[N44] a pause in the middle of a letter takes nothing, its end and a pause do', () => {
  expect(
    taken(
      { type: 'compose' },
      { type: 'typed', text: 'Tie' },
      { type: 'pause' },
      { type: 'composed', text: 'Tiê' },
      { type: 'pause' },
    ),
  ).toEqual([null, null, null, null, 'Tiê'])
})

test('[N44] words that came from elsewhere are shown, unless something is being written here', () => {
  const calm = { text: 'cũ', open: false, composing: false }
  expect(typing(calm, { type: 'changed', text: 'mới' })).toEqual({
    draft: { ...calm, text: 'mới' },
    take: null,
  })
  for (const busy of [
    { ...calm, open: true },
    { ...calm, composing: true },
  ])
    expect(typing(busy, { type: 'changed', text: 'mới' })).toEqual({ draft: busy, take: null })
})

test('[N44] leaving the field takes what stands there, half a composition included, and nothing twice', () => {
  expect(
    taken({ type: 'compose' }, { type: 'typed', text: 'Tiế' }, { type: 'left' }, { type: 'pause' }),
  ).toEqual([null, null, 'Tiế', null])
  expect(taken({ type: 'left' })).toEqual([null])
})
