import type { Insertable } from 'kysely'
import type { Store } from '#server/storage/database.ts'
import type { PresentingTable } from '#server/storage/tables.ts'
import type { Paper } from '#shared/presenting/presenting.rules.ts'

/** Who presents in a meeting and what, without its paper: what every move asks. Undefined where nothing is presented. */
export const findPresenting = (store: Store, meetingId: string) =>
  store
    .selectFrom('presenting')
    .innerJoin('document_versions', 'document_versions.id', 'presenting.version_id')
    .select([
      'presenting.presenter_id as presenterId',
      'presenting.login_id as loginId',
      'presenting.version_id as versionId',
      'presenting.started_at as startedAt',
      'presenting.position as position',
      'document_versions.page_count as pageCount',
    ])
    .where('presenting.meeting_id', '=', meetingId)
    .executeTakeFirst()

/** A version and whose paper it is; null where the meeting has none such. */
export const findPaper = async (store: Store, meetingId: string, versionId: string) => {
  const row = await store
    .selectFrom('document_versions')
    .innerJoin('documents', 'documents.id', 'document_versions.document_id')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .select([
      'document_versions.state as state',
      'document_versions.page_count as pageCount',
      'documents.audience as audience',
      'items.id as itemId',
      'items.secrecy as itemSecrecy',
      'items.audience as itemAudience',
    ])
    .where('document_versions.id', '=', versionId)
    .where('items.meeting_id', '=', meetingId)
    .executeTakeFirst()
  if (row === undefined) return null
  const paper: Paper = {
    itemId: row.itemId,
    itemSecrecy: row.itemSecrecy,
    itemAudience: JSON.parse(row.itemAudience),
    audience: JSON.parse(row.audience),
  }
  return { ready: row.state === 'ready', pageCount: row.pageCount ?? 1, paper }
}

export const putPresenting = async (store: Store, row: Insertable<PresentingTable>): Promise<void> => {
  await store
    .insertInto('presenting')
    .values(row)
    .onConflict(conflict => conflict.column('meeting_id').doUpdateSet(row))
    .execute()
}

/** Writes where the presenter stands, unless somebody else or another paper is presented by now. */
export const storePosition = async (
  store: Store,
  at: { meetingId: string; loginId: string; versionId: string; position: string },
): Promise<void> => {
  await store
    .updateTable('presenting')
    .set({ position: at.position })
    .where('meeting_id', '=', at.meetingId)
    .where('login_id', '=', at.loginId)
    .where('version_id', '=', at.versionId)
    .execute()
}
