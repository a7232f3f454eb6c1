import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { Note } from '#shared/annotations/note.ts'

/**
 * loading: nothing is there yet. locked: private, and this device has no key yet. saved: everything is stored by the
 * server; saving: under way; offline: kept on this device until the network is back. denied: the right ended.
 */
export type LayerState = 'loading' | 'locked' | 'saved' | 'saving' | 'offline' | 'denied'

/** [N45] What one writer shows while drawing or pointing; gone when it is null. */
export type Gesture =
  | { readonly kind: 'laser'; readonly page: number; readonly points: readonly (readonly [number, number])[] }
  | {
      readonly kind: 'drawing'
      readonly tool: 'pen' | 'marker'
      readonly page: number
      readonly ink: string
      readonly width: number
      /** As `packStroke` packs it, base64. */
      readonly stroke: string
    }

export interface OthersGesture {
  /** One for each connection. */
  readonly id: number
  readonly accountId: string
  readonly gesture: Gesture
}

/** What one gesture of the writer does: notes put and notes taken away, one step of undo. */
export type Changes = Iterable<readonly [noteId: string, note: Note | null]>

/** One layer of one paper version: what drawing reads and writes, whatever lies behind it. */
export interface NotesLayer {
  readonly name: LayerName
  readonly versionId: string
  /** Every note by its id. A new map whenever something changed, so that it can be compared. */
  notes(): ReadonlyMap<string, Note>
  state(): LayerState
  canWrite(): boolean
  /** [N43] */
  canUndo(): boolean
  canRedo(): boolean
  /** Refusals of the server, newest last, until they are taken: what was put back, and why. */
  refusals(): readonly string[]
  /** They were shown. */
  dismissRefusals(): void
  /** Gestures of this person made here that the server has not stored yet. */
  unsent(): number
  othersGestures(): readonly OthersGesture[]
  /** Called after any of the above changed. @returns how to stop. */
  subscribe(listener: () => void): () => void
  /** Puts and removes notes at once, as one step of undo unless told otherwise. Nothing where `canWrite` is false. */
  change(changes: Changes, undoable?: boolean): void
  undo(): void
  redo(): void
  /** What was written here is kept by this device, and what is here is opened. */
  settled(): Promise<void>
  /** [N45] Shows others what is being drawn; null ends it. */
  show(gesture: Gesture | null): void
  close(): void
}
