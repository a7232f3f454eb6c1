import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import {
  companionOf,
  idInNewer,
  settledIn,
  standsAs,
  type ToCarry,
  whatToCarry,
} from '#shared/annotations/carrying.rules.ts'
import type { Note, PlacedNote } from '#shared/annotations/note.ts'
import type { NotesLayer } from '../layer.ts'
import type { Placer } from './Placer.ts'

/** What carrying needs of the application. */
export interface CarryPorts {
  /** The account whose notes are carried. */
  readonly me: string
  /** The version that is read. */
  readonly versionId: string
  /** Versions before it, the newest first. */
  readonly earlier: readonly string[]
  now(): number
  newId(): string
  /** Opens a layer of an earlier version; `close` gives it back. */
  open(name: LayerName, versionId: string, writable: boolean): NotesLayer
  close(layer: NotesLayer): void
  /** Finds places; asked for when there is something to place, closed when everything is done. */
  placer(): Placer
  /** [N57] Whether a note that is gone from a layer went by undoing. */
  isUndone(layer: LayerName): boolean
  /** [N58] */
  tell(carried: number, unplaced: number): void
}

/** A note that stays in an earlier version, as the list shows it. */
export interface Remaining {
  readonly layer: LayerName
  readonly versionId: string
  readonly id: string
  readonly note: PlacedNote
  readonly own: boolean
  /** Its author left it there for good, a moment ago. */
  readonly left: boolean
}

export interface CarryState {
  readonly remaining: readonly Remaining[]
  /** Something is being carried. */
  readonly busy: boolean
  /** The private layer is locked: what it has is carried afterwards. */
  readonly locked: boolean
}

/** One layer of one earlier version. */
interface Task {
  readonly name: LayerName
  readonly versionId: string
  pending: boolean
  /** Own and others' notes that are not carried, as they were when the layer was last looked at. */
  notes: ReadonlyMap<string, PlacedNote>
  others: ReadonlyMap<string, PlacedNote>
  /** Replies wait for these notes, each of an author. */
  waiting: ReadonlyMap<string, string>
  /** It was looked at while its owner could not write. */
  unwritten: boolean
  /** When those notes were last changed that found no place. */
  readonly unplaced: Map<string, number>
  /** To be left for good (true), or to be listed again. */
  readonly leave: Map<string, boolean>
}

/** Notes that are put at once: well under what a connection may send in a second. */
const atOnce = 50
/** How long a layer may take to say that everything is stored, and after which time what failed is tried again. */
const patienceMs = 20_000
const againMs = 15_000

const saved = (layer: NotesLayer): boolean => layer.state() === 'saved'
/** An author's note of a layer's earlier versions. */
const nameOf = (layer: LayerName, id: string, { author }: Note): string => [layer, author, id].join('/')
const ended = (layer: NotesLayer): boolean => ['denied', 'locked'].includes(layer.state())

/** [N51] to [N58] Carries one person's notes over from earlier versions while the newest is read. */
export class Carrier {
  readonly #ports: CarryPorts
  readonly #tasks: Task[] = []
  #layers: readonly NotesLayer[] = []
  #offs: (() => void)[] = []
  #running = false
  #looking = false
  #closed = false
  #again: ReturnType<typeof setTimeout> | undefined
  /** What is open now of an earlier version, and by what places are found. */
  #older: NotesLayer | null = null
  #placer: Placer | null = null
  #carried = 0
  #told = false
  /** Notes that stood in the new layer once: they are in no list any more. */
  readonly #seen = new Set<string>()
  /** Put by hand on this visit: whether they stood in the new layer when it was last looked at. */
  readonly #byHand = new Map<string, { readonly of: Remaining; there: boolean }>()
  /** Left for good on this visit. */
  readonly #left = new Map<string, Remaining>()
  readonly #listeners = new Set<() => void>()
  readonly #stops = new Set<() => void>()
  #state: CarryState = { remaining: [], busy: false, locked: false }

