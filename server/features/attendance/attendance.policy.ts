import { loadMarks } from '#server/access/attendance.ts'
import { type MeetingSubject, permitMeeting } from '#server/access/permitMeeting.ts'
import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import type { PersonViewer } from '#server/transport/viewer.ts'
import { seesRecord, standingOf, takesPart } from '#shared/attendance/attendance.rules.ts'

interface OfMeeting {
  readonly meetingId: string
}

/** [C2] [C4] [C10] Whoever takes part, for themselves: who they are, and how they stand. */
export const mayForSelf = async (context: CallContext, { meetingId }: OfMeeting) => {
  const known = await permitMeeting(context, meetingId, takesPart)
  if (!known.allowed) return known
  const { viewer } = context
  if (viewer.kind !== 'person') return deny('right.missing')
  const marks = (await loadMarks(context.store, meetingId)).get(viewer.accountId) ?? []
  return allow({ ...known.subject, person: viewer, standing: standingOf(marks, null) })
}

/** [C6] [C13] Secretaries, for others. */
export const mayForOthers = async (
  context: CallContext,
  { meetingId }: OfMeeting,
): Promise<Permission<MeetingSubject & { readonly person: PersonViewer }>> => {
  const known = await permitMeeting(context, meetingId, eyes => eyes.secretary)
  if (!known.allowed) return known
  const { viewer } = context
  return viewer.kind === 'person' ? allow({ ...known.subject, person: viewer }) : deny('right.missing')
}

/** [C19] Secretaries and the meeting's screens show the code. */
export const mayShowCode = (context: CallContext, { meetingId }: OfMeeting) =>
  permitMeeting(context, meetingId, access => access.secretary || access.screen)

/** [C22] Who takes the list. */
export const mayTakeList = (context: Pick<CallContext, 'store' | 'viewer'>, meetingId: string) =>
  permitMeeting(context, meetingId, seesRecord)
