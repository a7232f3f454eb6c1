import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { strokePoints } from '#shared/annotations/note.ts'
import { packStroke, unpackStroke } from '#shared/annotations/stroke.ts'

const point = fc.record({
  x: fc.double({ min: -20_000, max: 20_000, noNaN: true }),
  y: fc.double({ min: -20_000, max: 20_000, noNaN: true }),
  pressure: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('[N14] a stroke comes back as it was drawn, to a sixteenth of a point', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 200 }), points => {
      const back = unpackStroke(packStroke(points), strokePoints) ?? []
      expect(back).toHaveLength(points.length)
      for (const [at, { x, y, pressure }] of points.entries()) {
        expect(Math.abs((back[at]?.x ?? 0) - x)).toBeLessThanOrEqual(1 / 32 + 1e-9)
        expect(Math.abs((back[at]?.y ?? 0) - y)).toBeLessThanOrEqual(1 / 32 + 1e-9)
        expect(Math.abs((back[at]?.pressure ?? 0) - pressure)).toBeLessThanOrEqual(1 / 500)
      }
    }),
  )
})

test('[N14] a usual point takes three bytes', () => {
  const points = Array.from({ length: 1_000 }, (_, at) => ({ x: at / 4, y: at / 8, pressure: 0.5 }))
  expect(packStroke(points).length).toBeLessThanOrEqual(3_010)
})

test('[N13] whatever bytes come are a stroke of finite points, or none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      for (const { x, y, pressure } of unpackStroke(bytes, 50) ?? []) {
        expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true)
        expect(pressure >= 0 && pressure <= 1).toBe(true)
      }
    }),
  )
})
