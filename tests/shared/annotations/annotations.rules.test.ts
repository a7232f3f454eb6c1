import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type GroupLayer,
  groupCan,
  isOrphaned,
  judgeChange,
  type LayerScene,
  layerLimits,
  layerRight,
  makeProblem,
  mayMakeLayer,
} from '#shared/annotations/annotations.rules.ts'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'
import type { Audience, MeetingRole, MeetingState } from '#shared/meetings/meetings.contract.ts'

const me = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'
const everyone: Audience = { kind: 'everyone' }
const members: Audience = { kind: 'members' }
const chosen = (...accountIds: string[]): Audience => ({ kind: 'chosen', accountIds })

const eyes = (role: MeetingRole | null, secretary = false) => ({
  ...{ accountId: me, role, secretary, screen: false },
})
const screen = { accountId: null, role: null, secretary: false, screen: true }
const scene = (more: Partial<LayerScene> = {}): LayerScene => ({
  ...{ eyes: eyes('member'), state: 'open', seesPaper: true, presented: false, presents: false },
  ...more,
})
const word = (right: ReturnType<typeof layerRight>): string =>
  right === null ? 'nothing' : right.write ? (right.removeAny ? 'all' : 'writes') : 'reads'

describe('who reads and writes a layer', () => {
  const roles: readonly [MeetingRole | null, boolean, string, string][] = [
    ['chair', false, 'writes', 'reads'],
    ['member', false, 'writes', 'reads'],
    ['standIn', false, 'writes', 'reads'],
    ['invitee', false, 'writes', 'reads'],
    ['teller', false, 'reads', 'reads'],
    ['operator', false, 'reads', 'reads'],
    [null, true, 'writes', 'reads'],
    ['teller', true, 'writes', 'reads'],
  ]
  test.each(roles)(
    '[N4] [N5] %s, secretary %s: everyone %s, presenting %s',
    (role, secretary, shared, presenting) => {
      const who = scene({ eyes: eyes(role, secretary) })
      expect(word(layerRight('everyone', who))).toBe(shared)
      expect(word(layerRight('presenting', who))).toBe(presenting)
      expect(word(layerRight('private', who))).toBe('writes')
    },
  )

  test('[N5] the login that presents this version writes the presenter’s marks', () => {
    expect(word(layerRight('presenting', scene({ presented: true, presents: true })))).toBe('writes')
    expect(word(layerRight('presenting', scene({ presented: true })))).toBe('reads')
  })

  test('[N4] [N5] a screen sees the presenter’s marks while the version is presented, and nothing else', () => {
    const shown = scene({ eyes: screen, presented: true })
    expect(word(layerRight('presenting', shown))).toBe('reads')
    expect(word(layerRight('presenting', { ...shown, seesPaper: false }))).toBe('reads')
    expect(layerRight('presenting', { ...shown, presented: false })).toBeNull()
    for (const layer of [
      'private',
      'everyone',
      { makerId: me, readers: everyone, writers: everyone },
    ] as const)
      expect(layerRight(layer, shown)).toBeNull()
  })

  const states: readonly MeetingState[] = ['draft', 'published', 'open', 'paused', 'closed', 'cancelled']
  test('[N3] who does not see the paper finds no layer, whatever else holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<MeetingRole | null>('chair', 'member', 'invitee', 'teller', null),
        fc.boolean(),
        fc.constantFrom(...states),
        fc.boolean(),
        fc.constantFrom('private' as const, 'everyone' as const, 'presenting' as const, {
          ...{ makerId: me, readers: everyone, writers: everyone },
        }),
        (role, secretary, state, presented, layer) => {
          const blind = { state, presented, presents: presented, seesPaper: false }
          expect(layerRight(layer, { ...blind, eyes: eyes(role, secretary) })).toBeNull()
          expect(layerRight(layer, { ...blind, seesPaper: true, eyes: null })).toBeNull()
        },
      ),
    )
  })

  test('[N9] in a draft only secretaries find layers', () => {
    expect(layerRight('private', scene({ state: 'draft' }))).toBeNull()
    expect(word(layerRight('everyone', scene({ state: 'draft', eyes: eyes(null, true) })))).toBe('writes')
  })

  test('[N9] a cancelled meeting’s layers are read, and only private ones written; a closed one’s go on', () => {
    const group = { makerId: me, readers: everyone, writers: everyone }
    const cancelled = scene({ state: 'cancelled' })
    expect([layerRight('everyone', cancelled), layerRight(group, cancelled)].map(word)).toEqual([
      'reads',
      'reads',
    ])
    expect(word(layerRight('private', cancelled))).toBe('writes')
    expect(word(layerRight('everyone', scene({ state: 'closed' })))).toBe('writes')
  })
})

