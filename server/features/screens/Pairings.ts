import { createHash, timingSafeEqual } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Ports } from '#server/ports.ts'
import { limits } from '#server/transport/limits.ts'
import { fail, ok, type Result } from '#shared/contract/result.ts'
import { codeCounts, pairingMs, waitingPerAddress } from '#shared/screens/screens.rules.ts'

interface Pairing {
  readonly id: string
  readonly code: string
  readonly secretHash: Buffer
  readonly address: string
  readonly expiresAt: number
  /** The screen that it became; null until its code is entered. */
  readonly screenId: string | null
}

export interface Offer {
  readonly pairingId: string
  readonly code: string
  readonly secret: string
  readonly expiresAt: number
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Displays that wait to be paired: in memory alone, for ten minutes; a restart makes them show a new code. */
export class Pairings {
  readonly #ports: Ports
  readonly #waiting = new Map<string, Pairing>()
  readonly #failures = new RateLimiterMemory({
    points: limits.pairingFailures.perAccount,
    duration: Math.ceil(limits.pairingFailures.windowMs / 1000),
  })

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** [S2] [S3] A code for a display; refused where too many wait. */
  offer(address: string, now: number): Result<Offer, 'rate.limited'> {
    this.#forgetExpired(now)
    const waiting = [...this.#waiting.values()]
    const here = waiting.filter(pairing => pairing.address === address)
    const crowd = here.length >= waitingPerAddress ? here : waiting
    if (crowd === here || waiting.length >= limits.waitingPairings)
      return fail('rate.limited', { retryAfterMs: Math.max(1, (crowd[0]?.expiresAt ?? now) - now) })
    const taken = new Set(waiting.map(({ code }) => code))
    let code = this.#ports.ids.digits(6)
    while (taken.has(code)) code = this.#ports.ids.digits(6)
    const secret = this.#ports.ids.token()
    const id = this.#ports.ids.uuid()
    const expiresAt = now + pairingMs
    this.#waiting.set(id, { id, code, secretHash: hashOf(secret), address, expiresAt, screenId: null })
    return ok({ pairingId: id, code, secret, expiresAt })
  }

  /** [S4] The display that shows this code now; null where none does. */
  byCode(code: string, now: number): string | null {
    this.#forgetExpired(now)
    for (const pairing of this.#waiting.values())
      if (pairing.code === code && pairing.screenId === null) return pairing.id
    return null
  }

  /** [S4] The code was entered: its display becomes this screen when it asks. */
  assign(pairingId: string, screenId: string): void {
    const pairing = this.#waiting.get(pairingId)
    if (pairing !== undefined) this.#waiting.set(pairingId, { ...pairing, screenId })
  }

  /** [S6] What became of a display's own pairing: the screen's id, null while its code was not entered. */
  ask(pairingId: string, secret: string, now: number): Result<string | null, 'pairing.unknown'> {
    this.#forgetExpired(now)
    const pairing = this.#waiting.get(pairingId)
    if (pairing === undefined || !timingSafeEqual(pairing.secretHash, hashOf(secret)))
      return fail('pairing.unknown')
    return ok(pairing.screenId)
  }

  finish(pairingId: string): void {
    this.#waiting.delete(pairingId)
  }

  /** [S7] How long an account has to wait after too many wrong codes, in milliseconds; 0 for not at all. */
  async wait(accountId: string): Promise<number> {
    const found = await this.#failures.get(accountId)
    return found !== null && found.remainingPoints <= 0 ? Math.max(1, found.msBeforeNext) : 0
  }

  /** [S7] Counts a wrong code. */
  async wrong(accountId: string): Promise<void> {
    await this.#failures.penalty(accountId)
  }

  #forgetExpired(now: number): void {
    for (const [id, { expiresAt }] of this.#waiting) if (!codeCounts(expiresAt, now)) this.#waiting.delete(id)
  }
}
