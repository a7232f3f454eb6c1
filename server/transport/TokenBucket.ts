import type { Clock } from '../ports.ts'

/** Lets so much pass a second on the long run, and a burst at once. */
export class TokenBucket {
  readonly #clock: Clock
  readonly #rate: number
  readonly #burst: number
  #tokens: number
  #at: number

  constructor(clock: Clock, { rate, burst }: { readonly rate: number; readonly burst: number }) {
    this.#clock = clock
    this.#rate = rate
    this.#burst = burst
    this.#tokens = burst
    this.#at = clock.monotonic()
  }

  /** @returns whether there was as much; nothing is taken where there was not. */
  take(count: number): boolean {
    const now = this.#clock.monotonic()
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1_000) * this.#rate)
    this.#at = now
    if (this.#tokens < count) return false
    this.#tokens -= count
    return true
  }
}
