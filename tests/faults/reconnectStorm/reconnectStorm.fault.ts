import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { freePort, type Program, startProgram } from '#tests/support/program.ts'
import { machineNow, Tablets } from '#tests/support/tablets.ts'
import type { Fault } from '../fault.ts'

const tablets = 250
const processes = 2
const withinMs = 10_000

let hall: Hall
let port: number
let program: Program
let crowd: Tablets[] = []

const allLive = async (ms: number): Promise<number> => {
  const messages = await Promise.all(crowd.map(some => some.until(({ kind }) => kind === 'live', ms)))
  return Math.max(...messages.flat().map(({ at }) => at))
}

const fault: Fault = {
  id: 'F13',
  title: `${tablets} tablets reconnect after a restart`,
  start: async () => {
    hall = await makeHall(tablets)
    port = await freePort()
    program = await startProgram({ folder: hall.folder, port, tls: true })
    crowd = Array.from(
      { length: processes },
      (_, at) =>
        new Tablets({
          ...{ url: program.url, meetingId: hall.room.meetingId, watch: [], apartMs: 20 },
          cookies: hall.cookies.filter((_, index) => index % processes === at),
        }),
    )
    await allLive(120_000)
  },
  stop: async () => {
    await Promise.all(crowd.map(some => some.close()))
    await program?.end('SIGTERM')
    if (hall !== undefined) await rm(hall.folder, { recursive: true, force: true })
  },
  cases: (['SIGTERM', 'SIGKILL'] as const).map(signal => ({
    title: `after ${signal} and a start all are live in ${withinMs / 1000} s, over TLS`,
    run: async ({ note }) => {
      const live = allLive(60_000)
      await program.end(signal)
      program = await startProgram({ folder: hall.folder, port, tls: true })
      const listening = machineNow()
      const took = (await live) - listening
      note(`the last was live ${Math.round(took)} ms after the server listened`)
      assert.ok(took < withinMs)
    },
  })),
}
export default fault