describe('groups', () => {
  const group = (readers: Audience, writers: Audience, makerId = other): GroupLayer => ({
    ...{ makerId, readers, writers },
  })
  test.each([
    ['a reader', group(chosen(me), chosen(other)), 'reads'],
    ['a writer reads too', group(chosen(other), chosen(me)), 'writes'],
    ['nobody', group(chosen(other), chosen(other)), 'nothing'],
    ['the maker, named nowhere', group(chosen(other), chosen(other), me), 'all'],
    ['members', group(members, chosen(other)), 'reads'],
  ])('[N6] %s', (_name, layer, expected) => {
    expect(word(layerRight(layer, scene()))).toBe(expected)
  })

  test('[N6] secretaries have no right to a group by their office', () => {
    const secretary = scene({ eyes: eyes(null, true) })
    expect(layerRight(group(members, members), secretary)).toBeNull()
    expect(layerRight(group(chosen(other), chosen(other)), secretary)).toBeNull()
    expect(word(layerRight(group(everyone, chosen(other)), secretary))).toBe('reads')
  })

  test('[N7] the maker alone changes a layer; a secretary removes one that nobody else can', () => {
    const now = { state: 'open', orphaned: false } as const
    const own = groupCan(group(members, members, me), eyes('member'), now)
    expect(own).toEqual({ read: true, write: true, change: true, remove: true })
    expect(groupCan(group(members, members), eyes('member'), now)).toEqual({
      ...{ read: true, write: true, change: false, remove: false },
    })
    const office = eyes(null, true)
    expect(groupCan(group(members, members), office, now).remove).toBe(false)
    expect(groupCan(group(members, members), office, { ...now, orphaned: true })).toEqual({
      ...{ read: false, write: false, change: false, remove: true },
    })
    expect(groupCan(group(members, members), eyes('member'), { ...now, orphaned: true }).remove).toBe(false)
  })

  test('[N7] a layer is left over when its maker takes no part and is no secretary', () => {
    expect(isOrphaned({ takesPart: false, secretary: false })).toBe(true)
    expect(isOrphaned({ takesPart: true, secretary: false })).toBe(false)
    expect(isOrphaned({ takesPart: false, secretary: true })).toBe(false)
  })

  test('[N9] in a cancelled meeting a group’s layer is removed, and not changed or written', () => {
    const can = groupCan(group(members, members, me), eyes('member'), { state: 'cancelled', orphaned: false })
    expect(can).toEqual({ read: true, write: false, change: false, remove: true })
    expect(mayMakeLayer(eyes('member'), 'cancelled')).toBe(false)
    expect(mayMakeLayer(eyes('member'), 'closed')).toBe(true)
    expect(mayMakeLayer(eyes('teller'), 'open')).toBe(false)
  })

  test('[N8] sixty layers a paper, twelve a person', () => {
    const { groupsPerPaper, groupsPerPerson } = layerLimits
    expect([groupsPerPaper, groupsPerPerson]).toEqual([60, 12])
    expect(makeProblem({ state: 'open', layers: 59, own: 11 })).toBeNull()
    expect(makeProblem({ state: 'open', layers: 60, own: 0 })).toBe('layers.tooMany')
    expect(makeProblem({ state: 'open', layers: 12, own: 12 })).toBe('layers.tooMany')
    expect(makeProblem({ state: 'cancelled', layers: 0, own: 0 })).toBe('meeting.wrongState')
  })
})

