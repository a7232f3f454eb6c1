import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#server/ports.ts'

/** [C20] How long each code is shown, in milliseconds. */
export const codeMs = 30_000

/** [C19] [C20] The codes at the door: what each half minute's is, by a secret that nobody else has. */
export class DoorCodes {
  readonly #clock: Clock
  readonly #secret: string

  /** `secret`: made anew at every start. */
  constructor(clock: Clock, secret: string) {
    this.#clock = clock
    this.#secret = secret
  }

  /** The code to show now, and in how many milliseconds the next one follows. */
  at(meetingId: string): { readonly code: string; readonly changesInMs: number } {
    const { step, intoIt } = this.#now()
    return { code: this.#code(meetingId, step), changesInMs: Math.ceil(codeMs - intoIt) }
  }

  /** Whether a code is that of this half minute, the one before or the one after. */
  accepts(meetingId: string, code: string): boolean {
    const { step } = this.#now()
    const brought = Buffer.from(code)
    return [step - 1, step, step + 1].some(near => {
      const right = Buffer.from(this.#code(meetingId, near))
      return right.length === brought.length && timingSafeEqual(right, brought)
    })
  }

  #now(): { readonly step: number; readonly intoIt: number } {
    const now = this.#clock.monotonic()
    const intoIt = now % codeMs
    return { step: Math.round((now - intoIt) / codeMs), intoIt }
  }

  /** 128 bits of HMAC-SHA-256 (RFC 2104), base64url, 22 characters. */
  #code(meetingId: string, step: number): string {
    const whole = createHmac('sha256', this.#secret).update(`${meetingId} ${step}`).digest()
    return whole.subarray(0, 16).toString('base64url')
  }
}
