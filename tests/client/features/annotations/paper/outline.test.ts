import { expect, test } from '@jest/globals'
import { outlinePiece, outlinesOf, pieceCount, svgPath } from '#client/features/annotations/paper/outline.ts'

const wave = (count: number, pressure = 0.5) =>
  Array.from({ length: count }, (_, at) => ({ x: at * 2, y: 100 + Math.sin(at / 9) * 30, pressure }))

const height = (polygons: readonly (readonly (readonly [number, number])[])[]) => {
  const all = polygons.flat().map(([, y]) => y)
  return Math.max(...all) - Math.min(...all)
}

test('a harder pressed pen writes a broader line; a marker’s keeps its breadth', () => {
  const line = (pressure: number) => [0, 40, 80].map(x => ({ x, y: 100, pressure }))
  expect(height(outlinesOf(line(0.9), 4, 'pen'))).toBeGreaterThan(
    height(outlinesOf(line(0.2), 4, 'pen')) * 1.3,
  )
  expect(height(outlinesOf(line(0.9), 4, 'marker'))).toBeCloseTo(
    height(outlinesOf(line(0.2), 4, 'marker')),
    1,
  )
})

test('half the pressure is the width that was chosen', () => {
  const line = [0, 40, 80].map(x => ({ x, y: 100, pressure: 0.5 }))
  expect(height(outlinesOf(line, 4, 'pen'))).toBeCloseTo(4, 0)
})

test('[N45] while a long stroke grows, pieces that are done stay as they are', () => {
  const points = wave(700)
  const early = points.slice(0, 500)
  for (let index = 0; index < pieceCount(early.length) - 1; index++)
    expect(outlinePiece(early, index, 2, 'pen')).toEqual(outlinePiece(points, index, 2, 'pen'))
})

test('a dot is ink too, and nothing is no path', () => {
  expect(svgPath(outlinesOf([{ x: 5, y: 5, pressure: 0.5 }], 2, 'pen'))).toMatch(/^M/)
  expect(svgPath([])).toBe('')
})