describe('what an update may change', () => {
  const note = (author: string, text = 'Xem lại'): Note => ({
    ...{ kind: 'sticky', author, at: 1, changedAt: 1, page: 1, ink: 'red', point: [1, 2], text },
  })
  const writer = { accountId: me, removeAny: false, private: false }
  const change = (before: unknown, after: unknown, id = 'a1', bytes = 0) => ({
    ...{ id, before, after, bytes, now: 1_000 },
  })

  test('[N10] a note is of no day that is far from coming', () => {
    const day = 86_400_000
    const dated = (at: number, changedAt = at) => change(undefined, { ...note(me), at, changedAt })
    expect(judgeChange(dated(1_000 + day), writer)).toBeNull()
    expect(judgeChange(dated(1_001 + day), writer)).toBe('notes.invalid')
    expect(judgeChange(dated(1, 1_001 + day), writer)).toBe('notes.invalid')
  })

  test('[N11] one’s own notes, and nobody else’s', () => {
    expect(judgeChange(change(undefined, note(me)), writer)).toBeNull()
    expect(judgeChange(change(note(me), note(me, 'Mới')), writer)).toBeNull()
    expect(judgeChange(change(note(me), undefined), writer)).toBeNull()
    expect(judgeChange(change(undefined, note(other)), writer)).toBe('notes.foreign')
    expect(judgeChange(change(note(other), note(me)), writer)).toBe('notes.foreign')
    expect(judgeChange(change(note(other), undefined), writer)).toBe('notes.foreign')
    expect(judgeChange(change(note(me), note(other)), writer)).toBe('notes.foreign')
  })

  test('[N11] a group’s maker removes any note, and changes none', () => {
    const maker = { ...writer, removeAny: true }
    expect(judgeChange(change(note(other), undefined), maker)).toBeNull()
    expect(judgeChange(change(note(other), note(other, 'Khác')), maker)).toBe('notes.foreign')
  })

  test('[N10] [N14] what is no note is none, and what is too long is too long', () => {
    const invalid: unknown[] = [
      null,
      'text',
      { ...note(me), more: 1 },
      { ...note(me), page: 0 },
      note(me, 'x'.repeat(4_001)),
      { ...note(me), point: [Number.NaN, 1] },
      { ...note(me), kind: 'unknown' },
      new Uint8Array(4),
    ]
    for (const after of invalid) expect(judgeChange(change(undefined, after), writer)).toBe('notes.invalid')
    expect(judgeChange(change(undefined, note(me, 'x'.repeat(4_000))), writer)).toBeNull()
    for (const id of ['', 'a b', 'x'.repeat(65), 'é'])
      expect(judgeChange(change(undefined, note(me), id), writer)).toBe('notes.invalid')
    expect(judgeChange(change(undefined, note(me), 'a', layerLimits.noteBytes + 1), writer)).toBe(
      'notes.invalid',
    )
  })

  test('[N14] a stroke has at most 8,000 points, and is a stroke', () => {
    const pen = (stroke: Uint8Array) => ({
      ...{ kind: 'pen', author: me, at: 1, changedAt: 1, page: 1, ink: 'red', width: 1, stroke },
    })
    const line = (points: number) =>
      packStroke(Array.from({ length: points }, (_, at) => ({ x: at / 16, y: 0, pressure: 0.5 })))
    expect(judgeChange(change(undefined, pen(line(8_000))), writer)).toBeNull()
    expect(judgeChange(change(undefined, pen(line(8_001))), writer)).toBe('notes.invalid')
    expect(judgeChange(change(undefined, pen(Uint8Array.of(255))), writer)).toBe('notes.invalid')
    expect(judgeChange(change(undefined, pen(new Uint8Array())), writer)).toBe('notes.invalid')
  })

  test('[N10] a private layer holds sealed bytes alone', () => {
    const sealed = { ...writer, private: true }
    expect(judgeChange(change(undefined, new Uint8Array(40)), sealed)).toBeNull()
    expect(judgeChange(change(new Uint8Array(40), undefined), sealed)).toBeNull()
    expect(judgeChange(change(undefined, note(me)), sealed)).toBe('notes.invalid')
    expect(judgeChange(change(undefined, new Uint8Array(4), 'a', layerLimits.noteBytes + 1), sealed)).toBe(
      'notes.invalid',
    )
  })

  test('[N11] nothing that names somebody else, or takes theirs, ever passes', () => {
    const value = fc.option(
      fc.constantFrom<unknown>(note(me), note(other), note(other, 'Khác'), null, 7, new Uint8Array(3)),
      { nil: undefined },
    )
    fc.assert(
      fc.property(value, value, (before, after) => {
        if (judgeChange(change(before, after), writer) !== null) return
        if (before !== undefined) expect(before).toMatchObject({ author: me })
        if (after !== undefined) expect(after).toMatchObject({ author: me })
      }),
    )
  })
})
