import { create } from 'zustand'
import { onLoginEnd, useLogin } from '#client/app/login.ts'
import { offline } from '#client/app/offline/offline.ts'
import { beforePasswordChange, onPersonalKey, personalKey } from '#client/features/accounts/personalKey.ts'
import { type HeldKey, type KeysState, NotesKeys } from '#client/features/annotations/keys/NotesKeys.ts'
import { call } from '#client/net/call.ts'
import { connection } from '#client/net/connection.ts'
import { onView } from '#client/net/sync.ts'
import { keyring, keyringEvents } from '#shared/annotations/keyring.contract.ts'
import { ok } from '#shared/contract/result.ts'

/** Whether one's private notes can be opened on this device, for what shows it. */
export const useKeysState = create<{ readonly state: KeysState }>()(() => ({ state: { kind: 'unknown' } }))

/** A layer that a screen has open. */
export interface OpenedLayer {
  unsent(): number
  close(): void
}

/** Joins login, vault, personal key and keyring to the notes of this page. */
class Notes {
  #keys: NotesKeys | null = null
  #loginId: string | null = null
  #accountId: string | null = null
  /** Where this browser keeps nothing, the key is there while the page is. */
  #held: HeldKey | null = null
  /** Layers that screens have open; see openNotes.ts. */
  readonly open = new Set<OpenedLayer>()

  /** Begins; once, at start, after what is kept offline. */
  start(): void {
    beforePasswordChange(async (accountId, from, to) => {
      const keys = this.#keysOf(accountId)
      return keys === null ? ok(null) : keys.rewrap(from, to)
    })
    onPersonalKey(() => void this.#keys?.look())
    onLoginEnd(() => this.#ended())
    const login = () => this.#loginChanged()
    useLogin.subscribe(login)
    login()
    onView((event, scopeId, _revision, view) => {
      const changed = event.name === keyringEvents.keyringChanged.name
      const parsed = changed ? keyringEvents.keyringChanged.view.safeParse(view) : null
      if (parsed?.success === true) void this.#keysOf(scopeId)?.lookAt(parsed.data)
    })
  }

  /** Who is signed in; null where nobody is. */
  get accountId(): string | null {
    return this.#accountId
  }

  /** The keys of whoever is signed in; null where nobody is. */
  get keys(): NotesKeys | null {
    return this.#keys
  }

  #keysOf(accountId: string): NotesKeys | null {
    return this.#accountId === accountId ? this.#keys : null
  }

  #loginChanged(): void {
    const { state } = useLogin.getState()
    if (state.kind !== 'in') return
    const { account, login } = state.me
    if (this.#loginId === login.id) return
    this.#ended()
    this.#loginId = login.id
    this.#accountId = account.id
    const keys = new NotesKeys({
      accountId: account.id,
      fetch: () => call(keyring.keyring, {}, { patienceMs: 4_000 }),
      replace: (revision, next) => call(keyring.replaceKeyring, { revision, keyring: next }),
      personalKey: () => personalKey(account.id),
      recall: async () =>
        (await offline.whenReady()) ? ((await offline.vault.notesKey(account.id)) ?? this.#held) : this.#held,
      keep: async held => {
        this.#held = held
        await offline.vault.putNotesKey(held).catch(() => undefined)
      },
    })
    this.#keys = keys
    keys.subscribe(() => {
      if (this.#keys === keys) useKeysState.setState({ state: keys.state() })
    })
    // The keyring comes with the connection; without one, what this device holds has to do.
    void offline.whenReady().then(() => {
      if (!connection.connected() && keys.state().kind === 'unknown') void keys.look()
    })
  }

  /** Nobody is signed in any more: the vault locks or erases what is kept, and here nothing is held on to. */
  #ended(): void {
    for (const layer of this.open) layer.close()
    this.open.clear()
    this.#keys?.close()
    this.#keys = null
    this.#loginId = null
    this.#accountId = null
    this.#held = null
    useKeysState.setState({ state: { kind: 'unknown' } })
  }

  /** Gestures written on this device that the server has not stored, in every layer. */
  async unsent(): Promise<number> {
    const here = [...this.open].reduce((sum, layer) => sum + layer.unsent(), 0)
    const kept = await offline.vault.unsentNotes().catch(() => 0)
    return Math.max(here, kept)
  }
}

export const notes = new Notes()
