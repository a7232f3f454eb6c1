import type { Insertable } from 'kysely'
import type { Store } from '#server/storage/database.ts'
import type { AttendanceMarksTable } from '#server/storage/tables.ts'

/** A meeting's row, as far as attendance asks. */
export const findMeeting = (store: Store, meetingId: string) =>
  store
    .selectFrom('meetings')
    .select(['id', 'title', 'place', 'starts_at', 'state', 'opened_at', 'closed_at'])
    .where('id', '=', meetingId)
    .executeTakeFirst()

/** [C1] Whether the secretary opened check-in. */
export const isOpened = async (store: Store, meetingId: string): Promise<boolean> =>
  (await store
    .selectFrom('check_ins')
    .select('opened_at')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()) !== undefined

export const putOpened = async (store: Store, meetingId: string, now: number): Promise<void> => {
  await store
    .insertInto('check_ins')
    .values({ meeting_id: meetingId, opened_at: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export const addMark = async (store: Store, row: Insertable<AttendanceMarksTable>): Promise<void> => {
  await store.insertInto('attendance_marks').values(row).execute()
}

/** [C13] Strikes a mark out; it stays stored. */
export const strikeMark = async (
  store: Store,
  id: number,
  by: { now: number; accountId: string; reason: string },
): Promise<void> => {
  await store
    .updateTable('attendance_marks')
    .set({ struck_at: by.now, struck_by: by.accountId, struck_reason: by.reason })
    .where('id', '=', id)
    .execute()
}

/** A mark as it was made; undefined where there is none that holds. */
export const findMark = (store: Store, id: number) =>
  store
    .selectFrom('attendance_marks')
    .selectAll()
    .where('id', '=', id)
    .where('struck_at', 'is', null)
    .executeTakeFirst()
