import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { Ink, Note, PlacedNote } from '#shared/annotations/note.ts'
import type { Changes, NotesLayer } from '../layer.ts'
import { nextStateAt, threadsOf } from '../panel/threads.ts'
import { boundsOf, isMovable, keptOnPage, moved, union } from '../paper/geometry.ts'
import { type NoteRef, useNotes } from './notesStore.ts'

/** A layer of the paper that is shown, with its name for the screen. */
export interface ShownLayer {
  readonly layer: NotesLayer
  readonly title: string
}

/** What all parts of writing on one paper need. */
export interface NotesHere {
  readonly layers: readonly ShownLayer[]
  /** The viewer's account. */
  readonly me: string
  /** A person as they are called here. */
  nameOf(accountId: string): string
  /** Milliseconds since the epoch. */
  now(): number
  /** Shows how private notes are unlocked on this device, where that can be done here. */
  readonly unlock?: () => void
  /** Shows the groups' layers of the paper, where they can be looked after here. */
  readonly openGroups?: () => void
  /** [N67] Shows what can be taken home of the paper and its notes, where that can be done here. */
  readonly takeHome?: () => void
}

export type Found<N extends Note = Note> = NoteRef & { readonly note: N; readonly in: NotesLayer }

export const layerOf = (here: NotesHere, name: LayerName): NotesLayer | undefined =>
  here.layers.find(({ layer }) => layer.name === name)?.layer

/** The layer that is written in: the chosen one, or the first that can be written in. */
export function writingLayer(here: NotesHere): NotesLayer | undefined {
  const chosen = layerOf(here, useNotes.getState().writingIn)
  return chosen?.canWrite() ? chosen : undefined
}

/** [N45] Where a pointer is shown: a presenter's to all who follow, whatever they write in; else where one writes. */
export function pointingLayer(here: NotesHere): NotesLayer | undefined {
  const presenting = layerOf(here, 'presenting')
  return presenting?.canWrite() ? presenting : writingLayer(here)
}

export const isPlaced = (note: Note): note is PlacedNote => 'page' in note

/** The placed note under a reference, as it is now. */
export function find(here: NotesHere, ref: NoteRef): Found<PlacedNote> | null {
  const layer = layerOf(here, ref.layer)
  const note = layer?.notes().get(ref.id)
  return layer && note && isPlaced(note) ? { ...ref, note, in: layer } : null
}

/** Whether the viewer may change a note: their own, in a layer that they write in. */
export const mayChange = (here: NotesHere, { note, in: layer }: Found): boolean =>
  note.author === here.me && layer.canWrite()

/** Changes a layer as one step of undo. */
export function change(layer: NotesLayer, changes: Changes): void {
  const list = [...changes]
  if (list.length === 0 || !layer.canWrite()) return
  layer.change(list)
  useNotes.setState(({ done }) => ({ done: [...done.slice(-199), layer.name], undone: [] }))
}

/** Changes notes that may lie in several layers, one step in each. */
export function changeAll(changes: readonly (readonly [Found, Note | null])[]): void {
  const layers = new Set(changes.map(([found]) => found.in))
  for (const layer of layers) {
    change(
      layer,
      changes.filter(([found]) => found.in === layer).map(([found, note]) => [found.id, note]),
    )
  }
}

/** Which layer undo would touch: the one written in last whose steps are left. */
export function undoLayer(here: NotesHere): NotesLayer | undefined {
  const names = [...useNotes.getState().done].reverse()
  const layers = names.map(name => layerOf(here, name))
  return layers.find(layer => layer?.canUndo()) ?? [writingLayer(here)].find(layer => layer?.canUndo())
}

export function redoLayer(here: NotesHere): NotesLayer | undefined {
  const layers = [...useNotes.getState().undone].reverse().map(name => layerOf(here, name))
  return layers.find(layer => layer?.canRedo()) ?? [writingLayer(here)].find(layer => layer?.canRedo())
}

const withoutLast = (names: readonly LayerName[], name: LayerName): readonly LayerName[] => {
  const at = names.lastIndexOf(name)
  return at === -1 ? names : names.filter((_, index) => index !== at)
}

