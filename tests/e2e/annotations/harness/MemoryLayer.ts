import type {
  Changes,
  Gesture,
  LayerState,
  NotesLayer,
  OthersGesture,
} from '#client/features/annotations/layer.ts'
import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import { Note } from '#shared/annotations/note.ts'

type Step = readonly (readonly [id: string, before: Note | null, after: Note | null])[]

/** A layer in this page's memory: what is drawn is told from what lies behind it. Refuses what the contract does. */
export class MemoryLayer implements NotesLayer {
  readonly name: LayerName
  readonly versionId = 'a0000000-0000-4000-8000-00000000000a'
  #notes: ReadonlyMap<string, Note> = new Map()
  #state: LayerState = 'saved'
  #writable: boolean
  #refusals: readonly string[] = []
  #others: readonly OthersGesture[] = []
  #done: Step[] = []
  #undone: Step[] = []
  readonly #listeners = new Set<() => void>()
  /** What was shown to others, in order. */
  readonly shown: (Gesture | null)[] = []
  /** Each call of `change`: how many notes it touched. */
  readonly steps: number[] = []

  constructor(name: LayerName, writable = true) {
    this.name = name
    this.#writable = writable
  }

  notes = () => this.#notes
  state = () => this.#state
  canWrite = () => this.#writable
  canUndo = () => this.#done.length > 0
  canRedo = () => this.#undone.length > 0
  refusals = () => this.#refusals
  unsent = () => 0
  settled = () => Promise.resolve()
  othersGestures = () => this.#others

  dismissRefusals(): void {
    this.#refusals = []
    this.#tell()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  change(changes: Changes): void {
    if (!this.#writable) return
    const step = [...changes].map(([id, note]) => {
      if (note) Note.parse(note)
      return [id, this.#notes.get(id) ?? null, note] as const
    })
    this.#apply(step.map(([id, , after]) => [id, after]))
    this.#done.push(step)
    this.#undone = []
    this.steps.push(step.length)
  }

  undo(): void {
    const step = this.#done.pop()
    if (!step) return
    this.#undone.push(step)
    this.#apply(step.map(([id, before]) => [id, before]))
  }

  redo(): void {
    const step = this.#undone.pop()
    if (!step) return
    this.#done.push(step)
    this.#apply(step.map(([id, , after]) => [id, after]))
  }

  show(gesture: Gesture | null): void {
    this.shown.push(gesture)
  }

  close(): void {
    this.#listeners.clear()
  }

  /** Notes of others, or many at once; no step of undo. */
  fill(notes: Iterable<readonly [string, Note]>): void {
    this.#apply(notes)
  }

  set(what: { state?: LayerState; writable?: boolean; refusals?: string[]; others?: OthersGesture[] }): void {
    this.#state = what.state ?? this.#state
    this.#writable = what.writable ?? this.#writable
    this.#refusals = what.refusals ?? this.#refusals
    this.#others = what.others ?? this.#others
    this.#tell()
  }

  #apply(changes: Iterable<readonly [string, Note | null]>): void {
    const next = new Map(this.#notes)
    for (const [id, note] of changes) {
      if (note) next.set(id, note)
      else next.delete(id)
    }
    this.#notes = next
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
