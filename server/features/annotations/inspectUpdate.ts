import * as Y from 'yjs'
import { limits } from '#server/transport/limits.ts'
import { authorOf } from '#shared/annotations/annotations.rules.ts'
import type { NoteRefusal } from '#shared/annotations/wire.ts'
import {
  type Block,
  type Deletes,
  type ScannedStruct,
  type ScannedUpdate,
  type StructId,
  scanUpdate,
  writeUpdate,
} from './scanUpdate.ts'

/** Whose Yjs client ids are: those that wrote in the layer before, and those that the caller may not take. */
export interface Claims {
  /** The account that a client id belongs to; undefined where nobody wrote under it yet. */
  ownerOf(client: number): string | undefined
  /** Whether somebody else is connected under this client id. */
  heldByOther(client: number): boolean
}

export interface Inspected {
  /** What may be applied: the update, or what is left of it. */
  readonly update: Uint8Array
  /** Client ids that the writer uses for the first time. */
  readonly claimed: readonly number[]
  /** Structs of others were left out. */
  readonly foreign: boolean
  /** It brings entries, and not only their removal. */
  readonly adds: boolean
  /** Whether it names a struct as removed. */
  deletes(id: { readonly client: number; readonly clock: number }): boolean
  /** Notes of which it removes an entry that is gone already: another's change may have crossed it. */
  readonly crossed: ReadonlySet<string>
}

/** What a block brings that the document has not: structs after the state. */
const newStructs = (block: Block, state: number): readonly ScannedStruct[] =>
  block.end <= state ? [] : block.structs.filter(struct => struct.clock + struct.length > state)

/** A client's structs that wait for one of another. */
interface Waits {
  readonly entry: { readonly block: Block; next: number }
  readonly clock: number
}

/** Whether every struct finds what it stands on, in the document or in the update, in some order. */
const isComplete = (doc: Y.Doc, { blocks, deletes }: ScannedUpdate): boolean => {
  const reached = new Map<number, number>()
  const reach = (client: number): number => reached.get(client) ?? Y.getState(doc.store, client)
  if (blocks.some(({ client, clock }) => clock > Y.getState(doc.store, client))) return false
  // Yjs asks of what it knows already, too, what that stands on.
  const missing = ({ origin, rightOrigin }: ScannedStruct): StructId | null =>
    [origin, rightOrigin].find(id => id !== null && id.clock >= reach(id.client)) ?? null
  const waiting = new Map<number, Waits[]>()
  const queue = blocks.map(block => ({ block, next: 0 }))
  let open = blocks.length
  let steps = limits.notes.update.steps * blocks.reduce((sum, { structs }) => sum + structs.length + 1, 0)
  for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
    const { structs, client } = entry.block
    for (let struct = structs[entry.next]; struct !== undefined; struct = structs[entry.next]) {
      const on = missing(struct)
      steps -= 1
      if (on !== null) {
        const others = waiting.get(on.client)
        if (others) others.push({ entry, clock: on.clock })
        else waiting.set(on.client, [{ entry, clock: on.clock }])
        break
      }
      reached.set(client, Math.max(reach(client), struct.clock + struct.length))
      entry.next += 1
    }
    if (entry.next === structs.length) open -= 1
    const others = waiting.get(client) ?? []
    steps -= others.length
    if (steps < 0) return false
    if (others.length > 0) waiting.set(client, [])
    for (const other of others)
      if (other.clock < reach(client)) queue.push(other.entry)
      else waiting.get(client)?.push(other)
  }
  if (open > 0) return false
  return deletes.every(({ client, ranges }) =>
    ranges.every(([clock, length]) => clock + length <= reach(client)),
  )
}

/**
 * Whose new structs under an unclaimed client id are, by what they say: a tablet that comes back may bring along what
 * others wrote (the server was restored from a backup), and that waits for them.
 */
const saysForeign = (structs: readonly ScannedStruct[], accountId: string): boolean => {
  const authors = structs.map(({ value }) => authorOf(value)).filter(author => author !== null)
  return authors.length > 0 && !authors.includes(accountId)
}

