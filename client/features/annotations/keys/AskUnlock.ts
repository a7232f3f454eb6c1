import type { UnlockRequest } from '#shared/annotations/keyring.contract.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { Result } from '#shared/contract/result.ts'
import type { NotesKeys } from './NotesKeys.ts'
import {
  commitmentOf,
  digitsOf,
  newNonce,
  newOneTimeKey,
  type OneTimeKey,
  openFromDevice,
  type Transcript,
} from './unlockProtocol.ts'

export type AskState =
  | { readonly kind: 'asking' }
  /** `confirmed`: the person said that they are alike, and the other device has not sent yet. */
  | { readonly kind: 'compare'; readonly digits: string; readonly confirmed: boolean }
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused' | 'differ' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }

export interface AskParts {
  readonly accountId: string
  readonly keys: NotesKeys
  ask(input: { requestId: string; commitment: string }): Promise<Result<unknown, ErrorCode>>
  reveal(input: { requestId: string; publicKey: string; nonce: string }): Promise<Result<unknown, ErrorCode>>
  drop(input: { requestId: string }): Promise<unknown>
}

/** [N34] The waiting device's side of one request. */
export class AskUnlock {
  readonly requestId = crypto.randomUUID()
  readonly #parts: AskParts
  readonly #changed: (state: AskState) => void
  readonly #nonce = newNonce()
  #key: OneTimeKey | null = null
  #seen: Transcript | null = null
  #heard = false
  #state: AskState = { kind: 'asking' }
  #sent: UnlockRequest['sent'] = null

  constructor(parts: AskParts, changed: (state: AskState) => void) {
    this.#parts = parts
    this.#changed = changed
  }

  #set(state: AskState): void {
    if (this.#isOver()) return
    this.#state = state
    this.#changed(state)
  }

  #isOver(): boolean {
    return this.#state.kind !== 'asking' && this.#state.kind !== 'compare'
  }

  async start(): Promise<void> {
    const { accountId } = this.#parts
    const key = await newOneTimeKey()
    this.#key = key
    const { requestId } = this
    const commitment = await commitmentOf({
      ...{ accountId, requestId, revealedKey: key.publicKey, nonce: this.#nonce },
    })
    const asked = await this.#parts.ask({ requestId, commitment })
    if (!asked.ok) this.#set({ kind: 'failed', code: asked.error.code })
  }

  /** The person's requests as the server tells them now. */
  async hear(requests: readonly UnlockRequest[]): Promise<void> {
    const request = requests.find(({ id }) => id === this.requestId)
    if (request === undefined) {
      if (this.#heard) this.#set({ kind: 'refused' })
      return
    }
    this.#heard = true
    if (request.allowed !== null && this.#seen === null)
      await this.#answer(request, request.allowed.publicKey)
    if (request.sent !== null && this.#sent === null) {
      this.#sent = request.sent
      await this.#take()
    }
  }

  async #answer(request: UnlockRequest, allowedKey: string): Promise<void> {
    const key = this.#key
    if (key === null) return
    const { requestId } = this
    const { accountId } = this.#parts
    const commitment = await commitmentOf({
      ...{ accountId, requestId, revealedKey: key.publicKey, nonce: this.#nonce },
    })
    // The first answer counts, whatever is told later.
    this.#seen ??= {
      ...{ accountId, requestId, commitment, allowedKey, revealedKey: key.publicKey, nonce: this.#nonce },
    }
    const { id } = request
    const revealed = await this.#parts.reveal({ requestId: id, publicKey: key.publicKey, nonce: this.#nonce })
    if (!revealed.ok && revealed.error.code !== 'unlock.taken')
      return this.#set({ kind: 'failed', code: revealed.error.code })
    this.#set({ kind: 'compare', digits: await digitsOf(this.#seen), confirmed: false })
  }

  /** The person says that both screens show the same. */
  async alike(): Promise<void> {
    if (this.#state.kind !== 'compare') return
    this.#set({ ...this.#state, confirmed: true })
    await this.#take()
  }

  /** The key is taken once it was sent and the person said that the digits are alike: the server may have sent its own. */
  async #take(): Promise<void> {
    const [sent, seen, key] = [this.#sent, this.#seen, this.#key]
    if (sent === null || seen === null || key === null) return
    if (this.#state.kind !== 'compare' || !this.#state.confirmed) return
    const taken = await this.#parts.keys.takeSent(keyId => openFromDevice(sent, keyId, key, seen))
    this.#set(taken.ok ? { kind: 'opened' } : { kind: 'differ' })
    void this.#parts.drop({ requestId: this.requestId })
  }

  /** The person says that they differ, or gives up. */
  giveUp(kind: 'differ' | 'refused'): void {
    if (this.#isOver()) return
    this.#set({ kind })
    void this.#parts.drop({ requestId: this.requestId })
  }
}
