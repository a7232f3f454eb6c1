import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { decide, type Roll, type Side, type Tally, withSilence } from '#shared/profiles/decide.rules.ts'
import type { RulesProfile, Share } from '#shared/profiles/profiles.contract.ts'
import { contradiction, defaultProfile } from '#shared/profiles/profiles.rules.ts'

const votes = (forIt: number, against: number, abstain = 0): Tally => ({ for: forIt, against, abstain })
const roll: Roll = { members: 25, present: 20 }
const open = (chair: Side | null = null) => ({ chair, secret: false })
const secret = { chair: null, secret: true }
const having = (change: Partial<RulesProfile>): RulesProfile => ({ ...defaultProfile, ...change })
const half: Share = { comparison: 'moreThan', numerator: 1, denominator: 2 }
const atLeastHalf: Share = { comparison: 'atLeast', numerator: 1, denominator: 2 }
const twoThirds: Share = { comparison: 'atLeast', numerator: 2, denominator: 3 }
const ofVotes = having({ majority: { base: 'voting', share: half } })
const ofPresent = having({ majority: { base: 'present', share: half } })

describe('the majority', () => {
  test('[Q11] [Q13] by default is of all members, not of those present', () => {
    expect(decide(defaultProfile, votes(13, 0), roll, open())).toEqual({
      ...{ outcome: 'passed', by: 'count', base: 25, needed: 13 },
    })
    expect(decide(defaultProfile, votes(12, 3, 5), roll, open()).outcome).toBe('failed')
  })

  test('[Q11] of those present counts who does not vote', () => {
    expect(decide(ofPresent, votes(11, 3), roll, open())).toMatchObject({ outcome: 'passed', base: 20 })
    expect(decide(ofPresent, votes(10, 3), roll, open())).toMatchObject({ outcome: 'failed', needed: 11 })
  })

  test('[Q11] of the votes counts the votes alone', () => {
    expect(decide(ofVotes, votes(3, 2), roll, open())).toMatchObject({ outcome: 'passed', base: 5 })
    expect(decide(ofVotes, votes(3, 2, 1), roll, open())).toMatchObject({ outcome: 'failed', base: 6 })
  })

  test('[Q12] abstentions stand in the base, or against, or out of it', () => {
    const leftOut = having({ ...ofVotes, abstentions: 'leftOut' })
    expect(decide(leftOut, votes(3, 2, 10), roll, open())).toMatchObject({ outcome: 'passed', base: 5 })
    // 4 for, 2 against and 2 abstaining: a tie only where those count as against.
    const against = having({ ...ofVotes, abstentions: 'against' })
    expect(decide(ofVotes, votes(4, 2, 2), roll, open('for'))).toMatchObject({
      outcome: 'failed',
      by: 'count',
    })
    expect(decide(against, votes(4, 2, 2), roll, open('for'))).toMatchObject({
      outcome: 'passed',
      by: 'chair',
    })
  })

  test('[Q13] of nothing is none', () => {
    const leftOut = having({ abstentions: 'leftOut', majority: { base: 'voting', share: atLeastHalf } })
    expect(decide(leftOut, votes(0, 0, 9), roll, open()).outcome).toBe('failed')
    expect(decide(leftOut, votes(0, 0), { members: 0, present: 0 }, open()).outcome).toBe('failed')
  })

  test('[Q15] holds everyone who voted', () => {
    expect(decide(ofPresent, votes(4, 4), { members: 25, present: 6 }, open()).base).toBe(8)
  })
})

describe('a tie', () => {
  test('[Q14] goes to the side that the chair voted for', () => {
    expect(decide(defaultProfile, votes(12, 12, 1), roll, open('for'))).toMatchObject({
      ...{ outcome: 'passed', by: 'chair' },
    })
    expect(decide(defaultProfile, votes(12, 12, 1), roll, open('against'))).toMatchObject({
      ...{ outcome: 'failed', by: 'chair' },
    })
  })

  test.each([null, 'abstain'] as const)('[Q14] has failed where the chair took no side: %s', chair => {
    expect(decide(defaultProfile, votes(12, 12, 1), roll, open(chair))).toMatchObject({
      ...{ outcome: 'failed', by: 'count' },
    })
  })

  test('[Q14] in a secret vote is not passed, and repeated', () => {
    expect(decide(defaultProfile, votes(12, 12), roll, secret).outcome).toBe('tied')
  })

  test('[Q14] is repeated, or has failed, where the profile says so', () => {
    expect(decide(having({ tie: 'again' }), votes(12, 12), roll, open('for')).outcome).toBe('tied')
    expect(decide(having({ tie: 'failed' }), votes(12, 12), roll, open('for')).outcome).toBe('failed')
    expect(decide(having({ tie: 'failed' }), votes(12, 12), roll, secret).outcome).toBe('failed')
  })

  test('[Q14] is none where nobody voted, or more than a half is asked for, or a half was enough', () => {
    expect(decide(defaultProfile, votes(0, 0, 20), roll, open('for')).outcome).toBe('failed')
    const high = having({ majority: { base: 'voting', share: twoThirds } })
    expect(decide(high, votes(9, 9), roll, open('for')).outcome).toBe('failed')
    const low = having({ majority: { base: 'voting', share: atLeastHalf } })
    expect(decide(low, votes(9, 9), roll, open('against'))).toMatchObject({ outcome: 'passed', by: 'count' })
  })
})

