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
    this.#database ??= await openDB<Schema>(databaseName, 1, {
      upgrade: database => {
        database.createObjectStore('holder')
        database.createObjectStore('papers')
        database.createObjectStore('pieces')
        database.createObjectStore('views')
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
    for (const store of ['pieces', 'views', 'papers'] as const) await database.clear(store)
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
