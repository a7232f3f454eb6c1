import type { Eyes } from '#shared/meetings/audience.rules.ts'
import { allow, type CallContext, deny, type Permission } from '../transport/handler.ts'
import { accessOf, loadMeetingRoles, type MeetingAccess, type MeetingRoles } from './meetingAccess.ts'

/** A meeting that the caller may know of, and what they are to it. */
export interface MeetingSubject extends MeetingRoles {
  readonly access: MeetingAccess
}

/**
 * The policy of everything that is done to a meeting: nobody signed in → login.required; not to be known of →
 * object.notFound; known, but `may` says no → right.missing.
 */
export const permitMeeting = async (
  context: Pick<CallContext, 'store' | 'viewer'>,
  meetingId: string,
  may: (eyes: MeetingAccess, subject: MeetingSubject) => boolean,
): Promise<Permission<MeetingSubject>> => {
  if (context.viewer.kind === 'anonymous') return deny('login.required')
  const found = await loadMeetingRoles(context.store, meetingId)
  const access = found === null ? null : accessOf(found, context.viewer)
  if (found === null || access === null) return deny('object.notFound')
  const subject = { ...found, access }
  return may(access, subject) ? allow(subject) : deny('right.missing')
}

/** The eyes of everybody who takes part. */
export const participantsEyes = ({ roles }: MeetingRoles): readonly Eyes[] =>
  [...roles].map(([accountId, role]) => ({ accountId, role, secretary: false }))
