import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '#server/transport/limits.ts'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { freePort, startProgram } from '#tests/support/program.ts'
import { type Bench, type BenchRow, median, percentile } from '../bench.ts'
import { databaseIn, storeLongLayer, updatesIn } from './longLayer.ts'
import { type Visit, visit } from './visit.ts'

const strokes = 100_000
const writers = 20
const rounds = 3
const adds = 30
/** The layer is stored in one piece a few strokes after those that are measured. */
const { rows: mostRows } = limits.notes.compactAfter
const asUpdates = mostRows - adds - 5
const untilWhole = 12
const wholeMs = 4_000

const peopleOf = ({ cookies, accountIds }: Hall) =>
  cookies.map((cookie, at) => ({ cookie, accountId: accountIds[at] ?? '' }))

const visitOurs = async (hall: Hall): Promise<Visit> => {
  const program = await startProgram({ folder: hall.folder, port: await freePort(), tls: true })
  try {
    const url = `${program.url.replace('https', 'wss')}/notes/everyone`
    const door = { url, room: hall.versionId, origin: program.url, people: peopleOf(hall) }
    return await visit(door, adds, untilWhole, wholeMs)
  } finally {
    await program.end('SIGTERM')
  }
}

const visitPeer = async (hall: Hall): Promise<Visit> => {
  const port = await freePort()
  const child = spawn(
    process.execPath,
    [
      ...[join(import.meta.dirname, 'peerServer.ts'), join(hall.folder, 'tls', 'server.pem')],
      ...[databaseIn(hall.folder), String(port), String(limits.notes.togetherMs), String(mostRows)],
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  await once(child, 'message')
  try {
    const origin = `https://127.0.0.1:${port}`
    const door = { url: origin.replace('https', 'wss'), room: 'layer', origin, people: peopleOf(hall) }
    return await visit(door, adds, untilWhole, wholeMs)
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
}

/** A visit to a copy of the folder, so that each finds the layer as it was stored. */
const fresh = async (hall: Hall, arm: (hall: Hall) => Promise<Visit>): Promise<Visit> => {
  const folder = `${hall.folder}-visited`
  await cp(hall.folder, folder, { recursive: true })
  try {
    const seen = await arm({ ...hall, folder })
    if ((await updatesIn(folder)) >= asUpdates) throw new Error('The layer was not stored in one piece')
    return seen
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const bench: Bench = {
  id: 'B5',
  title: `a layer of ${strokes.toLocaleString('en')} strokes: opened, added to, stored in one piece`,
  peer: 'Yjs 13 alone on the same stored updates behind a bare WebSocket: over TLS with the same certificate, with the same durability and batching delay; it asks nobody’s rights, checks no note and sends nobody a pointer',
  run: async () => {
    const hall = await makeHall(writers)
    try {
      const bytes = await storeLongLayer(hall, strokes, asUpdates, 5)
      // The program makes its certificate when it starts first.
      const program = await startProgram({ folder: hall.folder, port: await freePort(), tls: true })
      await program.end('SIGTERM')
      const ours: Visit[] = []
      const peer: Visit[] = []
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await fresh(hall, visitOurs))
        peer.push(await fresh(hall, visitPeer))
      }
      const row = (what: string, pick: (of: Visit) => number, aim?: number): BenchRow => {
        const [mine, theirs] = [ours.map(pick), peer.map(pick)]
        const met =
          aim === undefined ? {} : { aim: `within ${aim} ×`, met: median(mine) <= aim * median(theirs) }
        return { what, unit: 'ms', better: 'lower', ours: mine, peer: theirs, ...met }
      }
      return {
        rows: [
          row('opened: loaded, sent and in the first, unmodified client', ({ synced }) => synced, 1.5),
          row('of it, until all bytes are there', ({ arrived }) => arrived, 1.5),
          row(
            'one stroke added, until stored and with somebody else, median',
            ({ added }) => median(added),
            1.5,
          ),
          row('the same, p95', ({ added }) => percentile(added, 0.95)),
          row('opened by another after that, until all bytes are there', ({ next }) => next, 1.5),
          row('longest that others waited while it was stored in one piece', ({ longest }) => longest, 1.5),
        ],
        notes: [
          `${rounds} rounds, the arms in turn, each server a new process on a copy of the folder; ${(bytes / 1e6).toFixed(1)} MB, of it ${asUpdates} strokes as updates of their own`,
        ],
      }
    } finally {
      await rm(hall.folder, { recursive: true, force: true })
    }
  },
}
export default bench