  constructor(ports: CarryPorts) {
    this.#ports = ports
  }

  readonly state = (): CarryState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The layers of the version that is read, whenever they change. */
  setLayers(layers: readonly NotesLayer[]): void {
    if (this.#closed) return
    for (const off of this.#offs) off()
    this.#layers = layers
    this.#offs = layers.map(layer => layer.subscribe(() => this.#lookSoon()))
    for (const { name } of layers)
      for (const versionId of this.#ports.earlier)
        if (!this.#tasks.some(task => task.name === name && task.versionId === versionId))
          this.#tasks.push({
            ...{ name, versionId, pending: true, notes: new Map(), others: new Map() },
            ...{
              waiting: new Map<string, string>(),
              unwritten: false,
              unplaced: new Map(),
              leave: new Map(),
            },
          })
    this.#lookSoon()
  }

  /** [N57] A remaining note was put in the new layer by hand. */
  putByHand(remaining: Remaining): void {
    this.#byHand.set(remaining.id, { of: remaining, there: true })
    this.#wake(remaining.layer, remaining.versionId)
  }

  /** [N57] Leaves a remaining note where it is for good, or lists it again. */
  leave(remaining: Remaining, leave: boolean): void {
    const { id, layer, versionId } = remaining
    if (leave) this.#left.set(id, { ...remaining, left: true })
    else this.#left.delete(id)
    this.#taskOf(layer, versionId)?.leave.set(id, leave)
    this.#wake(layer, versionId)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#again)
    for (const off of this.#offs) off()
    for (const stop of [...this.#stops]) stop()
    if (this.#older) this.#ports.close(this.#older)
    this.#placer?.close()
    this.#listeners.clear()
  }

  #taskOf(name: LayerName, versionId: string): Task | undefined {
    return this.#tasks.find(task => task.name === name && task.versionId === versionId)
  }

  #wake(name: LayerName, versionId: string): void {
    const task = this.#taskOf(name, versionId)
    if (task) task.pending = true
    this.#tell()
    this.#lookSoon()
  }

  #layer(name: LayerName): NotesLayer | undefined {
    return this.#layers.find(layer => layer.name === name)
  }

  /** Whatever changes in one go is looked at once. */
  #lookSoon(): void {
    if (this.#looking || this.#closed) return
    this.#looking = true
    setTimeout(() => {
      this.#looking = false
      if (!this.#closed) this.#look()
    })
  }

  #look(): void {
    for (const task of this.#tasks) {
      const newer = this.#layer(task.name)
      if (!newer) continue
      const there = newer.notes()
      if ([...task.waiting].some(([id, author]) => standsAs(there, id, author) !== null)) task.pending = true
      if (task.unwritten && newer.canWrite()) task.pending = true
      for (const [id, note] of [...task.notes, ...task.others])
        if (standsAs(there, id, note.author) !== null && !this.#byHand.has(id))
          this.#seen.add(nameOf(task.name, id, note))
    }
    this.#lookAtPut()
    this.#tell()
    void this.#run()
  }

  /** [N57] Undoing brings a note that was put by hand back to the list, and redoing takes it from there. */
  #lookAtPut(): void {
    for (const [id, put] of this.#byHand) {
      const task = this.#taskOf(put.of.layer, put.of.versionId)
      const newer = this.#layer(put.of.layer)?.notes()
      if (!task || newer === undefined) continue
      const there = standsAs(newer, id, put.of.note.author) !== null
      if (there === put.there) continue
      put.there = there
      task.pending = true
      if (there) task.leave.delete(id)
      else if (this.#ports.isUndone(task.name)) task.leave.set(id, false)
      else {
        this.#byHand.delete(id)
        this.#seen.add(nameOf(task.name, id, put.of.note))
      }
    }
  }

  #runnable(task: Task, failed: ReadonlySet<Task>): boolean {
    const newer = this.#layer(task.name)
    return (
      task.pending && !failed.has(task) && newer !== undefined && ['saved', 'saving'].includes(newer.state())
    )
  }

  async #run(): Promise<void> {
    if (this.#running || this.#closed) return
    this.#running = true
    clearTimeout(this.#again)
    const failed = new Set<Task>()
    const placing = () => {
      this.#placer ??= this.#ports.placer()
      return this.#placer
    }
    for (;;) {
      const task = this.#tasks.find(each => this.#runnable(each, failed))
      if (!task || this.#closed) break
      task.pending = false
      this.#tell()
      const done = await this.#carry(task, placing).catch(() => false)
      if (done) continue
      task.pending = true
      failed.add(task)
    }
    this.#placer?.close()
    this.#placer = null
    this.#running = false
    if (this.#closed) return
    if (failed.size > 0) this.#again = setTimeout(() => this.#lookSoon(), againMs)
    this.#reckon()
    this.#say()
    this.#tell()
  }

  /** [N58] */
  #say(): void {
    // What is locked is carried when it is opened; everything else was looked at.
    const complete = this.#tasks.every(
      ({ name, pending }) => !pending || this.#layer(name)?.state() === 'locked',
    )
    const unplaced = this.#state.remaining.filter(
      ({ own, left, layer }) => own && !left && layer !== 'presenting',
    )
    const first = complete && !this.#told && unplaced.length > 0
    if (this.#carried > 0 || first) this.#ports.tell(this.#carried, unplaced.length)
    if (complete) this.#told = true
    this.#carried = 0
  }

  #tell(): void {
    this.#reckon()
    for (const listener of [...this.#listeners]) listener()
  }

  #reckon(): void {
    const remaining: Remaining[] = []
    for (const { name, versionId, notes, others } of this.#tasks) {
      const there = this.#layer(name)?.notes()
      const list = (of: ReadonlyMap<string, PlacedNote>, own: boolean) => {
        for (const [id, note] of of)
          if (
            !(there && standsAs(there, id, note.author) !== null) &&
            !this.#seen.has(nameOf(name, id, note)) &&
            !(own && this.#left.has(id))
          )
            remaining.push({ layer: name, versionId, id, note, own, left: false })
      }
      list(notes, true)
      list(others, false)
      for (const left of this.#left.values())
        if (left.layer === name && left.versionId === versionId) remaining.push(left)
    }
    const busy = this.#tasks.some(task => this.#runnable(task, new Set())) || this.#running
    this.#state = { remaining, busy, locked: this.#layer('private')?.state() === 'locked' }
  }

  /** Waits until something holds of a layer; false where it ended, or time ran out. */
  #until(layer: NotesLayer, holds: (layer: NotesLayer) => boolean): Promise<boolean> {
    return new Promise(resolve => {
      const end = (answer: boolean) => {
        clearTimeout(timer)
        off()
        this.#stops.delete(stop)
        resolve(answer)
      }
      const look = () => {
        if (holds(layer)) end(true)
        else if (ended(layer)) end(false)
      }
      const stop = () => end(false)
      const timer = setTimeout(stop, patienceMs)
      const off = layer.subscribe(look)
      this.#stops.add(stop)
      look()
    })
  }

  /** Everything of a layer is here, stored and opened. */
  async #whole(layer: NotesLayer): Promise<boolean> {
    if (!(await this.#until(layer, saved))) return false
    await layer.settled()
    return saved(layer) && !this.#closed
  }

  /** @returns false where it has to be tried again. */
  async #carry(task: Task, placer: () => Placer): Promise<boolean> {
    const newer = this.#layer(task.name)
    if (!newer || !(await this.#whole(newer))) return false
    // [N59]
    const writes = task.name !== 'presenting' && newer.canWrite()
    const older = this.#ports.open(task.name, task.versionId, writes)
    this.#older = older
    try {
      if (!(await this.#whole(older))) return older.state() === 'denied'
      if (writes && !(await this.#carryOver(task, { older, newer }, placer))) return false
      const left = whatToCarry(older.notes(), newer.notes(), this.#ports.me)
      task.notes = left.notes
      task.others = left.others
      task.waiting = left.waiting
      task.unwritten = !writes && task.name !== 'presenting'
      return true
    } finally {
      this.#older = null
      if (!this.#closed) this.#ports.close(older)
    }
  }

  async #carryOver(
    task: Task,
    { older, newer }: { readonly older: NotesLayer; readonly newer: NotesLayer },
    placer: () => Placer,
  ): Promise<boolean> {
    const { me } = this.#ports
    const now = () => whatToCarry(older.notes(), newer.notes(), me)
    if (!(await this.#leaveThere(task, older))) return false
    const placed = await this.#place(task, now(), placer)
    if (placed === null) return false
    const put = [...placed].filter(([id]) => now().notes.has(id))
    const stand = await this.#putOwn(newer, put)
    const there = newer.notes()
    this.#carried += put.filter(([id]) => standsAs(there, id, me) !== null).length
    if (!stand) return false
    const said = [...now().said].map(([id, note]): [string, Note] => [
      id,
      { ...note, carriedFrom: task.versionId },
    ])
    if (!(await this.#putOwn(newer, said))) return false
    const { versionId } = this.#ports
    const companions = now().done.map(id =>
      companionOf(older.notes(), { id, author: me, versionId }, this.#ports.now(), this.#ports.newId()),
    )
    return this.#put(older, companions)
  }

  /** [N52] Puts own notes in the new layer; false also where somebody else took an id meanwhile. */
  async #putOwn(newer: NotesLayer, entries: readonly (readonly [string, Note])[]): Promise<boolean> {
    const { me } = this.#ports
    const before = newer.notes()
    const put = entries.map(([id, note]) => [idInNewer(before, id, me), note] as const)
    if (!(await this.#put(newer, put))) return false
    const after = newer.notes()
    return put.every(([id]) => (after.get(id)?.author ?? me) === me)
  }

  /** Writes so many at a time, and waits until each part is stored. */
  async #put(layer: NotesLayer, entries: readonly (readonly [string, Note | null])[]): Promise<boolean> {
    for (let at = 0; at < entries.length; at += atOnce) {
      if (this.#closed || !layer.canWrite()) return false
      layer.change(entries.slice(at, at + atOnce), false)
      if (!(await this.#whole(layer))) return false
    }
    return true
  }

  /** [N57] What was left for good is said in the old layer, and what is listed again no more. */
  async #leaveThere(task: Task, older: NotesLayer): Promise<boolean> {
    const wanted = [...task.leave]
    const { me } = this.#ports
    const notes = older.notes()
    const settled = settledIn(notes)
    const entries = wanted.flatMap(([id, leave]): [string, Note | null][] => {
      if (leave && settled.has(id)) return []
      if (leave && notes.get(id)?.author === me)
        return [
          companionOf(notes, { id, author: me, versionId: null }, this.#ports.now(), this.#ports.newId()),
        ]
      return [...notes].flatMap(([companion, note]): [string, null][] =>
        note.kind === 'carried' && note.to === id && note.author === me ? [[companion, null]] : [],
      )
    })
    if (!(await this.#put(older, entries))) return false
    for (const [id, leave] of wanted) if (task.leave.get(id) === leave) task.leave.delete(id)
    return true
  }

  /** [N53] @returns own notes at their new places; null where it was broken off. */
  async #place(task: Task, { notes }: ToCarry, placer: () => Placer): Promise<Map<string, Note> | null> {
    const placed = new Map<string, Note>()
    for (const [id, note] of notes) {
      if (this.#byHand.has(id) || task.unplaced.get(id) === note.changedAt) continue
      const there = await placer().place(task.versionId, note)
      if (this.#closed) return null
      if (there) placed.set(id, there)
      else task.unplaced.set(id, note.changedAt)
    }
    return placed
  }
}
