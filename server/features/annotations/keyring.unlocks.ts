import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { UnlockRequest } from '#shared/annotations/keyring.contract.ts'
import { keyringLimits, mayStep, type UnlockStep } from '#shared/annotations/keyring.rules.ts'

const stepOf = ({ allowed, revealed, sent }: UnlockRequest): UnlockStep =>
  sent !== null ? 'sent' : revealed !== null ? 'revealed' : allowed !== null ? 'allowed' : 'asked'

/** [N34] Devices that wait to be allowed, by person: in memory alone, for five minutes; a restart makes them ask anew. */
export class Unlocks {
  readonly #waiting = new Map<string, Map<string, UnlockRequest>>()
  /** Raised with every change; begins at the clock, so that it is never below one from before a restart. */
  #revision: number
  readonly #tries = new RateLimiterMemory({
    points: keyringLimits.tries,
    duration: Math.ceil(keyringLimits.requestMs / 1000),
  })

  constructor(now: number) {
    this.#revision = now
  }

  get revision(): number {
    return this.#revision
  }

  /** The person's requests that wait now, oldest first. */
  of(accountId: string, now: number): readonly UnlockRequest[] {
    const requests = this.#waiting.get(accountId)
    if (requests === undefined) return []
    for (const [id, { expiresAt }] of requests) if (expiresAt <= now) requests.delete(id)
    if (requests.size === 0) this.#waiting.delete(accountId)
    return [...requests.values()]
  }

  /** How long a person has to wait before asking again, in milliseconds; 0 for not at all. Counts the try. */
  async wait(accountId: string): Promise<number> {
    try {
      await this.#tries.consume(accountId)
      return 0
    } catch (limited) {
      const before =
        typeof limited === 'object' && limited !== null && 'msBeforeNext' in limited
          ? limited.msBeforeNext
          : 0
      return Math.max(1, Number(before))
    }
  }

  /** Takes a request in place of the same device's last one; false where the id is taken. */
  ask(
    accountId: string,
    asked: Pick<UnlockRequest, 'id' | 'loginId' | 'deviceLabel' | 'commitment'>,
    now: number,
  ): UnlockRequest | null {
    const before = this.of(accountId, now)
    if (before.some(({ id }) => id === asked.id)) return null
    const kept = before.filter(({ loginId }) => loginId !== asked.loginId).slice(1 - keyringLimits.requests)
    const request: UnlockRequest = {
      ...asked,
      ...{ expiresAt: now + keyringLimits.requestMs, allowed: null, revealed: null, sent: null },
    }
    this.#waiting.set(accountId, new Map([...kept, request].map(one => [one.id, one])))
    this.#revision += 1
    return request
  }

  /** Takes the next step where it is this device's turn; null where it is not, or nothing waits under the id. */
  step(
    accountId: string,
    requestId: string,
    loginId: string,
    next: Pick<UnlockRequest, 'allowed'> | Pick<UnlockRequest, 'revealed'> | Pick<UnlockRequest, 'sent'>,
    now: number,
  ): 'done' | 'notFound' | 'taken' {
    const request = this.of(accountId, now).find(({ id }) => id === requestId)
    if (request === undefined) return 'notFound'
    const standing = {
      loginId: request.loginId,
      allowedBy: request.allowed?.loginId ?? null,
      step: stepOf(request),
    }
    const to = 'allowed' in next ? 'allowed' : 'revealed' in next ? 'revealed' : 'sent'
    if (!mayStep(standing, to, loginId)) return 'taken'
    this.#waiting.get(accountId)?.set(requestId, { ...request, ...next })
    this.#revision += 1
    return 'done'
  }

  /** Ends a request; false where nothing waits under the id. */
  drop(accountId: string, requestId: string, now: number): boolean {
    if (!this.of(accountId, now).some(({ id }) => id === requestId)) return false
    this.#waiting.get(accountId)?.delete(requestId)
    this.#revision += 1
    return true
  }
}
