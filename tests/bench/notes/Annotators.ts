import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { AnnotatorsOptions, FromAnnotators, ToAnnotators } from './load.ts'

/** What all clients of some processes saw. */
export interface Seen {
  /** Milliseconds from the making of a stroke to each other client that saw it. */
  readonly ages: readonly number[]
  /** Milliseconds from the making of a stroke to the last of them. */
  readonly last: readonly number[]
  /** Strokes that somebody did not see, times those who did not. */
  readonly missing: number
  /** Times that one client was told of another's pointer. */
  readonly pointers: number
}

type Said<K extends FromAnnotators['kind']> = FromAnnotators & { kind: K }

/** Unmodified Yjs clients at one layer, in a few processes of their own. */
export class Annotators {
  readonly #children: readonly ChildProcess[]
  readonly #count: number

  constructor(options: AnnotatorsOptions, processes: number) {
    this.#count = options.people.length
    this.#children = Array.from({ length: processes }, (_, at) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'load.ts')], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      // Those who draw come first, and are as many in every process.
      const people = options.people.filter((_, index) => index % processes === at)
      const writers = Math.ceil((options.writers - at) / processes)
      this.#send(child, { kind: 'start', options: { ...options, people, writers, seed: options.seed + at } })
      return child
    })
  }

  synced(ms = 120_000): Promise<unknown> {
    return this.#all('synced', ms)
  }

  /** Draws for a while, and waits until everybody saw everything, or for `patienceMs` more. */
  async draw(
    ms: number,
    strokeEveryMs: number,
    cursorEveryMs: number,
    patienceMs: number,
    drawn?: () => Promise<void>,
  ): Promise<Seen> {
    const over = this.#all('drawn', ms + patienceMs)
    for (const child of this.#children) this.#send(child, { kind: 'draw', ms, strokeEveryMs, cursorEveryMs })
    const strokes = (await over).reduce((sum, said) => sum + said.strokes, 0)
    const wanted = strokes * (this.#count - 1)
    const until = performance.now() + patienceMs
    for (;;) {
      const counts = this.#all('count', patienceMs)
      for (const child of this.#children) this.#send(child, { kind: 'count' })
      const seen = (await counts).reduce((sum, said) => sum + said.seen, 0)
      if (seen >= wanted || performance.now() > until) break
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    await drawn?.()
    const collected = this.#all('seen', 60_000)
    for (const child of this.#children) this.#send(child, { kind: 'collect' })
    const last = new Map<string, number>()
    const ages: number[] = []
    let pointers = 0
    for (const said of await collected) {
      pointers += said.pointers
      for (const age of said.ages) ages.push(age)
      for (const [id, age] of said.last) last.set(id, Math.max(last.get(id) ?? 0, age))
    }
    return { ages, last: [...last.values()], missing: wanted - ages.length, pointers }
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#children.map(async child => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const ended = once(child, 'exit')
        this.#send(child, { kind: 'stop' })
        await ended
      }),
    )
  }

  #send(child: ChildProcess, message: ToAnnotators): void {
    child.send(message)
  }

  /** The next message of a kind from every process. */
  #all<K extends FromAnnotators['kind']>(kind: K, ms: number): Promise<Said<K>[]> {
    const is = (message: FromAnnotators): message is Said<K> => message.kind === kind
    return Promise.all(
      this.#children.map(
        child =>
          new Promise<Said<K>>((resolve, reject) => {
            const stop = () => {
              clearTimeout(timer)
              child.off('message', hear)
              child.off('exit', gone)
            }
            const timer = setTimeout(() => {
              stop()
              reject(new Error(`After ${ms} ms the clients had not come to: ${kind}`))
            }, ms)
            const hear = (message: FromAnnotators) => {
              if (!is(message)) return
              stop()
              resolve(message)
            }
            const gone = () => {
              stop()
              reject(new Error(`The clients ended before: ${kind}`))
            }
            child.on('message', hear)
            child.on('exit', gone)
          }),
      ),
    )
  }
}
