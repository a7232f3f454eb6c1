import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messages, type NoteRefusal } from '#shared/annotations/wire.ts'

/** y-protocols' messages within `sync` (y-protocols/sync.js): what have you, what you lack, what is new. */
const sync = { step1: 0, step2: 1, update: 2 } as const
/** y-protocols' one message within `auth` (y-protocols/auth.js). */
const permissionDenied = 0

/** What a client says. */
export type Heard =
  /** It has this (a state vector) and wants what it lacks. */
  | { readonly kind: 'ask'; readonly stateVector: Uint8Array }
  /** A change; `live` is false for the answer to what the server lacks. */
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly live: boolean }
  | { readonly kind: 'awareness'; readonly update: Uint8Array }
  | { readonly kind: 'askAwareness' }

const readSync = (decoder: decoding.Decoder): Heard | null => {
  const kind = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (kind === sync.step1) return { kind: 'ask', stateVector: bytes }
  if (kind === sync.step2 || kind === sync.update)
    return { kind: 'update', update: bytes, live: kind === sync.update }
  return null
}

/** Reads a client's message; null where it is none that a client sends. */
export const readFrame = (bytes: Uint8Array): Heard | null => {
  try {
    const decoder = decoding.createDecoder(bytes)
    switch (decoding.readVarUint(decoder)) {
      case messages.sync:
        return readSync(decoder)
      case messages.awareness:
        return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) }
      case messages.queryAwareness:
        return { kind: 'askAwareness' }
      default:
        return null
    }
  } catch {
    return null
  }
}

const frame = (...write: ((encoder: encoding.Encoder) => void)[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  for (const part of write) part(encoder)
  return encoding.toUint8Array(encoder)
}
const uint = (value: number) => (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, value)
const block = (bytes: Uint8Array) => (encoder: encoding.Encoder) =>
  encoding.writeVarUint8Array(encoder, bytes)
const text = (value: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, value)

/** Messages to clients, encoded. */
export const frames = {
  ask: (stateVector: Uint8Array) => frame(uint(messages.sync), uint(sync.step1), block(stateVector)),
  state: (update: Uint8Array) => frame(uint(messages.sync), uint(sync.step2), block(update)),
  update: (update: Uint8Array) => frame(uint(messages.sync), uint(sync.update), block(update)),
  awareness: (update: Uint8Array) => frame(uint(messages.awareness), block(update)),
  /** Nobody moved: what keeps an unmodified client from taking silence for a lost line. */
  alive: frame(uint(messages.awareness), block(Uint8Array.of(0))),
  denied: (code: NoteRefusal) => frame(uint(messages.auth), uint(permissionDenied), text(code)),
  stored: (count: number) => frame(uint(messages.stored), uint(count)),
  refused: (code: NoteRefusal, count: number) => frame(uint(messages.refused), text(code), uint(count)),
} as const

/** One client's entry of awareness (y-protocols/awareness.js); a null state takes it away. */
export interface Awareness {
  readonly client: number
  readonly clock: number
  /** JSON text. */
  readonly state: string
}

/**
 * Finds the entry of one client in an awareness update, or of whichever comes first; undefined where there is none,
 * null where it is no awareness update. An unmodified client tells on all it hears of others, so most entries are only
 * stepped over.
 */
export const findAwareness = (
  bytes: Uint8Array,
  client: number | null,
  most: number,
): Awareness | undefined | null => {
  try {
    const decoder = decoding.createDecoder(bytes)
    const count = Math.min(decoding.readVarUint(decoder), most)
    for (let at = 0; at < count; at += 1) {
      const found = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      if (client === null || found === client)
        return { client: found, clock, state: decoding.readVarString(decoder) }
      const length = decoding.readVarUint(decoder)
      decoder.pos += length
    }
    return decoder.pos <= bytes.length ? undefined : null
  } catch {
    return null
  }
}

/** Writes entries as an awareness update. */
export const writeAwareness = (entries: readonly Awareness[]): Uint8Array =>
  frame(
    uint(entries.length),
    ...entries.flatMap(({ client, clock, state }) => [uint(client), uint(clock), text(state)]),
  )
