import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import type { CallContext } from '../transport/handler.ts'

/**
 * Tells the lists of meetings anew of everyone who has this meeting in theirs: the secretaries and, from publishing
 * on, the participants; `also` names others, such as one who was just taken out. Those not connected cost nothing.
 */
export const touchLists = async (
  context: CallContext,
  meetingId: string,
  also: readonly string[] = [],
): Promise<void> => {
  const rows = await context.store
    .selectFrom('accounts')
    .select('id')
    .where(eb =>
      eb.or([
        eb('secretary', '=', 1),
        eb(
          'id',
          'in',
          eb
            .selectFrom('participants')
            .innerJoin('meetings', 'meetings.id', 'participants.meeting_id')
            .select('participants.account_id')
            .where('meetings.id', '=', meetingId)
            .where('meetings.state', '!=', 'draft'),
        ),
      ]),
    )
    .execute()
  for (const accountId of new Set([...rows.map(({ id }) => id), ...also]))
    context.touch(meetingsEvents.listChanged, accountId)
}
