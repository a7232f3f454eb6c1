import { type MeetingSubject, permitMeeting } from '#server/access/permitMeeting.ts'
import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import type { PersonViewer, ScreenViewer } from '#server/transport/viewer.ts'
import { hasRight } from '#shared/meetings/meetings.rules.ts'
import { managesScreens } from '#shared/screens/screens.rules.ts'

/** [S1] A display has no login: anybody's may ask for a code, and for what became of it. */
export const anybody = (): Permission<null> => allow(null)

/** [S5] Administrators and secretaries. */
export const mayManage = ({ viewer }: CallContext): Permission<PersonViewer> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  return viewer.kind === 'person' && managesScreens(viewer) ? allow(viewer) : deny('right.missing')
}

/** [S9] The screen itself. */
export const mayBeScreen = ({ viewer }: CallContext): Permission<ScreenViewer> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  return viewer.kind === 'screen' ? allow(viewer) : deny('right.missing')
}

/** [S14] Secretaries, in the meeting. */
export const mayNotify = (
  context: CallContext,
  { meetingId }: { meetingId: string },
): Promise<Permission<MeetingSubject>> =>
  permitMeeting(context, meetingId, eyes => hasRight('manageScreens', eyes))
