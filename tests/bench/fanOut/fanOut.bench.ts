import { rm } from 'node:fs/promises'
import { agenda, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { startBare } from '#tests/support/bench/bare.ts'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { freePort, startProgram } from '#tests/support/program.ts'
import { everyone } from '#tests/support/room.ts'
import { machineNow, Tablets } from '#tests/support/tablets.ts'
import { type Bench, median, percentile } from '../bench.ts'

const tablets = 500
const processes = 2
const rounds = 20
const warmUp = 3

/** The tablets in a few processes, none of which is the server's. */
const crowd = (hall: Hall, url: string, meetingId: string | null): Tablets[] =>
  Array.from(
    { length: processes },
    (_, at) =>
      new Tablets({
        ...{ url, meetingId, watch: [agendaEvents.changed.name], apartMs: 10 },
        cookies: hall.cookies.filter((_, index) => index % processes === at),
      }),
  )

/** One change. @returns how long each tablet waited for it, from the moment it was sent, in milliseconds. */
const change = async (
  all: readonly Tablets[],
  leader: Tablets,
  name: string,
  message: unknown,
): Promise<number[]> => {
  const heard = all.map(some =>
    some.until(({ kind }) => kind === 'heard', 30_000).then(list => list.map(({ at }) => at)),
  )
  const answered = leader.until(({ kind }) => kind === 'answer', 30_000)
  const from = machineNow()
  leader.send({ kind: 'ask', name, message, key: '' })
  const [answer] = await answered
  const result = answer?.kind === 'answer' ? JSON.stringify(answer.result) : ''
  if (!result.startsWith('{"ok":true')) throw new Error(result)
  return (await Promise.all(heard)).flat().map(at => at - from)
}

const bench: Bench = {
  id: 'B3',
  title: `an agenda change to ${tablets} connected tablets of three classes of rights`,
  peer: 'Socket.IO 4.8 bare: one row committed with the same durability, then one io.to(room).emit of the same bytes; over TLS with the same certificate; it authorises nobody and presents nothing',
  run: async () => {
    const hall = await makeHall(tablets)
    const program = await startProgram({ folder: hall.folder, port: await freePort(), tls: true })
    const bare = await startBare(hall.folder)
    const open: Tablets[] = []
    try {
      const { meetingId } = hall.room
      // The bytes of the peer: the view that a member gets.
      const sample = new Tablets({
        ...{
          url: program.url,
          meetingId,
          cookies: [hall.chair],
          watch: [agendaEvents.changed.name],
          views: true,
        },
      })
      open.push(sample)
      const [first] = await sample.until(({ kind }) => kind === 'heard', 30_000)
      if (first?.kind !== 'heard') throw new Error('no view came')
      const view = { scopeId: meetingId, revision: first.revision, view: first.view }
      await sample.close()
      const ours = crowd(hall, program.url, meetingId)
      const theirs = crowd(hall, bare.url, null)
      open.push(...ours, ...theirs)
      await Promise.all([...ours, ...theirs].map(some => some.live(120_000)))
      const leader = new Tablets({ url: program.url, meetingId, cookies: [hall.secretary], watch: [] })
      const bareLeader = new Tablets({ url: bare.url, meetingId: null, cookies: [''], watch: [] })
      open.push(leader, bareLeader)
      await Promise.all([leader.live(), bareLeader.live()])
      const times = { ours: [] as number[][], peer: [] as number[][] }
      const itemId = hall.itemIds[1] ?? ''
      for (let round = -warmUp; round < rounds; round += 1) {
        const mine = await change(ours, leader, agenda.updateItem.name, {
          id: crypto.randomUUID(),
          input: {
            ...{ itemId, title: `Nội dung lần ${round}`, durationMinutes: 5, reporterId: null },
            ...{ reporterNote: '', audience: everyone },
          },
        })
        const their = await change(theirs, bareLeader, 'change', { event: agendaEvents.changed.name, view })
        if (round < 0) continue
        times.ours.push(mine)
        times.peer.push(their)
      }
      const of = (arm: readonly number[][], share: number) => arm.map(round => percentile(round, share))
      const [ours99, peer99] = [of(times.ours, 0.99), of(times.peer, 0.99)]
      return {
        rows: [
          {
            what: 'from the secretary’s command to the tablets, p99 of a change',
            unit: 'ms',
            better: 'lower',
            ...{ ours: ours99, peer: peer99, aim: 'within 1.3 ×' },
            met: median(ours99) <= 1.3 * median(peer99),
          },
          {
            what: 'the same, p50 of a change',
            unit: 'ms',
            better: 'lower',
            ...{ ours: of(times.ours, 0.5), peer: of(times.peer, 0.5) },
          },
        ],
        notes: [
          `${rounds} changes after ${warmUp} to warm up, the arms in turn; the view has ${Buffer.byteLength(JSON.stringify(view))} bytes`,
          'ours includes the command’s policy, rule, journal and receipt, and the views of three classes',
        ],
      }
    } finally {
      await Promise.all(open.map(some => some.close()))
      await bare.stop()
      await program.end('SIGTERM')
      await rm(hall.folder, { recursive: true, force: true })
    }
  },
}
export default bench
