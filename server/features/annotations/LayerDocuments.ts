import type { Ports } from '#server/ports.ts'
import type { Database } from '#server/storage/database.ts'
import { limits } from '#server/transport/limits.ts'
import type { LayerMember } from '#server/transport/noteLayers.ts'
import { Compactions } from './Compactions.ts'
import { LayerDocument, type LayerOwner } from './LayerDocument.ts'
import { type LayerKey, loadLayer, storeAdditions, storeSnapshot } from './notes.store.ts'

/** A layer that is open, or being opened. */
interface Entry {
  readonly document: Promise<LayerDocument>
  /** Members on their way in: it is not closed before they came. */
  awaited: number
}

const nameOf = ({ versionId, layer, accountId }: LayerKey): string => `${versionId} ${layer} ${accountId}`

/** All layers that anybody has open: opened once, stored together, closed when nobody is left and all is stored. */
export class LayerDocuments implements LayerOwner {
  readonly #database: Database
  readonly #ports: Ports
  readonly #most: number
  readonly #entries = new Map<string, Entry>()
  #dirty = new Set<LayerDocument>()
  #timer: NodeJS.Timeout | undefined
  #storing: Promise<void> | null = null
  #began = Number.NEGATIVE_INFINITY
  readonly #compactions: Compactions
  /** Could not be stored in one piece; tried again once they are opened anew. */
  readonly #inPieces = new WeakSet<LayerDocument>()

  /** @param most layers in memory. */
  constructor(database: Database, ports: Ports, most: number = limits.notes.openLayers) {
    this.#database = database
    this.#ports = ports
    this.#most = most
    this.#compactions = new Compactions(database)
  }

  /** Layers in memory. */
  get open(): number {
    return this.#entries.size
  }

  /** [N17] [N19] The layer, loaded, with the member in it. @throws where it cannot be loaded, or [N22] too many are. */
  async enter(key: LayerKey, member: LayerMember): Promise<LayerDocument> {
    for (;;) {
      const entry = this.#entryOf(key)
      entry.awaited += 1
      try {
        const document = await entry.document
        // A layer that was given up meanwhile is loaded anew.
        if (document.gone) continue
        document.join(member)
        return document
      } finally {
        entry.awaited -= 1
      }
    }
  }

  leave(document: LayerDocument, member: LayerMember): void {
    document.forget(member)
    if (document.members.size === 0) this.#finish(document)
  }

  changed(document: LayerDocument): void {
    this.#dirty.add(document)
    if (this.#timer !== undefined || this.#storing !== null) return
    // What comes after a pause goes at once; what comes soon after that waits for its fellows.
    const wait = this.#began + limits.notes.togetherMs - this.#ports.clock.monotonic()
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, wait))
  }

  unsound(document: LayerDocument, error: unknown): void {
    this.#ports.log.error({ err: error, layer: document.key }, 'a layer of notes is loaded anew')
    this.#giveUp(document, 'notLoaded')
  }

  /** Stores what came; to be called when nothing comes any more. */
  async close(): Promise<void> {
    while (this.#storing !== null || this.#dirty.size > 0) {
      if (this.#storing === null) this.#begin()
      await this.#storing
    }
    clearTimeout(this.#timer)
    await this.#compactions.close()
  }

  #entryOf(key: LayerKey): Entry {
    const name = nameOf(key)
    const found = this.#entries.get(name)
    if (found !== undefined) return found
    if (this.#entries.size >= this.#most) throw new Error(`There are ${this.#most} layers of notes in memory`)
    const document = this.#load(key)
    const entry: Entry = { document, awaited: 0 }
    this.#entries.set(name, entry)
    document.catch(() => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name)
    })
    return entry
  }

  async #load(key: LayerKey): Promise<LayerDocument> {
    const stored = await loadLayer(this.#database.kysely, key)
    return new LayerDocument(key, stored, this, this.#ports.clock)
  }

  #begin(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#began = this.#ports.clock.monotonic()
    const documents = [...this.#dirty].filter(({ gone }) => !gone)
    this.#dirty = new Set()
    this.#storing = this.#store(documents).finally(() => {
      this.#storing = null
      const [next] = this.#dirty
      if (next !== undefined) this.changed(next)
    })
  }

  /** [N18] One transaction for all that changed; never fails. */
  async #store(documents: readonly LayerDocument[]): Promise<void> {
    const begun = documents.map(document => ({ document, addition: document.begin() }))
    const added = begun.flatMap(({ document, addition }) =>
      addition === null ? [] : [{ document, addition }],
    )
    const rows = new Map<LayerDocument, number | null>()
    try {
      if (added.length > 0) {
        const ids = await storeAdditions(
          this.#database,
          added.map(({ addition }) => addition),
        )
        for (const [at, { document }] of added.entries()) rows.set(document, ids[at] ?? null)
      }
    } catch (error) {
      this.#ports.log.error({ err: error, layers: added.length }, 'notes could not be stored')
      for (const { document } of added) this.#giveUp(document, 'notLoaded')
    }
    for (const { document } of begun) {
      if (document.gone) continue
      const row = rows.get(document)
      if (row === null) this.#giveUp(document, 'removed')
      else document.stored(row ?? null)
    }
    for (const document of documents) {
      if (!document.gone) await this.#compact(document)
      document.release()
      if (document.members.size === 0) this.#finish(document, true)
    }
  }

  /** Stores a layer in one piece where it is time: a large one beside what goes on, in a thread of its own. */
  async #compact(document: LayerDocument): Promise<void> {
    const { row } = document
    if (row === null || !this.#isDue(document, document.members.size === 0)) return
    const { updates } = document
    if (document.size > limits.notes.compactHereBytes && this.#compactions.canBeside) {
      this.#compactBeside(document, row)
      return
    }
    try {
      const bytes = document.inOnePiece()
      await storeSnapshot(this.#database, row, bytes)
      document.compactedTo({ ...updates, bytes: bytes.length })
    } catch (error) {
      this.#compactionFailed(document, error)
    }
  }

  #compactBeside(document: LayerDocument, row: number): void {
    this.#compactions.beside(row).then(
      compacted => {
        if (compacted !== null) document.compactedTo(compacted)
      },
      error => this.#compactionFailed(document, error),
    )
  }

  #isDue(document: LayerDocument, closing: boolean): boolean {
    return !this.#inPieces.has(document) && document.isDue(closing)
  }

  #compactionFailed(document: LayerDocument, error: unknown): void {
    // The updates are stored all the same.
    this.#inPieces.add(document)
    this.#ports.log.error({ err: error, layer: document.key }, 'a layer of notes could not be compacted')
  }

  /** [N19] Closes a layer that nobody has open, once everything of it is stored. */
  #finish(document: LayerDocument, compacted = false): void {
    const name = nameOf(document.key)
    const entry = this.#entries.get(name)
    if (document.gone || document.busy || this.#dirty.has(document)) return
    if (entry === undefined || entry.awaited > 0 || document.members.size > 0) return
    if (!compacted && document.row !== null && this.#isDue(document, true)) {
      // Stored once more, in one piece, and closed after that.
      this.changed(document)
      return
    }
    this.#entries.delete(name)
    document.close()
  }

  #giveUp(document: LayerDocument, why: 'notLoaded' | 'removed'): void {
    if (document.gone) return
    this.#entries.delete(nameOf(document.key))
    document.close()
    for (const member of [...document.members]) member.end(why)
  }
}
