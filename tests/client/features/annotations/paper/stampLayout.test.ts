import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stampLayout } from '#client/features/annotations/paper/stampLayout.ts'

test('a stamp’s sign and word stand side by side within its edges, however long the word and small the stamp', () => {
  const size = fc.double({ min: 1, max: 2_000, noNaN: true })
  fc.assert(
    fc.property(size, size, fc.double({ min: 0, max: 40, noNaN: true }), (width, height, ems) => {
      const { edge, letters, sign, signLeft, wordLeft, wordWidth } = stampLayout(width, height, ems)
      expect(letters).toBeGreaterThanOrEqual(0)
      expect(sign).toBeLessThanOrEqual(height - 2 * edge)
      // Where a stamp is all edge, there is neither sign nor word.
      if (letters === 0) return
      expect(signLeft).toBeGreaterThan(edge - 1e-6)
      expect(wordLeft).toBeGreaterThan(signLeft + sign)
      expect(wordLeft + wordWidth).toBeLessThan(width - edge + 1e-6)
    }),
  )
})
