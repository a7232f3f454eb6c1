import { loadMeetingRoles, mayShowEnd } from '#server/access/meetingAccess.ts'
import { type MeetingSubject, permitMeeting } from '#server/access/permitMeeting.ts'
import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import type { PersonViewer } from '#server/transport/viewer.ts'
import { hasRight, type MeetingAction } from '#shared/meetings/meetings.rules.ts'

/** [M6] [M7] Whoever may know of the meeting and has the right; its state is the rules' matter. */
export const mayIn =
  (action: MeetingAction) =>
  (context: CallContext, { meetingId }: { meetingId: string }): Promise<Permission<MeetingSubject>> =>
    permitMeeting(context, meetingId, eyes => hasRight(action, eyes))

/** [M18] Whoever may know of the meeting, and [S16] a screen that says that it is over. */
export const mayJoin = async (
  context: CallContext,
  { meetingId }: { meetingId: string },
): Promise<Permission<null>> => {
  const known = await permitMeeting(context, meetingId, () => true)
  if (known.allowed) return allow(null)
  const found = context.viewer.kind === 'screen' ? await loadMeetingRoles(context.store, meetingId) : null
  return found !== null && mayShowEnd(found, context.viewer) ? allow(null) : known
}

/** [M5] Secretaries make meetings. */
export const mayCreate = ({ viewer }: CallContext): Permission<PersonViewer> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  return viewer.kind === 'person' && viewer.secretary ? allow(viewer) : deny('right.missing')
}

/** [M17] Everyone who is signed in has a list of their own. */
export const mayList = ({ viewer }: CallContext): Permission<PersonViewer> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  return viewer.kind === 'person' ? allow(viewer) : deny('right.missing')
}

/** [M18] Leaving asks for no right but to be somebody. */
export const mayLeave = ({ viewer }: CallContext): Permission<null> =>
  viewer.kind === 'anonymous' ? deny('login.required') : allow(null)
