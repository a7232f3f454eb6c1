import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { Note, PlacedNote } from '#shared/annotations/note.ts'

export type Reply = Extract<Note, { kind: 'reply' }>
export type StateNote = Extract<Note, { kind: 'state' }>
export type Said = { readonly id: string; readonly note: Reply | StateNote }

/** [N12] What was said under one note, oldest first, and whether it is resolved. */
export interface ThreadOf {
  readonly said: readonly Said[]
  readonly replies: number
  readonly resolved: boolean
}

const silent: ThreadOf = { said: [], replies: 0, resolved: false }
const known = new WeakMap<ReadonlyMap<string, Note>, ReadonlyMap<string, ThreadOf>>()

function threadsOf(notes: ReadonlyMap<string, Note>): ReadonlyMap<string, ThreadOf> {
  const before = known.get(notes)
  if (before) return before
  const said = new Map<string, Said[]>()
  for (const [id, note] of notes) {
    if (note.kind !== 'reply' && note.kind !== 'state') continue
    const list = said.get(note.to)
    if (list) list.push({ id, note })
    else said.set(note.to, [{ id, note }])
  }
  const threads = new Map<string, ThreadOf>()
  for (const [to, list] of said) {
    // Two of one instant stand the same way on every tablet.
    list.sort((a, b) => a.note.at - b.note.at || (a.id < b.id ? -1 : 1))
    const last = list.findLast(({ note }) => note.kind === 'state')
    threads.set(to, {
      said: list,
      replies: list.filter(({ note }) => note.kind === 'reply').length,
      resolved: last?.note.kind === 'state' && last.note.state === 'resolved',
    })
  }
  known.set(notes, threads)
  return threads
}

export const threadOf = (notes: ReadonlyMap<string, Note>, id: string): ThreadOf =>
  threadsOf(notes).get(id) ?? silent

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
): readonly Listed[] {
  const listed: Listed[] = []
  for (const layer of layers) {
    if (filter.layer !== 'all' && filter.layer !== layer.name) continue
    const notes = layer.notes()
    for (const [id, note] of notes) {
      if (!('page' in note)) continue
      if (filter.author !== 'all' && note.author !== filter.author) continue
      if (filter.kind !== 'all' && note.kind !== filter.kind) continue
      const thread = threadOf(notes, id)
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
