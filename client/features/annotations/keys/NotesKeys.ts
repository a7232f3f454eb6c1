import type { Keyring, Wrap } from '#shared/annotations/keyring.contract.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { fail, ok, type Result } from '#shared/contract/result.ts'
import type { Bytes } from './bytes.ts'
import { newNotesKey, rootOf, sealingKey, unwrapKey, type WrapRoot, wrapKey } from './notesKey.ts'
import { newRecoveryBytes, writeRecoveryCode } from './recoveryCode.ts'

/** The notes key as this device holds it; no script reads it out. */
export interface HeldKey {
  readonly accountId: string
  readonly keyId: string
  readonly key: CryptoKey
}

interface Stored {
  readonly revision: number
  readonly keyring: Keyring | null
}

/** What the keys need of the rest: joined in client/app, replaced in tests. */
export interface KeysParts {
  readonly accountId: string
  fetch(): Promise<Result<Stored, ErrorCode>>
  replace(revision: number, keyring: Keyring): Promise<Result<{ revision: number }, ErrorCode>>
  /** OPAQUE's export key of this person as an HKDF key; null on a device that was signed in without the password. */
  personalKey(): Promise<CryptoKey | null>
  /** What this device keeps, erased with everything else that it keeps. */
  recall(): Promise<HeldKey | null>
  keep(held: HeldKey): Promise<void>
}

export type KeysState =
  /** Nothing is known yet. */
  | { readonly kind: 'unknown' }
  /** The person has no notes key yet. `canMake`: this device can make it, having the password's key. */
  | { readonly kind: 'none'; readonly canMake: boolean }
  /** There is one that this device cannot open. `lost`: its password's key does not either, so a reset lies between. */
  | { readonly kind: 'locked'; readonly recovery: boolean; readonly lost: boolean }
  /** `canGive`: this device can open it for others and make a recovery code, having the password's key. */
  | { readonly kind: 'open'; readonly held: HeldKey; readonly recovery: boolean; readonly canGive: boolean }

/** Times that an edit is tried when other devices edit at the same moment. */
const tries = 4

/** [N30] to [N36] The notes key of the person who is signed in: made, opened, wrapped anew. One for each login. */
export class NotesKeys {
  readonly #parts: KeysParts
  readonly #listeners = new Set<() => void>()
  #state: KeysState = { kind: 'unknown' }
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(parts: KeysParts) {
    this.#parts = parts
  }

  state(): KeysState {
    return this.#state
  }

  /** Called after the state changed. @returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Forgets the key; what the device keeps of it is its keeper's to lock or erase. */
  close(): void {
    this.#closed = true
    this.#set({ kind: 'unknown' })
    this.#listeners.clear()
  }

