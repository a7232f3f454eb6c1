import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import * as Y from 'yjs'
import type { Note } from '#shared/annotations/note.ts'
import { residentBytes } from '#tests/support/bench/programs.ts'
import { TestClient } from '#tests/support/client.ts'
import { type Hall, makeHall } from '#tests/support/hall.ts'
import { sticky, TestNotes } from '#tests/support/notes.ts'
import { freePort, type Program, startProgram } from '#tests/support/program.ts'
import { Chance } from '#tests/support/random.ts'
import type { Fault } from '../fault.ts'
import { converge } from './converge.ts'
import { Hostile } from './Hostile.ts'

/** `--short` for a tenth. */
const scale = process.argv.includes('--short') ? 0.1 : 1
const updates = 100_000 * scale
const operations = 100_000 * scale
const hostiles = 8
/** How much larger the server may be at the end than after a quarter: the garbage of one collection. */
const flatBytes = 64 * 1024 * 1024

let hall: Hall
let port: number
let program: Program

const open = (at: number): TestNotes =>
  new TestNotes(new TestClient(program.url, hall.cookies[at] ?? ''), 'everyone', hall.versionId, {
    stored: true,
  })
const whole = (one: TestNotes) => one.notes.toJSON() as Record<string, Note>
const alive = async (): Promise<void> => {
  assert.equal((await fetch(program.url)).status, 200)
  assert.doesNotMatch(program.printed(), /"level":(50|60)|loaded anew/)
}

const fault: Fault = {
  id: 'F14',
  title: 'random and mutated updates to the notes’ endpoint',
  start: async () => {
    hall = await makeHall(24)
    port = await freePort()
    program = await startProgram({ folder: hall.folder, port })
    // Every client of y-websocket listens for the end of the process.
    process.setMaxListeners(0)
  },
  stop: async () => {
    await program?.end('SIGTERM')
    if (hall !== undefined) await rm(hall.folder, { recursive: true, force: true })
  },
  cases: [
    {
      title: `${updates.toLocaleString('en')} random and mutated updates: no crash, memory flat, honest notes whole, replicas alike`,
      run: async ({ seed, note }) => {
        const writer = await open(0).synced()
        const watcher = await open(1).synced()
        const attackers = Array.from({ length: hostiles }, (_, at) => {
          const index = 3 + at
          const client = new TestClient(program.url, hall.cookies[index] ?? '')
          const accountId = hall.accountIds[index] ?? ''
          return new Hostile(client, accountId, hall.versionId, watcher.doc, new Chance(seed + at))
        })
        const sent = () => attackers.reduce((sum, one) => sum + one.updates, 0)
        const attacks = attackers.map(one => one.attack(() => sent() < updates))
        let over = false
        const done = Promise.all(attacks).finally(() => {
          over = true
        })
        // Meanwhile somebody honest goes on, and is answered.
        let honest = 0
        let early = 0
        let latest = 0
        while (!over) {
          const seen = writer.stored
          writer.notes.set(`w${honest}`, sticky(hall.accountIds[0] ?? '', `${honest}`))
          const from = performance.now()
          await writer.until(() => writer.stored > seen, 'the acknowledgement', 30_000)
          latest = Math.max(latest, performance.now() - from)
          honest += 1
          if (early === 0 && sent() > updates / 4) early = await residentBytes(program.pid)
          await Promise.race([new Promise(resolve => setTimeout(resolve, 200)), done])
        }
        await done
        const late = await residentBytes(program.pid)
        writer.notes.set('end', sticky(hall.accountIds[0] ?? '', 'hết'))
        await watcher.until(() => watcher.notes.has('end'))
        const fresh = await open(2).synced()
        await fresh.until(() => fresh.notes.has('end'))
        const closes = new Map<number, number>()
        for (const one of attackers)
          for (const [code, count] of one.closes) closes.set(code, (closes.get(code) ?? 0) + count)
        note(
          `${sent()} updates; closed: ${[...closes].map(([code, count]) => `${code} ${count} times`).join(', ')}; ` +
            `${honest} honest notes, the slowest acknowledged after ${Math.round(latest)} ms; ` +
            `server memory ${Math.round(early / 2 ** 20)} → ${Math.round(late / 2 ** 20)} MB`,
        )
        await alive()
        assert.deepEqual(whole(watcher), whole(fresh))
        assert.deepEqual(whole(writer), whole(fresh))
        for (let at = 0; at < honest; at += 1) assert.equal(fresh.text(`w${at}`), `${at}`)
        // Nobody writes in another's name.
        const names = new Set(hall.accountIds.slice(3, 3 + hostiles))
        for (const [id, { author }] of Object.entries(whole(fresh)))
          assert.ok(
            id.startsWith('w') || id === 'end' ? author === hall.accountIds[0] : names.has(author),
            id,
          )
        assert.deepEqual([writer.closes, watcher.closes], [[], []])
        assert.ok(late - early < flatBytes, 'memory grew')
        // What is stored is what was shown: the layer is read again by another process.
        await program.end('SIGTERM')
        program = await startProgram({ folder: hall.folder, port })
        const again = await open(2).synced()
        assert.deepEqual(whole(again), whole(fresh))
        for (const one of [writer, watcher, fresh, again]) one.close()
      },
    },
    {
      title: `${operations.toLocaleString('en')} operations of many clients converge, with drops, stops and kills of the server`,
      run: async ({ seed, note }) => {
        const restart = async (signal: 'SIGTERM' | 'SIGKILL') => {
          await program.end(signal)
          program = await startProgram({ folder: hall.folder, port })
        }
        const clients = Array.from({ length: 10 }, (_, at) => ({
          accountId: hall.accountIds[11 + at] ?? '',
          notes: open(11 + at),
        }))
        try {
          note(await converge(clients, new Chance(seed), operations, restart))
          const fresh = await open(22).synced()
          const [first] = clients
          assert.ok(first)
          for (const { notes } of clients)
            assert.deepEqual(
              Y.decodeStateVector(Y.encodeStateVector(notes.doc)),
              Y.decodeStateVector(Y.encodeStateVector(fresh.doc)),
            )
          assert.deepEqual(whole(first.notes), whole(fresh))
          fresh.close()
          await alive()
        } finally {
          for (const { notes } of clients) notes.close()
        }
      },
    },
  ],
}
export default fault
