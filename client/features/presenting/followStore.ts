import { create } from 'zustand'
import { call } from '#client/net/call.ts'
import { connection } from '#client/net/connection.ts'
import { type Position, presenting } from '#shared/presenting/presenting.contract.ts'
import { type FollowEvent, type Following, follow } from '#shared/presenting/presenting.rules.ts'

interface FollowStore {
  /** Whose following it is; another meeting begins anew. */
  readonly meetingId: string | null
  readonly following: Following
}

/** How this tablet stands to the presenter: one meeting at a time is on the screen. */
export const useFollowStore = create<FollowStore>()(() => ({
  meetingId: null,
  following: { kind: 'none' },
}))

/** Something happened that following depends on. */
export const followed = (happened: FollowEvent): void =>
  useFollowStore.setState(({ following }) => ({ following: follow(following, happened) }))

/** Another meeting (or none) is on the screen. */
export const beginFollowing = (meetingId: string | null): void =>
  useFollowStore.setState({ meetingId, following: { kind: 'none' } })

/** At most 20 moves a second: smoother than anyone's eye on a page, and a tenth of what the server allows. */
const betweenMoves = 50
/** [P14] The last place of a movement is sent once more, and acknowledged. */
const settleMs = 250

/** Sends the presenter's movements: thinned, numbered upwards, the last one surely. One a presentation. */
export class MoveSender {
  readonly #meetingId: string
  #seq: number
  #latest: Position | null = null
  #thin: ReturnType<typeof setTimeout> | undefined
  #settle: ReturnType<typeof setTimeout> | undefined

  constructor(meetingId: string, seq: number) {
    this.#meetingId = meetingId
    this.#seq = seq
  }

  /** [P15] The server's number, where it is higher than ours. */
  raise(seq: number): void {
    this.#seq = Math.max(this.#seq, seq)
  }

  moved(position: Position): void {
    this.#latest = position
    this.#thin ??= setTimeout(() => {
      this.#thin = undefined
      if (this.#latest) connection.emitVolatile(presenting.move.name, { input: this.#message(this.#latest) })
    }, betweenMoves)
    clearTimeout(this.#settle)
    this.#settle = setTimeout(() => this.#send(), settleMs)
  }

  close(): void {
    clearTimeout(this.#thin)
    clearTimeout(this.#settle)
  }

  /** A refusal needs no answer: another device presents now, and the view says so. */
  #send(): void {
    if (this.#latest) void call(presenting.move, this.#message(this.#latest), { patienceMs: 3_000 })
  }

  #message(position: Position) {
    this.#seq += 1
    return { meetingId: this.#meetingId, seq: this.#seq, position }
  }
}
