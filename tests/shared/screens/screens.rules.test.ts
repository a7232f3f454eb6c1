import { describe, expect, test } from '@jest/globals'
import type { MeetingState } from '#shared/meetings/meetings.contract.ts'
import {
  canBeAssigned,
  codeCounts,
  endCounts,
  managesScreens,
  pairedForMs,
  pairingMs,
  shownMeeting,
  showsOnScreens,
  waitingPerAddress,
} from '#shared/screens/screens.rules.ts'

const states: MeetingState[] = ['draft', 'published', 'open', 'paused', 'closed', 'cancelled']

describe('pairing', () => {
  test('[S2] a code counts for ten minutes', () => {
    expect(pairingMs).toBe(600_000)
    expect(codeCounts(1_000, 999)).toBe(true)
    expect(codeCounts(1_000, 1_000)).toBe(false)
  })

  test('[S3] a hall may pair twenty screens at once', () => {
    expect(waitingPerAddress).toBe(20)
  })

  test('[S8] a pairing lasts 400 days', () => {
    expect(pairedForMs / 86_400_000).toBe(400)
  })

  test('[S5] administrators and secretaries manage screens', () => {
    expect(managesScreens({ administrator: true, secretary: false })).toBe(true)
    expect(managesScreens({ administrator: false, secretary: true })).toBe(true)
    expect(managesScreens({ administrator: false, secretary: false })).toBe(false)
  })
})

describe('what a screen shows', () => {
  test('[S10] a meeting can be given a screen until it is over', () => {
    expect(states.filter(canBeAssigned)).toEqual(['draft', 'published', 'open', 'paused'])
  })

  test('[S14] it shows on screens, with its notice, from publishing until it is over', () => {
    expect(states.filter(showsOnScreens)).toEqual(['published', 'open', 'paused'])
  })

  test('[S11] the meeting it was assigned to, from when that is published, whatever else sits', () => {
    expect(states.filter(state => shownMeeting({ id: 'a', state }, ['b'], 'c') === 'a')).toEqual([
      'published',
      'open',
      'paused',
    ])
    expect(shownMeeting({ id: 'a', state: 'draft' }, ['b'], 'c')).toBeNull()
  })

  test('[S11] without an assignment the only one that sits', () => {
    expect(shownMeeting(null, [], null)).toBeNull()
    expect(shownMeeting(null, ['b'], null)).toBe('b')
    expect(shownMeeting(null, ['b', 'c'], null)).toBeNull()
  })

  test('[S16] where none sits, the one that it showed to its end, and only then', () => {
    expect(shownMeeting(null, [], 'e')).toBe('e')
    expect(shownMeeting(null, ['b'], 'e')).toBe('b')
    expect(shownMeeting(null, ['b', 'c'], 'e')).toBeNull()
  })

  test('[S16] its end is shown for a day', () => {
    expect(endCounts(1_000, 1_000)).toBe(true)
    expect(endCounts(1_000, 1_000 + 86_399_999)).toBe(true)
    expect(endCounts(1_000, 1_000 + 86_400_000)).toBe(false)
  })
})
