import type { Selectable } from 'kysely'
import { z } from 'zod'
import { readAudience } from '#server/access/papers.ts'
import type { Store } from '#server/storage/database.ts'
import type { DocumentVersionsTable } from '#server/storage/tables.ts'
import type { DocumentVersion, MeetingDocument } from '#shared/documents/documents.contract.ts'
import { currentVersions } from '#shared/documents/documents.rules.ts'
import type { Audience, MeetingState } from '#shared/meetings/meetings.contract.ts'
import { readRefusal } from './refusals.ts'

export type VersionRow = Selectable<DocumentVersionsTable>

const PageRuns = z.array(z.tuple([z.int(), z.number(), z.number()]))
const Lengths = z.array(z.int().min(1))

/** Where an item stands: its meeting and what both allow. */
export const findItem = async (store: Store, itemId: string) => {
  const row = await store
    .selectFrom('items')
    .innerJoin('meetings', 'meetings.id', 'items.meeting_id')
    .select([
      'items.id',
      'items.meeting_id as meetingId',
      'items.state',
      'items.audience',
      'meetings.kind',
      'meetings.starts_at as startsAt',
    ])
    .where('items.id', '=', itemId)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, audience: readAudience(row.audience) }
}

const viewOf = (row: VersionRow, receivedBytes: number): DocumentVersion => {
  const common = {
    id: row.id,
    number: row.number,
    uploadedAt: row.uploaded_at,
    byteLength: row.byte_length,
    fileName: row.file_name,
  }
  switch (row.state) {
    case 'uploading':
      return { ...common, state: 'uploading', receivedBytes }
    case 'preparing':
      return { ...common, state: 'preparing', preparedPages: 0, pageCount: null }
    case 'refused':
      return { ...common, state: 'refused', ...readRefusal(row.refusal_code, row.refusal_found) }
    case 'ready':
      return {
        ...common,
        state: 'ready',
        pageCount: row.page_count ?? 0,
        pageRuns: PageRuns.parse(JSON.parse(row.page_runs ?? '[]')),
        paperHash: row.paper_hash ?? '',
        paperBytes: row.paper_bytes ?? 0,
        originalHash: row.original_hash ?? '',
        thumbnails: row.thumbnails,
        hasText: row.has_text === 1,
        hasOutline: row.has_outline === 1,
      }
  }
}

export interface Paper {
  readonly document: MeetingDocument
  readonly itemAudience: Audience
  readonly presented: boolean
}

/**
 * Every paper of a meeting in the order of its agenda, as those who manage papers see it.
 * `received` says how many bytes of a version on its way have come.
 */
export const listPapers = async (
  store: Store,
  meetingId: string,
  received: (versionId: string) => Promise<number>,
): Promise<Paper[]> => {
  const documents = await store
    .selectFrom('documents')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .select([
      'documents.id',
      'documents.item_id',
      'documents.title',
      'documents.position',
      'documents.audience',
      'documents.late',
      'items.audience as item_audience',
    ])
    .where('items.meeting_id', '=', meetingId)
    .orderBy('items.position')
    .orderBy('documents.position')
    .execute()
  const rows = await store
    .selectFrom('document_versions')
    .innerJoin('documents', 'documents.id', 'document_versions.document_id')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .selectAll('document_versions')
    .where('items.meeting_id', '=', meetingId)
    .execute()
  const presenting = await store
    .selectFrom('presenting')
    .innerJoin('document_versions', 'document_versions.id', 'presenting.version_id')
    .select('document_versions.document_id')
    .where('presenting.meeting_id', '=', meetingId)
    .executeTakeFirst()
  const versions = new Map<string, DocumentVersion[]>()
  for (const row of rows) {
    const view = viewOf(row, row.state === 'uploading' ? await received(row.id) : 0)
    versions.set(row.document_id, [...(versions.get(row.document_id) ?? []), view])
  }
  return documents.map(row => ({
    document: {
      id: row.id,
      itemId: row.item_id,
      title: row.title,
      order: row.position,
      audience: readAudience(row.audience),
      late: row.late === 1,
      ...currentVersions(versions.get(row.id) ?? []),
    },
    itemAudience: readAudience(row.item_audience),
    presented: presenting?.document_id === row.id,
  }))
}

