import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { gestureOf } from '#client/features/annotations/layers/gestures.ts'
import { outlinesOf, svgPath } from '#client/features/annotations/paper/outline.ts'
import { strokePoints } from '#shared/annotations/note.ts'
import { packStroke, unpackStroke } from '#shared/annotations/stroke.ts'

const accountId = 'a1000000-0000-4000-8000-000000000001'
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const stroke = base64(packStroke([0, 1, 2].map(at => ({ x: 100 + at, y: 200, pressure: 0.5 }))))
const laser = { kind: 'laser', page: 1, points: [[100, 100.5]] }
const drawing = { kind: 'drawing', tool: 'pen', page: 2, ink: '#1d4ed8', width: 2, stroke }

/** What drawing does with a gesture that was let through. */
const drawn = (state: unknown): void => {
  const gesture = gestureOf(state)?.gesture
  if (gesture?.kind === 'laser') gesture.points.map(point => point.join(',')).join(' ')
  if (gesture?.kind !== 'drawing') return
  const bytes = Uint8Array.from(atob(gesture.stroke), letter => letter.charCodeAt(0))
  svgPath(outlinesOf(unpackStroke(bytes, strokePoints) ?? [], gesture.width, gesture.tool))
}

describe('[N45] What others show while they draw and point', () => {
  test('is seen as it was sent, a screen’s without an account too', () => {
    expect(gestureOf({ accountId, gesture: laser })).toEqual({ accountId, gesture: laser })
    expect(gestureOf({ accountId: '', gesture: drawing })).toEqual({ accountId: '', gesture: drawing })
  })

  test('stays the same object while the entry does, so that a trail is not drawn anew', () => {
    const state = { accountId, gesture: laser }
    expect(gestureOf(state)).toBe(gestureOf(state))
  })

  const hostile: readonly (readonly [string, unknown])[] = [
    ['nothing', null],
    ['no object', 'laser'],
    ['no gesture', { accountId }],
    ['no account', { gesture: laser }],
    ['an account that is no word', { accountId: {}, gesture: laser }],
    ['an unknown kind', { accountId, gesture: { ...laser, kind: 'bomb' } }],
    ['points that are a word', { accountId, gesture: { ...laser, points: 'x' } }],
    ['no points', { accountId, gesture: { ...laser, points: undefined } }],
    ['points without end', { accountId, gesture: { ...laser, points: new Array(5_000).fill([1, 1]) } }],
    ['a point of one number', { accountId, gesture: { ...laser, points: [[1]] } }],
    ['a point of words', { accountId, gesture: { ...laser, points: [['1', '2']] } }],
    ['a point that is nothing', { accountId, gesture: { ...laser, points: [null] } }],
    ['a point beyond all pages', { accountId, gesture: { ...laser, points: [[1e300, 0]] } }],
    ['a page that is none', { accountId, gesture: { ...laser, page: 0 } }],
    ['half a page', { accountId, gesture: { ...laser, page: 1.5 } }],
    ['a colour that is none', { accountId, gesture: { ...drawing, ink: 'url(//elsewhere)' } }],
    ['a colour that is a number', { accountId, gesture: { ...drawing, ink: 7 } }],
    ['a pen as broad as the page', { accountId, gesture: { ...drawing, width: 5_000 } }],
    ['a pen without a width', { accountId, gesture: { ...drawing, width: null } }],
    ['an unknown pen', { accountId, gesture: { ...drawing, tool: 'axe' } }],
    ['a stroke that is a number', { accountId, gesture: { ...drawing, stroke: 1 } }],
    ['a stroke that is no base64', { accountId, gesture: { ...drawing, stroke: 'ắ***' } }],
    ['a stroke of nothing', { accountId, gesture: { ...drawing, stroke: '' } }],
    ['a stroke cut off', { accountId, gesture: { ...drawing, stroke: btoa('\x80') } }],
    ['a stroke without end', { accountId, gesture: { ...drawing, stroke: 'AAAA'.repeat(8_001) } }],
    [
      'a stroke far from all pages',
      {
        accountId,
        gesture: { ...drawing, stroke: base64(packStroke([{ x: 90_000, y: 0, pressure: 1 }])) },
      },
    ],
  ]
  test.each(hostile)('%s is passed over', (_what, state) => {
    expect(gestureOf(state)).toBeNull()
  })

  test('whatever JSON somebody sends, nothing throws and only what can be drawn is let through', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constant(undefined))
    const part = <V>(good: V) => fc.oneof(fc.constant(good), field)
    const near = fc.record({
      accountId: part(accountId),
      gesture: fc.record({
        kind: fc.constantFrom('laser', 'drawing'),
        page: part(1),
        points: fc.oneof(field, fc.array(fc.array(fc.oneof(fc.double(), field), { maxLength: 3 }))),
        tool: part('pen'),
        ink: part('#1d4ed8'),
        width: fc.oneof(fc.double(), part(2)),
        stroke: fc.oneof(part(stroke), fc.base64String(), fc.uint8Array().map(base64)),
      }),
    })
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), near), state => {
        expect(() => drawn(state)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})
