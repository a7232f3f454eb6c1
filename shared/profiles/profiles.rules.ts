import type { MeetingRole } from '../meetings/meetings.contract.ts'
import type { RulesProfile, Share } from './profiles.contract.ts'

/** [Q1] The first version: what the law says where it says it, and the custom of provincial committees. */
export const defaultProfile: RulesProfile = {
  quorum: { comparison: 'atLeast', numerator: 2, denominator: 3 },
  majority: { base: 'allMembers', share: { comparison: 'moreThan', numerator: 1, denominator: 2 } },
  tie: 'chair',
  voters: 'members',
  remoteVoting: true,
  abstentions: 'separate',
  voteChange: true,
  opinions: { workingDays: 5, silence: 'notCounted' },
  papersOut: { regular: 3, other: 1 },
  daysOff: [],
}

/** [Q5] Whether `count` of `total` is as much as the share asks for: whole numbers, cross-multiplied. */
export const reaches = (
  { comparison, numerator, denominator }: Share,
  count: number,
  total: number,
): boolean =>
  comparison === 'atLeast'
    ? count * denominator >= numerator * total
    : count * denominator > numerator * total

/** [Q5] The least count of `total` that reaches the share; at most `total`, since a share can be reached. */
export const leastOf = ({ comparison, numerator, denominator }: Share, total: number): number => {
  const product = numerator * total
  const rest = product % denominator
  const whole = (product - rest) / denominator
  if (comparison === 'moreThan') return whole + 1
  return rest === 0 ? whole : whole + 1
}

/** [Q7] [Q8] Why a profile cannot be: what one part of it says makes another senseless. Null where it can. */
export const contradiction = ({
  majority: { base, share },
  abstentions,
}: RulesProfile): 'profile.minority' | 'profile.leftOutNeedsVoting' | null => {
  if (share.numerator * 2 < share.denominator) return 'profile.minority'
  return abstentions === 'leftOut' && base !== 'voting' ? 'profile.leftOutNeedsVoting' : null
}

const dayList = (days: readonly string[]): string => [...new Set(days)].sort().join(' ')

/** [Q3] A profile as it is kept: days off in order, each once. */
export const settleProfile = (profile: RulesProfile): RulesProfile => ({
  ...profile,
  daysOff: [...new Set(profile.daysOff)].sort(),
})

/** [Q3] Whether two profiles say the same; 2/4 is not 1/2, since people read what was written. */
export const sameProfile = (one: RulesProfile, other: RulesProfile): boolean =>
  sameShare(one.quorum, other.quorum) &&
  one.majority.base === other.majority.base &&
  sameShare(one.majority.share, other.majority.share) &&
  one.tie === other.tie &&
  one.voters === other.voters &&
  one.remoteVoting === other.remoteVoting &&
  one.abstentions === other.abstentions &&
  one.voteChange === other.voteChange &&
  one.opinions.workingDays === other.opinions.workingDays &&
  one.opinions.silence === other.opinions.silence &&
  one.papersOut.regular === other.papersOut.regular &&
  one.papersOut.other === other.papersOut.other &&
  dayList(one.daysOff) === dayList(other.daysOff)

const sameShare = (one: Share, other: Share): boolean =>
  one.comparison === other.comparison &&
  one.numerator === other.numerator &&
  one.denominator === other.denominator

/** [Q9] Whose presence and votes count: the chair and the members; never a stand-in's, whatever the profile says. */
export const isMember = (role: MeetingRole | null): boolean => role === 'chair' || role === 'member'

/** How a meeting stands to its quorum. */
export interface Quorum {
  /** All members. */
  readonly members: number
  readonly present: number
  /** How many must be present. */
  readonly needed: number
  readonly met: boolean
}

/** [Q9] The quorum of a meeting with so many members, of whom so many are present. A meeting without members has none. */
export const quorumOf = (
  { quorum }: Pick<RulesProfile, 'quorum'>,
  members: number,
  present: number,
): Quorum => ({
  members,
  present,
  needed: leastOf(quorum, members),
  met: members > 0 && reaches(quorum, present, members),
})

/** [Q10] Whether somebody stands on the roll of a vote that opens now. `remote`: they take part from elsewhere. */
export const isEntitled = (
  { voters, remoteVoting }: Pick<RulesProfile, 'voters' | 'remoteVoting'>,
  person: { readonly role: MeetingRole | null; readonly present: boolean; readonly remote: boolean },
): boolean => {
  if (!isMember(person.role)) return false
  if (person.present && person.remote && !remoteVoting) return false
  return voters === 'members' || person.present
}
