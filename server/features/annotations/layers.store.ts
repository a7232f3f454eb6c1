import { readAudience } from '#server/access/papers.ts'
import type { Store } from '#server/storage/database.ts'
import type { GroupLayer } from '#shared/annotations/annotations.rules.ts'
import type { Audience } from '#shared/meetings/meetings.contract.ts'

/** A group's layer as it is stored. */
export interface StoredGroup extends GroupLayer {
  readonly id: string
  readonly documentId: string
  readonly name: string
}

const groups = (store: Store) =>
  store
    .selectFrom('note_layers')
    .select([
      'note_layers.id as id',
      'note_layers.document_id as documentId',
      'note_layers.name as name',
      'note_layers.maker_id as makerId',
      'note_layers.readers as readers',
      'note_layers.writers as writers',
    ])

const readGroup = <R extends { readers: string; writers: string }>(row: R) => ({
  ...row,
  readers: readAudience(row.readers),
  writers: readAudience(row.writers),
})

/** A group's layer; null where there is none. */
export const findGroup = async (store: Store, layerId: string): Promise<StoredGroup | null> => {
  const row = await groups(store).where('note_layers.id', '=', layerId).executeTakeFirst()
  return row === undefined ? null : readGroup(row)
}

/** The group layers of a paper. */
export const groupsOf = async (store: Store, documentId: string): Promise<readonly StoredGroup[]> =>
  (await groups(store).where('note_layers.document_id', '=', documentId).execute()).map(readGroup)

/** The group layers of a meeting, by paper, oldest first, with their makers and who sees the papers. */
export const groupsIn = async (store: Store, meetingId: string) => {
  const rows = await groups(store)
    .innerJoin('documents', 'documents.id', 'note_layers.document_id')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .innerJoin('accounts', 'accounts.id', 'note_layers.maker_id')
    .select(eb => [
      'documents.audience as audience',
      'items.audience as itemAudience',
      'accounts.display_name as makerName',
      'accounts.secretary as makerIsSecretary',
      eb
        .exists(
          eb
            .selectFrom('document_versions')
            .select('document_versions.id')
            .whereRef('document_versions.document_id', '=', 'documents.id')
            .where('document_versions.state', '=', 'ready'),
        )
        .as('readable'),
    ])
    .where('items.meeting_id', '=', meetingId)
    .orderBy('items.position')
    .orderBy('documents.position')
    .orderBy('note_layers.made_at')
    .orderBy('note_layers.id')
    .execute()
  return rows.map(row => ({
    ...readGroup(row),
    audience: readAudience(row.audience),
    itemAudience: readAudience(row.itemAudience),
    makerIsSecretary: row.makerIsSecretary === 1,
    readable: Boolean(row.readable),
  }))
}

const settled = (settings: { name: string; readers: Audience; writers: Audience }) => ({
  name: settings.name,
  readers: JSON.stringify(settings.readers),
  writers: JSON.stringify(settings.writers),
})

export const insertGroup = async (store: Store, group: StoredGroup, now: number): Promise<void> => {
  await store
    .insertInto('note_layers')
    .values({
      ...settled(group),
      id: group.id,
      document_id: group.documentId,
      maker_id: group.makerId,
      made_at: now,
    })
    .execute()
}

export const changeGroup = async (
  store: Store,
  layerId: string,
  settings: { name: string; readers: Audience; writers: Audience },
): Promise<void> => {
  await store.updateTable('note_layers').set(settled(settings)).where('id', '=', layerId).execute()
}

/** Its notes go with it. */
export const deleteGroup = async (store: Store, layerId: string): Promise<void> => {
  await store.deleteFrom('note_layers').where('id', '=', layerId).execute()
}

/** Whether somebody is a secretary of the Office. */
export const isSecretary = async (store: Store, accountId: string): Promise<boolean> =>
  (await store.selectFrom('accounts').select('secretary').where('id', '=', accountId).executeTakeFirst())
    ?.secretary === 1
