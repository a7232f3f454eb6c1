import { type MeetingSubject, permitMeeting } from '#server/access/permitMeeting.ts'
import { loadCurrentItem, loadPresented, type Presented } from '#server/access/reviewPresenting.ts'
import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import type { PersonViewer } from '#server/transport/viewer.ts'
import { leads, mayPresent, seesPaper } from '#shared/presenting/presenting.rules.ts'
import { findPaper, findPresenting } from './presenting.store.ts'

interface PersonInMeeting extends MeetingSubject {
  readonly person: PersonViewer
}

const permitPerson = async (
  context: CallContext,
  meetingId: string,
): Promise<Permission<PersonInMeeting>> => {
  const known = await permitMeeting(context, meetingId, () => true)
  if (!known.allowed) return known
  const { viewer } = context
  return viewer.kind === 'person' ? allow({ ...known.subject, person: viewer }) : deny('right.missing')
}

/** [P2] [P3] [P4] Who leads, or reports on the current item, and sees the paper. */
export const mayStart = async (
  context: CallContext,
  { meetingId, versionId }: { meetingId: string; versionId: string },
) => {
  const known = await permitPerson(context, meetingId)
  if (!known.allowed) return known
  const { access } = known.subject
  const current = await loadCurrentItem(context.store, meetingId)
  if (!mayPresent(access, current)) return deny('right.missing')
  const version = await findPaper(context.store, meetingId, versionId)
  if (version === null || !seesPaper(version.paper, access)) return deny('object.notFound')
  return allow({ ...known.subject, current, version })
}

/** [P8] Who leads takes over. */
export const mayTakeOver = async (context: CallContext, { meetingId }: { meetingId: string }) => {
  const known = await permitPerson(context, meetingId)
  if (!known.allowed) return known
  if (!leads(known.subject.access)) return deny('right.missing')
  return allow({ ...known.subject, presented: await loadPresented(context.store, meetingId) })
}

/** [P8] The presenter and those who lead end it. */
export const mayStop = async (context: CallContext, { meetingId }: { meetingId: string }) => {
  const known = await permitPerson(context, meetingId)
  if (!known.allowed) return known
  const { access, person } = known.subject
  const presenting = await findPresenting(context.store, meetingId)
  return leads(access) || presenting?.presenterId === person.accountId
    ? allow({ presenting })
    : deny('right.missing')
}

/** [P12] The presenter's own tablet moves the page; whoever else knows of the meeting hears that it is not theirs. */
export const mayMove = async (
  context: CallContext,
  { meetingId }: { meetingId: string },
): Promise<Permission<MeetingSubject & { readonly presented: Presented | null }>> => {
  const { viewer } = context
  const known = await permitMeeting(context, meetingId, () => true)
  if (!known.allowed) return known
  const presented = await loadPresented(context.store, meetingId)
  const isHere =
    viewer.kind === 'person' &&
    presented?.presenterId === viewer.accountId &&
    presented.loginId === viewer.loginId
  return allow({ ...known.subject, presented: isHere ? presented : null })
}
