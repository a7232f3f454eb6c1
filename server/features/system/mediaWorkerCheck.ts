import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Clock } from '#server/ports.ts'

/** Whether the media worker's binary runs: `absent` where configuration names none. */
export type MediaWorkerState = 'ok' | 'failed' | 'absent'

/** The check starts a process, and anyone may ask: once a minute at most. */
const believedMs = 60_000
/** A worker answers within a second; an overloaded machine gets some more. */
const patienceMs = 10_000

const checker = join(import.meta.dirname, '..', '..', '..', 'media', 'worker', 'check.js')

/** Starts the media worker and asks of it what a conference will, seldom. */
export class MediaWorkerCheck {
  readonly #binary: string | undefined
  readonly #clock: Clock
  readonly #stop = new AbortController()
  #askedAt = Number.NEGATIVE_INFINITY
  #answer: Promise<MediaWorkerState> = Promise.resolve('absent')

  constructor(binary: string | undefined, clock: Clock) {
    this.#binary = binary
    this.#clock = clock
  }

  state(): Promise<MediaWorkerState> {
    const binary = this.#binary
    if (binary === undefined) return Promise.resolve('absent')
    const now = this.#clock.monotonic()
    if (now - this.#askedAt > believedMs) {
      this.#askedAt = now
      this.#answer = new Promise(resolve => {
        execFile(
          process.execPath,
          [checker, binary],
          { timeout: patienceMs, signal: this.#stop.signal },
          error => resolve(error === null ? 'ok' : 'failed'),
        )
      })
    }
    return this.#answer
  }

  /** Ends a check under way. */
  close(): void {
    this.#stop.abort()
  }
}
