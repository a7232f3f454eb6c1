import type { RulesProfile } from './profiles.contract.ts'
import { leastOf, reaches } from './profiles.rules.ts'

/** One person's choice: tán thành, không tán thành, không biểu quyết. */
export type Side = 'for' | 'against' | 'abstain'

/** How many chose each side. */
export type Tally = Readonly<Record<Side, number>>

/** The roll that was frozen when the vote opened. */
export interface Roll {
  /** All members of the committee that meets. */
  readonly members: number
  /** Members present when the vote opened. */
  readonly present: number
}

/** What a vote decided, and all that one needs to reckon it again. */
export interface Decision {
  /** tied: as many for as against, and nobody to break it: not passed, the vote is repeated. */
  readonly outcome: 'passed' | 'failed' | 'tied'
  /** chair: a tie that the chair's own vote broke. */
  readonly by: 'count' | 'chair'
  readonly base: number
  /** The least number of votes for with which it passes by count. */
  readonly needed: number
}

type Deciding = Pick<RulesProfile, 'majority' | 'abstentions' | 'tie'>

const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0

/** [Q16] Counts that cannot be are a fault of the program, and never a decision. */
const checkCounts = (votes: Tally, roll: Roll): void => {
  const counts = [votes.for, votes.against, votes.abstain, roll.members, roll.present]
  if (!counts.every(isCount)) throw new RangeError('Votes and members are whole numbers, none below zero')
  if (votes.for + votes.against + votes.abstain > roll.members)
    throw new RangeError('There are more votes than members')
  if (roll.present > roll.members) throw new RangeError('More members are present than there are')
}

/** [Q11] [Q12] [Q15] What the majority is a share of. */
export const baseOf = ({ majority: { base }, abstentions }: Deciding, votes: Tally, roll: Roll): number => {
  const cast = votes.for + votes.against + votes.abstain
  switch (base) {
    case 'allMembers':
      return roll.members
    case 'present':
      return Math.max(roll.present, cast)
    case 'voting':
      return abstentions === 'leftOut' ? cast - votes.abstain : cast
  }
}

/**
 * [Q11] to [Q16] What a vote decides, exactly, by the profile.
 * @param chair the side that the chair voted for; null where the chair did not vote, or the vote is secret.
 * @throws RangeError for counts that cannot be.
 */
export const decide = (
  profile: Deciding,
  votes: Tally,
  roll: Roll,
  { chair, secret }: { readonly chair: Side | null; readonly secret: boolean },
): Decision => {
  checkCounts(votes, roll)
  const { share } = profile.majority
  const base = baseOf(profile, votes, roll)
  const reckoned = { base, needed: leastOf(share, base) }
  // [Q13]
  if (base > 0 && reaches(share, votes.for, base)) return { outcome: 'passed', by: 'count', ...reckoned }
  const against = votes.against + (profile.abstentions === 'against' ? votes.abstain : 0)
  // [Q14] Where more than a half is asked for, one vote more would not have been enough.
  const isTie = votes.for > 0 && votes.for === against && share.numerator * 2 <= share.denominator
  if (!isTie || profile.tie === 'failed') return { outcome: 'failed', by: 'count', ...reckoned }
  if (secret || profile.tie === 'again') return { outcome: 'tied', by: 'count', ...reckoned }
  if (chair === 'for') return { outcome: 'passed', by: 'chair', ...reckoned }
  return { outcome: 'failed', by: chair === 'against' ? 'chair' : 'count', ...reckoned }
}

/** [Q19] Written opinions with those of the members who kept silent, by the profile. */
export const withSilence = (
  { opinions: { silence } }: Pick<RulesProfile, 'opinions'>,
  votes: Tally,
  silent: number,
): Tally => {
  switch (silence) {
    case 'notCounted':
      return votes
    case 'agrees':
      return { ...votes, for: votes.for + silent }
    case 'disagrees':
      return { ...votes, against: votes.against + silent }
  }
}
