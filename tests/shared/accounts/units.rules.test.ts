import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { makesCircle, mayRemoveUnit } from '#shared/accounts/units.rules.ts'

const units = [
  { id: 'committee', parentId: null },
  { id: 'office', parentId: 'committee' },
  { id: 'desk', parentId: 'office' },
]

test('[K9] a unit is not placed below itself, at whatever depth', () => {
  expect(makesCircle('committee', 'committee', [], units)).toBe(true)
  expect(makesCircle('committee', 'office', [], units)).toBe(true)
  expect(makesCircle('committee', 'desk', [], units)).toBe(true)
})

test('[K9] other places are fine, and so is none', () => {
  expect(makesCircle('desk', 'committee', [], units)).toBe(false)
  expect(makesCircle('office', null, [], units)).toBe(false)
  expect(makesCircle('new', 'desk', ['office'], units)).toBe(false)
  expect(makesCircle('new', 'gone', [], units)).toBe(false)
})

test('[K9] a unit is not its own predecessor', () => {
  expect(makesCircle('desk', 'office', ['committee', 'desk'], units)).toBe(true)
})

test('[K9] the walk ends even where stored units stand in a circle already', () => {
  const circle = [
    { id: 'a', parentId: 'b' },
    { id: 'b', parentId: 'a' },
  ]
  expect(makesCircle('c', 'a', [], circle)).toBe(false)
})

test('[K9] a tree that only grows by allowed moves never has a circle', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const move = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names))
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), moves => {
      const parents = new Map<string, string | null>(names.map(name => [name, null]))
      const list = () => [...parents].map(([id, parentId]) => ({ id, parentId }))
      for (const [unit, parent] of moves)
        if (!makesCircle(unit, parent, [], list())) parents.set(unit, parent)
      for (const name of names) {
        let steps = 0
        for (let at: string | null = name; at !== null; at = parents.get(at) ?? null) {
          steps += 1
          expect(steps).toBeLessThanOrEqual(names.length)
        }
      }
    }),
  )
})

test('[K10] a unit goes when only those who left belong to it and nothing stands below', () => {
  expect(mayRemoveUnit([], 0)).toBe(true)
  expect(mayRemoveUnit(['deactivated', 'erased'], 0)).toBe(true)
  expect(mayRemoveUnit(['deactivated', 'active'], 0)).toBe(false)
  expect(mayRemoveUnit(['invited'], 0)).toBe(false)
  expect(mayRemoveUnit([], 1)).toBe(false)
})
