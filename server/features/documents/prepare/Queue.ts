/** Runs at most `atOnce` tasks at a time, the others in the order in which they came. */
export class Queue {
  readonly #atOnce: number
  readonly #waiting: (() => void)[] = []
  readonly #idle: (() => void)[] = []
  #running = 0

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await new Promise<void>(resolve => this.#waiting.push(resolve))
    else this.#running += 1
    try {
      return await task()
    } finally {
      // The place passes on as it is, so that nobody slips in between.
      const next = this.#waiting.shift()
      if (next) next()
      else {
        this.#running -= 1
        if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve()
      }
    }
  }

  /** Resolves when nothing runs or waits. */
  idle(): Promise<void> {
    return this.#running === 0 ? Promise.resolve() : new Promise(resolve => this.#idle.push(resolve))
  }
}
