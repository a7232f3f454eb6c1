interface Lane {
  running: number
  /** Those who wait, the one who came first at the front. */
  readonly waiting: Set<() => void>
}

export interface TurnLimits {
  /** So many of one holder go on at once. */
  readonly atOnce: number
  /** So many more may wait. */
  readonly waiting: number
  /** For so long, milliseconds. */
  readonly patienceMs: number
}

/** A turn is given back by calling it. full: too many wait, or it took too long. gone: whoever asked went away. */
export type Turn = (() => void) | 'full' | 'gone'

/** Lets a few of each holder go on at once; the others wait in line, each holder in a line of its own. */
export class Turns {
  readonly #limits: TurnLimits
  readonly #lanes = new Map<string, Lane>()

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  /** Waits for a turn of `holder`; what `whenGone` gives aborts when nobody is there to take it any more. */
  take(holder: string, whenGone: () => AbortSignal): Promise<Turn> {
    const lane = this.#lanes.get(holder) ?? { running: 0, waiting: new Set() }
    this.#lanes.set(holder, lane)
    if (lane.running < this.#limits.atOnce) {
      lane.running += 1
      return Promise.resolve(this.#giveBack(holder, lane))
    }
    if (lane.waiting.size >= this.#limits.waiting) return Promise.resolve('full')
    const gone = whenGone()
    if (gone.aborted) return Promise.resolve('gone')
    return new Promise(resolve => {
      const end = (turn: Turn) => {
        clearTimeout(timer)
        gone.removeEventListener('abort', left)
        lane.waiting.delete(next)
        resolve(turn)
      }
      const next = () => end(this.#giveBack(holder, lane))
      const left = () => end('gone')
      const timer = setTimeout(() => end('full'), this.#limits.patienceMs)
      gone.addEventListener('abort', left)
      lane.waiting.add(next)
    })
  }

  /** The turn goes to the next in line; without one, there is one more to take. */
  #giveBack(holder: string, lane: Lane): () => void {
    let mine = true
    return () => {
      if (!mine) return
      mine = false
      const [next] = lane.waiting
      if (next !== undefined) return next()
      lane.running -= 1
      if (lane.running === 0) this.#lanes.delete(holder)
    }
  }
}
