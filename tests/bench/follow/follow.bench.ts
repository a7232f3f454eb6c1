import { rm } from 'node:fs/promises'
import { presenting, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { startBare } from '#tests/support/bench/bare.ts'
import { makeHall } from '#tests/support/hall.ts'
import { freePort, startProgram } from '#tests/support/program.ts'
import { machineNow, Tablets } from '#tests/support/tablets.ts'
import type { FromTablets } from '#tests/support/tabletsProcess.ts'
import { type Bench, median, percentile } from '../bench.ts'

const followers = 100
const turns = 100
const warmUp = 10
const aimMs = 150

const heard = (message: FromTablets, name: string) => message.kind === 'heard' && message.name === name

/** The presenter's number, once the view says that something is presented: earlier views are of before. */
const begunSeq = (message: FromTablets): number | null => {
  if (message.kind !== 'heard') return null
  const { current, seq } = presentingEvents.changed.view.parse(message.view)
  return current === null ? null : seq
}

/** One page turn. @returns how long the last follower waited for it, in milliseconds. */
const turn = async (crowd: Tablets, presenter: Tablets, name: string, message: unknown): Promise<number> => {
  const turned = crowd.until(message => heard(message, presentingEvents.moved.name), 30_000)
  const from = machineNow()
  presenter.send({ kind: 'ask', name, message, key: '' })
  return Math.max(...(await turned).map(({ at }) => at)) - from
}

const bench: Bench = {
  id: 'B11',
  title: `the presenter's page turn to the last of ${followers} followers`,
  peer: 'Socket.IO 4.8 bare: the same bytes relayed to a room, over TLS with the same certificate, asked of nobody’s rights; on the loopback, both arms alike',
  run: async () => {
    const hall = await makeHall(followers)
    const program = await startProgram({ folder: hall.folder, port: await freePort(), tls: true })
    const bare = await startBare(hall.folder)
    const open: Tablets[] = []
    try {
      const { meetingId } = hall.room
      const watch = [presentingEvents.moved.name, presentingEvents.changed.name]
      const crowd = new Tablets({ url: program.url, meetingId, cookies: hall.cookies, watch, apartMs: 10 })
      const bareCrowd = new Tablets({
        ...{ url: bare.url, meetingId: null, cookies: hall.cookies, watch, apartMs: 10 },
      })
      const presenter = new Tablets({
        ...{ url: program.url, meetingId, cookies: [hall.secretary], views: true },
        watch: [presentingEvents.changed.name],
      })
      const barePresenter = new Tablets({ url: bare.url, meetingId: null, cookies: [''], watch: [] })
      open.push(crowd, bareCrowd, presenter, barePresenter)
      await Promise.all(open.map(some => some.live(120_000)))
      const position = (page: number) => ({ page, x: 0.5, y: 0.125, zoom: 'width' as const })
      const started = presenter.until(({ kind }) => kind === 'answer', 30_000)
      const shown = presenter.until(message => begunSeq(message) !== null, 30_000)
      presenter.send({
        ...{ kind: 'ask', key: '', name: presenting.start.name },
        message: {
          id: crypto.randomUUID(),
          input: { meetingId, versionId: hall.versionId, position: position(1) },
        },
      })
      const [answer] = await started
      const result = answer?.kind === 'answer' ? JSON.stringify(answer.result) : ''
      if (!result.startsWith('{"ok":true')) throw new Error(result)
      // Moves are numbered on from the number in the view.
      const [begun] = await shown
      const from = begun === undefined ? 0 : (begunSeq(begun) ?? 0)
      const ours: number[] = []
      const peer: number[] = []
      for (let at = -warmUp; at < turns; at += 1) {
        const seq = at + warmUp + 1
        const here = position(1 + (seq % 40))
        // Half a second after the last move everybody is told the place surely: the next turn comes after that.
        const settled = crowd.until(message => heard(message, presentingEvents.changed.name), 30_000)
        const mine = await turn(crowd, presenter, presenting.move.name, {
          input: { meetingId, seq: from + seq, position: here },
        })
        const their = await turn(bareCrowd, barePresenter, 'move', {
          event: presentingEvents.moved.name,
          view: { scopeId: meetingId, revision: seq, view: { seq, position: here } },
        })
        await settled
        if (at < 0) continue
        ours.push(mine)
        peer.push(their)
      }
      const [ours95, peer95] = [percentile(ours, 0.95), percentile(peer, 0.95)]
      return {
        rows: [
          {
            what: `p95 of ${turns} page turns, to the last follower`,
            unit: 'ms',
            better: 'lower',
            ...{ ours: [ours95], peer: [peer95], aim: `under ${aimMs} ms`, met: ours95 < aimMs },
          },
          { what: 'each page turn, to the last follower', unit: 'ms', better: 'lower', ours, peer },
        ],
        notes: [
          `${turns} page turns after ${warmUp} to warm up, the arms in turn; medians ${median(ours).toFixed(1)} and ${median(peer).toFixed(1)} ms`,
          'ours asks for each move who it is and whether it is the presenter’s tablet, and numbers it',
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
