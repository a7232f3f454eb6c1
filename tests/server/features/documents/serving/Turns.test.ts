import { describe, expect, jest, test } from '@jest/globals'
import { type Turn, Turns } from '#server/features/documents/serving/Turns.ts'

const here = () => () => new AbortController().signal
const limits = { atOnce: 2, waiting: 2, patienceMs: 10_000 }
/** What has become of a wait by now, without waiting for it. */
const now = (turn: Promise<Turn>): Promise<Turn | 'waits'> =>
  Promise.race([turn, new Promise<'waits'>(resolve => setImmediate(() => resolve('waits')))])
const mine = async (turn: Promise<Turn>): Promise<() => void> => {
  const taken = await turn
  if (typeof taken === 'string') throw new Error(taken)
  return taken
}

describe('[D27] taking turns', () => {
  test('[D27] a few go on at once, others wait in line, and whoever came first goes next', async () => {
    const turns = new Turns(limits)
    const [first, second] = [await mine(turns.take('a', here())), await mine(turns.take('a', here()))]
    const [third, fourth] = [turns.take('a', here()), turns.take('a', here())]
    expect([await now(third), await now(fourth)]).toEqual(['waits', 'waits'])
    expect(await turns.take('a', here())).toBe('full')
    second()
    const next = await mine(third)
    expect(await now(fourth)).toBe('waits')
    // Given back twice it is still one turn.
    second()
    expect(await now(fourth)).toBe('waits')
    first()
    const last = await mine(fourth)
    next()
    last()
    await mine(turns.take('a', here()))
    await mine(turns.take('a', here()))
    expect(await now(turns.take('a', here()))).toBe('waits')
  })

  test('[D27] one who asks much keeps nobody else waiting', async () => {
    const turns = new Turns(limits)
    for (let count = 0; count < 4; count += 1) void turns.take('a', here())
    await mine(turns.take('b', here()))
  })

  test('[D27] one who went away holds no place in line', async () => {
    const turns = new Turns(limits)
    const [first] = [await mine(turns.take('a', here())), await mine(turns.take('a', here()))]
    const going = new AbortController()
    const gone = turns.take('a', () => going.signal)
    const stays = turns.take('a', here())
    going.abort()
    expect(await gone).toBe('gone')
    expect(await turns.take('a', () => going.signal)).toBe('gone')
    first()
    await mine(stays)
  })

  test('[D27] nobody waits longer than their patience', async () => {
    jest.useFakeTimers()
    try {
      const turns = new Turns(limits)
      for (let count = 0; count < 2; count += 1) await mine(turns.take('a', here()))
      const waiting = turns.take('a', here())
      jest.advanceTimersByTime(10_000)
      expect(await waiting).toBe('full')
    } finally {
      jest.useRealTimers()
    }
  })
})
