import * as encoding from 'lib0/encoding'
import type { Chance } from '#tests/support/random.ts'

/** y-protocols' sync message of a kind (0 what have you, 1 what you lack, 2 what is new). */
export const syncFrame = (kind: number, update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

/** A message of awareness with this inside. */
export const awarenessFrame = (update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

export const noise = (chance: Chance, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => chance.below(256))

/** Bytes with a few changed, gone, doubled or between. */
export const spoil = (chance: Chance, frame: Uint8Array): Uint8Array => {
  const bytes = [...frame]
  for (let left = 1 + chance.below(6); left > 0; left -= 1) {
    const at = chance.below(bytes.length + 1)
    const kind = chance.next()
    if (kind < 0.4) bytes[Math.min(at, bytes.length - 1)] = chance.below(256)
    else if (kind < 0.6) bytes.splice(at, chance.below(8))
    else if (kind < 0.8) bytes.splice(at, 0, ...noise(chance, chance.below(8)))
    else if (kind < 0.9) bytes.splice(at, 0, ...bytes.slice(chance.below(bytes.length + 1)).slice(0, 60))
    else bytes.length = Math.max(1, at)
    if (bytes.length === 0) bytes.push(chance.below(256))
  }
  return Uint8Array.from(bytes)
}
