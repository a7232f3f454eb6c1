import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { Note, PlacedNote } from '#shared/annotations/note.ts'

export type Reply = Extract<Note, { kind: 'reply' }>
export type StateNote = Extract<Note, { kind: 'state' }>
export interface Said {
  readonly id: string
  readonly note: Reply | StateNote
  /** When it was said and last changed, as it is shown: never later than now, whatever its writer's clock said. */
  readonly at: number
  readonly changedAt: number
}

/** [N12] What was said under one note, oldest first, and whether it is resolved. */
export interface ThreadOf {
  readonly said: readonly Said[]
  readonly replies: number
  readonly resolved: boolean
  /** The time of the change of state that counts, by its writer's clock; 0 where there is none. */
  readonly stateAt: number
}

/** What was said under each note of a layer. */
export type Threads = (id: string) => ThreadOf

const silent: ThreadOf = { said: [], replies: 0, resolved: false, stateAt: 0 }
/** Clocks that are further ahead are not believed: the server refuses such notes. */
const believedAheadMs = 24 * 60 * 60_000

interface Known {
  readonly threads: ReadonlyMap<string, ThreadOf>
  readonly now: number
  /** Something was said later than that: what is known holds for that moment alone. */
  readonly ahead: boolean
}
const known = new WeakMap<ReadonlyMap<string, Note>, Known>()

/** When something counts as said: a state of a time that nobody reaches is overruled by any other. */
const countsAt = ({ kind, at }: Reply | StateNote, now: number): number => {
  if (at <= now + believedAheadMs) return at
  return kind === 'state' ? 0 : now
}

const threadFrom = (said: readonly Said[], now: number): ThreadOf => {
  // Two of one instant stand the same way on every tablet.
  const inOrder = [...said].sort(
    (a, b) => countsAt(a.note, now) - countsAt(b.note, now) || (a.id < b.id ? -1 : 1),
  )
  const last = inOrder.findLast(({ note }) => note.kind === 'state')?.note
  return {
    said: inOrder,
    replies: inOrder.filter(({ note }) => note.kind === 'reply').length,
    resolved: last?.kind === 'state' && last.state === 'resolved',
    stateAt: last === undefined ? 0 : countsAt(last, now),
  }
}

const reckon = (notes: ReadonlyMap<string, Note>, now: number): Known => {
  const said = new Map<string, Said[]>()
  let ahead = false
  for (const [id, note] of notes) {
    if (note.kind !== 'reply' && note.kind !== 'state') continue
    ahead ||= note.at > now || note.changedAt > now
    const one = { id, note, at: Math.min(note.at, now), changedAt: Math.min(note.changedAt, now) }
    const list = said.get(note.to)
    if (list) list.push(one)
    else said.set(note.to, [one])
  }
  return { threads: new Map([...said].map(([to, list]) => [to, threadFrom(list, now)])), now, ahead }
}

/** [N12] The discussions of a layer at a moment, in milliseconds since the epoch: in every list, on paper and here. */
export const threadsOf = (notes: ReadonlyMap<string, Note>, now: number): Threads => {
  let found = known.get(notes)
  if (!found || (found.ahead ? found.now !== now : found.now > now)) {
    found = reckon(notes, now)
    known.set(notes, found)
  }
  const { threads } = found
  return id => threads.get(id) ?? silent
}

/** [N12] When a new change of state is made: later than all that its writer sees, so that who acts last decides. */
export const nextStateAt = ({ stateAt }: ThreadOf, now: number): number => Math.max(now, stateAt + 1)

export interface Filter {
  /** `inPaper`: what the uploaded file has itself. */
  readonly layer: LayerName | 'all' | 'inPaper'
  readonly author: string
  readonly kind: PlacedNote['kind'] | 'all'
  readonly state: 'all' | 'open' | 'resolved' | 'discussed'
}

export const noFilter: Filter = { layer: 'all', author: 'all', kind: 'all', state: 'all' }

/** One note in the list. */
export interface Listed {
  readonly layer: LayerName
  readonly id: string
  readonly note: PlacedNote
  readonly thread: ThreadOf
}

/** All notes of some layers that pass a filter, in reading order: by page, down the page, then by time. */
export function listNotes(
  layers: readonly { readonly name: LayerName; notes(): ReadonlyMap<string, Note> }[],
  filter: Filter,
  now: number,
): readonly Listed[] {
  const listed: Listed[] = []
  for (const layer of layers) {
    if (filter.layer !== 'all' && filter.layer !== layer.name) continue
    const notes = layer.notes()
    const threads = threadsOf(notes, now)
    for (const [id, note] of notes) {
      if (!('page' in note)) continue
      if (filter.author !== 'all' && note.author !== filter.author) continue
      if (filter.kind !== 'all' && note.kind !== filter.kind) continue
      const thread = threads(id)
      if (filter.state === 'resolved' && !thread.resolved) continue
      if (filter.state === 'open' && thread.resolved) continue
      if (filter.state === 'discussed' && thread.replies === 0) continue
      listed.push({ layer: layer.name, id, note, thread })
    }
  }
  return listed.sort(
    (a, b) => a.note.page - b.note.page || topOf(a.note) - topOf(b.note) || a.note.at - b.note.at,
  )
}

/** How far down the page a note begins, in points; strokes without being unpacked count as made. */
export function topOf(note: PlacedNote): number {
  switch (note.kind) {
    case 'sticky':
      return note.point[1]
    case 'textBox':
    case 'stamp':
      return note.box[1]
    case 'arrow':
      return Math.min(note.from[1], note.to[1])
    case 'highlight':
    case 'underline':
    case 'strikeOut':
      return note.lines[0]?.[1] ?? 0
    default:
      return firstY(note.stroke)
  }
}

/** A stroke's first y without unpacking it all: its second number (stroke.ts). */
function firstY(stroke: Uint8Array): number {
  const numbers: number[] = []
  let [value, factor] = [0, 1]
  for (const byte of stroke.subarray(0, 12)) {
    value += (byte % 128) * factor
    if (byte >= 128) {
      factor *= 128
      continue
    }
    numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2)
    ;[value, factor] = [0, 1]
  }
  return (numbers[1] ?? 0) / 16
}

/** Strokes of one hand that follow each other on a page are one line in the list: a word is many strokes. */
export interface Group {
  readonly first: Listed
  readonly count: number
}

/** Milliseconds between two strokes of one writing. */
const onePause = 60_000

export function grouped(listed: readonly Listed[]): readonly Group[] {
  const groups: { first: Listed; count: number; lastAt: number }[] = []
  const open = new Map<string, { first: Listed; count: number; lastAt: number }>()
  const inOrder = [...listed].sort((a, b) => a.note.page - b.note.page || a.note.at - b.note.at)
  for (const each of inOrder) {
    const { note, thread, layer } = each
    const key = `${layer}/${note.author}/${note.page}/${note.ink}`
    const before = open.get(key)
    const plain = note.kind === 'pen' && thread.said.length === 0
    if (plain && before && note.at - before.lastAt < onePause) {
      before.count++
      before.lastAt = note.at
      continue
    }
    const group = { first: each, count: 1, lastAt: note.at }
    groups.push(group)
    if (plain) open.set(key, group)
  }
  return groups
    .sort((a, b) => a.first.note.page - b.first.note.page || topOf(a.first.note) - topOf(b.first.note))
    .map(({ first, count }) => ({ first, count }))
}
