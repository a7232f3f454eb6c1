import { expect, test } from '@jest/globals'
import { Pairings } from '#server/features/screens/Pairings.ts'
import { createLog, randomIds, systemClock } from '#server/ports.ts'
import { pairingMs, waitingPerAddress } from '#shared/screens/screens.rules.ts'

const now = 1_000_000
const log = createLog('silent')
const pairings = (digits = randomIds.digits) =>
  new Pairings({ clock: systemClock, ids: { ...randomIds, digits }, log })

/** As many displays as may wait at one address, at each of `addresses`. */
const fill = (all: Pairings, addresses: number): string[] =>
  Array.from({ length: addresses * waitingPerAddress }, (_, at) => {
    const offer = all.offer(`10.0.0.${Math.floor(at / waitingPerAddress)}`, now + at)
    if (!offer.ok) throw new Error(offer.error.code)
    return offer.data.code
  })

test('[S3] 200 displays wait in all, wherever they stand; the next may ask when the first one’s time is over', () => {
  const all = pairings()
  fill(all, 10)
  expect(all.offer('10.0.1.1', now + 500)).toEqual({
    ok: false,
    error: { code: 'rate.limited', retryAfterMs: pairingMs - 500 },
  })
  expect(all.offer('10.0.1.1', now + pairingMs)).toMatchObject({ ok: true })
})

test('[S2] a code is unlike any other that waits, also where chance repeats itself', () => {
  let made = 0
  // Every number comes three times.
  const all = pairings(() => String(Math.floor(made++ / 3)).padStart(6, '0'))
  const codes = fill(all, 2)
  expect(new Set(codes).size).toBe(codes.length)
})
