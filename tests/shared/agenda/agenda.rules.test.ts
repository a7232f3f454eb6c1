import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  changeProblem,
  type ItemState,
  itemsPerMeeting,
  type Placed,
  placeItem,
  takenStates,
  withoutItem,
} from '#shared/agenda/agenda.rules.ts'

/** `1d 2c 3` is an agenda: item 1 done, 2 current, 3 waits. */
const agenda = (text: string): Placed[] =>
  text.split(' ').map(word => ({
    id: word.replace(/[dc]$/, ''),
    state: word.endsWith('d') ? 'done' : word.endsWith('c') ? 'current' : 'waiting',
  }))
const order = (text: string) => ({ ok: true, order: text.split(' ') })
const refused = (code: string) => ({ ok: false, code })

describe('order', () => {
  test('[A4] an item is put before another, or at the end', () => {
    expect(placeItem(agenda('1 2 3'), '3', '1')).toEqual(order('3 1 2'))
    expect(placeItem(agenda('1 2 3'), '1', '3')).toEqual(order('2 1 3'))
    expect(placeItem(agenda('1 2 3'), '1', null)).toEqual(order('2 3 1'))
    expect(placeItem(agenda('1 2 3 4'), '2', '2')).toEqual(order('1 2 3 4'))
  })

  test('[A4] a new item comes before another, or at the end', () => {
    expect(placeItem(agenda('1 2'), 'new', null)).toEqual(order('1 2 new'))
    expect(placeItem(agenda('1 2'), 'new', '2')).toEqual(order('1 new 2'))
    expect(placeItem([], 'new', null)).toEqual(order('new'))
  })

  test('[A4] not before one that was or is being dealt with, nor before a stranger', () => {
    expect(placeItem(agenda('1d 2c 3'), '3', '1')).toEqual(refused('item.done'))
    expect(placeItem(agenda('1d 2c 3'), '3', '2')).toEqual(refused('item.current'))
    expect(placeItem(agenda('1d 2c 3'), 'new', '1')).toEqual(refused('item.done'))
    expect(placeItem(agenda('1 2'), '2', 'x')).toEqual(refused('object.notFound'))
  })

  test('[A6] an item that was or is being dealt with stays', () => {
    expect(placeItem(agenda('1d 2c 3'), '1', '3')).toEqual(refused('item.done'))
    expect(placeItem(agenda('1d 2c 3'), '2', null)).toEqual(refused('item.current'))
  })

  test('[A5] items dealt with out of order keep their numbers while others move around them', () => {
    expect(placeItem(agenda('1 2 3d 4'), '4', '1')).toEqual(order('4 1 3 2'))
    expect(placeItem(agenda('1 2c 3 4d'), 'new', '1')).toEqual(order('new 2 1 4 3'))
  })

  test('[A7] without an item the later ones move up, but for those that keep their numbers', () => {
    expect(withoutItem(agenda('1 2 3'), '1')).toEqual(['2', '3'])
    expect(withoutItem(agenda('1d 2 3c 4'), '2')).toEqual(['1', '4', '3'])
    expect(withoutItem(agenda('1 2 3d'), '1')).toEqual(['2', '3'])
    expect(withoutItem(agenda('1 2d 3d'), '1')).toEqual(['2', '3'])
  })

  const agendas = fc
    .array(fc.constantFrom<ItemState>('waiting', 'waiting', 'done', 'current'), {
      minLength: 1,
      maxLength: 12,
    })
    .map(states => states.map((state, place) => ({ id: `${place}`, state })))

  test('[A5] whatever is moved, nothing is lost and what was dealt with keeps its number', () => {
    fc.assert(
      fc.property(agendas, fc.nat(11), fc.option(fc.nat(11)), (items, moved, before) => {
        const placed = placeItem(items, `${moved}`, before === null ? null : `${before}`)
        if (!placed.ok) return
        expect([...placed.order].sort()).toEqual(
          [...new Set([...items.map(({ id }) => id), `${moved}`])].sort(),
        )
        for (const [place, { id, state }] of items.entries())
          if (state !== 'waiting') expect(placed.order[place]).toBe(id)
      }),
    )
  })

  test('[A4] what is moved or added comes right before the one that was named, or after all that wait', () => {
    fc.assert(
      fc.property(agendas, fc.nat(14), fc.option(fc.nat(11)), (items, moved, before) => {
        const placed = placeItem(items, `${moved}`, before === null ? null : `${before}`)
        if (!placed.ok || moved === before) return
        const dealtWith = items.filter(({ state }) => state !== 'waiting').map(({ id }) => id)
        const waiting = placed.order.filter(id => !dealtWith.includes(id))
        expect(waiting[waiting.indexOf(`${moved}`) + 1]).toBe(before === null ? undefined : `${before}`)
      }),
    )
  })

  test('[A7] without one that waits nothing else is lost, and nothing moves down', () => {
    fc.assert(
      fc.property(agendas, fc.nat(11), (items, at) => {
        const removed = items.filter(({ state }) => state === 'waiting').at(at)
        if (removed === undefined) return
        const left = items.filter(({ id }) => id !== removed.id).map(({ id }) => id)
        const found = withoutItem(items, removed.id)
        expect([...found].sort()).toEqual([...left].sort())
        for (const [place, { id }] of items.entries())
          if (id !== removed.id) expect(found.indexOf(id)).toBeLessThanOrEqual(place)
      }),
    )
  })

  test('[A5] those that wait and were not moved keep their order among themselves', () => {
    fc.assert(
      fc.property(agendas, fc.nat(11), fc.option(fc.nat(11)), (items, moved, before) => {
        const placed = placeItem(items, `${moved}`, before === null ? null : `${before}`)
        if (!placed.ok) return
        const others = items.filter(({ id, state }) => state === 'waiting' && id !== `${moved}`)
        expect(placed.order.filter(id => others.some(item => item.id === id))).toEqual(
          others.map(({ id }) => id),
        )
      }),
    )
  })
})

