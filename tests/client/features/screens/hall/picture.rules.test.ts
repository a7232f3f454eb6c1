import { describe, expect, test } from '@jest/globals'
import { isBroad, pictureOf } from '#client/features/screens/hall/picture.rules.ts'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingState } from '#shared/meetings/meetings.contract.ts'

const meeting = (state: MeetingState) => ({ state, pausedAt: 5, closedAt: 7 })
const item = (fields: Partial<AgendaItem> = {}): AgendaItem => ({
  id: 'i',
  number: 2,
  title: 'Dự thảo Quyết định',
  durationMinutes: 20,
  reporterId: null,
  reporterNote: '',
  state: 'current',
  urgent: false,
  audience: { kind: 'everyone' },
  secrecy: null,
  startedAt: 1,
  endedAt: null,
  ...fields,
})
const agenda = (...items: AgendaItem[]) => ({ items, currentHidden: false })
const presented = (versionId: string | null) => ({
  current: {
    presenterId: 'p',
    presenterName: 'Trần Thị Thư',
    connected: true,
    here: false,
    documentId: 'd',
    versionId,
    title: 'Tờ trình',
    pageCount: 4,
    startedAt: 3,
  },
})

describe('What fills the hall screen', () => {
  test('[H10] the standing picture without a meeting, and before it', () => {
    expect(pictureOf(null, null, null)).toEqual({ kind: 'standing' })
    expect(pictureOf(meeting('draft'), agenda(item()), null)).toEqual({ kind: 'standing' })
    expect(pictureOf(meeting('published'), agenda(item()), presented('v'))).toEqual({ kind: 'standing' })
  })

  test('[H6] a break, whatever is presented', () => {
    expect(pictureOf(meeting('paused'), agenda(item()), presented('v'))).toEqual({ kind: 'break', since: 5 })
  })

  test('[H7] the presented paper with the item under way, or without one', () => {
    const current = item()
    expect(pictureOf(meeting('open'), agenda(current), presented('v'))).toMatchObject({
      kind: 'paper',
      item: current,
      presented: { versionId: 'v' },
    })
    expect(pictureOf(meeting('open'), null, presented('v'))).toMatchObject({ kind: 'paper', item: null })
  })

  test('[H8] a state secret shows no paper, even if one is said to be presented', () => {
    const secret = item({ secrecy: 'secret' })
    expect(pictureOf(meeting('open'), agenda(secret), presented('v'))).toEqual({
      kind: 'secret',
      item: secret,
    })
  })

  test('[H8] an item that not all may know of is not named', () => {
    const hidden = { items: [item({ state: 'waiting' })], currentHidden: true }
    expect(pictureOf(meeting('open'), hidden, presented(null))).toEqual({ kind: 'hidden' })
    expect(pictureOf(meeting('open'), hidden, presented('v'))).toMatchObject({ kind: 'paper' })
  })

  test('[H9] the item under way, else the meeting’s title', () => {
    const current = item()
    expect(pictureOf(meeting('open'), agenda(item({ state: 'done' }), current), { current: null })).toEqual({
      kind: 'item',
      item: current,
    })
    expect(pictureOf(meeting('open'), agenda(item({ state: 'waiting' })), null)).toEqual({ kind: 'between' })
  })

  test('[H14] a meeting that was closed says that it is over', () => {
    expect(pictureOf(meeting('closed'), agenda(item()), null)).toEqual({ kind: 'over', at: 7 })
    // After a reload its end is all that comes of it.
    expect(pictureOf(meeting('closed'), null, null)).toEqual({ kind: 'over', at: 7 })
  })

  test('[H10] [H14] the standing picture for one that was called off', () => {
    expect(pictureOf(meeting('cancelled'), null, null)).toEqual({ kind: 'standing' })
  })
})

describe('[H7] Where the heading stands', () => {
  test.each([
    ['beside upright pages', [[12, 595, 842]], false],
    ['above broad pages', [[9, 960, 540]], true],
    [
      'by what most pages are',
      [
        [3, 595, 842],
        [4, 842, 595],
      ],
      true,
    ],
    [
      'by what most pages are, the other way',
      [
        [122, 595, 842],
        [20, 842, 595],
      ],
      false,
    ],
    ['beside square pages', [[1, 500, 500]], false],
    ['beside a paper that is not known yet', [], false],
  ] as [string, [number, number, number][], boolean][])('%s', (_title, runs, broad) => {
    expect(isBroad(runs)).toBe(broad)
  })
})
