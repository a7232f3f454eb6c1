import type { Clock } from '#server/ports.ts'
import { limits } from '#server/transport/limits.ts'
import { type Awareness, findAwareness, frames, writeAwareness } from '#server/transport/notesFrames.ts'

/** Whose presence it is. */
export interface Present {
  /** Empty for a screen. */
  readonly accountId: string
}

interface Entry {
  readonly client: number
  clock: number
  /** JSON as it is told on; null where the connection took itself away. */
  state: string | null
}

/** The state as it is told on: whose it is, the server says. Null for none; undefined for what is no state. */
const settle = (json: string, accountId: string, shows: boolean): string | null | undefined => {
  if (json.length > limits.notes.awarenessBytes || Buffer.byteLength(json) > limits.notes.awarenessBytes)
    return undefined
  try {
    const state: unknown = JSON.parse(json)
    if (state === null) return null
    if (typeof state !== 'object' || Array.isArray(state)) return undefined
    return JSON.stringify({ ...(shows ? state : {}), accountId })
  } catch {
    return undefined
  }
}

/**
 * [N21] Who is in a layer: one entry for each connection, of the client id that came first, told on at most 30 times a
 * second and all that changed at once. What a client says of others is passed over.
 */
export class Presence<M extends Present> {
  readonly #clock: Clock
  readonly #tell: (frame: Uint8Array, except: M | null) => number
  readonly #mayBe: (member: M, client: number) => boolean
  #told = 0
  readonly #entries = new Map<M, Entry>()
  #changed = new Set<M>()
  #gone: Awareness[] = []
  #last = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  /**
   * `tell` sends a frame to everybody, but for one who knows it already, and says to how many. `mayBe` is asked before
   * others see a connection under a client id.
   */
  constructor(
    clock: Clock,
    tell: (frame: Uint8Array, except: M | null) => number,
    mayBe: (member: M, client: number) => boolean,
  ) {
    this.#clock = clock
    this.#tell = tell
    this.#mayBe = mayBe
  }

  /** Takes what a connection says of itself, or of one that `shows` nothing only that it is here. @returns false where it is no awareness update. */
  hear(member: M, update: Uint8Array, shows: boolean): boolean {
    const own = this.#entries.get(member)
    const entry = findAwareness(update, own?.client ?? null, limits.notes.awarenessEntries)
    if (entry === null) return false
    if (entry === undefined) return true
    const state = settle(entry.state, member.accountId, shows)
    if (state === undefined) return true
    if (own === undefined) return this.#begin(member, entry, state)
    if (entry.clock < own.clock || (entry.clock === own.clock && state !== null)) return true
    own.clock = entry.clock
    own.state = state
    this.#soon(member)
    return true
  }

  /** What a connection showed is shown no more: it only reads now. */
  hush(member: M): void {
    const entry = this.#entries.get(member)
    if (entry === undefined || entry.state === null) return
    entry.state = JSON.stringify({ accountId: member.accountId })
    // Others take a state only by a later clock, and the client's own next one comes after it.
    entry.clock += 1
    this.#soon(member)
  }

  /** Everybody's entry, as a message; null where nobody has one. */
  all(): Uint8Array | null {
    const entries = [...this.#entries.values()].flatMap(({ client, clock, state }) =>
      state === null ? [] : [{ client, clock, state }],
    )
    return entries.length === 0 ? null : frames.awareness(writeAwareness(entries))
  }

  /** The connection is gone, and so is its entry. */
  leave(member: M): void {
    const entry = this.#entries.get(member)
    if (entry === undefined) return
    this.#entries.delete(member)
    // One that took itself away in its last breath was not told of yet.
    const told = !this.#changed.delete(member)
    if (entry.state === null && told) return
    this.#gone.push({ client: entry.client, clock: entry.clock, state: 'null' })
    this.#soon(null)
  }

  /** Whether a client id belongs to a connection of another account. */
  heldByOther(client: number, accountId: string): boolean {
    const holder = this.#holder(client)
    return holder !== undefined && holder.accountId !== accountId
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #holder(client: number): M | undefined {
    for (const [member, entry] of this.#entries) if (entry.client === client) return member
    return undefined
  }

  #begin(member: M, { client, clock }: Awareness, state: string | null): boolean {
    const holder = this.#holder(client)
    // A tablet that came back before its old connection was given up goes on as itself; nobody else does.
    if (holder !== undefined && holder.accountId !== member.accountId) return true
    if (!this.#mayBe(member, client)) return true
    if (holder !== undefined) {
      this.#entries.delete(holder)
      this.#changed.delete(holder)
    }
    this.#entries.set(member, { client, clock, state })
    // Told gone and here in one breath, it would stay gone for everybody else.
    this.#gone = this.#gone.filter(gone => gone.client !== client)
    this.#soon(member)
    return true
  }

  #soon(member: M | null): void {
    if (member !== null) this.#changed.add(member)
    if (this.#timer !== undefined) return
    const { awarenessPerSecond, awarenessFramesPerSecond } = limits.notes
    const apart = Math.max(1_000 / awarenessPerSecond, (1_000 * this.#told) / awarenessFramesPerSecond)
    const wait = this.#last + apart - this.#clock.monotonic()
    this.#timer = setTimeout(() => this.#send(), Math.max(0, wait)).unref()
  }

  #send(): void {
    this.#timer = undefined
    this.#last = this.#clock.monotonic()
    const changed = [...this.#changed]
    const entries = changed.flatMap(member => {
      const entry = this.#entries.get(member)
      return entry === undefined ? [] : [{ ...entry, state: entry.state ?? 'null' }]
    })
    const all = [...this.#gone, ...entries]
    this.#changed = new Set()
    this.#gone = []
    if (all.length === 0) return
    // Whom everything is about needs not be told.
    const only = all.length === 1 && changed.length === 1 ? (changed[0] ?? null) : null
    this.#told = this.#tell(frames.awareness(writeAwareness(all)), only)
  }
}