export const countPapers = async (store: Store, meetingId: string): Promise<number> => {
  const { count } = await store
    .selectFrom('documents')
    .innerJoin('items', 'items.id', 'documents.item_id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('items.meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The papers under an item, in order. */
export const orderOf = async (store: Store, itemId: string): Promise<string[]> => {
  const rows = await store
    .selectFrom('documents')
    .select('id')
    .where('item_id', '=', itemId)
    .orderBy('position')
    .execute()
  return rows.map(({ id }) => id)
}

/** Puts papers under an item, in the order given, numbered from 1. */
export const putInOrder = async (store: Store, itemId: string, documentIds: readonly string[]) => {
  for (const [index, id] of documentIds.entries())
    await store
      .updateTable('documents')
      .set({ item_id: itemId, position: index + 1 })
      .where('id', '=', id)
      .execute()
}

/** Takes a paper's versions on their way or refused out. @returns their ids. */
export const dropPending = async (store: Store, documentId: string): Promise<string[]> => {
  const rows = await store
    .deleteFrom('document_versions')
    .where('document_id', '=', documentId)
    .where('state', '!=', 'ready')
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes out a paper that has no version (any more). */
export const dropIfEmpty = async (store: Store, documentId: string): Promise<void> => {
  await store
    .deleteFrom('documents')
    .where('id', '=', documentId)
    .where(eb =>
      eb.not(
        eb.exists(
          eb.selectFrom('document_versions').select('id').whereRef('document_id', '=', 'documents.id'),
        ),
      ),
    )
    .execute()
}

export const lastNumber = async (store: Store, documentId: string): Promise<number> => {
  const row = await store
    .selectFrom('document_versions')
    .select(eb => eb.fn.max('number').as('last'))
    .where('document_id', '=', documentId)
    .executeTakeFirst()
  return row?.last ?? 0
}

/** Versions in a state, oldest first: what a stop left behind. */
export const versionsIn = (store: Store, state: VersionRow['state']) =>
  store
    .selectFrom('document_versions')
    .selectAll()
    .where('state', '=', state)
    .orderBy('uploaded_at')
    .execute()

/** Every blob that some version names. */
export const namedBlobs = async (store: Store): Promise<Set<string>> => {
  const versions = await store
    .selectFrom('document_versions')
    .select(['original_hash', 'paper_hash', 'page_one_hash'])
    .execute()
  const packs = await store.selectFrom('document_thumbnails').select('hash').distinct().execute()
  const named = new Set(packs.map(({ hash }) => hash))
  for (const row of versions)
    for (const hash of [row.original_hash, row.paper_hash, row.page_one_hash])
      if (hash !== null) named.add(hash)
  return named
}

/** Where a page's thumbnail lies; null where it was not made yet. Pages count from 1. */
export const findThumbnail = async (
  store: Store,
  versionId: string,
  page: number,
): Promise<{ hash: string; from: number; length: number } | null> => {
  const pack = await store
    .selectFrom('document_thumbnails')
    .select(['first_page', 'hash', 'lengths'])
    .where('version_id', '=', versionId)
    .where('first_page', '<=', page)
    .orderBy('first_page', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (pack === undefined) return null
  const lengths = Lengths.parse(JSON.parse(pack.lengths))
  const length = lengths[page - pack.first_page]
  if (length === undefined) return null
  const from = lengths.slice(0, page - pack.first_page).reduce((sum, next) => sum + next, 0)
  return { hash: pack.hash, from, length }
}

/** The state of a meeting that exists. */
export const meetingState = async (store: Store, meetingId: string): Promise<MeetingState> =>
  (await store.selectFrom('meetings').select('state').where('id', '=', meetingId).executeTakeFirstOrThrow())
    .state

/** Raises a meeting's revision: what its tablets hold is no longer the newest. */
export const raiseRevision = async (store: Store, meetingId: string): Promise<void> => {
  await store
    .updateTable('meetings')
    .set(eb => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', meetingId)
    .execute()
}

/** Everyone in whose list of meetings this meeting stands with its number of papers. */
export const listReaders = async (store: Store, meetingId: string): Promise<string[]> => {
  const rows = await store
    .selectFrom('accounts')
    .select('id')
    .where(eb =>
      eb.or([
        eb.and([eb('secretary', '=', 1), eb('state', '=', 'active')]),
        eb(
          'id',
          'in',
          eb.selectFrom('participants').select('account_id').where('meeting_id', '=', meetingId),
        ),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}
