import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { limits } from '#server/transport/limits.ts'
import { notesMap } from '#shared/annotations/note.ts'

/**
 * Reads a Yjs update (version 1, as yjs/src/utils/encoding.js writes it) without applying it. Yjs cannot take back
 * what it applied, so whatever a layer must not hold is found before.
 */
export interface StructId {
  readonly client: number
  readonly clock: number
}

/** One struct: an entry set in the map of notes, or the place of one that was deleted. */
export interface ScannedStruct {
  readonly clock: number
  readonly length: number
  readonly origin: StructId | null
  readonly rightOrigin: StructId | null
  /** The entry's value; undefined where it was deleted. */
  readonly value: unknown
  /** Where it stands in the update's bytes. */
  readonly from: number
  readonly to: number
}

/** The structs of one client, without gaps. */
export interface Block {
  readonly client: number
  readonly clock: number
  /** The clock after the last struct. */
  readonly end: number
  readonly structs: readonly ScannedStruct[]
}

/** Structs of one client that are deleted: [clock, length] each. */
export interface Deletes {
  readonly client: number
  readonly ranges: readonly (readonly [clock: number, length: number])[]
}

export interface ScannedUpdate {
  readonly blocks: readonly Block[]
  readonly deletes: readonly Deletes[]
}

const most = limits.notes.update
/** Letters of an entry's id that are read at all; which ids notes have is a rule. */
const longestId = 64
/** Yjs draws client ids from 32 bits. */
const largestClient = 2 ** 32 - 1

class NoNotes extends Error {}
const refuse = (): never => {
  throw new NoNotes()
}

const readClient = (decoder: decoding.Decoder): number => {
  const client = decoding.readVarUint(decoder)
  return client <= largestClient ? client : refuse()
}

const readId = (decoder: decoding.Decoder): StructId => ({
  client: readClient(decoder),
  clock: decoding.readVarUint(decoder),
})

/** Whether lists and objects lie in each other deeper than a note's: whoever walks through them would run out of stack. */
const isDeep = (value: unknown, depth: number): boolean => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return depth === 0 || Object.values(value).some(part => isDeep(part, depth - 1))
}

/** Content kinds of Yjs that a map of notes has; others are types, formats, texts and subdocuments. */
const contents = { deleted: 1, binary: 3, any: 8 }

const readContent = (decoder: decoding.Decoder, kind: number): { length: number; value: unknown } => {
  switch (kind) {
    case contents.deleted: {
      const length = decoding.readVarUint(decoder)
      return length >= 1 && length <= most.run ? { length, value: undefined } : refuse()
    }
    case contents.binary:
      return { length: 1, value: decoding.readVarUint8Array(decoder) }
    case contents.any: {
      if (decoding.readVarUint(decoder) !== 1) return refuse()
      // An entry that was set to nothing is one all the same: what is no note is taken out again.
      const value: unknown = decoding.readAny(decoder) ?? null
      return isDeep(value, most.depth) ? refuse() : { length: 1, value }
    }
    default:
      return refuse()
  }
}

const readStruct = (decoder: decoding.Decoder, clock: number): ScannedStruct => {
  const from = decoder.pos
  const info = decoding.readUint8(decoder)
  const origin = (info & 128) === 0 ? null : readId(decoder)
  const rightOrigin = (info & 64) === 0 ? null : readId(decoder)
  // Without a neighbour it says itself where it stands: an entry of the one map, under an id.
  if (origin === null && rightOrigin === null) {
    if (decoding.readVarUint(decoder) !== 1 || decoding.readVarString(decoder) !== notesMap) return refuse()
    if ((info & 32) === 0 || decoding.readVarString(decoder).length > longestId) return refuse()
  }
  const content = readContent(decoder, info & 31)
  return { clock, origin, rightOrigin, ...content, from, to: decoder.pos }
}

const readBlocks = (decoder: decoding.Decoder): Block[] => {
  const count = decoding.readVarUint(decoder)
  if (count > most.clients) return refuse()
  const blocks: Block[] = []
  const clients = new Set<number>()
  let left = most.structs
  for (let at = 0; at < count; at += 1) {
    const structCount = decoding.readVarUint(decoder)
    left -= structCount
    const client = readClient(decoder)
    if (structCount === 0 || left < 0 || clients.has(client)) return refuse()
    clients.add(client)
    const clock = decoding.readVarUint(decoder)
    let end = clock
    const structs: ScannedStruct[] = []
    for (let index = 0; index < structCount; index += 1) {
      const struct = readStruct(decoder, end)
      structs.push(struct)
      end += struct.length
    }
    if (end > most.clock) return refuse()
    blocks.push({ client, clock, end, structs })
  }
  return blocks
}

const readDeletes = (decoder: decoding.Decoder): Deletes[] => {
  const count = decoding.readVarUint(decoder)
  let left = most.ranges - count
  if (left < 0) return refuse()
  const deletes: Deletes[] = []
  const clients = new Set<number>()
  for (let at = 0; at < count; at += 1) {
    const client = readClient(decoder)
    if (clients.has(client)) return refuse()
    clients.add(client)
    const rangeCount = decoding.readVarUint(decoder)
    left -= rangeCount
    if (left < 0) return refuse()
    const ranges: [number, number][] = []
    // Yjs writes them in order and apart; ranges over each other would each cost all that lies within.
    let reached = 0
    for (let index = 0; index < rangeCount; index += 1) {
      const clock = decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      if (length === 0 || clock < reached || clock + length > most.clock) return refuse()
      reached = clock + length
      ranges.push([clock, length])
    }
    deletes.push({ client, ranges })
  }
  return deletes
}

/** What an update brings; null where it is none, or holds anything but entries of the map of notes. */
export const scanUpdate = (bytes: Uint8Array): ScannedUpdate | null => {
  try {
    const decoder = decoding.createDecoder(bytes)
    const blocks = readBlocks(decoder)
    const deletes = readDeletes(decoder)
    return decoder.pos === bytes.length ? { blocks, deletes } : null
  } catch {
    // Whatever the bytes did to the decoder (their end, a count beyond it, values nested too deep), they are no update.
    return null
  }
}

/** Writes some of an update's blocks and deletions as an update of their own. */
export const writeUpdate = (bytes: Uint8Array, { blocks, deletes }: ScannedUpdate): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, blocks.length)
  for (const { client, clock, structs } of blocks) {
    encoding.writeVarUint(encoder, structs.length)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    for (const { from, to } of structs) encoding.writeUint8Array(encoder, bytes.subarray(from, to))
  }
  encoding.writeVarUint(encoder, deletes.length)
  for (const { client, ranges } of deletes) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
    }
  }
  return encoding.toUint8Array(encoder)
}
