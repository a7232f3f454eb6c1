/** [O4] Who uses the line: the reader goes before what is fetched ahead. */
class Line {
  #reads = 0
  readonly #wanted = new Set<() => void>()
  readonly #free = new Set<() => void>()

  /** The reader asks the network: whoever fetches ahead gives way until it has its answer. */
  async forReader<T>(ask: () => Promise<T>): Promise<T> {
    this.#reads += 1
    if (this.#reads === 1) for (const giveWay of this.#wanted) giveWay()
    try {
      return await ask()
    } finally {
      this.#reads -= 1
      if (this.#reads === 0) for (const go of [...this.#free]) go()
    }
  }

  get busy(): boolean {
    return this.#reads > 0
  }

  /** Told when the reader begins to need the line. @returns how to stop. */
  onWanted(giveWay: () => void): () => void {
    this.#wanted.add(giveWay)
    return () => this.#wanted.delete(giveWay)
  }

  /** Resolves when the reader does not need it. */
  whenFree(): Promise<void> {
    if (!this.busy) return Promise.resolve()
    return new Promise(resolve => {
      const go = () => {
        this.#free.delete(go)
        resolve()
      }
      this.#free.add(go)
    })
  }
}

export const line = new Line()
