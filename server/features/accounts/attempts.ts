import type { Clock, Ids } from '#server/ports.ts'

/** A sign-in or password change between its two messages. */
export interface Attempt {
  /** Null where no account has the name: the attempt is refused at its end. */
  readonly accountId: string | null
  readonly loginName: string
  readonly address: string
  readonly serverLoginState: string
}

/** [K19] A tablet needs seconds; a person at the keyboard types before the attempt begins. */
const lifeMs = 60_000
/** At 300 starts a second for an address, an honest attempt still has some seconds before it is pushed out. */
const kept = 5_000

/** Attempts under way, in memory: a restart only makes people press the button again. */
export class Attempts {
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #waiting = new Map<string, { attempt: Attempt; until: number }>()

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock
    this.#ids = ids
  }

  /** @returns the attempt's id, known to its caller alone. */
  begin(attempt: Attempt): string {
    const now = this.#clock.monotonic()
    for (const [id, { until }] of this.#waiting) {
      if (until > now && this.#waiting.size < kept) break
      this.#waiting.delete(id)
    }
    const id = this.#ids.uuid()
    this.#waiting.set(id, { attempt, until: now + lifeMs })
    return id
  }

  /** The attempt, once; undefined where it is over, was taken, or never was. */
  take(id: string): Attempt | undefined {
    const found = this.#waiting.get(id)
    this.#waiting.delete(id)
    return found !== undefined && this.#clock.monotonic() < found.until ? found.attempt : undefined
  }
}
