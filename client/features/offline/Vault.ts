import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type Holder, type KeptPaper, mayRead } from './offline.rules.ts'

/** Ciphertext with its nonce. */
interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly bytes: ArrayBuffer
}

interface Schema extends DBSchema {
  holder: { key: string; value: Holder & { readonly key: CryptoKey } }
  papers: { key: string; value: KeptPaper }
  pieces: { key: [string, number]; value: Sealed }
  views: { key: string; value: Sealed }
  /** [O14] Updates of layers of notes, in order. */
  notes: {
    key: number
    value: Sealed & NotesPlace & { readonly unsent: 0 | 1 }
    indexes: { byLayer: [string, string]; byMeeting: string; byUnsent: number }
  }
  /** [O14] The key of private notes, as one that no script reads out. */
  notesKeys: { key: string; value: KeptNotesKey }
}

/** A layer of notes, as it is kept. */
export interface NotesPlace {
  readonly meetingId: string
  readonly versionId: string
  readonly layer: string
}

export interface KeptNotes {
  readonly key: number
  readonly unsent: boolean
  readonly update: Uint8Array
}

export interface KeptNotesKey {
  readonly accountId: string
  readonly keyId: string
  readonly key: CryptoKey
}

/** A view as it is kept: what client/net/sync.ts tells and takes back. */
export interface KeptView {
  readonly name: string
  readonly scopeId: string
  readonly revision: number
  readonly view: unknown
}

const databaseName = 'phong-hop-so.offline'
const holderKey = 'holder'
const notesPlace = ({ meetingId, versionId, layer }: NotesPlace): string =>
  `notes ${meetingId} ${versionId} ${layer}`
const text = { encode: new TextEncoder(), decode: new TextDecoder() }

/** What is kept on this device, encrypted; opened for one account at a time. SPEC [O6] [O7]. */
export class Vault {
  #database: IDBPDatabase<Schema> | null = null
  #key: CryptoKey | null = null

  /** Whether this browser can keep anything: not without a secure origin. */
  static supported(): boolean {
    return typeof indexedDB !== 'undefined' && globalThis.crypto?.subtle !== undefined
  }

