import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { MeetingRole } from '#shared/meetings/meetings.contract.ts'
import { RulesProfile, Share } from '#shared/profiles/profiles.contract.ts'
import {
  contradiction,
  defaultProfile,
  isEntitled,
  isMember,
  leastOf,
  quorumOf,
  reaches,
  sameProfile,
  settleProfile,
} from '#shared/profiles/profiles.rules.ts'

const share = (comparison: Share['comparison'], numerator: number, denominator: number): Share => ({
  comparison,
  numerator,
  denominator,
})
const half = share('moreThan', 1, 2)
const twoThirds = share('atLeast', 2, 3)

const anyShare: fc.Arbitrary<Share> = fc
  .tuple(
    fc.constantFrom('atLeast' as const, 'moreThan' as const),
    fc.integer({ min: 1, max: 1_000 }),
    fc.integer({ min: 1, max: 1_000 }),
  )
  .map(([comparison, numerator, denominator]) => share(comparison, numerator, denominator))
  .filter(one => Share.safeParse(one).success)
const anyTotal = fc.integer({ min: 0, max: 100_000 })

describe('a share of a whole', () => {
  test.each([
    [twoThirds, 25, 17],
    [twoThirds, 24, 16],
    [share('moreThan', 2, 3), 24, 17],
    [half, 25, 13],
    [half, 24, 13],
    [share('atLeast', 1, 2), 24, 12],
    [share('atLeast', 1, 2), 25, 13],
    [share('atLeast', 1, 1), 25, 25],
    [share('atLeast', 3, 4), 31, 24],
    [twoThirds, 0, 0],
    [half, 0, 1],
    [half, 1, 1],
    // A third of 3 by floating point is 0.9999….
    [share('atLeast', 333, 999), 3, 1],
    [share('moreThan', 1, 3), 3, 2],
  ])('[Q5] %j of %i is %i', (one, total, least) => {
    expect(leastOf(one, total)).toBe(least)
  })

  test('[Q5] the least count is reached, and one less is not', () => {
    fc.assert(
      fc.property(anyShare, anyTotal, (one, total) => {
        const least = leastOf(one, total)
        expect(Number.isSafeInteger(least)).toBe(true)
        expect(reaches(one, least, total)).toBe(true)
        expect(reaches(one, least - 1, total)).toBe(false)
      }),
    )
  })

  test('[Q5] is the same as with fractions of any size', () => {
    fc.assert(
      fc.property(anyShare, anyTotal, fc.nat(100_000), (one, total, count) => {
        const left = BigInt(count) * BigInt(one.denominator)
        const right = BigInt(one.numerator) * BigInt(total)
        expect(reaches(one, count, total)).toBe(one.comparison === 'atLeast' ? left >= right : left > right)
      }),
    )
  })

  test('[Q5] two thirds are two thirds, however they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 333 }), anyTotal, fc.nat(100_000), (times, total, count) => {
        expect(reaches(share('atLeast', 2 * times, 3 * times), count, total)).toBe(
          reaches(twoThirds, count, total),
        )
      }),
    )
  })

  test('[Q6] can be reached by the whole, and by nothing more', () => {
    fc.assert(
      fc.property(anyShare, fc.integer({ min: 1, max: 100_000 }), (one, total) => {
        expect(leastOf(one, total)).toBeLessThanOrEqual(total)
      }),
    )
  })

  test.each([
    ['more than the whole', share('moreThan', 2, 2)],
    ['at least more than the whole', share('atLeast', 4, 3)],
    ['nothing', share('atLeast', 0, 3)],
    ['a part of nothing', share('atLeast', 1, 0)],
    ['a broken number', share('atLeast', 1.5, 3)],
    ['numbers that would not stay exact', share('atLeast', 1, 1_001)],
  ])('[Q6] %s is no share', (_, one) => {
    expect(Share.safeParse(one).success).toBe(false)
  })
})

