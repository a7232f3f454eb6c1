import type { Store } from '#server/storage/database.ts'
import type { ShownMeeting } from '#shared/screens/screens.rules.ts'

/** All screens by name, with the meeting each was assigned to. */
export const loadScreens = (store: Store) =>
  store
    .selectFrom('screens')
    .select(['id', 'name', 'meeting_id as meetingId', 'paired_at as pairedAt'])
    .orderBy('name')
    .orderBy('id')
    .execute()

/** A screen, the meeting it was assigned to, and the one that it showed to its end; undefined where there is none. */
export const findScreen = (store: Store, screenId: string) =>
  store
    .selectFrom('screens')
    .leftJoin('meetings', 'meetings.id', 'screens.meeting_id')
    .leftJoin('meetings as ended', 'ended.id', 'screens.ended_meeting_id')
    .select([
      'screens.id as id',
      'screens.name as name',
      'screens.meeting_id as meetingId',
      'screens.paired_at as pairedAt',
      'meetings.state as meetingState',
      'ended.id as endedId',
      'ended.closed_at as endedAt',
    ])
    .where('screens.id', '=', screenId)
    .executeTakeFirst()

/** The meetings that sit now: two are enough to know that there is no only one. */
export const sittingMeetings = async (store: Store): Promise<readonly string[]> =>
  (
    await store
      .selectFrom('meetings')
      .select('id')
      .where('state', 'in', ['open', 'paused'])
      .limit(2)
      .execute()
  ).map(({ id }) => id)

export const findMeeting = async (store: Store, meetingId: string): Promise<ShownMeeting | null> =>
  (await store
    .selectFrom('meetings')
    .select(['id', 'state'])
    .where('id', '=', meetingId)
    .executeTakeFirst()) ?? null

/** A screen whose code was entered; the display fetches its token afterwards. */
export const insertScreen = async (
  store: Store,
  screen: { id: string; name: string; meetingId: string | null; pairedAt: number; pairedBy: string },
): Promise<void> => {
  await store
    .insertInto('screens')
    .values({
      id: screen.id,
      name: screen.name,
      token_hash: null,
      meeting_id: screen.meetingId,
      paired_at: screen.pairedAt,
      paired_by: screen.pairedBy,
    })
    .execute()
}

/** @returns whether the screen still was there to take it. */
export const giveToken = async (store: Store, screenId: string, tokenHash: string): Promise<boolean> => {
  const { numUpdatedRows } = await store
    .updateTable('screens')
    .set({ token_hash: tokenHash })
    .where('id', '=', screenId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** [S16] Screens that said long enough that a meeting is over forget it. @returns their ids. */
export const forgetEnds = async (store: Store, closedUntil: number): Promise<string[]> => {
  const rows = await store
    .updateTable('screens')
    .set({ ended_meeting_id: null })
    .where('ended_meeting_id', 'in', eb =>
      eb.selectFrom('meetings').select('id').where('closed_at', '<=', closedUntil),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Gives it a name and a meeting, or none; what it showed to its end is forgotten. */
export const changeScreen = async (
  store: Store,
  screenId: string,
  change: { name: string; meetingId: string | null },
): Promise<void> => {
  await store
    .updateTable('screens')
    .set({ name: change.name, meeting_id: change.meetingId, ended_meeting_id: null })
    .where('id', '=', screenId)
    .execute()
}

export const deleteScreen = async (store: Store, screenId: string): Promise<void> => {
  await store.deleteFrom('screens').where('id', '=', screenId).execute()
}

/** Screens whose display never fetched its token: its code died with the last run. */
export const deleteUnfinished = async (store: Store): Promise<void> => {
  await store.deleteFrom('screens').where('token_hash', 'is', null).execute()
}

export const loadNotice = (store: Store, meetingId: string) =>
  store.selectFrom('meetings').select(['notice', 'revision']).where('id', '=', meetingId).executeTakeFirst()

export const storeNotice = async (store: Store, meetingId: string, text: string): Promise<void> => {
  await store.updateTable('meetings').set({ notice: text }).where('id', '=', meetingId).execute()
}

/** Empty until the system was set up. */
export const loadCommitteeName = async (store: Store): Promise<string> =>
  (await store.selectFrom('settings').select('value').where('key', '=', 'committee.name').executeTakeFirst())
    ?.value ?? ''
