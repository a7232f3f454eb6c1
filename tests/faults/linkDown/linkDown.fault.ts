import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { agenda, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { TestClient } from '#tests/support/client.ts'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { freePort, type Program, startProgram } from '#tests/support/program.ts'
import { everyone } from '#tests/support/room.ts'
import { machineNow, Tablets } from '#tests/support/tablets.ts'
import type { FromTablets } from '#tests/support/tabletsProcess.ts'
import type { Fault } from '../fault.ts'
import { type Link, makeLink } from './namespace.ts'

const withinMs = 2_000
/** The longest takes five minutes: `npm run test:faults -- F4 --long`. */
const seconds = process.argv.includes('--long') ? [2, 30, 300] : [2, 30]

let link: Link
let hall: Hall
let program: Program
let tablet: Tablets

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const titles = (message: FromTablets): readonly string[] =>
  message.kind === 'heard' && message.name === agendaEvents.changed.name
    ? agendaEvents.changed.view.parse(message.view).items.map(({ title }) => title)
    : []

const fault: Fault = {
  id: 'F4',
  title: 'a tablet’s link down (a network namespace of its own), the state',
  start: async () => {
    link = makeLink()
    hall = await makeHall(3)
    program = await startProgram({ folder: hall.folder, port: await freePort(), host: link.host })
    tablet = new Tablets(
      {
        ...{ url: program.url, cookies: [hall.chair], meetingId: hall.room.meetingId, watchLink: true },
        ...{ watch: [agendaEvents.changed.name], views: true },
      },
      link.namespace,
    )
    await tablet.live()
  },
  stop: async () => {
    await tablet?.close()
    await program?.end('SIGTERM')
    link?.remove()
    if (hall !== undefined) await rm(hall.folder, { recursive: true, force: true })
  },
  cases: seconds.map(down => ({
    title: `${down} s down: what changed meanwhile is on the tablet within ${withinMs / 1000} s of the return`,
    run: async ({ note }) => {
      const secretary = new TestClient(program.url, hall.secretary)
      const change = async (title: string) =>
        secretary.done(agenda.updateItem, {
          ...{ itemId: hall.itemIds[1] ?? '', title, durationMinutes: 5, reporterId: null },
          ...{ reporterNote: '', audience: everyone },
        })
      const newest = `Nội dung đổi lúc mất mạng ${down} giây`
      const heard = tablet.until(message => titles(message).includes(newest), down * 1_000 + 20_000)
      link.down()
      const from = machineNow()
      await pause((down * 1_000) / 2)
      await change('Nội dung sắp đổi nữa')
      await change(newest)
      await pause(down * 1_000 - (machineNow() - from))
      link.up()
      const back = machineNow()
      const [message] = await heard
      const took = (message?.at ?? Number.NaN) - back
      note(`equal ${Math.round(took)} ms after the return`)
      assert.ok(took > 0 && took < withinMs)
    },
  })),
}
export default fault
