import * as Y from 'yjs'
import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import { Note, notesMap } from '#shared/annotations/note.ts'
import { closeCodes, type NoteRefusal, notFoundCode } from '#shared/annotations/wire.ts'
import { openNote, sealNote } from '../keys/seal.ts'
import type { Changes, Gesture, LayerState, NotesLayer, OthersGesture } from '../layer.ts'
import { type KeptPlace, LayerKeep } from './keep.ts'
import { LayerLink } from './LayerLink.ts'
import { OpenedNotes } from './OpenedNotes.ts'
import { OwnChanges, type RawChanges } from './OwnChanges.ts'
import type { LayerOptions } from './options.ts'

/** The right to the layer is gone, or the layer: what is kept of it goes too. */
const erasing: readonly number[] = [notFoundCode, closeCodes.notParticipant]
/** What others wrote is kept together. */
const keepMs = 1_000
/** Answers that lack something are asked for again so often before the document is made anew. */
const incompleteTries = 3
/** Origins of changes in the document, besides the line's. */
const kept = Symbol('kept')
const gesture = Symbol('gesture')
const unnoticed = Symbol('unnoticed')
const again = Symbol('again')

type YBytes = Uint8Array<ArrayBuffer>

/** One layer of one version over y-websocket's client: see the interface. */
export class Layer implements NotesLayer {
  readonly name: LayerName
  readonly versionId: string
  readonly #options: LayerOptions
  readonly #keep: LayerKeep
  readonly #listeners = new Set<() => void>()
  readonly #own = new OwnChanges()
  readonly #stopKey: () => void
  #doc = new Y.Doc()
  #notes = this.#doc.getMap<unknown>(notesMap)
  #undo: Y.UndoManager
  #opened: OpenedNotes
  #link: LayerLink | null = null
  #touched: ReadonlySet<string> = new Set()
  #incoming: Uint8Array[] = []
  #keeping: ReturnType<typeof setTimeout> | undefined
  /** [N31] Notes are sealed one gesture after the other. */
  #sealing: Promise<void> = Promise.resolve()
  #unsealed = 0
  /** [N31] Notes that came are opened. */
  #opening: Promise<unknown> = Promise.resolve()
  #key: CryptoKey | null
  #writable: boolean
  #refusals: string[] = []
  #incomplete = 0
  /** The last message that answered all that the server lacks. */
  #whole = 0
  /** What is written again once the server's state has come. */
  #again: RawChanges | null = null
  #before: ReadonlyMap<string, Note> | null = null
  #synced = false
  #state: 'begins' | 'runs' | 'denied' | 'closed' = 'begins'

  constructor(options: LayerOptions) {
    this.name = options.name
    this.versionId = options.versionId
    this.#options = options
    this.#writable = options.writable
    this.#key = options.privateKey?.key() ?? null
    const place: KeptPlace = {
      ...{ meetingId: options.meetingId, versionId: options.versionId, layer: options.name },
    }
    this.#keep = new LayerKeep(options.keep, place)
    this.#opened = this.#openNotes()
    this.#undo = this.#listen()
    this.#stopKey = options.privateKey?.subscribe(() => this.#keyChanged()) ?? (() => undefined)
    void this.#begin()
  }

