import * as Y from 'yjs'
import type { Clock } from '#server/ports.ts'
import { limits } from '#server/transport/limits.ts'
import type { LayerMember, OpenLayer, Writer } from '#server/transport/noteLayers.ts'
import { frames } from '#server/transport/notesFrames.ts'
import { judgeChange, layerLimits } from '#shared/annotations/annotations.rules.ts'
import { notesMap } from '#shared/annotations/note.ts'
import type { NoteRefusal } from '#shared/annotations/wire.ts'
import { coveredChange } from './crossings.ts'
import { type Inspected, inspectUpdate } from './inspectUpdate.ts'
import type { LayerAddition, LayerKey, StoredLayer } from './notes.store.ts'
import { Presence } from './Presence.ts'
import { Whole } from './Whole.ts'

/** What the owner of all open layers hears of one. */
export interface LayerOwner {
  /** Something waits to be stored. */
  changed(document: LayerDocument): void
  /** What is in memory is no longer what is stored, and cannot be trusted. */
  unsound(document: LayerDocument, error: unknown): void
}

/** Updates that one piece took the place of. */
export interface Compacted {
  readonly bytes: number
  readonly since: number
  readonly rows: number
}

/** An update of Yjs that brings nothing: no structs, no deletions. */
const nothing = Uint8Array.of(0, 0)

/** The server's own Yjs client id, as the owner of what it puts back. */
const server = ''

/**
 * One layer in memory while somebody has it open. It takes updates until they are stored; while they are being stored
 * (`busy`) it takes none and gives no answer. So whatever it tells anybody is stored, and what a failed store leaves
 * in memory was told to nobody.
 */
export class LayerDocument implements OpenLayer {
  readonly key: LayerKey
  readonly presence: Presence<LayerMember>
  readonly members = new Set<LayerMember>()
  /** True while what it took is being stored. */
  busy = false
  /** Whether it was given up: nothing of it counts any more. */
  gone = false
  readonly #owner: LayerOwner
  readonly #clock: Clock
  readonly #doc = new Y.Doc()
  readonly #notes = this.#doc.getMap<unknown>(notesMap)
  /** The notes as they stand: what an update changed is found, and put back, by it. */
  readonly #standing = new Map<string, unknown>()
  readonly #owners = new Map<number, string>()
  /** Who was answered what the layer holds, and is told what is new. */
  readonly #told = new Set<LayerMember>()
  #asking = new Map<LayerMember, { stateVector: Uint8Array; askBack: boolean }>()
  #updates: Uint8Array[] = []
  #claims = new Map<number, string>()
  #authors = new Map<LayerMember, number>()
  /** The server wrote too: whoever wrote the rest needs to hear it. */
  #putBack = false
  #whole: Whole | null = null
  /** Something was removed or changed, and not only added, since the last store. */
  #erased = false
  #row: number | null
  #bytes: { snapshot: number; since: number; rows: number }

