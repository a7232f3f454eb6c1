import { Worker } from 'node:worker_threads'
import type { Database } from '#server/storage/database.ts'
import type { CompactOrder } from './compactLayer.ts'
import type { Compacted } from './LayerDocument.ts'

/** [N20] Layers stored in one piece beside what goes on: one at a time, each in a thread that ends with it. */
export class Compactions {
  readonly #file: string | null
  readonly #underWay = new Map<number, Promise<Compacted | null>>()
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor({ sqlite }: Database) {
    this.#file = sqlite.raw.location()
  }

  /** A database in memory is this thread's alone. */
  get canBeside(): boolean {
    return this.#file !== null
  }

  /**
   * Stores a layer in one piece.
   * @returns what became of it; null where the layer is gone, is at it already, or the program stops.
   */
  beside(row: number): Promise<Compacted | null> {
    const file = this.#file
    if (file === null || this.#closed || this.#underWay.has(row)) return Promise.resolve(null)
    const done = this.#last
      .then(() => (this.#closed ? null : run({ file, row })))
      .finally(() => this.#underWay.delete(row))
    this.#underWay.set(row, done)
    this.#last = done.catch(() => undefined)
    return done
  }

  /** Begins no more, and waits for the one that runs. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#last
  }
}

const run = (order: CompactOrder): Promise<Compacted | null> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compactLayer.ts', import.meta.url), { workerData: order })
    worker.once('message', (compacted: Compacted | null) => resolve(compacted))
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`The thread that compacts a layer ended with ${code}`)))
  })
