import { describe, expect, test } from '@jest/globals'
import { beforeOf, droppedBefore, stepBefore } from '#client/features/desk/agendaOrder.ts'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import { placeItem } from '#shared/agenda/agenda.rules.ts'
import { anItem } from './meeting.fixture.ts'

const agenda = (...states: readonly AgendaItem['state'][]): readonly AgendaItem[] =>
  states.map((state, at) => anItem({ id: `i${at + 1}`, number: at + 1, state }))

/** The order after a move, as the server would settle it; unchanged where there is nothing to move. */
const moved = (items: readonly AgendaItem[], id: string, before: string | null | undefined): string => {
  if (before === undefined) return items.map(item => item.id).join(' ')
  const placed = placeItem(items, id, before)
  return placed.ok ? placed.order.join(' ') : placed.code
}
const inOrder = (items: readonly AgendaItem[], order: string): readonly AgendaItem[] =>
  order.split(' ').flatMap(id => items.filter(item => item.id === id))

const four = agenda('waiting', 'waiting', 'waiting', 'waiting')
const underWay = agenda('done', 'waiting', 'current', 'waiting', 'waiting')

describe('Dragging an item', () => {
  test('down puts it in the place where it is let go, up to the very end', () => {
    expect(moved(four, 'i1', droppedBefore(four, 'i1', 'i3'))).toBe('i2 i3 i1 i4')
    expect(moved(four, 'i1', droppedBefore(four, 'i1', 'i4'))).toBe('i2 i3 i4 i1')
  })
  test('up puts it in the place where it is let go, up to the very top', () => {
    expect(moved(four, 'i4', droppedBefore(four, 'i4', 'i2'))).toBe('i1 i4 i2 i3')
    expect(moved(four, 'i4', droppedBefore(four, 'i4', 'i1'))).toBe('i4 i1 i2 i3')
  })
  test('back to where it was lifted changes nothing', () => {
    expect(droppedBefore(four, 'i2', 'i2')).toBeUndefined()
  })
  test('[A5] past the item being dealt with leaves that one its number', () => {
    expect(moved(underWay, 'i5', droppedBefore(underWay, 'i5', 'i2'))).toBe('i1 i5 i3 i2 i4')
  })
  test('[A6] onto an item dealt with, or of such an item, changes nothing', () => {
    expect(droppedBefore(underWay, 'i4', 'i1')).toBeUndefined()
    expect(droppedBefore(underWay, 'i4', 'i3')).toBeUndefined()
    expect(droppedBefore(underWay, 'i1', 'i4')).toBeUndefined()
  })
})

describe('“Move up” and “Move down”', () => {
  test('go one place at a time', () => {
    expect(moved(four, 'i3', stepBefore(four, 'i3', 'up'))).toBe('i1 i3 i2 i4')
    expect(moved(four, 'i2', stepBefore(four, 'i2', 'down'))).toBe('i1 i3 i2 i4')
    expect(moved(four, 'i3', stepBefore(four, 'i3', 'down'))).toBe('i1 i2 i4 i3')
  })
  test('are off for the first item upwards and the last downwards', () => {
    expect(stepBefore(four, 'i1', 'up')).toBeUndefined()
    expect(stepBefore(four, 'i4', 'down')).toBeUndefined()
  })
  test('[A5] step over items dealt with', () => {
    expect(moved(underWay, 'i4', stepBefore(underWay, 'i4', 'up'))).toBe('i1 i4 i3 i2 i5')
    expect(stepBefore(underWay, 'i2', 'up')).toBeUndefined()
  })
  test('[A6] are off for an item dealt with, and for one that another secretary just removed', () => {
    expect(stepBefore(underWay, 'i3', 'down')).toBeUndefined()
    expect(stepBefore(underWay, 'gone', 'up')).toBeUndefined()
  })
})

describe('Undoing a move', () => {
  test.each([
    ['an agenda not begun', four],
    ['a meeting under way', underWay],
  ])('puts every item back exactly where it stood, in %s', (_, items) => {
    const waiting = items.filter(({ state }) => state === 'waiting')
    for (const { id } of waiting)
      for (const over of waiting) {
        const back = beforeOf(items, id)
        const after = inOrder(items, moved(items, id, droppedBefore(items, id, over.id)))
        expect(moved(after, id, back)).toBe(items.map(item => item.id).join(' '))
      }
  })
})
