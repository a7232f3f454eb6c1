import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TestClient } from '#tests/support/client.ts'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { stroke, TestNotes } from '#tests/support/notes.ts'
import { freePort, type Program, startProgram } from '#tests/support/program.ts'
import { machineNow } from '#tests/support/tablets.ts'
import type { Fault } from '../fault.ts'
import { type Link, makeLink } from './namespace.ts'
import type { FromTablet, ToTablet } from './notesTablet.ts'

const withinMs = 2_000
/** The longest takes five minutes: `npm run test:faults -- F4 --long`. */
const seconds = process.argv.includes('--long') ? [2, 30, 300] : [2, 30]
/** Strokes that each side draws meanwhile. */
const strokes = 20

let link: Link
let hall: Hall
let program: Program
let child: ChildProcess
let hallSide: TestNotes
const drawn: string[] = []

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const send = (message: ToTablet): void => {
  child.send(message)
}

/** Waits until the tablet tells of what is asked for. @returns when it did, machine's monotonic milliseconds. */
const until = (holds: (told: FromTablet) => boolean, ms: number): Promise<FromTablet> =>
  new Promise((resolve, reject) => {
    let last: FromTablet | undefined
    const timer = setTimeout(() => {
      child.off('message', hear)
      reject(
        new Error(`after ${ms} ms the tablet was: ${JSON.stringify({ ...last, ids: last?.ids.length })}`),
      )
    }, ms)
    const hear = (told: FromTablet) => {
      last = told
      if (!holds(told)) return
      clearTimeout(timer)
      child.off('message', hear)
      resolve(told)
    }
    child.on('message', hear)
  })

const fault: Fault = {
  id: 'F4',
  title: 'a tablet’s link down (a network namespace of its own), the notes',
  start: async () => {
    link = makeLink()
    hall = await makeHall(3)
    program = await startProgram({ folder: hall.folder, port: await freePort(), host: link.host })
    const { versionId, room } = hall
    child = spawn(
      'ip',
      [
        ...['netns', 'exec', link.namespace, process.execPath, join(import.meta.dirname, 'notesTablet.ts')],
        ...[program.url, hall.cookies[1] ?? '', room.meetingId, versionId, hall.accountIds[1] ?? ''],
      ],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    )
    await until(({ state }) => state === 'saved', 30_000)
    hallSide = await new TestNotes(
      new TestClient(program.url, hall.cookies[0] ?? ''),
      'everyone',
      versionId,
    ).synced()
  },
  stop: async () => {
    hallSide?.close()
    if (child !== undefined && child.exitCode === null) {
      const ended = once(child, 'exit')
      send({ kind: 'stop' })
      await ended
    }
    await program?.end('SIGTERM')
    link?.remove()
    if (hall !== undefined) await rm(hall.folder, { recursive: true, force: true })
  },
  cases: seconds.map(down => ({
    title: `${down} s down: strokes drawn on both sides meanwhile are everywhere within ${withinMs / 1000} s of the return, none lost`,
    run: async ({ note }) => {
      const names = (side: string) => Array.from({ length: strokes }, (_, at) => `${side}-${down}-${at}`)
      const [here, there] = [names('tablet'), names('hall')]
      link.down()
      const from = machineNow()
      for (const [at, id] of here.entries()) {
        send({ kind: 'draw', ids: [id] })
        hallSide.notes.set(there[at] ?? '', stroke(hall.accountIds[0] ?? '', 30))
        await pause((down * 800) / strokes)
      }
      drawn.push(...here, ...there)
      await pause(down * 1_000 - (machineNow() - from))
      assert.ok(
        here.every(id => !hallSide.notes.has(id)),
        'the link was not down',
      )
      const whole = until(
        ({ ids, state, unsent }) => state === 'saved' && unsent === 0 && ids.length >= drawn.length,
        60_000,
      )
      const other = hallSide
        .until(() => drawn.every(id => hallSide.notes.has(id)), 'the tablet’s strokes', 60_000)
        .then(machineNow)
      const back = machineNow()
      link.up()
      const [told, seen] = await Promise.all([whole, other])
      note(
        `the tablet had all ${Math.round(told.at - back)} ms after the return, the hall ${Math.round(seen - back)} ms`,
      )
      assert.deepEqual([...told.ids].sort(), [...drawn].sort())
      assert.deepEqual([...hallSide.notes.keys()].sort(), [...drawn].sort())
      assert.deepEqual(told.refusals, [])
      assert.ok(Math.max(told.at, seen) - back < withinMs)
    },
  })),
}
export default fault