describe('a profile', () => {
  test('[Q1] begins as the product says', () => {
    expect(RulesProfile.parse(defaultProfile)).toEqual(defaultProfile)
    expect(contradiction(defaultProfile)).toBeNull()
    expect(defaultProfile).toMatchObject({
      quorum: twoThirds,
      majority: { base: 'allMembers', share: half },
      tie: 'chair',
      voters: 'members',
      opinions: { workingDays: 5 },
      papersOut: { regular: 3, other: 1 },
    })
  })

  test('[Q7] asks for no minority', () => {
    const asking = (one: Share) =>
      contradiction({ ...defaultProfile, majority: { base: 'voting', share: one } })
    expect(asking(share('atLeast', 1, 2))).toBeNull()
    expect(asking(share('moreThan', 500, 1_000))).toBeNull()
    expect(asking(share('atLeast', 499, 1_000))).toBe('profile.minority')
    expect(asking(share('moreThan', 1, 3))).toBe('profile.minority')
  })

  test('[Q8] leaves abstentions out only of the votes cast', () => {
    const left = (base: RulesProfile['majority']['base']) =>
      contradiction({ ...defaultProfile, abstentions: 'leftOut', majority: { base, share: half } })
    expect(left('voting')).toBeNull()
    expect(left('present')).toBe('profile.leftOutNeedsVoting')
    expect(left('allMembers')).toBe('profile.leftOutNeedsVoting')
    expect(contradiction({ ...defaultProfile, abstentions: 'against' })).toBeNull()
  })

  test('[Q3] is the same whatever the order of its days off, and another by any other part', () => {
    const days = { ...defaultProfile, daysOff: ['2027-02-08', '2027-02-05', '2027-02-08'] }
    expect(settleProfile(days).daysOff).toEqual(['2027-02-05', '2027-02-08'])
    expect(sameProfile(days, settleProfile(days))).toBe(true)
    const others: RulesProfile[] = [
      { ...defaultProfile, quorum: share('moreThan', 2, 3) },
      { ...defaultProfile, quorum: share('atLeast', 4, 6) },
      { ...defaultProfile, quorum: share('atLeast', 2, 4) },
      { ...defaultProfile, majority: { base: 'voting', share: half } },
      { ...defaultProfile, majority: { base: 'allMembers', share: share('atLeast', 1, 2) } },
      { ...defaultProfile, tie: 'again' },
      { ...defaultProfile, voters: 'presentMembers' },
      { ...defaultProfile, remoteVoting: false },
      { ...defaultProfile, abstentions: 'against' },
      { ...defaultProfile, voteChange: false },
      { ...defaultProfile, opinions: { workingDays: 6, silence: 'notCounted' } },
      { ...defaultProfile, opinions: { workingDays: 5, silence: 'agrees' } },
      { ...defaultProfile, papersOut: { regular: 4, other: 1 } },
      { ...defaultProfile, papersOut: { regular: 3, other: 2 } },
      { ...defaultProfile, daysOff: ['2027-02-08'] },
    ]
    for (const other of others) expect(sameProfile(defaultProfile, other)).toBe(false)
    expect(sameProfile(defaultProfile, structuredClone(defaultProfile))).toBe(true)
  })
})

describe('the quorum', () => {
  test('[Q9] of 25 members is 17, by the first version', () => {
    expect(quorumOf(defaultProfile, 25, 16)).toEqual({ members: 25, present: 16, needed: 17, met: false })
    expect(quorumOf(defaultProfile, 25, 17).met).toBe(true)
  })

  test('[Q9] is never there without members', () => {
    expect(quorumOf(defaultProfile, 0, 0).met).toBe(false)
  })

  test('[Q9] stays when one more comes, and is met exactly from the number that is said to be needed', () => {
    fc.assert(
      fc.property(anyShare, fc.integer({ min: 1, max: 1_000 }), fc.nat(1_000), (quorum, members, present) => {
        fc.pre(present <= members)
        const now = quorumOf({ quorum }, members, present)
        expect(now.met).toBe(present >= now.needed)
        if (now.met && present < members) expect(quorumOf({ quorum }, members, present + 1).met).toBe(true)
      }),
    )
  })

  test('[Q9] counts the chair and members alone', () => {
    const roles: (MeetingRole | null)[] = [
      ...['chair', 'member', 'standIn', 'invitee', 'teller', 'operator'],
      null,
    ] as (MeetingRole | null)[]
    expect(roles.filter(isMember)).toEqual(['chair', 'member'])
  })
})

describe('the roll', () => {
  const person = (role: MeetingRole, present = true, remote = false) => ({ role, present, remote })

  test('[Q10] is all members, or those present', () => {
    const present = { ...defaultProfile, voters: 'presentMembers' as const }
    expect(isEntitled(defaultProfile, person('member', false))).toBe(true)
    expect(isEntitled(present, person('member', false))).toBe(false)
    expect(isEntitled(present, person('chair'))).toBe(true)
  })

  test('[Q10] holds who takes part from elsewhere where the profile says so', () => {
    const alone = { ...defaultProfile, remoteVoting: false }
    expect(isEntitled(defaultProfile, person('member', true, true))).toBe(true)
    expect(isEntitled(alone, person('member', true, true))).toBe(false)
    expect(isEntitled(alone, person('member', true, false))).toBe(true)
    expect(isEntitled(alone, person('member', false, true))).toBe(true)
  })

  test('[Q10] never holds a stand-in or an invitee', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('standIn', 'invitee', 'teller', 'operator'),
        fc.constantFrom('members', 'presentMembers'),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (role, voters, remoteVoting, present, remote) => {
          expect(isEntitled({ voters, remoteVoting }, { role, present, remote })).toBe(false)
        },
      ),
    )
  })
})
