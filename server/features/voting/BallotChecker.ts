import { Worker } from 'node:worker_threads'
import type { CheckAnswer, CheckTask } from './ballotWorker.ts'

/** Ballots that one thread takes at a time: enough to pay for the way there, few enough to share them out evenly. */
const SHARE = 8

interface Waiting {
  readonly task: CheckTask
  readonly resolve: (answer: CheckAnswer) => void
  readonly reject: (error: Error) => void
}

/**
 * Checks ballots on threads of its own, so that the server's event loop never waits for arithmetic: a ballot takes about ten
 * milliseconds. A thread that dies fails what it was doing and is replaced.
 */
export class BallotChecker {
  readonly #idle: Worker[] = []
  readonly #busy = new Map<Worker, Waiting>()
  readonly #queue: Waiting[] = []
  #isClosed = false

  readonly #program: URL

  /** `threads`: how many, as the machine has processors to spare. `program` is what they run. */
  constructor(threads: number, program = new URL('ballotWorker.ts', import.meta.url)) {
    this.#program = program
    for (let i = 0; i < threads; i++) this.#start()
  }

  /**
   * What `checkBallot` gives for each ballot, or its fault, in their order. Rejects where a thread died or the checker was
   * closed.
   */
  async check(election: string, ballots: readonly string[]): Promise<CheckAnswer> {
    const shares: Promise<CheckAnswer>[] = []
    for (let at = 0; at < ballots.length; at += SHARE) {
      shares.push(this.#run({ election, ballots: ballots.slice(at, at + SHARE) }))
    }
    return (await Promise.all(shares)).flat()
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const { reject } of this.#queue.splice(0)) reject(new Error('the ballot checker was closed'))
    await Promise.all([...this.#idle, ...this.#busy.keys()].map(worker => worker.terminate()))
  }

  #run(task: CheckTask): Promise<CheckAnswer> {
    if (this.#isClosed) return Promise.reject(new Error('the ballot checker was closed'))
    const { promise, resolve, reject } = Promise.withResolvers<CheckAnswer>()
    this.#queue.push({ task, resolve, reject })
    this.#next()
    return promise
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop()
      if (worker === undefined) return
      const waiting = this.#queue.shift()
      if (waiting === undefined) {
        this.#idle.push(worker)
        return
      }
      this.#busy.set(worker, waiting)
      worker.postMessage(waiting.task)
    }
  }

  #start(): void {
    const worker = new Worker(this.#program)
    let reason = new Error('a thread that checked ballots ended')
    worker.on('message', (answer: CheckAnswer) => {
      this.#busy.get(worker)?.resolve(answer)
      this.#busy.delete(worker)
      this.#idle.push(worker)
      this.#next()
    })
    worker.on('error', error => {
      reason = error instanceof Error ? error : new Error(String(error))
    })
    worker.on('exit', () => {
      this.#busy.get(worker)?.reject(reason)
      this.#busy.delete(worker)
      const at = this.#idle.indexOf(worker)
      if (at >= 0) this.#idle.splice(at, 1)
      if (this.#isClosed) return
      this.#start()
      this.#next()
    })
    this.#idle.push(worker)
  }
}
