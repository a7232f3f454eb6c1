import { describe, expect, test } from '@jest/globals'
import {
  boundsOf,
  caught,
  crosses,
  inside,
  isMovable,
  keptOnPage,
  moved,
  pointsOf,
  reshaped,
  touches,
} from '#client/features/annotations/paper/geometry.ts'
import type { PlacedNote } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'

const common = {
  author: 'a0000000-0000-4000-8000-000000000001',
  at: 1,
  changedAt: 1,
  page: 1,
  ink: 'red',
} as const
const stroke: PlacedNote = {
  kind: 'pen',
  ...common,
  width: 2,
  stroke: packStroke([
    { x: 100, y: 100, pressure: 0.5 },
    { x: 200, y: 100, pressure: 0.5 },
    { x: 200, y: 200, pressure: 0.5 },
  ]),
  quote: { exact: 'chữ', before: '', after: '' },
}
const text: PlacedNote = { kind: 'textBox', ...common, box: [50, 50, 100, 20], text: 'a', size: 12 }
const sticky: PlacedNote = { kind: 'sticky', ...common, point: [300, 300], text: 'a' }
const mark: PlacedNote = {
  ...{ kind: 'highlight', ...common, lines: [[10, 10, 80, 12]] },
  quote: { exact: 'chữ', before: '', after: '' },
}

describe('Touching', () => {
  test('a stroke is touched on its line, not in the box around it', () => {
    expect(touches(stroke, { x: 150, y: 101 }, 2, 1)).toBe(true)
    expect(touches(stroke, { x: 200, y: 150 }, 2, 1)).toBe(true)
    expect(touches(stroke, { x: 150, y: 150 }, 2, 1)).toBe(false)
  })

  test('a sticky note’s sign is as large to a finger at every zoom', () => {
    expect(touches(sticky, { x: 312, y: 300 }, 0, 1)).toBe(true)
    expect(touches(sticky, { x: 312, y: 300 }, 0, 4)).toBe(false)
  })

  test('[N42] a quick eraser crosses a stroke between two of its own points', () => {
    expect(crosses(stroke, { x: 150, y: 0 }, { x: 150, y: 400 }, 3, 1)).toBe(true)
    expect(crosses(stroke, { x: 150, y: 120 }, { x: 150, y: 400 }, 3, 1)).toBe(false)
  })
})

describe('A loop', () => {
  const loop = [
    { x: 90, y: 90 },
    { x: 210, y: 90 },
    { x: 210, y: 210 },
    { x: 90, y: 210 },
  ]
  test('takes what lies in it, and leaves what it only cuts', () => {
    expect(inside(loop, { x: 150, y: 150 })).toBe(true)
    expect(inside(loop, { x: 250, y: 150 })).toBe(false)
    expect(caught(stroke, loop, 1)).toBe(true)
    expect(caught(text, loop, 1)).toBe(false)
    expect(caught(mark, loop, 1)).toBe(false)
  })
})

describe('Moving and resizing', () => {
  test('a moved stroke keeps its shape and its pen, and loses the words it no longer touches', () => {
    const after = moved(stroke, { x: 10, y: -5 })
    if (after.kind !== 'pen') throw new Error('another kind')
    expect(pointsOf(after.stroke).map(({ x, y }) => [x, y])).toEqual([
      [110, 95],
      [210, 95],
      [210, 195],
    ])
    expect(after.width).toBe(2)
    expect('quote' in after).toBe(false)
  })

  test('twice as large is twice as broad', () => {
    const from = boundsOf(stroke, 1)
    const after = reshaped(stroke, { from, to: [from[0], from[1], from[2] * 2, from[3] * 2] })
    expect('width' in after && after.width).toBeCloseTo(4)
  })

  test('what belongs to words stays with them', () => {
    expect(isMovable(mark)).toBe(false)
    expect(moved(mark, { x: 10, y: 10 })).toBe(mark)
  })

  test('[N57] a highlight that was put by hand, without words, is moved', () => {
    const { quote: _, ...free } = mark
    expect(isMovable(free)).toBe(true)
    expect(moved(free, { x: 10, y: 5 })).toMatchObject({ kind: 'highlight', lines: [[20, 15, 80, 12]] })
  })

  test('nothing is moved off its page', () => {
    const page = { width: 595, height: 842 }
    expect(keptOnPage([50, 50, 100, 20], { x: -80, y: 2000 }, page)).toEqual({ x: -50, y: 772 })
    expect(keptOnPage([50, 50, 100, 20], { x: 5, y: 5 }, page)).toEqual({ x: 5, y: 5 })
  })
})