  async #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= await openDB<Schema>(databaseName, 2, {
      upgrade: (database, before) => {
        if (before < 1)
          for (const store of ['holder', 'papers', 'pieces', 'views'] as const)
            database.createObjectStore(store)
        const notes = database.createObjectStore('notes', { autoIncrement: true })
        notes.createIndex('byLayer', ['versionId', 'layer'])
        notes.createIndex('byMeeting', 'meetingId')
        notes.createIndex('byUnsent', 'unsent')
        database.createObjectStore('notesKeys')
      },
    })
    return this.#database
  }

  /** Whose the kept things are; null where nothing is kept. */
  async holder(): Promise<Holder | null> {
    return (await (await this.#open()).get('holder', holderKey)) ?? null
  }

  /**
   * Opens what is kept for an account; where nothing is and the server confirmed the login, begins anew.
   * @returns 'none' where there is nothing and nothing may begin.
   */
  async unlock(
    who: { readonly accountId: string; readonly expiresAt: number },
    now: number,
    confirmed: boolean,
  ): Promise<'open' | 'locked' | 'foreign' | 'none'> {
    const database = await this.#open()
    const found = await database.get('holder', holderKey)
    if (found === undefined) {
      if (!confirmed) return 'none'
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ])
      // Another tab may have been quicker: the first key stays.
      const change = database.transaction('holder', 'readwrite')
      const before = await change.store.get(holderKey)
      if (before === undefined) await change.store.put({ ...who, key, seenAt: now, locked: false }, holderKey)
      await change.done
      return before === undefined ? this.#take(key) : this.unlock(who, now, confirmed)
    }
    const may = mayRead(found, who.accountId, now, confirmed)
    if (may !== 'open') {
      this.#key = null
      return may
    }
    await database.put(
      'holder',
      {
        ...found,
        expiresAt: confirmed ? who.expiresAt : found.expiresAt,
        seenAt: confirmed ? now : Math.max(found.seenAt, now),
        locked: false,
      },
      holderKey,
    )
    return this.#take(found.key)
  }

  #take(key: CryptoKey): 'open' {
    this.#key = key
    return 'open'
  }

  get isOpen(): boolean {
    return this.#key !== null
  }

  /** [O8] Nothing is read until the same account signs in again. */
  async lock(): Promise<void> {
    this.#key = null
    const database = await this.#open()
    const found = await database.get('holder', holderKey)
    if (found) await database.put('holder', { ...found, locked: true }, holderKey)
  }

  /** [O10] Erases everything, the key first: what could not be erased after it cannot be read either. */
  async erase(): Promise<void> {
    this.#key = null
    const database = await this.#open()
    await database.clear('holder')
    // Cleared, not deleted: deleting would wait for every other tab.
    for (const store of ['notesKeys', 'notes', 'pieces', 'views', 'papers'] as const)
      await database.clear(store)
  }

  async papers(): Promise<KeptPaper[]> {
    return (await this.#open()).getAll('papers')
  }

  /** Which pieces of which versions are here. */
  async heldPieces(): Promise<Map<string, Set<number>>> {
    const held = new Map<string, Set<number>>()
    for (const [versionId, piece] of await (await this.#open()).getAllKeys('pieces')) {
      const pieces = held.get(versionId) ?? new Set()
      held.set(versionId, pieces.add(piece))
    }
    return held
  }

  /** @throws QuotaExceededError (by name) where the device has no room left. */
  async putPiece(paper: KeptPaper, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const sealed = await this.#seal(`piece ${paper.versionId} ${piece}`, bytes)
    const change = (await this.#open()).transaction(['papers', 'pieces'], 'readwrite')
    const papers = change.objectStore('papers')
    if ((await papers.getKey(paper.versionId)) === undefined) await papers.put(paper, paper.versionId)
    await change.objectStore('pieces').put(sealed, [paper.versionId, piece])
    await change.done
  }

  /** A piece's bytes; null where it is not here, or is not what belongs here. */
  async piece(versionId: string, piece: number): Promise<Uint8Array | null> {
    if (this.#key === null) return null
    const sealed = await (await this.#open()).get('pieces', [versionId, piece])
    return sealed === undefined ? null : this.#unseal(`piece ${versionId} ${piece}`, sealed)
  }

  async erasePapers(versionIds: readonly string[]): Promise<void> {
    const change = (await this.#open()).transaction(['papers', 'pieces'], 'readwrite')
    for (const versionId of versionIds) {
      await change.objectStore('papers').delete(versionId)
      await change
        .objectStore('pieces')
        .delete(IDBKeyRange.bound([versionId, 0], [versionId, Number.MAX_SAFE_INTEGER]))
    }
    await change.done
  }

  async putView(kept: KeptView): Promise<void> {
    if (this.#key === null) return
    const place = `${kept.name} ${kept.scopeId}`
    const sealed = await this.#seal(`view ${place}`, text.encode.encode(JSON.stringify(kept)))
    await (await this.#open()).put('views', sealed, place)
  }

  /** Every kept view that can be read. */
  async views(): Promise<KeptView[]> {
    const database = await this.#open()
    const found: KeptView[] = []
    for (const place of await database.getAllKeys('views')) {
      const sealed = await database.get('views', place)
      const bytes = sealed && (await this.#unseal(`view ${place}`, sealed))
      if (bytes) found.push(JSON.parse(text.decode.decode(bytes)))
    }
    return found
  }

  /** Erases the views of one meeting. */
  async eraseViews(scopeId: string): Promise<void> {
    const database = await this.#open()
    for (const place of await database.getAllKeys('views'))
      if (place.endsWith(` ${scopeId}`)) await database.delete('views', place)
  }

  /** Keeps an update of a layer; `unsent` until the server has stored it. @returns its key; null where nothing is kept. */
  async putNotes(
    place: NotesPlace,
    update: Uint8Array<ArrayBuffer>,
    unsent: boolean,
  ): Promise<number | null> {
    if (this.#key === null) return null
    const sealed = await this.#seal(notesPlace(place), update)
    const { meetingId, versionId, layer } = place
    return (await this.#open()).add('notes', {
      ...sealed,
      meetingId,
      versionId,
      layer,
      unsent: unsent ? 1 : 0,
    })
  }

  /** Every update kept of a layer that can be read, oldest first. */
  async notes(place: NotesPlace): Promise<readonly KeptNotes[]> {
    const { store } = (await this.#open()).transaction('notes')
    const index = store.index('byLayer')
    const range = IDBKeyRange.only([place.versionId, place.layer])
    const [keys, values] = await Promise.all([index.getAllKeys(range), index.getAll(range)])
    const found: KeptNotes[] = []
    for (const [at, value] of values.entries()) {
      const update = await this.#unseal(notesPlace(place), value)
      const key = keys[at]
      if (update !== null && key !== undefined) found.push({ key, unsent: value.unsent === 1, update })
    }
    return found
  }

  /** The server has stored these. */
  async settleNotes(keys: readonly number[]): Promise<void> {
    const change = (await this.#open()).transaction('notes', 'readwrite')
    for (const key of keys) {
      const found = await change.store.get(key)
      if (found?.unsent === 1) await change.store.put({ ...found, unsent: 0 }, key)
    }
    await change.done
  }

  /** Puts a layer's whole state in place of the updates under these keys. */
  async foldNotes(
    place: NotesPlace,
    state: Uint8Array<ArrayBuffer>,
    keys: readonly number[],
  ): Promise<number | null> {
    if (this.#key === null) return null
    const sealed = await this.#seal(notesPlace(place), state)
    const { meetingId, versionId, layer } = place
    const change = (await this.#open()).transaction('notes', 'readwrite')
    const key = await change.store.add({ ...sealed, meetingId, versionId, layer, unsent: 0 })
    for (const old of keys) await change.store.delete(old)
    await change.done
    return key
  }

  /** Erases what is kept of one layer, or of all layers of a meeting. */
  async eraseNotes(of: NotesPlace | { readonly meetingId: string }): Promise<void> {
    const change = (await this.#open()).transaction('notes', 'readwrite')
    const keys =
      'versionId' in of
        ? await change.store.index('byLayer').getAllKeys(IDBKeyRange.only([of.versionId, of.layer]))
        : await change.store.index('byMeeting').getAllKeys(IDBKeyRange.only(of.meetingId))
    for (const key of keys) await change.store.delete(key)
    await change.done
  }

  /** How many gestures of the writer are kept that the server has not. */
  async unsentNotes(): Promise<number> {
    return (await this.#open()).countFromIndex('notes', 'byUnsent', IDBKeyRange.only(1))
  }

  /** The key of private notes that this device holds; null while nothing kept may be read. */
  async notesKey(accountId: string): Promise<KeptNotesKey | null> {
    return this.#key === null ? null : ((await (await this.#open()).get('notesKeys', accountId)) ?? null)
  }

  async putNotesKey(kept: KeptNotesKey): Promise<void> {
    if (this.#key !== null) await (await this.#open()).put('notesKeys', kept, kept.accountId)
  }

  async #seal(place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
    if (this.#key === null) throw new Error('locked')
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const additionalData = text.encode.encode(place)
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, this.#key, bytes)
    return { iv, bytes: sealed }
  }

  async #unseal(place: string, { iv, bytes }: Sealed): Promise<Uint8Array | null> {
    if (this.#key === null) return null
    try {
      const additionalData = text.encode.encode(place)
      return new Uint8Array(
        await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, this.#key, bytes),
      )
    } catch {
      // Damaged, or of another place: as if it were not here.
      return null
    }
  }
}
