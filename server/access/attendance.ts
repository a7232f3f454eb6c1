import type { Store } from '#server/storage/database.ts'
import type { CallContext } from '#server/transport/handler.ts'
import { attendanceEvents } from '#shared/attendance/attendance.contract.ts'
import {
  type Mark,
  type PersonStanding,
  standingOf,
  wasOverNight,
} from '#shared/attendance/attendance.rules.ts'

/** The marks of a meeting that hold, by person, in the order in which they were made. */
export const loadMarks = async (
  store: Store,
  meetingId: string,
): Promise<ReadonlyMap<string, readonly Mark[]>> => {
  const rows = await store
    .selectFrom('attendance_marks')
    .select(['id', 'account_id', 'kind', 'mode', 'at', 'reason'])
    .where('meeting_id', '=', meetingId)
    .where('struck_at', 'is', null)
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, row => row.account_id)
}

/** How everyone stands of whom something was recorded; a meeting's end (null before it) ends every stay. */
export const loadStandings = async (
  store: Store,
  meetingId: string,
  endedAt: number | null,
): Promise<ReadonlyMap<string, PersonStanding>> => {
  const marks = await loadMarks(store, meetingId)
  return new Map([...marks].map(([accountId, own]) => [accountId, standingOf(own, endedAt)]))
}

/** [C14] Called when a meeting is resumed: a break over night ends the stay of everyone who was there. */
export const endStaysOverNight = async (
  context: CallContext,
  meetingId: string,
  pausedAt: number | null,
): Promise<void> => {
  if (pausedAt === null || !wasOverNight(pausedAt, context.now)) return
  for (const [accountId, { standing }] of await loadStandings(context.store, meetingId, null))
    if (standing === 'present')
      await context.store
        .insertInto('attendance_marks')
        .values({
          ...{ meeting_id: meetingId, account_id: accountId, kind: 'left', mode: null, reason: '' },
          ...{ at: pausedAt, recorded_at: context.now, recorded_by: null },
        })
        .execute()
  context.touch(attendanceEvents.changed, meetingId)
}

/** Why an erased person was absent, and why their marks were corrected, goes with them; that they were there stays. */
export const eraseAttendanceReasons = async (store: Store, accountId: string): Promise<void> => {
  await store
    .updateTable('attendance_marks')
    .set({ reason: '', struck_reason: null })
    .where('account_id', '=', accountId)
    .execute()
}
