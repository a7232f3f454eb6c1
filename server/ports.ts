import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { type DestinationStream, type Logger, pino } from 'pino'

/** Wall clock and monotonic clock; what tests replace. */
export interface Clock {
  /** Milliseconds since the Unix epoch: deadlines. */
  now(): number
  /** Milliseconds since an arbitrary start that never jump: durations. */
  monotonic(): number
}

/** Where ids and secrets come from. */
export interface Ids {
  /** A random UUID (RFC 9562, version 4). */
  uuid(): string
  /** A secret of 32 random bytes, base64url, 43 characters. */
  token(): string
  /** `digits` random decimal digits, without modulo bias. */
  digits(digits: number): string
}

export type Log = Logger

export interface Ports {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  token: () => randomBytes(32).toString('base64url'),
  digits: count => {
    let text = ''
    while (text.length < count) for (const byte of randomBytes(count * 2)) if (byte < 250) text += byte % 10
    return text.slice(0, count)
  },
}

/** The program's log: JSON lines; whatever may hold a secret is never passed, and known places are redacted besides. */
export const createLog = (level: string, destination?: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      redact: ['req.headers.cookie', 'req.headers.authorization', '*.token', '*.secret'],
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  )
