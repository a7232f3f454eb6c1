import { fail, ok, type Result } from '../contract/result.ts'
import type { Audience, MeetingRole } from './meetings.contract.ts'

/** Whose eyes: a person by role, a secretary of the Office, or a hall screen. */
export interface Eyes {
  readonly accountId: string | null
  /** Role in the meeting; null for a secretary that is no participant, and for screens. */
  readonly role: MeetingRole | null
  readonly secretary: boolean
}

/** Members and those who take their place; the Committee's inner circle. */
const inner: readonly MeetingRole[] = ['chair', 'member', 'standIn']

/**
 * [M20] Whether someone sees what is meant for an audience: secretaries see all; "everyone" is everyone in the
 * meeting and its screens; "members" the chair, members and stand-ins; "chosen" those named.
 */
export const sees = (audience: Audience, eyes: Eyes): boolean => {
  if (eyes.secretary) return true
  switch (audience.kind) {
    case 'everyone':
      return true
    case 'members':
      return eyes.role !== null && inner.includes(eyes.role)
    case 'chosen':
      return eyes.accountId !== null && audience.accountIds.includes(eyes.accountId)
  }
}

/** [M21] Viewers whose keys are equal see the same of these audiences. */
export const sightKey = (audiences: readonly Audience[], eyes: Eyes): string =>
  eyes.secretary ? 'all' : audiences.map(audience => (sees(audience, eyes) ? '1' : '0')).join('')

/** [M22] An audience by name holds people of the meeting alone, each once. */
export const settleAudience = (
  audience: Audience,
  participants: { has(accountId: string): boolean },
): Result<Audience, 'audience.empty' | 'participant.missing'> => {
  if (audience.kind !== 'chosen') return ok(audience)
  const accountIds = [...new Set(audience.accountIds)]
  if (!accountIds.some(id => participants.has(id))) return fail('audience.empty', { field: 'audience' })
  if (!accountIds.every(id => participants.has(id)))
    return fail('participant.missing', { field: 'audience.accountIds' })
  return ok({ kind: 'chosen', accountIds })
}
