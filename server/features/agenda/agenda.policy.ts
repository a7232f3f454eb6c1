import { type MeetingSubject, permitMeeting } from '#server/access/permitMeeting.ts'
import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import { sees } from '#shared/meetings/audience.rules.ts'
import { hasRight, type MeetingAction, sits } from '#shared/meetings/meetings.rules.ts'
import { findItem } from './agenda.store.ts'

export type Item = NonNullable<Awaited<ReturnType<typeof findItem>>>
export interface ItemSubject extends MeetingSubject {
  readonly item: Item
}

/** [A1] [A2] Secretaries prepare the agenda; while the meeting sits, its chair adds urgent items too. */
export const mayAddItem = (
  context: CallContext,
  { meetingId }: { meetingId: string },
): Promise<Permission<MeetingSubject>> =>
  permitMeeting(
    context,
    meetingId,
    (eyes, { meeting }) =>
      hasRight('editAgenda', eyes) || (sits(meeting.state) && hasRight('addUrgentItem', eyes)),
  )

/** [A1] [A14] Whoever sees the item and has the right in its meeting; an item out of sight is not there. */
export const mayOnItem =
  (action: MeetingAction) =>
  async (context: CallContext, { itemId }: { itemId: string }): Promise<Permission<ItemSubject>> => {
    if (context.viewer.kind === 'anonymous') return deny('login.required')
    const item = await findItem(context.store, itemId)
    if (item === undefined) return deny('object.notFound')
    const known = await permitMeeting(context, item.meeting_id, () => true)
    if (!known.allowed) return known
    const { access } = known.subject
    const inSight = sees(JSON.parse(item.audience), access) || (access.screen && item.state === 'current')
    if (!inSight) return deny('object.notFound')
    return hasRight(action, access) ? allow({ ...known.subject, item }) : deny('right.missing')
  }