  #openNotes(): OpenedNotes {
    return new OpenedNotes(
      (noteId, value) => this.#read(noteId, value),
      noteId => this.#notes.get(noteId),
      () => this.#changed(),
    )
  }

  #read(noteId: string, value: unknown): Note | null | Promise<Note | null> {
    const { privateKey, versionId } = this.#options
    if (privateKey === undefined) {
      const note = Note.safeParse(value)
      return note.success ? note.data : null
    }
    if (this.#key === null || !(value instanceof Uint8Array)) return null
    return openNote(this.#key, { accountId: privateKey.accountId, versionId, noteId }, value)
  }

  #look(noteIds: Iterable<string>): void {
    const looked = this.#opened.look(noteIds)
    this.#opening = Promise.all([this.#opening, looked])
  }

  #listen(): Y.UndoManager {
    this.#notes.observe(({ keysChanged }) => {
      const touched = new Set([...keysChanged].filter(key => key !== null))
      this.#touched = touched
      this.#look(touched)
    })
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => this.#updated(update, origin))
    // [N43] Only gestures made here, each a step of its own.
    return new Y.UndoManager(this.#notes, { trackedOrigins: new Set([gesture]), captureTimeout: 0 })
  }

  async #begin(): Promise<void> {
    const found = await this.#keep.load()
    if (this.#state !== 'begins') return
    this.#doc.transact(() => {
      for (const { update, unsent } of found) if (!unsent) Y.applyUpdate(this.#doc, update, kept)
    }, kept)
    for (const { key, update, unsent } of found) {
      if (!unsent) continue
      this.#touched = new Set()
      Y.applyUpdate(this.#doc, update, kept)
      this.#own.add(key, this.#raw())
    }
    this.#state = 'runs'
    this.#connect()
    this.#fold()
    this.#changed()
  }

  #connect(): void {
    const { url, versionId, socket } = this.#options
    /** What a connection says that was given up for another is heard no more. */
    const heard =
      <A extends readonly unknown[]>(act: (...said: A) => void) =>
      (...said: A): void => {
        if (this.#link === link) act(...said)
      }
    const link: LayerLink = new LayerLink(
      `${url}/${this.name}`,
      versionId,
      this.#doc,
      {
        changed: heard(() => this.#lineChanged()),
        sent: heard((number: number, whole: boolean) => {
          this.#own.sent(number, whole)
          if (whole) this.#whole = number
        }),
        stored: heard((count: number) => {
          this.#keep.settle(this.#own.stored(count))
          this.#changed()
        }),
        refused: heard((code: NoteRefusal, number: number) => this.#refused(code, number)),
        lost: heard(() => this.#own.lost()),
        ended: heard((code: number) => void this.#ended(code)),
        gestures: heard(() => this.#changed()),
      },
      socket ?? WebSocket,
    )
    this.#link = link
    link.open()
  }

  #raw(): RawChanges {
    return [...this.#touched].map(id => [id, this.#notes.get(id)])
  }

  #updated(update: Uint8Array, origin: unknown): void {
    if (origin === kept) return
    const bytes: YBytes = Uint8Array.from(update)
    if (this.#link?.brought(origin) === true) {
      this.#incoming.push(bytes)
      this.#keeping ??= setTimeout(() => this.#keepIncoming(), keepMs)
      return
    }
    // What is kept stands on what came before.
    this.#keepIncoming()
    this.#own.add(this.#keep.addUnsent(bytes), this.#raw())
    this.#changed()
  }

  #keepIncoming(): void {
    clearTimeout(this.#keeping)
    this.#keeping = undefined
    const updates = this.#incoming.splice(0)
    if (updates.length === 0) return
    this.#keep.addStored(Uint8Array.from(Y.mergeUpdates(updates)))
    this.#fold()
  }

  #fold(least?: number): void {
    const doc = this.#doc
    this.#keep.fold(() => Uint8Array.from(Y.encodeStateAsUpdate(doc)), least)
  }

  #lineChanged(): void {
    const synced = this.#link?.synced === true
    if (synced && this.#again !== null) {
      const changes = this.#again
      this.#again = null
      this.#before = null
      this.#put(this.#writable ? changes : [], gesture)
      this.#undo.clear()
    } else if (synced && !this.#synced) this.#uncover()
    this.#synced = synced
    this.#changed()
  }

  /**
   * [N11] What was written here meanwhile stands, though the server put back over it what another had tampered with:
   * Yjs orders changes that knew nothing of each other by client id, and only this end still has both.
   */
  #uncover(): void {
    if (this.#options.privateKey !== undefined || !this.#writable) return
    const covered = this.#own.pending().filter(([id, value]) => this.#notes.get(id) !== value)
    if (covered.length > 0) this.#put(covered, again)
  }

  #refused(code: NoteRefusal, number: number): void {
    // A lost piece is asked for again; where the whole lacks one, asking does not help.
    if (code === 'notes.incomplete' && number !== this.#whole && this.#incomplete < incompleteTries) {
      this.#incomplete += 1
      this.#own.askedAgain(number)
      return
    }
    this.#incomplete = 0
    if (code === 'notes.readOnly') this.#writable = false
    // What was incomplete is not wrong: it is written again on what the server has.
    if (code === 'notes.incomplete') this.#own.askedAgain(number)
    else {
      this.#own.refused(number)
      this.#refusals = [...this.#refusals, code]
    }
    void this.#makeAnew()
  }

  /**
   * The server kept nothing of an update, so the document here is another than its own for good: Yjs takes nothing
   * back. What is not refused is written again into one that is made of the server's.
   */
  async #makeAnew(): Promise<void> {
    this.#before ??= this.#opened.shown()
    this.#again = [...(this.#again ?? []), ...this.#own.takeAll()]
    const link = this.#link
    this.#link = null
    link?.close()
    clearTimeout(this.#keeping)
    this.#keeping = undefined
    this.#incoming = []
    this.#undo.destroy()
    this.#doc.destroy()
    this.#doc = new Y.Doc()
    this.#notes = this.#doc.getMap(notesMap)
    this.#opened.forget()
    this.#undo = this.#listen()
    await this.#keep.erase()
    if (this.#state === 'runs' && this.#link === null) this.#connect()
  }

  async #ended(code: number): Promise<void> {
    if (this.#state === 'closed') return
    if (erasing.includes(code)) {
      if (this.unsent() > 0) this.#refusals = [...this.#refusals, 'object.notFound']
      this.#own.takeAll()
      await this.#keep.erase()
    }
    this.#state = 'denied'
    this.#changed()
  }

  #keyChanged(): void {
    const key = this.#options.privateKey?.key() ?? null
    if (key === this.#key) return
    this.#key = key
    this.#opened.forget()
    this.#look(this.#notes.keys())
    this.#changed()
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  notes(): ReadonlyMap<string, Note> {
    return this.#before ?? this.#opened.shown()
  }

  state(): LayerState {
    if (this.#state === 'denied' || this.#state === 'closed') return 'denied'
    if (this.#options.privateKey !== undefined && this.#key === null) return 'locked'
    if (this.#link?.synced === true && this.#again === null) return this.unsent() > 0 ? 'saving' : 'saved'
    if (this.#state === 'begins') return 'loading'
    const nothing = this.#notes.size === 0 && this.#own.count === 0
    return nothing && this.#link?.tried !== true ? 'loading' : 'offline'
  }

  canWrite(): boolean {
    return this.#writable && !['loading', 'locked', 'denied'].includes(this.state())
  }

  /** The right to write came or went, as a view of the server says. */
  setWritable(writable: boolean): void {
    if (this.#writable === writable) return
    this.#writable = writable
    this.#changed()
  }

  /** Gestures made here that the server has not stored. */
  unsent(): number {
    return this.#own.count + this.#unsealed
  }

  canUndo(): boolean {
    return this.canWrite() && this.#undo.undoStack.length > 0
  }

  canRedo(): boolean {
    return this.canWrite() && this.#undo.redoStack.length > 0
  }

  refusals(): readonly string[] {
    return this.#refusals
  }

  dismissRefusals(): void {
    if (this.#refusals.length === 0) return
    this.#refusals = []
    this.#changed()
  }

  othersGestures(): readonly OthersGesture[] {
    return this.#link?.others() ?? []
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  change(changes: Changes, undoable = true): void {
    if (!this.canWrite()) return
    const all = [...changes]
    if (all.length === 0) return
    const origin = undoable ? gesture : unnoticed
    if (this.#options.privateKey !== undefined) this.#changePrivately(all, origin)
    else this.#put(all, origin)
  }

  #put(changes: readonly (readonly [string, unknown])[], origin: symbol): void {
    this.#doc.transact(() => {
      for (const [id, value] of changes)
        if (value === null || value === undefined) this.#notes.delete(id)
        else this.#notes.set(id, value)
    }, origin)
  }

  #changePrivately(changes: readonly (readonly [string, Note | null])[], origin: symbol): void {
    const { privateKey, versionId } = this.#options
    const key = this.#key
    if (privateKey === undefined || key === null) return
    for (const [id, note] of changes) this.#opened.ahead(id, note)
    this.#inTurn(async () => {
      const { accountId } = privateKey
      const sealed = await Promise.all(
        changes.map(async ([noteId, note]) => {
          const value = note === null ? null : await sealNote(key, { accountId, versionId, noteId }, note)
          if (note !== null && value === null) this.#refusals = [...this.#refusals, 'notes.invalid']
          return { noteId, note, value }
        }),
      )
      const put = sealed.filter(({ note, value }) => note === null || value !== null)
      for (const { noteId, note, value } of put)
        if (note !== null && value !== null) this.#opened.know(noteId, value, note)
      this.#put(
        put.map(({ noteId, value }) => [noteId, value]),
        origin,
      )
      for (const { noteId, note } of sealed) this.#opened.arrived(noteId, note)
    })
  }

  /** Private notes are sealed before they are written: what follows waits for it. */
  #inTurn(act: () => Promise<void>): void {
    this.#unsealed += 1
    this.#sealing = this.#sealing.then(act).finally(() => {
      this.#unsealed -= 1
      this.#changed()
    })
  }

  undo(): void {
    this.#step(() => this.#undo.undo())
  }

  redo(): void {
    this.#step(() => this.#undo.redo())
  }

  #step(act: () => unknown): void {
    if (!this.canWrite()) return
    if (this.#options.privateKey === undefined) act()
    else
      this.#inTurn(async () => {
        act()
      })
    this.#changed()
  }

  show(shown: Gesture | null): void {
    this.#link?.show(shown)
  }

  /** Whatever was written here is sealed, and kept by this device; whatever is here is opened. */
  async settled(): Promise<void> {
    await this.#sealing
    await this.#opening
    await this.#keep.settled()
  }

  close(): void {
    if (this.#state === 'closed') return
    this.#stopKey()
    this.#listeners.clear()
    // What is being sealed is written, sent and kept still.
    this.#sealing = this.#sealing.then(() => this.#closeNow())
  }

  #closeNow(): void {
    if (this.#state === 'closed') return
    this.#keepIncoming()
    if (this.#state === 'runs') this.#fold(2)
    this.#state = 'closed'
    this.#link?.close()
    this.#undo.destroy()
    const doc = this.#doc
    void this.#keep.settled().then(() => doc.destroy())
  }
}

/** Opens a layer: what this device keeps of it is there at once, the rest when the server answers. */
export const openLayer = (options: LayerOptions): Layer => new Layer(options)
