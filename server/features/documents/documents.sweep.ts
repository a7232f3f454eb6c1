import { findVersion } from '#server/access/papers.ts'
import type { FeatureParts } from '#server/feature.ts'
import { appendJournal } from '#server/storage/journal.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { dropIfEmpty, namedBlobs, raiseRevision, versionsIn } from './documents.store.ts'
import type { Queue } from './prepare/Queue.ts'
import type { UploadFolder } from './UploadFolder.ts'

const hourMs = 3_600_000
/** [D10] An upload of which nothing more has come for so long is given up. */
const uploadPatienceMs = 24 * hourMs

/** Removes what nobody names or waits for any more: stored files and uploads that were never finished. */
export class Sweep {
  readonly #parts: FeatureParts
  readonly #uploads: UploadFolder
  readonly #blobGate: Queue
  readonly #forgetUnnamed: (named: ReadonlySet<string>) => void
  readonly #work = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | undefined

  /** `forgetUnnamed` lets go of open files, so that the disk has their room again. */
  constructor(
    parts: FeatureParts,
    uploads: UploadFolder,
    blobGate: Queue,
    forgetUnnamed: (named: ReadonlySet<string>) => void,
  ) {
    this.#parts = parts
    this.#uploads = uploads
    this.#blobGate = blobGate
    this.#forgetUnnamed = forgetUnnamed
  }

  /** Sweeps now and every hour: a meeting that was deleted takes its papers' rows along, not their files. */
  async start(): Promise<void> {
    await this.all()
    this.#timer = setInterval(() => this.#quietly(this.all()), hourMs).unref()
  }

  /** Ends when all that was to be removed is. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all(this.#work)
  }

  async all(): Promise<void> {
    await this.#expire()
    await this.#dropStrays()
    await this.blobs()
  }

  /** Removes stored files that no version names, soon. */
  soon(): void {
    this.#quietly(this.blobs())
  }

  /** Forgets what has come of versions that were given up. */
  giveUp(versionIds: readonly string[]): void {
    for (const id of versionIds) this.#quietly(this.#uploads.remove(id))
  }

  /** Removes stored files that no version names. */
  blobs(): Promise<void> {
    return this.#blobGate.run(async () => {
      const { database, blobs, ports } = this.#parts
      const named = await namedBlobs(database.kysely)
      const removed = await blobs.sweep(named)
      this.#forgetUnnamed(named)
      if (removed.blobs > 0) ports.log.info(removed, 'files that no paper names were removed')
    })
  }

  async #expire(): Promise<void> {
    const { database, ports, announce } = this.#parts
    const now = ports.clock.now()
    const files = new Map((await this.#uploads.list()).map(({ versionId, at }) => [versionId, at]))
    for (const row of await versionsIn(database.kysely, 'uploading')) {
      if (now - Math.max(row.uploaded_at, files.get(row.id) ?? 0) < uploadPatienceMs) continue
      await this.#uploads.remove(row.id)
      const meetingId = await database.kysely.transaction().execute(async store => {
        const found = await findVersion(store, row.id)
        if (found?.version.state !== 'uploading') return null
        await store.deleteFrom('document_versions').where('id', '=', row.id).execute()
        await dropIfEmpty(store, row.document_id)
        await raiseRevision(store, found.document.meetingId)
        await appendJournal(store, {
          at: now,
          actorId: '',
          loginId: '',
          command: 'documents:expired',
          commandId: ports.ids.uuid(),
          meetingId: found.document.meetingId,
          detail: { documentId: row.document_id, versionId: row.id },
        })
        return found.document.meetingId
      })
      if (meetingId !== null) announce(documentsEvents.changed, meetingId)
    }
  }

  /** Uploads whose version is gone, or needs them no more. */
  async #dropStrays(): Promise<void> {
    const { kysely } = this.#parts.database
    for (const { versionId } of await this.#uploads.list()) {
      const found = await findVersion(kysely, versionId)
      if (found?.version.state !== 'uploading' && found?.version.state !== 'preparing')
        await this.#uploads.remove(versionId)
    }
  }

  #quietly(work: Promise<void>): void {
    const quiet = work
      .catch(error => this.#parts.ports.log.error({ err: error }, 'sweeping papers failed'))
      .finally(() => this.#work.delete(quiet))
    this.#work.add(quiet)
  }
}
