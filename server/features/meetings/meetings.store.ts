import type { Updateable } from 'kysely'
import type { Store } from '#server/storage/database.ts'
import type { MeetingsTable } from '#server/storage/tables.ts'
import type { MeetingRole } from '#shared/meetings/meetings.contract.ts'
import type { Seat } from '#shared/meetings/meetings.rules.ts'

/** A meeting's row; undefined where there is none. */
export const findMeeting = (store: Store, meetingId: string) =>
  store.selectFrom('meetings').selectAll().where('id', '=', meetingId).executeTakeFirst()

export const insertMeeting = async (
  store: Store,
  meeting: Pick<
    MeetingsTable,
    'id' | 'kind' | 'title' | 'place' | 'starts_at' | 'ends_at' | 'created_by' | 'created_at'
  >,
): Promise<void> => {
  await store
    .insertInto('meetings')
    .values({
      ...meeting,
      state: 'draft',
      opened_at: null,
      paused_at: null,
      closed_at: null,
      cancel_reason: null,
    })
    .execute()
}

export const changeMeeting = async (
  store: Store,
  meetingId: string,
  change: Updateable<MeetingsTable>,
): Promise<void> => {
  await store.updateTable('meetings').set(change).where('id', '=', meetingId).execute()
}

/** Items, papers and versions go with it. */
export const deleteMeeting = async (store: Store, meetingId: string): Promise<void> => {
  await store.deleteFrom('meetings').where('id', '=', meetingId).execute()
}

/** Who takes part, and as what. */
export const loadSeats = async (store: Store, meetingId: string): Promise<readonly Seat[]> =>
  store
    .selectFrom('participants')
    .select(['account_id as accountId', 'role', 'principal_id as principalId'])
    .where('meeting_id', '=', meetingId)
    .execute()

export const putSeat = async (store: Store, meetingId: string, seat: Seat): Promise<void> => {
  const place: { role: MeetingRole; principal_id: string | null } = {
    role: seat.role,
    principal_id: seat.principalId,
  }
  await store
    .insertInto('participants')
    .values({ meeting_id: meetingId, account_id: seat.accountId, ...place })
    .onConflict(conflict => conflict.columns(['meeting_id', 'account_id']).doUpdateSet(place))
    .execute()
}

/** Takes a person out. Of items not dealt with yet that they should report, their name stays in words. */
export const deleteSeat = async (store: Store, meetingId: string, accountId: string): Promise<void> => {
  await store
    .deleteFrom('participants')
    .where('meeting_id', '=', meetingId)
    .where('account_id', '=', accountId)
    .execute()
  const person = await store
    .selectFrom('accounts')
    .select('display_name')
    .where('id', '=', accountId)
    .executeTakeFirst()
  await store
    .updateTable('items')
    .set(eb => ({
      reporter_id: null,
      reporter_note: eb
        .case()
        .when('reporter_note', '=', '')
        .then(person?.display_name ?? '')
        .else(eb.ref('reporter_note'))
        .end(),
    }))
    .where('meeting_id', '=', meetingId)
    .where('reporter_id', '=', accountId)
    .where('state', '!=', 'done')
    .execute()
}

/** What publishing asks of a draft. */
export const countForPublishing = async (
  store: Store,
  meetingId: string,
): Promise<{ items: number; papersPending: number }> => {
  const items = await store
    .selectFrom('items')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  const pending = await store
    .selectFrom('document_versions')
    .innerJoin('documents', 'documents.id', 'document_versions.document_id')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('items.meeting_id', '=', meetingId)
    .where('document_versions.state', 'in', ['uploading', 'preparing'])
    .executeTakeFirstOrThrow()
  return { items: Number(items.count), papersPending: Number(pending.count) }
}

/** Ends the current item, as closing a meeting does. */
export const endCurrentItem = async (store: Store, meetingId: string, now: number): Promise<void> => {
  await store
    .updateTable('items')
    .set({ state: 'done', ended_at: now })
    .where('meeting_id', '=', meetingId)
    .where('state', '=', 'current')
    .execute()
}

export const findAccountState = async (store: Store, accountId: string) =>
  (await store.selectFrom('accounts').select('state').where('id', '=', accountId).executeTakeFirst())?.state

/** The screens whose picture a change of the meeting's state may change: its own, and those without assignment. */
export const screensConcerned = async (store: Store, meetingId: string): Promise<readonly string[]> =>
  (
    await store
      .selectFrom('screens')
      .select('id')
      .where(eb => eb.or([eb('meeting_id', 'is', null), eb('meeting_id', '=', meetingId)]))
      .execute()
  ).map(({ id }) => id)

/** The screens that show a meeting that sits: its own, and, where no other sits, those without assignment. */
export const screensShowing = async (store: Store, meetingId: string): Promise<readonly string[]> => {
  const screens = await store.selectFrom('screens').select(['id', 'meeting_id']).execute()
  const sitting = await store
    .selectFrom('meetings')
    .select('id')
    .where('state', 'in', ['open', 'paused'])
    .execute()
  const isOnly = sitting.every(({ id }) => id === meetingId)
  return screens
    .filter(({ meeting_id: given }) => given === meetingId || (given === null && isOnly))
    .map(({ id }) => id)
}

/** A meeting that is over needs no screen; [S16] those named say for a while that it is over. */
export const releaseScreens = async (
  store: Store,
  meetingId: string,
  showing: readonly string[],
): Promise<void> => {
  await store.updateTable('screens').set({ meeting_id: null }).where('meeting_id', '=', meetingId).execute()
  if (showing.length > 0)
    await store
      .updateTable('screens')
      .set({ ended_meeting_id: meetingId })
      .where('id', 'in', showing)
      .execute()
}
