import { expect, test } from '@jest/globals'
import {
  decide,
  noPen,
  type PenEvent,
  type PenState,
  palmSize,
  penRest,
  type Verdict,
} from '#client/features/annotations/paper/penRule.ts'

const pen = { id: 1, device: 'pen', at: 0, size: 1, primary: true } as const
const finger = { id: 2, device: 'touch', at: 0, size: 20, primary: true } as const
const mouse = { id: 3, device: 'mouse', at: 0, size: 1, primary: true } as const

/** The verdicts of events that follow each other. */
function after(...events: PenEvent[]): Verdict[] {
  let state: PenState = noPen
  return events.map(happened => {
    const next = decide(state, happened)
    state = next.state
    return next.verdict
  })
}

test.each([pen, finger, mouse])(
  '[N40] a $device alone writes from where it is put down to where it is lifted',
  each => {
    expect(after({ ...each, type: 'down' }, { ...each, type: 'move' }, { ...each, type: 'up' })).toEqual([
      'begin',
      'draw',
      'end',
    ])
  },
)

test('[N40] a pen that is lost to the system leaves no stroke', () => {
  expect(after({ ...pen, type: 'down' }, { ...pen, type: 'cancel' })).toEqual(['begin', 'drop'])
})

test('[N40] a hand that rests while the pen writes draws nothing', () => {
  expect(
    after(
      { ...pen, type: 'down' },
      { ...finger, type: 'down' },
      { ...finger, type: 'move' },
      { ...pen, type: 'move' },
      { ...finger, type: 'up' },
      { ...pen, type: 'up' },
    ),
  ).toEqual(['begin', 'leave', 'leave', 'draw', 'leave', 'end'])
})

test('[N40] a hand that came first gives way to the pen, and rests until it is lifted', () => {
  expect(
    after(
      { ...finger, type: 'down' },
      { ...pen, type: 'down' },
      { ...finger, type: 'move' },
      { ...pen, type: 'move' },
      { ...pen, type: 'up' },
      { ...finger, type: 'up' },
    ),
  ).toEqual(['begin', 'begin', 'leave', 'draw', 'end', 'leave'])
})

test('[N40] fingers scroll for a while after the pen, a hovering one included, and then write again', () => {
  const used: PenEvent[] = [
    { ...pen, type: 'down' },
    { ...pen, type: 'up' },
    { ...pen, type: 'move', at: 5_000 },
  ]
  const at = 5_000 + penRest
  expect(after(...used, { ...finger, type: 'down', at: at - 1 }).at(-1)).toBe('leave')
  expect(after(...used, { ...finger, type: 'down', at }).at(-1)).toBe('begin')
})

test('[N40] a second finger ends the stroke: two fingers move the paper', () => {
  const second = { ...finger, id: 9, primary: false }
  expect(
    after(
      { ...finger, type: 'down' },
      { ...finger, type: 'move' },
      { ...second, type: 'down' },
      { ...finger, type: 'move' },
      { ...second, type: 'up' },
    ),
  ).toEqual(['begin', 'draw', 'drop', 'leave', 'leave'])
})

test('[N40] what is as broad as a hand never writes, and a touch that grows so stops', () => {
  expect(after({ ...finger, type: 'down', size: palmSize + 1 })).toEqual(['leave'])
  expect(after({ ...finger, type: 'down' }, { ...finger, type: 'move', size: palmSize + 1 })).toEqual([
    'begin',
    'drop',
  ])
})

test('[N40] a finger whose lifting was never told does not keep the next one from writing', () => {
  const lost = { ...finger, id: 8, size: palmSize + 1 }
  expect(after({ ...lost, type: 'down' }, { ...finger, type: 'down' })).toEqual(['leave', 'begin'])
  expect(after({ ...finger, id: 8, type: 'down' }, { ...finger, type: 'down' })).toEqual(['begin', 'begin'])
})