describe('silence on a written opinion', () => {
  test('[Q19] is not counted, or agrees, or disagrees', () => {
    const silent = (silence: RulesProfile['opinions']['silence']) =>
      withSilence({ opinions: { workingDays: 5, silence } }, votes(10, 2, 1), 4)
    expect(silent('notCounted')).toEqual(votes(10, 2, 1))
    expect(silent('agrees')).toEqual(votes(14, 2, 1))
    expect(silent('disagrees')).toEqual(votes(10, 6, 1))
  })
})

describe('counts that cannot be', () => {
  test.each([
    ['more votes than members', votes(20, 6), roll],
    ['a vote below none', votes(-1, 0), roll],
    ['half a vote', votes(0.5, 0), roll],
    ['no number', votes(Number.NaN, 0), roll],
    ['more present than members', votes(1, 0), { members: 5, present: 6 }],
  ])('[Q16] decide nothing: %s', (_, tally, on) => {
    expect(() => decide(defaultProfile, tally, on, open())).toThrow(RangeError)
  })
})

describe('any vote by any profile', () => {
  const anyShare: fc.Arbitrary<Share> = fc
    .tuple(fc.constantFrom('atLeast' as const, 'moreThan' as const), fc.integer({ min: 1, max: 30 }))
    .chain(([comparison, denominator]) =>
      fc.record({
        comparison: fc.constant(comparison),
        denominator: fc.constant(denominator),
        numerator: fc.integer({ min: 1, max: denominator }),
      }),
    )
    .filter(one => one.comparison === 'atLeast' || one.numerator < one.denominator)
  const anyProfile = fc
    .record({
      majority: fc.record({ base: fc.constantFrom('allMembers', 'present', 'voting'), share: anyShare }),
      tie: fc.constantFrom('chair', 'again', 'failed'),
      abstentions: fc.constantFrom('separate', 'against', 'leftOut'),
    })
    .map(change => having(change))
    .filter(profile => contradiction(profile) === null)
  const anyVote = fc
    .record({ for: fc.nat(40), against: fc.nat(40), abstain: fc.nat(40), away: fc.nat(20), here: fc.nat(20) })
    .map(({ away, here, ...tally }) => {
      const cast = tally.for + tally.against + tally.abstain
      return { tally, on: { members: cast + away + here, present: here } }
    })
  const anyChair = fc.constantFrom(null, 'for', 'against', 'abstain')

  test('[Q13] passes by count exactly from the number that is said to be needed', () => {
    fc.assert(
      fc.property(anyProfile, anyVote, anyChair, (profile, { tally, on }, chair) => {
        const { outcome, by, base, needed } = decide(profile, tally, on, open(chair))
        const byCount = outcome === 'passed' && by === 'count'
        expect(byCount).toBe(base > 0 && tally.for >= needed)
      }),
    )
  })

  test('[Q14] only a tie is decided by the chair, and only to the side that the chair took', () => {
    fc.assert(
      fc.property(anyProfile, anyVote, anyChair, (profile, { tally, on }, chair) => {
        const decision = decide(profile, tally, on, open(chair))
        if (decision.by === 'chair') {
          expect(decision.outcome).toBe(chair === 'for' ? 'passed' : 'failed')
          expect(['for', 'against']).toContain(chair)
          expect(tally.for).toBeGreaterThan(0)
        }
        const hidden = decide(profile, tally, on, secret)
        expect(hidden.by).toBe('count')
        if (tally.for < hidden.needed) expect(hidden.outcome).not.toBe('passed')
      }),
    )
  })

  test('[Q13] a vote moved from against to for never undoes what was passed by count', () => {
    fc.assert(
      fc.property(anyProfile, anyVote, (profile, { tally, on }) => {
        fc.pre(tally.against > 0)
        const before = decide(profile, tally, on, open())
        const after = decide(
          profile,
          { ...tally, for: tally.for + 1, against: tally.against - 1 },
          on,
          open(),
        )
        if (before.outcome === 'passed') expect(after.outcome).toBe('passed')
      }),
    )
  })

  test('[Q7] both sides never have the majority at once, where more than a half is asked for', () => {
    fc.assert(
      fc.property(anyProfile, anyVote, (profile, { tally, on }) => {
        const { share } = profile.majority
        fc.pre(share.comparison === 'moreThan' || share.numerator * 2 > share.denominator)
        const turned = { ...tally, for: tally.against, against: tally.for }
        const outcomes = [tally, turned].map(one => decide(profile, one, on, open()).outcome)
        expect(outcomes.filter(outcome => outcome === 'passed').length).toBeLessThan(2)
      }),
    )
  })
})
