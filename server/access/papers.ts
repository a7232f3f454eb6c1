import type { Store } from '#server/storage/database.ts'
import { Audience } from '#shared/meetings/meetings.contract.ts'

/** A stored audience, checked as it comes out. */
export const readAudience = (json: string): Audience => Audience.parse(JSON.parse(json))

/** A paper with its item, its meeting, and whether it is presented or can be read. */
export const findDocument = async (store: Store, documentId: string) => {
  const row = await store
    .selectFrom('documents')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .select(eb => [
      'documents.id',
      'documents.item_id as itemId',
      'documents.audience',
      'items.meeting_id as meetingId',
      'items.state as itemState',
      'items.audience as itemAudience',
      eb
        .exists(
          eb
            .selectFrom('document_versions')
            .select('id')
            .whereRef('document_id', '=', 'documents.id')
            .where('state', '=', 'ready'),
        )
        .as('readable'),
      eb
        .exists(
          eb
            .selectFrom('presenting')
            .innerJoin('document_versions', 'document_versions.id', 'presenting.version_id')
            .select('presenting.version_id')
            .whereRef('document_versions.document_id', '=', 'documents.id'),
        )
        .as('presented'),
    ])
    .where('documents.id', '=', documentId)
    .executeTakeFirst()
  return row === undefined
    ? null
    : {
        ...row,
        readable: Boolean(row.readable),
        presented: Boolean(row.presented),
        audience: readAudience(row.audience),
        itemAudience: readAudience(row.itemAudience),
      }
}
export type FoundDocument = NonNullable<Awaited<ReturnType<typeof findDocument>>>

/** A version with all that decides who may have it. */
export const findVersion = async (store: Store, versionId: string) => {
  const version = await store
    .selectFrom('document_versions')
    .selectAll()
    .where('id', '=', versionId)
    .executeTakeFirst()
  if (version === undefined) return null
  const document = await findDocument(store, version.document_id)
  return document === null ? null : { version, document }
}
export type FoundVersion = NonNullable<Awaited<ReturnType<typeof findVersion>>>