  #set(state: KeysState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener()
  }

  /** One after the other: two edits of one device never meet. */
  #then<T>(act: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(act)
    this.#queue = next.catch(() => undefined)
    return next
  }

  /** Looks whether the notes can be opened here: by what the device keeps, else by the password's key. */
  look(): Promise<void> {
    return this.#then(() => this.#look())
  }

  /** As look(), with the keyring as another device just changed it. */
  lookAt(stored: Stored): Promise<void> {
    return this.#then(() => this.#lookAt(stored))
  }

  async #look(): Promise<void> {
    // What this device holds opens what it keeps, whether or not the server can be asked.
    const held = await this.#recall()
    if (held !== null && this.#state.kind === 'unknown') this.#open(held, null, false)
    const stored = await this.#parts.fetch()
    if (stored.ok) await this.#lookAt(stored.data)
  }

  async #lookAt({ revision, keyring }: Stored): Promise<void> {
    if (this.#closed) return
    const root = await this.#root()
    if (keyring === null) return this.#set({ kind: 'none', canMake: root !== null })
    const held = await this.#recall()
    const found = root === null ? null : await this.#unwrap(keyring, root)
    if (found !== null) {
      await this.#hold(keyring, found.raw)
      // [N35] Opened by the newest: older passwords' wraps have done their duty.
      if (found.at === 0 && keyring.passwords.length > 1)
        await this.#parts.replace(revision, { ...keyring, passwords: keyring.passwords.slice(0, 1) })
      return
    }
    if (held !== null && held.keyId === keyring.keyId) return this.#open(held, keyring, false)
    this.#set({ kind: 'locked', recovery: keyring.recovery !== null, lost: root !== null })
  }

  async #recall(): Promise<HeldKey | null> {
    const held = await this.#parts.recall()
    return held?.accountId === this.#parts.accountId ? held : null
  }

  async #root(): Promise<WrapRoot | null> {
    const key = await this.#parts.personalKey()
    return key === null ? null : { kind: 'password', key }
  }

  #open(held: HeldKey, keyring: Keyring | null, canGive: boolean): void {
    if (!this.#closed) this.#set({ kind: 'open', held, recovery: keyring?.recovery != null, canGive })
  }

  /** Keeps an opened key as one that no script reads out, and forgets its bytes. */
  async #hold(keyring: Keyring, raw: Bytes): Promise<void> {
    const { accountId } = this.#parts
    const before = this.#state.kind === 'open' ? this.#state.held : null
    const held =
      before?.keyId === keyring.keyId
        ? before
        : { accountId, keyId: keyring.keyId, key: await sealingKey(raw) }
    raw.fill(0)
    if (this.#closed) return
    if (held !== before) await this.#parts.keep(held)
    const root = await this.#root()
    const opened = root === null ? null : await this.#unwrap(keyring, root)
    opened?.raw.fill(0)
    this.#open(held, keyring, opened !== null)
  }

  #name(keyring: Keyring) {
    return { accountId: this.#parts.accountId, keyId: keyring.keyId }
  }

  async #unwrap(keyring: Keyring, root: WrapRoot): Promise<{ raw: Bytes; at: number } | null> {
    for (const [at, wrap] of keyring.passwords.entries()) {
      const raw = await unwrapKey(wrap, root, this.#name(keyring))
      if (raw !== null) return { raw, at }
    }
    return null
  }

  /** Stores what `make` makes of the newest keyring; again when another device was quicker. */
  async #edit(
    make: (keyring: Keyring | null) => Promise<Keyring | ErrorCode>,
  ): Promise<Result<Keyring, ErrorCode>> {
    for (let left = tries; left > 0; left -= 1) {
      const stored = await this.#parts.fetch()
      if (!stored.ok) return stored
      const made = await make(stored.data.keyring)
      if (typeof made === 'string') return fail(made)
      const replaced = await this.#parts.replace(stored.data.revision, made)
      if (replaced.ok) return ok(made)
      if (replaced.error.code !== 'revision.stale') return replaced
    }
    return fail('revision.stale')
  }

  /** Makes the notes key where the person has none and this device has the password's key; opens it. */
  ensure(): Promise<Result<null, ErrorCode>> {
    return this.#then(async () => {
      if (this.#state.kind === 'open') return ok(null)
      const root = await this.#root()
      const stored = await this.#parts.fetch()
      if (!stored.ok) return stored
      if (stored.data.keyring !== null || root === null) {
        await this.#lookAt(stored.data)
        return ok(null)
      }
      return this.#make(root, stored.data.revision)
    })
  }

  /** After everything was lost: a new key, under which what was written before does not open. */
  startAnew(): Promise<Result<null, ErrorCode>> {
    return this.#then(async () => {
      const root = await this.#root()
      if (root === null) return fail('right.missing')
      const stored = await this.#parts.fetch()
      return stored.ok ? this.#make(root, stored.data.revision) : stored
    })
  }

  async #make(root: WrapRoot, revision: number): Promise<Result<null, ErrorCode>> {
    const raw = newNotesKey()
    const name = { accountId: this.#parts.accountId, keyId: crypto.randomUUID() }
    const keyring: Keyring = {
      keyId: name.keyId,
      passwords: [await wrapKey(raw, root, name)],
      recovery: null,
    }
    const replaced = await this.#parts.replace(revision, keyring)
    if (!replaced.ok && replaced.error.code !== 'revision.stale') return replaced
    // [N36] Another device was quicker: its key is the one.
    if (!replaced.ok) {
      await this.#look()
      return ok(null)
    }
    await this.#hold(keyring, raw)
    return ok(null)
  }

  /** The raw key, for as long as `use` runs; 'right.missing' on a device that has not the password's key. */
  async #withRaw<T>(keyring: Keyring | null, use: (raw: Bytes) => Promise<T>): Promise<T | ErrorCode> {
    const root = await this.#root()
    if (keyring === null || root === null) return 'right.missing'
    const found = await this.#unwrap(keyring, root)
    if (found === null) return 'right.missing'
    try {
      return await use(found.raw)
    } finally {
      found.raw.fill(0)
    }
  }

  /** [N33] Makes a recovery code, which voids the one before. @returns it as it is printed, once. */
  makeRecoveryCode(): Promise<Result<string, ErrorCode>> {
    return this.#then(async () => {
      const bytes = newRecoveryBytes()
      const root = await rootOf('recovery', bytes)
      const edited = await this.#edit(keyring =>
        this.#withRaw(keyring, async raw =>
          keyring === null
            ? 'right.missing'
            : { ...keyring, recovery: await wrapKey(raw, root, this.#name(keyring)) },
        ),
      )
      if (!edited.ok) return edited
      await this.#lookAt({ revision: 0, keyring: edited.data })
      return ok(await writeRecoveryCode(bytes))
    })
  }

  /** [N34] Opens the notes here by the recovery code's bytes; 'signIn.refused' where it is not this person's. */
  unlockByCode(bytes: Bytes): Promise<Result<null, ErrorCode>> {
    return this.#then(async () => {
      const stored = await this.#parts.fetch()
      if (!stored.ok) return stored
      const { keyring } = stored.data
      if (keyring?.recovery == null) return fail('object.notFound')
      const raw = await unwrapKey(keyring.recovery, await rootOf('recovery', bytes), this.#name(keyring))
      return raw === null ? fail('signIn.refused') : this.#taken(keyring, raw)
    })
  }

  /** The key of this keyring came another way; on a device with the password's key it is wrapped under it too. */
  async #taken(keyring: Keyring, raw: Bytes): Promise<Result<null, ErrorCode>> {
    const root = await this.#root()
    let now = keyring
    if (root !== null && (await this.#unwrap(keyring, root)) === null) {
      const edited = await this.#edit(async newest => {
        if (newest?.keyId !== keyring.keyId) return 'revision.stale'
        return { ...newest, passwords: [await wrapKey(raw, root, this.#name(newest))] }
      })
      if (edited.ok) now = edited.data
    }
    await this.#hold(now, raw)
    return ok(null)
  }

  /** [N34] Opens the notes here by what another device sent. */
  takeSent(open: (keyId: string) => Promise<Bytes | null>): Promise<Result<null, ErrorCode>> {
    return this.#then(async () => {
      const stored = await this.#parts.fetch()
      if (!stored.ok) return stored
      const { keyring } = stored.data
      const raw = keyring === null ? null : await open(keyring.keyId)
      return keyring === null || raw === null ? fail('signIn.refused') : this.#taken(keyring, raw)
    })
  }

  /** [N34] Hands the raw key to `send`, which seals it to another device. */
  give<T>(send: (raw: Bytes, keyId: string) => Promise<Result<T, ErrorCode>>): Promise<Result<T, ErrorCode>> {
    return this.#then(async () => {
      const stored = await this.#parts.fetch()
      if (!stored.ok) return stored
      const { keyring } = stored.data
      const given = await this.#withRaw(keyring, raw =>
        keyring === null ? Promise.resolve(fail('right.missing')) : send(raw, keyring.keyId),
      )
      return typeof given === 'string' ? fail(given) : given
    })
  }

  /**
   * [N35] Before the password changes: wraps the key under the new one beside the old. Nothing where there is no key,
   * or the old password does not open it. @param from and to HKDF keys of both passwords' export keys.
   */
  rewrap(from: CryptoKey, to: CryptoKey): Promise<Result<null, ErrorCode>> {
    return this.#then(async () => {
      const edited = await this.#edit(async keyring => {
        if (keyring === null) return 'object.notFound'
        const found = await this.#unwrap(keyring, { kind: 'password', key: from })
        const old = found === null ? undefined : keyring.passwords[found.at]
        if (found === null || old === undefined) return 'object.notFound'
        const wrap: Wrap = await wrapKey(found.raw, { kind: 'password', key: to }, this.#name(keyring))
        found.raw.fill(0)
        return { ...keyring, passwords: [wrap, old] }
      })
      return edited.ok || edited.error.code === 'object.notFound' ? ok(null) : edited
    })
  }
}
