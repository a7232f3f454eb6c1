import type { Selectable } from 'kysely'
import type { Event } from '#shared/contract/define.ts'
import type { Eyes } from '#shared/meetings/audience.rules.ts'
import type { MeetingRole } from '#shared/meetings/meetings.contract.ts'
import { sits } from '#shared/meetings/meetings.rules.ts'
import { showsOnScreens } from '#shared/screens/screens.rules.ts'
import type { Store } from '../storage/database.ts'
import type { MeetingsTable } from '../storage/tables.ts'
import type { CallContext } from '../transport/handler.ts'
import type { Viewer } from '../transport/viewer.ts'

/** A meeting's roles, loaded once for all its viewers. */
export interface MeetingRoles {
  readonly meeting: Pick<Selectable<MeetingsTable>, 'id' | 'state' | 'revision'>
  readonly roles: ReadonlyMap<string, MeetingRole>
  /** [S16] Screens that may say that this meeting is over. */
  readonly endedScreens: ReadonlySet<string>
}

export interface MeetingAccess extends Eyes {
  readonly screen: boolean
}

/**
 * What a viewer is to a meeting; null where they may not know of it. Secretaries of the Office see every meeting,
 * participants those that were published, a screen the one it is assigned to or, unassigned, one that sits; neither
 * when it is over.
 */
export const accessOf = ({ meeting, roles }: MeetingRoles, viewer: Viewer): MeetingAccess | null => {
  if (viewer.kind === 'anonymous') return null
  if (viewer.kind === 'screen') {
    const shown =
      viewer.meetingId === null
        ? sits(meeting.state)
        : viewer.meetingId === meeting.id && showsOnScreens(meeting.state)
    return shown ? { accountId: null, role: null, secretary: false, screen: true } : null
  }
  const role = roles.get(viewer.accountId) ?? null
  if (viewer.secretary) return { accountId: viewer.accountId, role, secretary: true, screen: false }
  if (role === null || meeting.state === 'draft') return null
  return { accountId: viewer.accountId, role, secretary: false, screen: false }
}

/** [S16] Whether a viewer is a screen that may still show that this meeting is over, and its name; nothing else. */
export const mayShowEnd = ({ endedScreens }: MeetingRoles, viewer: Viewer): boolean =>
  viewer.kind === 'screen' && endedScreens.has(viewer.screenId)

/** Loads a meeting's state and who is what in it; null where there is none. */
export const loadMeetingRoles = async (store: Store, meetingId: string): Promise<MeetingRoles | null> => {
  const meeting = await store
    .selectFrom('meetings')
    .select(['id', 'state', 'revision'])
    .where('id', '=', meetingId)
    .executeTakeFirst()
  if (meeting === undefined) return null
  const rows = await store
    .selectFrom('participants')
    .select(['account_id', 'role'])
    .where('meeting_id', '=', meetingId)
    .execute()
  const screens =
    meeting.state === 'closed'
      ? await store.selectFrom('screens').select('id').where('ended_meeting_id', '=', meetingId).execute()
      : []
  return {
    meeting,
    roles: new Map(rows.map(row => [row.account_id, row.role])),
    endedScreens: new Set(screens.map(({ id }) => id)),
  }
}

/** Tells everyone in a meeting anew: raises its revision, notes it for the journal, and presents the events. */
export const touchMeeting = async (
  context: CallContext,
  meetingId: string,
  ...events: readonly Event[]
): Promise<void> => {
  await context.store
    .updateTable('meetings')
    .set(eb => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', meetingId)
    .execute()
  context.note({ meetingId })
  for (const event of events) context.touch(event, meetingId)
}