  /** @throws where what was stored is no layer. */
  constructor(key: LayerKey, stored: StoredLayer, owner: LayerOwner, clock: Clock) {
    this.key = key
    this.#owner = owner
    this.#clock = clock
    this.#row = stored.id
    this.presence = new Presence(
      clock,
      (frame, except) => this.#tell(frame, except),
      (member, client) => this.#reserve(member, client),
    )
    if (stored.snapshot !== null) Y.applyUpdate(this.#doc, stored.snapshot)
    const erased = this.#doc.transact(({ deleteSet }) => {
      for (const update of stored.updates) Y.applyUpdate(this.#doc, update)
      return deleteSet.clients.size > 0
    })
    if (this.#isPending()) throw new Error('A stored layer lacks updates')
    // A snapshot to which was only added since is encoded already.
    if (stored.snapshot !== null && !erased) this.#whole = new Whole(stored.snapshot, stored.updates)
    this.#notes.forEach((value, id) => {
      this.#standing.set(id, value)
    })
    for (const [client, accountId] of stored.owners) this.#owners.set(client, accountId)
    this.#owners.set(this.#doc.clientID, server)
    const since = stored.updates.reduce((sum, { length }) => sum + length, 0)
    this.#bytes = { snapshot: stored.snapshot?.length ?? 0, since, rows: stored.updates.length }
    this.#doc.on('update', (update, _origin, _doc, { deleteSet }) => {
      this.#updates.push(update)
      if (deleteSet.clients.size > 0) this.#erased = true
    })
  }

  get isPrivate(): boolean {
    return this.key.accountId !== ''
  }

  /** The layer's row; null until something was stored. */
  get row(): number | null {
    return this.#row
  }

  /** [N17] Answers what a member lacks, once everything is stored that is in memory; `askBack` asks what it has. */
  ask(member: LayerMember, stateVector: Uint8Array, askBack: boolean): boolean {
    if (!isStateVector(stateVector)) return false
    this.#asking.set(member, { stateVector, askBack })
    if (!this.busy && !this.#waits()) this.#answer()
    return true
  }

  /** Asks a member for what it has and the server has not. */
  askBack(member: LayerMember): void {
    member.send(frames.ask(Y.encodeStateVector(this.#doc)))
  }

  /**
   * [N11] [N13] [N14] Takes an update, but for what its writer may not do; `number` is told back once it is stored.
   * Not to be called while busy. @returns why it was not taken, or not whole; null where it was.
   */
  take(member: LayerMember, bytes: Uint8Array, writer: Writer, number: number): NoteRefusal | null {
    const { accountId } = member
    const inspected = inspectUpdate(this.#doc, bytes, {
      ...{ accountId, live: writer.live },
      claims: this.isPrivate
        ? null
        : {
            ownerOf: client => this.#owners.get(client),
            heldByOther: client => this.presence.heldByOther(client, accountId),
          },
      mayRemove: id => this.#judge(id, undefined, 0, member, writer) === null,
    })
    const refusal =
      typeof inspected === 'string'
        ? inspected
        : inspected.adds && this.#isFull(bytes.length)
          ? 'notes.layerFull'
          : this.#apply(inspected, member, writer)
    if (this.gone) return null
    if (typeof inspected !== 'string' && refusal !== 'notes.layerFull')
      for (const client of inspected.claimed) this.#claim(client, accountId)
    if (this.#waits()) {
      this.#authors.set(member, number)
      this.#owner.changed(this)
    } else member.settled(number)
    return refusal ?? (typeof inspected !== 'string' && inspected.foreign ? 'notes.foreign' : null)
  }

  join(member: LayerMember): void {
    this.members.add(member)
  }

  forget(member: LayerMember): void {
    this.members.delete(member)
    this.#told.delete(member)
    this.#asking.delete(member)
    this.#authors.delete(member)
    this.presence.leave(member)
  }

  /** Begins to store: what is to be added, or null where nothing is. Busy until stored() or settled by its owner. */
  begin(): LayerAddition | null {
    this.busy = true
    const [first] = this.#updates
    if (first === undefined)
      return this.#claims.size === 0
        ? null
        : { key: this.key, id: this.#row, update: null, claims: this.#claims }
    const update = this.#updates.length === 1 ? first : Y.mergeUpdates(this.#updates)
    this.#updates = [update]
    return { key: this.key, id: this.#row, update, claims: this.#claims }
  }

  /** [N18] Everything is stored: tells the others, the authors, and who asked. */
  stored(row: number | null): void {
    this.#row = row ?? this.#row
    const [update] = this.#updates
    const authors = this.#authors
    if (update !== undefined) {
      this.#bytes.since += update.length
      this.#bytes.rows += 1
      // What was erased is sent to nobody any more, so what was encoded with it counts no longer.
      if (this.#erased || this.#whole?.add(update) === false) this.#whole = null
      this.#erased = false
      const [only] = authors.keys()
      this.#tell(frames.update(update), authors.size === 1 && !this.#putBack ? (only ?? null) : null)
    }
    this.#updates = []
    this.#claims = new Map()
    this.#authors = new Map()
    this.#putBack = false
    for (const [author, number] of authors) author.settled(number)
    this.#answer()
  }

  /** Takes updates again. */
  release(): void {
    this.busy = false
    for (const member of [...this.members]) member.wake()
  }

  /** [N20] Whether it is time to store the layer in one piece. */
  isDue(closing: boolean): boolean {
    const { snapshot, since, rows } = this.#bytes
    const { bytes, rows: most, rowsOnClosing } = limits.notes.compactAfter
    const full = snapshot + since > layerLimits.layerBytes && since > bytes / 8
    const due = since > Math.max(bytes, snapshot / 2) || rows > most || full
    const dueOnClosing = closing && rows > rowsOnClosing && since > snapshot / 20
    return due || dueOnClosing
  }

  /** Bytes that are stored of it. */
  get size(): number {
    return this.#bytes.snapshot + this.#bytes.since
  }

  /** The layer in one piece; not to be asked for while something waits to be stored. */
  inOnePiece(): Uint8Array {
    return this.#encoded().bytes
  }

  /** A piece of so many bytes is stored in place of so many updates. */
  compactedTo({ bytes, since, rows }: Compacted): void {
    this.#bytes = { snapshot: bytes, since: this.#bytes.since - since, rows: this.#bytes.rows - rows }
  }

  /** What of it is stored as updates. */
  get updates(): { readonly since: number; readonly rows: number } {
    return this.#bytes
  }

  close(): void {
    this.gone = true
    this.presence.close()
    this.#doc.destroy()
  }

  #waits(): boolean {
    return this.#updates.length > 0 || this.#authors.size > 0
  }

  #isFull(more: number): boolean {
    return this.#bytes.snapshot + this.#bytes.since + this.#waiting() + more > layerLimits.layerBytes
  }

  #waiting(): number {
    return this.#updates.reduce((sum, { length }) => sum + length, 0)
  }

  #isPending(): boolean {
    const { pendingStructs, pendingDs } = this.#doc.store
    return pendingStructs !== null || pendingDs !== null
  }

  /**
   * [N11] Others see the client id of whoever is here, and somebody else who wrote under it first would have what that
   * tablet still writes taken for known. So it is its account's from then on, whether anything was written or not.
   */
  #reserve({ accountId }: LayerMember, client: number): boolean {
    const owner = this.#owners.get(client)
    if (this.isPrivate || accountId === '' || owner !== undefined)
      return owner === undefined || owner === accountId
    this.#claim(client, accountId)
    this.#owner.changed(this)
    return true
  }

  #claim(client: number, accountId: string): void {
    this.#owners.set(client, accountId)
    this.#claims.set(client, accountId)
  }

  #judge(id: string, after: unknown, bytes: number, { accountId }: LayerMember, { removeAny }: Writer) {
    const before = this.#standing.get(id)
    return judgeChange(
      { id, before, after, bytes, now: this.#clock.now() },
      { accountId, removeAny, private: this.isPrivate },
    )
  }

  /** Applies an update that was inspected and puts back what its writer may not change, as one change. */
  #apply(inspected: Inspected, member: LayerMember, writer: Writer): NoteRefusal | null {
    const { update } = inspected
    let refusal: NoteRefusal | null = null
    try {
      this.#doc.transact(transaction => {
        Y.applyUpdate(this.#doc, update)
        // Yjs takes what the server writes now for its own again.
        transaction.local = true
        // The one map is all that inspected updates touch.
        const changed = [...transaction.changed.values()].flatMap(ids => [...ids])
        for (const id of new Set([...changed, ...inspected.crossed])) {
          if (id === null) continue
          const after = this.#notes.get(id)
          const before = this.#standing.get(id)
          if (after === before) {
            this.#uncover(id, before, transaction, inspected, member, writer)
            continue
          }
          const code = this.#judge(id, after, sizeOf(after, update.length), member, writer)
          if (code === null) {
            if (after === undefined) this.#standing.delete(id)
            else this.#standing.set(id, after)
            continue
          }
          refusal ??= code
          this.#putBack = true
          if (before === undefined) this.#notes.delete(id)
          else this.#notes.set(id, before)
        }
      })
      if (this.#isPending()) throw new Error('An inspected update was not whole')
    } catch (error) {
      this.#owner.unsound(this, error)
    }
    return refusal
  }

  /** [N11] An author's change that what was put back stands over, since another tampered meanwhile, is made again. */
  #uncover(
    id: string,
    before: unknown,
    { beforeState }: Y.Transaction,
    { deletes, update }: Inspected,
    member: LayerMember,
    writer: Writer,
  ): void {
    const shown = this.#notes._map.get(id)
    if (this.isPrivate || before === undefined || shown === undefined) return
    const isNew = (entry: Y.Item) => entry.id.clock >= (beforeState.get(entry.id.client) ?? 0)
    const covered = coveredChange(shown, {
      isNew,
      isOwn: entry => isNew(entry) || this.#owners.get(entry.id.client) === member.accountId,
      removes: entry => deletes(entry.lastId),
      live: writer.live,
    })
    if (covered === null) return
    const { value } = covered
    if (this.#judge(id, value, sizeOf(value, update.length), member, writer) !== null) return
    this.#putBack = true
    if (value === undefined) {
      this.#standing.delete(id)
      this.#notes.delete(id)
    } else {
      this.#notes.set(id, value)
      this.#standing.set(id, value)
    }
  }

  /** Everything, newly encoded where anything came since. */
  #encoded(): Whole {
    if (this.#whole === null || this.#whole.since !== null)
      this.#whole = new Whole(Y.encodeStateAsUpdate(this.#doc), [])
    return this.#whole
  }

  #answer(): void {
    const asking = this.#asking
    this.#asking = new Map()
    for (const [member, { stateVector, askBack }] of asking) {
      if (stateVector.length <= 1) {
        // Whoever has nothing is sent first what was encoded once for all, and with the answer what came since.
        const whole = this.#whole ?? this.#encoded()
        member.send(whole.frame)
        member.send(frames.state(whole.since ?? nothing))
      } else member.send(frames.state(Y.encodeStateAsUpdate(this.#doc, stateVector)))
      if (askBack) this.askBack(member)
      const present = this.#told.has(member) ? null : this.presence.all()
      this.#told.add(member)
      if (present !== null) member.send(present)
    }
  }

  /** @returns how many have the layer open. */
  #tell(frame: Uint8Array, except: LayerMember | null): number {
    for (const member of this.#told) if (member !== except) member.send(frame)
    return this.#told.size
  }
}

const isStateVector = (bytes: Uint8Array): boolean => {
  try {
    Y.decodeStateVector(bytes)
    return true
  } catch {
    return false
  }
}

/** Bytes of a value; no value of a small update is large. */
const sizeOf = (value: unknown, updateBytes: number): number => {
  if (value === undefined || updateBytes <= layerLimits.noteBytes) return 0
  return value instanceof Uint8Array ? value.length : measure(value)
}

/** About as many bytes as Yjs writes for a value (lib0's writeAny). */
const measure = (value: unknown): number => {
  if (typeof value === 'string') return 2 + Buffer.byteLength(value)
  if (value instanceof Uint8Array) return 4 + value.length
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + measure(one), 4)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce((sum, [key, one]) => sum + 1 + key.length + measure(one), 4)
  return 9
}
