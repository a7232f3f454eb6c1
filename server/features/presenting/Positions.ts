import type { Ports } from '#server/ports.ts'
import type { Database } from '#server/storage/database.ts'
import { Position } from '#shared/presenting/presenting.contract.ts'
import { acceptsMove, firstSeq, withinPaper } from '#shared/presenting/presenting.rules.ts'
import { storePosition } from './presenting.store.ts'

/** Who presents what: a position belongs to these three and ends with any of them. */
export interface Holder {
  readonly loginId: string
  readonly versionId: string
  readonly pageCount: number | null
  /** Position as it was stored last, JSON. */
  readonly position: string
}

export interface Place {
  readonly seq: number
  readonly position: Position
}

interface Live extends Place {
  readonly loginId: string
  readonly versionId: string
  readonly stored: boolean
}

interface PositionsParts {
  readonly database: Database
  readonly ports: Ports
  /** Nobody has moved for a moment: whoever missed the last move is to hear of it. */
  settled(meetingId: string): void
}

/** [P15] What a power cut may lose of the presenter's place: two seconds of leafing. */
const storeEveryMs = 2_000
/** [P14] Moves may be dropped on the way; half a second after the last one everybody is told the place surely. */
const settleMs = 500

/**
 * Where each meeting's presenter stands: in memory, because it changes many times a second; written to the database
 * every two seconds and at the end, so that a restart loses nothing that matters.
 */
export class Positions {
  readonly #parts: PositionsParts
  readonly #live = new Map<string, Live>()
  /** Last number of each meeting, kept past the end of presenting so that numbers only rise. */
  readonly #lastSeq = new Map<string, number>()
  readonly #settling = new Map<string, NodeJS.Timeout>()
  #storing: NodeJS.Timeout | undefined
  #closed = false

  constructor(parts: PositionsParts) {
    this.#parts = parts
  }

  /** Where the presenter stands; after a restart, where it was stored last. */
  at(meetingId: string, holder: Holder): Place {
    const live = this.#live.get(meetingId)
    if (live !== undefined && live.loginId === holder.loginId && live.versionId === holder.versionId)
      return live
    return this.begin(meetingId, holder, Position.parse(JSON.parse(holder.position)))
  }

  /** Presenting began, or changed hands or paper: the numbers go on from the last one. */
  begin(meetingId: string, { loginId, versionId, pageCount }: Holder, position: Position): Place {
    const seq = firstSeq(this.#lastSeq.get(meetingId) ?? 0, this.#parts.ports.clock.now())
    return this.#put(meetingId, {
      loginId,
      versionId,
      seq,
      position: withinPaper(position, pageCount ?? 1),
      stored: true,
    })
  }

  /** [P13] [P14] A move of the presenter; null where a newer one came before it. */
  move(meetingId: string, holder: Holder, seq: number, position: Position): Place | null {
    if (!acceptsMove(this.at(meetingId, holder).seq, seq)) return null
    const { loginId, versionId, pageCount } = holder
    const place = withinPaper(position, pageCount ?? 1)
    const live = this.#put(meetingId, { loginId, versionId, seq, position: place, stored: false })
    this.#awaitSettling(meetingId)
    this.#storing ??= setTimeout(() => this.#storeLater(), storeEveryMs).unref()
    return live
  }

  /** Writes what is not stored yet. */
  async store(): Promise<void> {
    clearTimeout(this.#storing)
    this.#storing = undefined
    for (const [meetingId, live] of this.#live) {
      if (live.stored) continue
      await storePosition(this.#parts.database.kysely, {
        meetingId,
        loginId: live.loginId,
        versionId: live.versionId,
        position: JSON.stringify(live.position),
      })
      if (this.#live.get(meetingId) === live) this.#live.set(meetingId, { ...live, stored: true })
    }
  }

  /** Stores the last places and ends the timers; safe to call twice. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const timer of this.#settling.values()) clearTimeout(timer)
    this.#settling.clear()
    await this.store()
  }

  #put(meetingId: string, live: Live): Live {
    this.#live.set(meetingId, live)
    this.#lastSeq.set(meetingId, live.seq)
    return live
  }

  #storeLater(): void {
    this.store().catch(error => this.#parts.ports.log.error({ err: error }, 'a position could not be stored'))
  }

  #awaitSettling(meetingId: string): void {
    if (this.#settling.has(meetingId) || this.#closed) return
    const { seq } = this.#live.get(meetingId) ?? { seq: 0 }
    const timer = setTimeout(() => {
      this.#settling.delete(meetingId)
      if (this.#live.get(meetingId)?.seq === seq) this.#parts.settled(meetingId)
      else this.#awaitSettling(meetingId)
    }, settleMs)
    this.#settling.set(meetingId, timer.unref())
  }
}
