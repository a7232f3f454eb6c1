import type { UnlockRequest } from '#shared/annotations/keyring.contract.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { Result } from '#shared/contract/result.ts'
import type { NotesKeys } from './NotesKeys.ts'
import {
  digitsOf,
  isRevealed,
  newOneTimeKey,
  type OneTimeKey,
  type SentKey,
  sealToDevice,
  type Transcript,
} from './unlockProtocol.ts'

export type AllowState =
  | { readonly kind: 'asked' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'compare'; readonly digits: string }
  | { readonly kind: 'sent' }
  | { readonly kind: 'gone' | 'differ' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }

export interface AllowParts {
  readonly accountId: string
  readonly keys: NotesKeys
  allow(input: { requestId: string; publicKey: string }): Promise<Result<unknown, ErrorCode>>
  send(input: { requestId: string } & SentKey): Promise<Result<unknown, ErrorCode>>
  drop(input: { requestId: string }): Promise<unknown>
}

/** [N34] The own device's side of one request. What it commits to is what was told first. */
export class AllowUnlock {
  readonly request: UnlockRequest
  readonly #parts: AllowParts
  readonly #changed: (state: AllowState) => void
  #key: OneTimeKey | null = null
  #seen: Transcript | null = null
  #state: AllowState = { kind: 'asked' }

  constructor(request: UnlockRequest, parts: AllowParts, changed: (state: AllowState) => void) {
    this.request = request
    this.#parts = parts
    this.#changed = changed
  }

  #set(state: AllowState): void {
    if (this.isOver()) return
    this.#state = state
    this.#changed(state)
  }

  isOver(): boolean {
    return !['asked', 'waiting', 'compare'].includes(this.#state.kind)
  }

  /** The person holds the other device and agrees. */
  async allow(): Promise<void> {
    if (this.#state.kind !== 'asked') return
    this.#set({ kind: 'waiting' })
    this.#key = await newOneTimeKey()
    const requestId = this.request.id
    const allowed = await this.#parts.allow({ requestId, publicKey: this.#key.publicKey })
    if (!allowed.ok) this.#set({ kind: 'failed', code: allowed.error.code })
  }

  /** The person's requests as the server tells them now. */
  async hear(requests: readonly UnlockRequest[]): Promise<void> {
    const now = requests.find(({ id }) => id === this.request.id)
    if (now === undefined) return this.#set({ kind: 'gone' })
    const key = this.#key
    // Another device of the person was quicker.
    if (now.allowed !== null && now.allowed.publicKey !== key?.publicKey) return this.#set({ kind: 'gone' })
    if (now.revealed === null || key === null || this.#seen !== null) return
    const seen: Transcript = {
      ...{ accountId: this.#parts.accountId, requestId: this.request.id },
      ...{ commitment: this.request.commitment, allowedKey: key.publicKey },
      ...{ revealedKey: now.revealed.publicKey, nonce: now.revealed.nonce },
    }
    this.#seen = seen
    if (await isRevealed(seen)) this.#set({ kind: 'compare', digits: await digitsOf(seen) })
    else this.giveUp('differ')
  }

  /** The person says that both screens show the same: the key goes to that device. */
  async alike(): Promise<void> {
    const [key, seen] = [this.#key, this.#seen]
    if (this.#state.kind !== 'compare' || key === null || seen === null) return
    const given = await this.#parts.keys.give(async (raw, keyId) =>
      this.#parts.send({ requestId: this.request.id, ...(await sealToDevice(raw, keyId, key, seen)) }),
    )
    this.#set(given.ok ? { kind: 'sent' } : { kind: 'failed', code: given.error.code })
  }

  /** The person refuses, or says that the digits differ. */
  giveUp(kind: 'differ' | 'gone'): void {
    if (this.isOver()) return
    this.#set({ kind })
    void this.#parts.drop({ requestId: this.request.id })
  }
}
