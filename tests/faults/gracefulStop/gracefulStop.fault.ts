import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { openDatabase } from '#server/storage/database.ts'
import { verifyJournal } from '#server/storage/journal.ts'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { presenting } from '#shared/presenting/presenting.contract.ts'
import { TestClient } from '#tests/support/client.ts'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { freePort, type Program, startProgram } from '#tests/support/program.ts'
import { machineNow, Tablets } from '#tests/support/tablets.ts'
import type { Fault } from '../fault.ts'

const tablets = 30

let hall: Hall
let port: number
let program: Program
let crowd: Tablets | undefined

const item = {
  durationMinutes: 5,
  reporterId: null,
  reporterNote: '',
  audience: { kind: 'everyone' as const },
}

const fault: Fault = {
  id: 'F15',
  title: 'the server’s graceful stop in mid-meeting',
  start: async () => {
    hall = await makeHall(tablets)
    port = await freePort()
    program = await startProgram({ folder: hall.folder, port })
  },
  stop: async () => {
    await crowd?.close()
    await program?.end('SIGTERM')
    if (hall !== undefined) await rm(hall.folder, { recursive: true, force: true })
  },
  cases: [
    {
      title:
        'every acknowledged command is there once, what was under way is safe to repeat, and all come back',
      run: async ({ note, random }) => {
        const { meetingId } = hall.room
        crowd = new Tablets({
          ...{ url: program.url, cookies: hall.cookies, meetingId },
          watch: ['agenda:changed', 'presenting:changed'],
          views: true,
        })
        await crowd.live()
        const secretary = new TestClient(program.url, hall.secretary)
        await secretary.done(agenda.takeItem, { itemId: hall.itemIds[0] ?? '' })
        const position = { page: 17, x: 0.5, y: 0.25, zoom: 'width' as const }
        await secretary.ask(presenting.start, { meetingId, versionId: hall.versionId, position })
        // Commands go on one after another, over HTTP, until the server is gone; each is repeated with its own id.
        const sent: { commandId: string; itemId: string; title: string; acknowledged: boolean }[] = []
        let stopping = false
        const work = async () => {
          while (!stopping) {
            const one = {
              ...{ commandId: crypto.randomUUID(), itemId: crypto.randomUUID(), acknowledged: false },
              title: `Nội dung phát sinh ${sent.length}`,
            }
            sent.push(one)
            const result = await secretary
              .call(
                agenda.addItem,
                {
                  ...{ ...item, meetingId, itemId: one.itemId, title: one.title, beforeItemId: null },
                },
                one.commandId,
              )
              .catch(() => null)
            if (result === null || !result.ok) return
            one.acknowledged = true
          }
        }
        const workers = [work(), work(), work()]
        const closing = crowd.until(({ kind }) => kind === 'closing', 20_000)
        const lost = crowd.until(({ kind }) => kind === 'lost', 20_000)
        await new Promise(resolve => setTimeout(resolve, 200 + 400 * random()))
        const code = await program.end('SIGTERM')
        stopping = true
        await Promise.all(workers)
        secretary.close()
        assert.equal(code, 0)
        const reasons = (await closing).map(message => (message.kind === 'closing' ? message.reason : ''))
        assert.deepEqual([...new Set(reasons)], ['serverStopping'])
        await lost
        const acknowledged = sent.filter(one => one.acknowledged)
        note(`${acknowledged.length} of ${sent.length} commands were acknowledged before the stop`)
        assert.ok(acknowledged.length > 0)

        const live = crowd.until(({ kind }) => kind === 'live', 30_000)
        const from = machineNow()
        program = await startProgram({ folder: hall.folder, port })
        const listening = machineNow()
        const last = Math.max(...(await live).map(({ at }) => at))
        note(
          `all ${tablets} came back ${Math.round(last - listening)} ms after it listened (start: ${Math.round(listening - from)} ms)`,
        )

        const again = new TestClient(program.url, hall.secretary)
        for (const { commandId, itemId, title } of sent) {
          const result = await again.call(
            agenda.addItem,
            { ...item, meetingId, itemId, title, beforeItemId: null },
            commandId,
          )
          assert.equal(result.ok, true, JSON.stringify(result))
        }
        const presented = crowd.until(
          message => message.kind === 'heard' && message.name === 'presenting:changed',
          10_000,
          1,
        )
        await again.ask(presenting.takeOver, { meetingId })
        const [message] = await presented
        assert.ok(message?.kind === 'heard')
        assert.equal((message.view as { position: { page: number } }).position.page, 17)
        again.close()
        await crowd.close()
        assert.equal(await program.end('SIGTERM'), 0)

        const database = openDatabase(`${hall.folder}/phong-hop-so.sqlite`)
        const rows = await database.kysely.selectFrom('items').select('id').execute()
        const ids = rows.map(({ id }) => id)
        for (const { itemId } of sent) assert.equal(ids.filter(id => id === itemId).length, 1)
        assert.equal(ids.length, hall.itemIds.length + sent.length)
        assert.equal(verifyJournal(database.sqlite.raw).sound, true)
        await database.close()
      },
    },
  ],
}
export default fault
