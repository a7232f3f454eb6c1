import { join } from 'node:path'
import { type FoundVersion, findVersion } from '#server/access/papers.ts'
import { profileOfMeeting } from '#server/access/profiles.ts'
import type { FeatureParts } from '#server/feature.ts'
import type { Store } from '#server/storage/database.ts'
import { appendJournal } from '#server/storage/journal.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { isLate, papersMayChange } from '#shared/documents/documents.rules.ts'
import { type MeetingState, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import {
  dropIfEmpty,
  findItem,
  listReaders,
  meetingState,
  orderOf,
  putInOrder,
  raiseRevision,
  versionsIn,
} from './documents.store.ts'
import { defaultPrepareLimits } from './prepare/limits.ts'
import { Preparer } from './prepare/Preparer.ts'
import type { ThumbnailPack } from './prepare/prepared.ts'
import type { Queue } from './prepare/Queue.ts'
import { refusalWord, type VersionRefusal } from './refusals.ts'
import type { UploadFolder } from './UploadFolder.ts'

/** Work that failed for a reason outside the file (no process, no room in the database) is tried again. */
const againMs = 30_000

interface Sender {
  readonly actorId: string
  readonly loginId: string
}

/** noted: it is being prepared, or was before. gone: nobody waits for it. over: [D26] the meeting takes none any more. */
export type Received =
  | { readonly kind: 'noted' | 'gone' }
  | { readonly kind: 'over'; readonly state: MeetingState }

/** The version was given up or its meeting deleted while something was made for it. */
class Gone extends Error {}

const isAbort = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'

/** What the server does by itself once a paper's last byte has come. */
export class Preparation {
  readonly #parts: FeatureParts
  readonly #uploads: UploadFolder
  /** Storing blobs with the row that names them, and sweeping unnamed blobs, exclude each other. */
  readonly #blobGate: Queue
  readonly #tidy: () => void
  readonly #retries = new Set<NodeJS.Timeout>()
  readonly #work = new Set<Promise<void>>()
  #preparer: Preparer | undefined

  /** `tidy` removes stored files that no version names (any more), soon. */
  constructor(parts: FeatureParts, uploads: UploadFolder, blobGate: Queue, tidy: () => void) {
    this.#parts = parts
    this.#uploads = uploads
    this.#blobGate = blobGate
    this.#tidy = tidy
  }

  /** Begins, and goes on with what a stop or crash left: uploads that were whole, papers and thumbnails half made. */
  async start(): Promise<void> {
    const { config, database } = this.#parts
    this.#preparer = await Preparer.open({
      workFolder: join(config.dataFolder, 'preparing'),
      limits: { ...defaultPrepareLimits, maxBytes: config.paperLimitBytes, maxPages: config.pageLimit },
      atOnce: 1,
    })
    for (const row of await versionsIn(database.kysely, 'uploading'))
      if ((await this.#uploads.received(row.id)) === row.byte_length)
        await this.received(row.id, { actorId: row.uploaded_by, loginId: '' })
    for (const { id } of await versionsIn(database.kysely, 'preparing')) this.#begin(id, 'prepare')
    for (const row of await versionsIn(database.kysely, 'ready'))
      if (row.thumbnails < (row.page_count ?? 0)) this.#begin(row.id, 'extras')
  }

  /** Ends; what was being made begins anew with the next start. */
  async close(): Promise<void> {
    for (const timer of this.#retries) clearTimeout(timer)
    await this.#preparer?.close()
    await Promise.allSettled(this.#work)
  }

  /** [D8] The last byte of a version lies on the disk: notes it and begins to prepare, unless it came too late. */
  async received(versionId: string, by: Sender): Promise<Received> {
    const end: { state?: MeetingState } = {}
    const noted = await this.#change(
      versionId,
      'uploading',
      'documents:received',
      by,
      async (store, { version, document }) => {
        const state = await meetingState(store, document.meetingId)
        if (!papersMayChange(state)) {
          end.state = state
          return null
        }
        await store
          .updateTable('document_versions')
          .set({ state: 'preparing', uploaded_at: this.#parts.ports.clock.now() })
          .where('id', '=', versionId)
          .execute()
        return { byteLength: version.byte_length }
      },
    )
    if (end.state !== undefined) {
      await this.#lapse(versionId, by)
      return { kind: 'over', state: end.state }
    }
    if (noted) this.#begin(versionId, 'prepare')
    const known = noted || (await findVersion(this.#parts.database.kysely, versionId)) !== null
    if (!known) await this.#uploads.remove(versionId)
    return { kind: known ? 'noted' : 'gone' }
  }

  /** [D26] The meeting ended before the last byte came: nothing of the version stays. */
  async #lapse(versionId: string, by: Sender): Promise<void> {
    await this.#change(versionId, 'uploading', 'documents:lapsed', by, async (store, { document }) => {
      await store.deleteFrom('document_versions').where('id', '=', versionId).execute()
      await dropIfEmpty(store, document.id)
      await putInOrder(store, document.itemId, await orderOf(store, document.itemId))
      return {}
    })
    await this.#uploads.remove(versionId)
  }

  #begin(versionId: string, work: 'prepare' | 'extras'): void {
    const running = (work === 'prepare' ? this.#prepare(versionId) : this.#extras(versionId)).catch(error => {
      if (isAbort(error) || error instanceof Gone) return
      this.#parts.ports.log.error(
        { err: error, versionId },
        'a paper could not be prepared; it is tried again',
      )
      const timer = setTimeout(() => {
        this.#retries.delete(timer)
        this.#begin(versionId, work)
      }, againMs).unref()
      this.#retries.add(timer)
    })
    this.#work.add(running)
    running.finally(() => this.#work.delete(running))
  }

  async #prepare(versionId: string): Promise<void> {
    const { blobs, ports } = this.#parts
    const path = this.#uploads.pathOf(versionId)
    const result = await this.#preparer?.prepare(path)
    if (result === undefined) return
    if (!result.ok) {
      const { code, detail, params } = result.error
      ports.log.info({ versionId, code, detail }, 'a paper was refused')
      await this.#refuse(versionId, 'preparing', { code, params: params ?? {} })
      return this.#uploads.remove(versionId)
    }
    const { document, discard } = result.data
    const stored = await this.#blobGate.run(async () => {
      try {
        const original = await blobs.put(path)
        const pageOne = await blobs.put(document.pageOne.path)
        const paper = document.balanced === null ? original : await blobs.put(document.balanced.path)
        if (!original.ok || !pageOne.ok || !paper.ok) return 'full'
        const kept = await this.#change(
          versionId,
          'preparing',
          'documents:prepared',
          { actorId: '', loginId: '' },
          async (store, found) => {
            await store
              .updateTable('document_versions')
              .set({
                state: 'ready',
                original_hash: original.data.hash,
                paper_hash: paper.data.hash,
                paper_bytes: paper.data.size,
                page_one_hash: pageOne.data.hash,
                page_count: document.pageCount,
                page_runs: JSON.stringify(document.pageRuns),
                has_text: document.hasText ? 1 : 0,
                has_outline: document.hasOutline ? 1 : 0,
              })
              .where('id', '=', versionId)
              .execute()
            await this.#judgeLateness(store, found)
            return { originalHash: original.data.hash, paperHash: paper.data.hash, pages: document.pageCount }
          },
        )
        return kept ? 'stored' : 'gone'
      } finally {
        await discard()
      }
    })
    if (stored === 'full') await this.#refuse(versionId, 'preparing', { code: 'disk.full', params: {} })
    await this.#uploads.remove(versionId)
    if (stored === 'stored') this.#begin(versionId, 'extras')
    else this.#tidy()
  }

  async #judgeLateness(store: Store, { document, version }: FoundVersion): Promise<void> {
    const item = await findItem(store, document.itemId)
    if (item === null) return
    const { profile } = await profileOfMeeting(store, document.meetingId)
    await store
      .updateTable('documents')
      .set({ late: isLate(profile, item, version.uploaded_at) ? 1 : 0 })
      .where('id', '=', document.id)
      .execute()
  }

  async #extras(versionId: string): Promise<void> {
    const { blobs, database, ports } = this.#parts
    const found = await findVersion(database.kysely, versionId)
    if (found?.version.state !== 'ready' || found.version.paper_hash === null) return
    const { thumbnails, page_count: pageCount, paper_hash: hash } = found.version
    const result = await this.#preparer?.extras(
      { path: blobs.pathOf(hash), pageCount: pageCount ?? 0, fromPage: thumbnails + 1 },
      batch => this.#keepThumbnails(versionId, batch.thumbnails),
    )
    if (result === undefined || result.ok) return
    ports.log.warn({ versionId, ...result.error }, 'a paper’s pages could not be drawn')
    if (result.error.code !== 'document.tooComplex') return
    await this.#refuse(versionId, 'ready', { code: result.error.code, params: {} })
    this.#tidy()
  }

  #keepThumbnails(versionId: string, pack: ThumbnailPack): Promise<void> {
    const { blobs, database, announce } = this.#parts
    return this.#blobGate.run(async () => {
      const blob = await blobs.put(pack.path)
      if (!blob.ok) throw new Error(blob.error.detail)
      const meetingId = await database.kysely.transaction().execute(async store => {
        const found = await findVersion(store, versionId)
        if (found?.version.state !== 'ready') throw new Gone()
        await store
          .insertInto('document_thumbnails')
          .values({
            version_id: versionId,
            first_page: pack.firstPage,
            hash: blob.data.hash,
            lengths: JSON.stringify(pack.lengths),
          })
          .execute()
        await store
          .updateTable('document_versions')
          .set({ thumbnails: pack.firstPage - 1 + pack.lengths.length })
          .where('id', '=', versionId)
          .execute()
        await raiseRevision(store, found.document.meetingId)
        return found.document.meetingId
      })
      announce(documentsEvents.changed, meetingId)
    })
  }

  /** [D9] Keeps nothing of a version but its row and the reason. */
  async #refuse(versionId: string, from: 'preparing' | 'ready', refusal: VersionRefusal): Promise<void> {
    await this.#change(
      versionId,
      from,
      'documents:refused',
      { actorId: '', loginId: '' },
      async (store, { document }) => {
        // What the room looks at is not taken from it.
        if (from === 'ready' && document.presented) return null
        await store.deleteFrom('document_thumbnails').where('version_id', '=', versionId).execute()
        await store
          .updateTable('document_versions')
          .set({
            state: 'refused',
            refusal_code: refusal.code,
            refusal_found: refusalWord(refusal),
            original_hash: null,
            paper_hash: null,
            paper_bytes: null,
            page_one_hash: null,
            page_count: null,
            page_runs: null,
            thumbnails: 0,
          })
          .where('id', '=', versionId)
          .execute()
        return { code: refusal.code }
      },
    )
  }

  /**
   * Changes a version that is in the state `from`, in one transaction with the meeting's revision and a row of
   * the journal; then tells everyone. `act` gives the row's detail, or null to leave all as it is.
   */
  async #change(
    versionId: string,
    from: FoundVersion['version']['state'],
    command: string,
    by: Sender,
    act: (store: Store, found: FoundVersion) => Promise<Record<string, string | number> | null>,
  ): Promise<boolean> {
    const { database, ports, announce } = this.#parts
    const changed = await database.kysely.transaction().execute(async store => {
      const found = await findVersion(store, versionId)
      if (found?.version.state !== from) return null
      const { meetingId, id: documentId } = found.document
      const detail = await act(store, found)
      if (detail === null) return null
      await raiseRevision(store, meetingId)
      await appendJournal(store, {
        at: ports.clock.now(),
        ...by,
        command,
        commandId: ports.ids.uuid(),
        meetingId,
        detail: { documentId, versionId, ...detail },
      })
      return { meetingId, readers: await listReaders(store, meetingId) }
    })
    if (changed === null) return false
    announce(documentsEvents.changed, changed.meetingId)
    for (const accountId of changed.readers) announce(meetingsEvents.listChanged, accountId)
    return true
  }
}