/** Leaves out blocks of clients that are not the writer's, and deletions of what is then unknown. */
const withoutForeign = (
  doc: Y.Doc,
  scanned: ScannedUpdate,
  writer: { accountId: string; live: boolean },
  claims: Claims,
): { kept: ScannedUpdate; claimed: readonly number[]; foreign: boolean } => {
  const claimed: number[] = []
  const bringing = scanned.blocks.map(block => ({
    block,
    structs: newStructs(block, Y.getState(doc.store, block.client)),
  }))
  const news = bringing.filter(({ structs }) => structs.length > 0)
  const isOwn = (block: Block, structs: readonly ScannedStruct[]): boolean => {
    const owner = claims.ownerOf(block.client)
    if (owner !== undefined) return owner === writer.accountId
    if (claims.heldByOther(block.client)) return false
    // What was written just now comes alone, under the writer's own client id, whatever it says.
    if (!(writer.live && news.length === 1) && saysForeign(structs, writer.accountId)) return false
    claimed.push(block.client)
    return true
  }
  const blocks = bringing
    .filter(({ block, structs }) => structs.length === 0 || isOwn(block, structs))
    .map(({ block }) => block)
  if (blocks.length === scanned.blocks.length) return { kept: scanned, claimed, foreign: false }
  const ends = new Map(blocks.map(({ client, end }) => [client, end]))
  const deletes = scanned.deletes.map(({ client, ranges }) => {
    const known = Math.max(Y.getState(doc.store, client), ends.get(client) ?? 0)
    const kept = ranges.flatMap(([clock, length]): [number, number][] =>
      clock < known ? [[clock, Math.min(length, known - clock)]] : [],
    )
    return { client, ranges: kept }
  })
  return {
    kept: { blocks, deletes: deletes.filter(({ ranges }) => ranges.length > 0) },
    claimed,
    foreign: true,
  }
}

/** Entries of notes that an update removes, as the document has them. */
function* removedEntries(doc: Y.Doc, { deletes }: ScannedUpdate): Generator<Y.Item & { parentSub: string }> {
  for (const { client, ranges } of deletes) {
    const structs = doc.store.clients.get(client) ?? []
    const state = Y.getState(doc.store, client)
    for (const [clock, length] of ranges) {
      if (clock >= state) continue
      const last = clock + length
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
        const struct = structs[at]
        if (struct === undefined || struct.id.clock >= last) break
        if (struct instanceof Y.Item && isEntry(struct)) yield struct
      }
    }
  }
}

const isEntry = (item: Y.Item): item is Y.Item & { parentSub: string } => item.parentSub !== null

/** How many notes that are there an update deletes, of those that `mine` says are not the writer's; stops at `limit`. */
const countForeignDeletes = (
  doc: Y.Doc,
  scanned: ScannedUpdate,
  mine: (id: string) => boolean,
  limit: number,
): number => {
  let found = 0
  for (const { deleted, parentSub } of removedEntries(doc, scanned)) {
    if (!deleted && !mine(parentSub)) found += 1
    if (found > limit) return found
  }
  return found
}

/** Whether ranges in order have a clock in them. */
const names = (ranges: Deletes['ranges'] = [], clock: number): boolean => {
  let [from, to] = [0, ranges.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const [begin, length] = ranges[middle] ?? [0, 0]
    if (clock < begin) to = middle
    else if (clock >= begin + length) from = middle + 1
    else return true
  }
  return false
}

/**
 * [N13] Looks at an update before it is applied to a layer; a code where nothing of it may be.
 * `writer.live` says that it came as a change and not as the answer to what the server lacks.
 */
export const inspectUpdate = (
  doc: Y.Doc,
  bytes: Uint8Array,
  writer: {
    readonly accountId: string
    readonly live: boolean
    /** Null in a private layer, where nothing is anybody else's. */
    readonly claims: Claims | null
    /** Whether the writer may remove the note under an id. */
    mayRemove(id: string): boolean
  },
): Inspected | NoteRefusal => {
  const scanned = scanUpdate(bytes)
  if (scanned === null) return 'notes.invalid'
  const { kept, claimed, foreign } =
    writer.claims === null
      ? { kept: scanned, claimed: [], foreign: false }
      : withoutForeign(doc, scanned, writer, writer.claims)
  if (!isComplete(doc, kept)) return foreign ? 'notes.foreign' : 'notes.incomplete'
  const { foreignRemovals } = limits.notes.update
  if (countForeignDeletes(doc, kept, writer.mayRemove, foreignRemovals) > foreignRemovals)
    return 'notes.foreign'
  return {
    update: foreign ? writeUpdate(bytes, kept) : bytes,
    claimed,
    foreign,
    deletes: ({ client, clock }) => names(kept.deletes.find(block => block.client === client)?.ranges, clock),
    crossed: new Set(
      writer.live
        ? [...removedEntries(doc, kept)].filter(({ deleted }) => deleted).map(({ parentSub }) => parentSub)
        : [],
    ),
    adds: kept.blocks.some(block =>
      newStructs(block, Y.getState(doc.store, block.client)).some(({ value }) => value !== undefined),
    ),
  }
}
