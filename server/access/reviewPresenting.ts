import { documentsEvents } from '#shared/documents/documents.contract.ts'
import type { Eyes } from '#shared/meetings/audience.rules.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { everyoneSees, goesOn, type Paper, roomMaySee } from '#shared/presenting/presenting.rules.ts'
import type { Store } from '../storage/database.ts'
import type { CallContext } from '../transport/handler.ts'
import { loadMeetingRoles } from './meetingAccess.ts'
import { participantsEyes } from './permitMeeting.ts'

/** The item that a meeting is dealing with; null between items. */
export const loadCurrentItem = async (store: Store, meetingId: string) =>
  (await store
    .selectFrom('items')
    .select(['id', 'reporter_id as reporterId', 'secrecy', 'audience'])
    .where('meeting_id', '=', meetingId)
    .where('state', '=', 'current')
    .executeTakeFirst()) ?? null

/** What is presented in a meeting, with its paper; null where nothing is. */
export const loadPresented = async (store: Store, meetingId: string) => {
  const row = await store
    .selectFrom('presenting')
    .innerJoin('accounts', 'accounts.id', 'presenting.presenter_id')
    .innerJoin('document_versions', 'document_versions.id', 'presenting.version_id')
    .innerJoin('documents', 'documents.id', 'document_versions.document_id')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .select([
      'presenting.presenter_id as presenterId',
      'presenting.login_id as loginId',
      'presenting.version_id as versionId',
      'presenting.started_at as startedAt',
      'presenting.position as position',
      'presenting.audience_confirmed as audienceConfirmed',
      'accounts.state as presenterState',
      'accounts.display_name as presenterName',
      'accounts.secretary as presenterIsSecretary',
      'documents.id as documentId',
      'documents.title as title',
      'documents.audience as audience',
      'document_versions.page_count as pageCount',
      'items.id as itemId',
      'items.secrecy as itemSecrecy',
      'items.audience as itemAudience',
    ])
    .where('presenting.meeting_id', '=', meetingId)
    .executeTakeFirst()
  if (row === undefined) return null
  const paper: Paper = {
    itemId: row.itemId,
    itemSecrecy: row.itemSecrecy,
    itemAudience: JSON.parse(row.itemAudience),
    audience: JSON.parse(row.audience),
  }
  return { ...row, audienceConfirmed: row.audienceConfirmed === 1, paper }
}

export type Presented = NonNullable<Awaited<ReturnType<typeof loadPresented>>>

/** Ends presenting, if anything is presented: screens lose what they saw only because it was presented. */
export const endPresenting = async (context: CallContext, meetingId: string): Promise<void> => {
  await context.store.deleteFrom('presenting').where('meeting_id', '=', meetingId).execute()
  context.touch(presentingEvents.changed, meetingId)
  context.touch(documentsEvents.changed, meetingId)
}

/**
 * [P9] [P10] [P20] Called after whatever may end a right to present: ends presenting where its presenter may no longer, and
 * tells every viewer what they may do now. `turn` says that the meeting just turned to an item, or to none.
 */
export const reviewPresenting = async (
  context: CallContext,
  meetingId: string,
  turn?: { readonly to: string | null },
): Promise<void> => {
  context.touch(presentingEvents.changed, meetingId)
  const presented = await loadPresented(context.store, meetingId)
  const found = presented === null ? null : await loadMeetingRoles(context.store, meetingId)
  if (presented === null || found === null) return
  const role = found.roles.get(presented.presenterId) ?? null
  const secretary = presented.presenterIsSecretary === 1
  const presenter: Eyes | null =
    presented.presenterState !== 'active' || (role === null && !secretary)
      ? null
      : { accountId: presented.presenterId, role, secretary }
  const on = goesOn({
    state: found.meeting.state,
    current: await loadCurrentItem(context.store, meetingId),
    paper: presented.paper,
    presenter,
    ...(turn === undefined ? {} : { turnedTo: turn.to }),
  })
  const shown = roomMaySee({
    everyoneSees: everyoneSees(presented.paper, participantsEyes(found)),
    audienceConfirmed: presented.audienceConfirmed,
  })
  if (!on || !shown) await endPresenting(context, meetingId)
}

/** [P9] As reviewPresenting, wherever the person presents: what they may outside meetings, or their account, changed. */
export const reviewPresentedBy = async (context: CallContext, accountId: string): Promise<void> => {
  const rows = await context.store
    .selectFrom('presenting')
    .select('meeting_id')
    .where('presenter_id', '=', accountId)
    .execute()
  for (const row of rows) await reviewPresenting(context, row.meeting_id)
}