/** [N43] Takes the last own step back. */
export function undo(here: NotesHere): void {
  const layer = undoLayer(here)
  if (!layer) return
  layer.undo()
  useNotes.setState(({ done, undone }) => ({
    done: withoutLast(done, layer.name),
    undone: [...undone, layer.name],
    selected: [],
  }))
}

export function redo(here: NotesHere): void {
  const layer = redoLayer(here)
  if (!layer) return
  layer.redo()
  useNotes.setState(({ done, undone }) => ({
    done: [...done, layer.name],
    undone: withoutLast(undone, layer.name),
    selected: [],
  }))
}

/** The selected notes that are still there. */
export const selection = (here: NotesHere): readonly Found<PlacedNote>[] =>
  useNotes.getState().selected.flatMap(ref => find(here, ref) ?? [])

/** Gives own selected notes another colour. */
export function recolour(here: NotesHere, ink: Ink): void {
  const own = selection(here).filter(found => mayChange(here, found))
  changeAll(own.map(found => [found, { ...found.note, ink, changedAt: here.now() }]))
}

/** Takes own selected notes away. */
export function removeSelected(here: NotesHere): void {
  const own = selection(here).filter(found => mayChange(here, found))
  changeAll(own.map(found => [found, null]))
  useNotes.setState({ selected: [], open: null, editing: null })
}

/** Moves own selected notes, kept on their page; `by` in points. */
export function moveSelected(
  here: NotesHere,
  by: { readonly x: number; readonly y: number },
  page: { readonly width: number; readonly height: number },
  scale: number,
): void {
  const own = selection(here).filter(found => mayChange(here, found) && isMovable(found.note))
  const box = union(own.map(({ note }) => boundsOf(note, scale)))
  if (!box) return
  const kept = keptOnPage(box, by, page)
  changeAll(own.map(found => [found, { ...moved(found.note, kept), changedAt: here.now() }]))
}

/** Remembers selected notes to be put in elsewhere. */
export function copySelected(here: NotesHere): number {
  const copied = selection(here)
    .map(({ note }) => note)
    .filter(isMovable)
  if (copied.length > 0) useNotes.setState({ copied })
  return copied.length
}

/** Puts copies in: on the page that is read, a little beside the originals. */
export function paste(here: NotesHere, page: number): void {
  const layer = writingLayer(here)
  const { copied } = useNotes.getState()
  if (!layer || copied.length === 0) return
  const at = here.now()
  const made = copied.map((note): [string, PlacedNote] => {
    const beside = note.page === page ? 14 : 0
    const put = moved(note, { x: beside, y: beside })
    return [crypto.randomUUID(), { ...put, page, author: here.me, at, changedAt: at }]
  })
  change(layer, made)
  useNotes.setState({
    tool: 'select',
    selected: made.map(([id]) => ({ layer: layer.name, id })),
    copied: made.map(([, note]) => note),
  })
}

/** Removes one note. */
export function remove(here: NotesHere, found: Found): void {
  if (!mayChange(here, found)) return
  change(found.in, [[found.id, null]])
  useNotes.setState(({ selected }) => ({
    selected: selected.filter(({ id }) => id !== found.id),
    open: null,
  }))
}

/** [N12] Answers a note. */
export function reply(here: NotesHere, to: NoteRef, text: string): void {
  const layer = layerOf(here, to.layer)
  const at = here.now()
  const words = text.trim().normalize('NFC')
  if (!layer || words === '') return
  change(layer, [
    [crypto.randomUUID(), { kind: 'reply', author: here.me, at, changedAt: at, to: to.id, text: words }],
  ])
}

/** [N12] Marks a discussion as resolved, or opens it again. */
export function setState(here: NotesHere, to: NoteRef, state: 'resolved' | 'reopened'): void {
  const layer = layerOf(here, to.layer)
  if (!layer) return
  const now = here.now()
  const at = nextStateAt(threadsOf(layer.notes(), now)(to.id), now)
  change(layer, [
    [crypto.randomUUID(), { kind: 'state', author: here.me, at, changedAt: at, to: to.id, state }],
  ])
}