describe('what may still be changed', () => {
  const item = (state: ItemState, papers = 0) => ({ state, papers })

  test('[A7] only an item that waits and has no paper is removed', () => {
    expect(changeProblem('remove', item('waiting'))).toBeNull()
    expect(changeProblem('remove', item('waiting', 1))).toBe('item.hasPapers')
    expect(changeProblem('remove', item('current', 1))).toBe('item.current')
    expect(changeProblem('remove', item('done', 1))).toBe('item.done')
  })

  for (const [rule, change] of [
    ['[A8]', 'update'],
    ['[A12]', 'declareSecrecy'],
  ] as const)
    test(`${rule} ${change} is possible until the item is done`, () => {
      expect(changeProblem(change, item('waiting', 3))).toBeNull()
      expect(changeProblem(change, item('current', 3))).toBeNull()
      expect(changeProblem(change, item('done'))).toBe('item.done')
    })

  test('[A3] a meeting has room for 200 items', () => {
    expect(itemsPerMeeting).toBe(200)
  })
})

describe('taking an item', () => {
  const taken = (text: string, itemId: string) => Object.fromEntries(takenStates(agenda(text), itemId))

  test('[A9] makes it current and the one before it done', () => {
    expect(taken('1 2 3', '1')).toEqual({ 1: 'current' })
    expect(taken('1c 2 3', '3')).toEqual({ 1: 'done', 3: 'current' })
  })

  test('[A9] changes nothing when it is current already', () => {
    expect(taken('1d 2c 3', '2')).toEqual({})
  })

  test('[A9] whatever is taken, in whatever order, the last one is current and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 12 }), takes => {
        let items = agenda('0 1 2 3 4 5')
        for (const next of takes) {
          const changed = takenStates(items, `${next}`)
          items = items.map(item => ({ ...item, state: changed.get(item.id) ?? item.state }))
        }
        expect(items.filter(({ state }) => state === 'current').map(({ id }) => id)).toEqual([
          `${takes.at(-1)}`,
        ])
        for (const { id, state } of items) expect(state === 'waiting').toBe(!takes.includes(Number(id)))
      }),
    )
  })

  test('[A10] takes an item again that was done', () => {
    expect(taken('1d 2c 3', '1')).toEqual({ 1: 'current', 2: 'done' })
  })
})
