import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FromTablets, TabletOptions, ToTablets } from './tabletsProcess.ts'

/** Milliseconds of the machine's monotonic clock, the same in every process. */
export const machineNow = (): number => Number(process.hrtime.bigint()) / 1e6

/** Tablets in a process of their own, so that they take nothing from the server's or the test's event loop. */
export class Tablets {
  readonly count: number
  readonly #child: ChildProcess
  readonly #hearers = new Set<(message: FromTablets) => void>()

  /** @param namespace network namespace (`ip netns`) to run in. */
  constructor(options: TabletOptions, namespace?: string) {
    this.count = options.cookies.length
    const command = [process.execPath, join(import.meta.dirname, 'tabletsProcess.ts')]
    const [program = '', ...parameters] =
      namespace === undefined ? command : ['ip', 'netns', 'exec', namespace, ...command]
    this.#child = spawn(program, parameters, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    this.#child.on('message', (message: FromTablets) => {
      for (const hear of [...this.#hearers]) hear(message)
    })
    this.send({ kind: 'start', options })
  }

  send(message: ToTablets): void {
    this.#child.send(message)
  }

  hear(act: (message: FromTablets) => void): () => void {
    this.#hearers.add(act)
    return () => this.#hearers.delete(act)
  }

  /** Waits until `count` messages were heard that fit, counted once for each tablet. */
  until(fits: (message: FromTablets) => boolean, ms: number, count = this.count): Promise<FromTablets[]> {
    return new Promise((resolve, reject) => {
      const found = new Map<number, FromTablets>()
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`after ${ms} ms ${found.size} of ${count} tablets had come so far`))
      }, ms)
      const stop = this.hear(message => {
        if (!fits(message) || found.has(message.tablet)) return
        found.set(message.tablet, message)
        if (found.size < count) return
        clearTimeout(timer)
        stop()
        resolve([...found.values()])
      })
    })
  }

  /** Waits until all are signed in, have joined and have seen the meeting. */
  live(ms = 60_000): Promise<FromTablets[]> {
    return this.until(({ kind }) => kind === 'live', ms)
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.send({ kind: 'stop' })
    await ended
  }
}
