import { rm } from 'node:fs/promises'
import { cpuSeconds } from '#tests/support/bench/programs.ts'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { type Bench, type BenchRow, median, percentile } from '../bench.ts'
import { Annotators } from './Annotators.ts'
import { type ArmName, startArm } from './arms.ts'

const arms: readonly ArmName[] = ['ours', 'y-websocket', 'hocuspocus']
/** With 500, pointers move less often: stock clients of more would need more processors than the machine has. */
const crowds: readonly { readonly annotators: number; readonly cursorEveryMs: number }[] = [
  { annotators: 100, cursorEveryMs: 200 },
  { annotators: 500, cursorEveryMs: 1_000 },
]
const writers = 20
const rounds = 3
const warmUpMs = 3_000
const drawMs = 8_000
const strokeEveryMs = 1_000
/** How long after the last stroke one waits for those that are still under way. */
const patienceMs = 20_000
const processes = 2

interface Sample {
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly last99: number
  /** Of the server, while strokes were drawn and until the last was seen. */
  readonly cpu: number
  readonly missing: number
}

const measure = async (
  name: ArmName,
  hall: Hall,
  { annotators, cursorEveryMs }: { annotators: number; cursorEveryMs: number },
  seed: number,
): Promise<Sample> => {
  const arm = await startArm(name, hall)
  const people = hall.cookies
    .slice(0, annotators)
    .map((cookie, at) => ({ cookie, accountId: hall.accountIds[at] ?? '' }))
  const { client, url, room, origin } = arm
  const crowd = new Annotators({ client, url, room, origin, people, writers, seed }, processes)
  try {
    await crowd.synced()
    await crowd.draw(warmUpMs, strokeEveryMs, cursorEveryMs, patienceMs)
    const from = await cpuSeconds(arm.pid)
    let to = from
    const { ages, last, missing } = await crowd.draw(
      drawMs,
      strokeEveryMs,
      cursorEveryMs,
      patienceMs,
      async () => {
        to = await cpuSeconds(arm.pid)
      },
    )
    return {
      ...{ p50: percentile(ages, 0.5), p99: percentile(ages, 0.99), last99: percentile(last, 0.99) },
      ...{ cpu: to - from, missing },
    }
  } finally {
    await crowd.close()
    await arm.stop()
  }
}

const names: Readonly<Record<ArmName, string>> = {
  ours: 'ours',
  'y-websocket': '@y/websocket-server',
  hocuspocus: '@hocuspocus/server',
}

const bench: Bench = {
  id: 'B4',
  title: `${crowds.map(({ annotators }) => annotators).join(' and ')} annotators on one layer, ${writers} of whom draw a stroke a second, cursors on`,
  peer: '@y/websocket-server 0.1.1 with the same unmodified client, and @hocuspocus/server 4.7 with its own provider (4.8); over TLS with the same certificate, updates committed (SQLite, synchronous=FULL) before they are sent, and taken together for 15 ms as ours are; ours goes at once where nothing came for so long, which neither peer can be told. They look at no rights, check no note, write nobody’s account into presence and put nothing back',
  run: async () => {
    const hall = await makeHall(Math.max(...crowds.map(({ annotators }) => annotators)))
    const rows: BenchRow[] = []
    const notes: string[] = []
    try {
      for (const { annotators, cursorEveryMs } of crowds) {
        const found: Record<ArmName, Sample[]> = { ours: [], 'y-websocket': [], hocuspocus: [] }
        for (let round = 0; round < rounds; round += 1)
          for (const name of arms)
            try {
              found[name].push(await measure(name, hall, { annotators, cursorEveryMs }, round))
            } catch (error) {
              notes.push(`${annotators}, ${names[name]}: round ${round + 1} was not finished: ${error}`)
            }
        for (const peer of arms.slice(1)) {
          const row = (
            what: string,
            unit: string,
            pick: (sample: Sample) => number,
            aimed: boolean,
          ): BenchRow => {
            const [ours, their] = [found.ours.map(pick), found[peer].map(pick)]
            const aim = aimed ? { aim: 'below', met: median(ours) < median(their) } : {}
            return {
              what: `${annotators}, ${names[peer]}: ${what}`,
              unit,
              better: 'lower',
              ours,
              peer: their,
              ...aim,
            }
          }
          rows.push(
            row('stroke made to seen by another, p99', 'ms', ({ p99 }) => p99, true),
            row('the same, p50', 'ms', ({ p50 }) => p50, false),
            row('stroke made to seen by the last, p99', 'ms', ({ last99 }) => last99, false),
            row(`server, ${drawMs / 1_000} s of drawing`, 'CPU-s', ({ cpu }) => cpu, true),
          )
        }
        for (const name of arms) {
          const missing = found[name].reduce((sum, sample) => sum + sample.missing, 0)
          if (missing > 0)
            notes.push(
              `${annotators}, ${names[name]}: ${missing} times a stroke was not seen ${patienceMs / 1_000} s after the last`,
            )
        }
      }
    } finally {
      await rm(hall.folder, { recursive: true, force: true })
    }
    notes.push(
      `${rounds} rounds, the arms in turn; ${writers} draw a stroke of 20 to 60 points every ${strokeEveryMs} ms and move their pointer ${crowds.map(({ annotators, cursorEveryMs }) => `every ${cursorEveryMs} ms where ${annotators} look on`).join(' and ')}; clients in ${processes} processes on the same two processors`,
      'of Hocuspocus the author is acknowledged after the commit, which it does not do by itself; it loads, as @y/websocket-server does, an empty layer',
    )
    return { rows, notes }
  },
}
export default bench
