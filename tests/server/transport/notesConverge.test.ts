import { isDeepStrictEqual } from 'node:util'
import { expect, jest, test } from '@jest/globals'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Note } from '#shared/annotations/note.ts'
import { changeOf, RawNotes, sticky, stroke, TestNotes } from '#tests/support/notes.ts'
import { Chance } from '#tests/support/random.ts'
import { makeRoom, type Person } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

jest.setTimeout(120_000)

interface World {
  server: TestServer
  readonly people: readonly Person[]
  readonly versionId: string
}

const makeWorld = async (): Promise<World> => {
  const server = await startServer()
  const room = await makeRoom(server)
  const { versionId } = await room.paper(await room.item())
  await room.publish()
  const people = [room.secretary, room.chair, room.member, room.standIn, room.invitee]
  return { server, people, versionId }
}

/** The server is stopped and started again on its data, at the same address. */
const restart = async (world: World): Promise<void> => {
  const { folder, url } = world.server
  await world.server.close({ keep: true })
  world.server = await startServer({ folder, port: Number(new URL(url).port) })
}

const wholeOf = (one: TestNotes) => one.notes.toJSON() as Record<string, Note>

test('[N11] [N18] [N19] ten thousand operations of many clients, with drops and restarts, converge', async () => {
  const chance = new Chance()
  const world = await makeWorld()
  const note = `seed ${chance.seed}`
  const clients = Array.from({ length: 10 }, (_, at) => {
    const person = world.people[at % world.people.length]!
    return {
      person,
      own: new Map<string, Note>(),
      notes: new TestNotes(person.client, 'everyone', world.versionId, { stored: true }),
    }
  })
  const wanted = 10_000
  let done = 0
  let failed = false
  /** Notes that others tampered with: what their author does to them meanwhile, on the stock client, may be lost. */
  const tampered = new Set<string>()

  const operate = ({ person, own, notes }: (typeof clients)[number]): void => {
    done += 1
    const kind = chance.next()
    const ids = [...own.keys()]
    if (kind < 0.55 || ids.length === 0) {
      const id = crypto.randomUUID()
      const made =
        kind < 0.2 ? stroke(person.accountId, 1 + chance.below(40)) : sticky(person.accountId, `${done}`)
      own.set(id, made)
      notes.notes.set(id, made)
    } else if (kind < 0.8) {
      const id = chance.pick(ids)
      const changed = sticky(person.accountId, `sửa ${done}`)
      own.set(id, changed)
      notes.notes.set(id, changed)
    } else {
      const id = chance.pick(ids)
      own.delete(id)
      notes.notes.delete(id)
    }
  }

  /** Now and then somebody tampers with a note of another account. */
  const tamper = ({ person, notes }: (typeof clients)[number]): void => {
    const foreign = [...notes.notes.entries()].filter(
      ([, value]) => (value as Note).author !== person.accountId,
    )
    if (foreign.length === 0) return
    const [id] = chance.pick(foreign)
    tampered.add(id)
    if (chance.next() < 0.5) notes.notes.delete(id)
    else notes.notes.set(id, sticky(person.accountId, 'giả'))
  }

  const live = async (client: (typeof clients)[number]): Promise<void> => {
    const { notes } = client
    await notes.synced()
    while (done < wanted && !failed) {
      const seen = notes.acknowledgements
      notes.doc.transact(() => {
        for (let left = 1 + chance.below(10); left > 0; left -= 1) operate(client)
      })
      if (chance.next() < 0.02) tamper(client)
      if (chance.next() < 0.03) notes.drop()
      if (chance.next() < 0.6)
        await notes.until(() => notes.acknowledgements > seen || !notes.provider.wsconnected, note)
      else await new Promise(resolve => setImmediate(resolve))
      // Offline one goes on for a while, and then waits for the line.
      if (!notes.provider.wsconnected && chance.next() < 0.3) await notes.synced()
    }
  }

  const restarts = async (): Promise<void> => {
    for (const at of [0.2, 0.45, 0.7]) {
      await clients[0]!.notes.until(() => done > wanted * at, note, 60_000)
      await restart(world)
    }
  }

  try {
    await Promise.all([...clients.map(live), restarts()])
  } catch (error) {
    failed = true
    for (const { notes } of clients) notes.close()
    await world.server.close()
    throw error
  }
  const expected = Object.fromEntries(
    clients.flatMap(({ own }) => [...own]).filter(([id]) => !tampered.has(id)),
  )
  const untouched = (one: TestNotes) =>
    Object.fromEntries(Object.entries(wholeOf(one)).filter(([id]) => !tampered.has(id)))
  for (const { notes } of clients) await notes.synced()
  // Each looks whenever anything comes, until it holds what the writers hold.
  const holds = (one: TestNotes) =>
    Object.keys(untouched(one)).length === Object.keys(expected).length &&
    Object.entries(expected).every(([id, value]) => {
      const found = one.notes.get(id) as Note | undefined
      return (
        found?.kind === value.kind && ('text' in value ? 'text' in found && found.text === value.text : true)
      )
    })
  for (const { notes } of clients) await notes.until(() => holds(notes), note, 30_000)
  const fresh = await new TestNotes(world.people[1]!.client, 'everyone', world.versionId).synced()
  expect(untouched(fresh)).toEqual(expected)
  const whole = wholeOf(fresh)
  for (const { notes } of clients) {
    await notes.until(() => isDeepStrictEqual(wholeOf(notes), whole), note)
    expect(wholeOf(notes)).toEqual(whole)
  }
  // Under an id that its author left, a note of one's own may stand.
  const forged = Object.entries(whole).filter(([, value]) => 'text' in value && value.text === 'giả')
  expect(forged.filter(([id]) => clients.some(({ own }) => own.has(id)))).toEqual([])
  expect(done).toBeGreaterThanOrEqual(wanted)
  for (const { notes } of clients) notes.close()
  fresh.close()
  await world.server.close()
})

const syncFrame = (kind: number, update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

/** A frame with a few bytes changed, gone, doubled or between. */
const spoil = (chance: Chance, frame: Uint8Array): Uint8Array => {
  const bytes = [...frame]
  for (let left = 1 + chance.below(6); left > 0; left -= 1) {
    const at = chance.below(bytes.length + 1)
    const kind = chance.next()
    if (kind < 0.4) bytes[Math.min(at, bytes.length - 1)] = chance.below(256)
    else if (kind < 0.6) bytes.splice(at, chance.below(8))
    else if (kind < 0.8)
      bytes.splice(at, 0, ...Array.from({ length: chance.below(8) }, () => chance.below(256)))
    else if (kind < 0.9) bytes.splice(at, 0, ...bytes.slice(chance.below(bytes.length + 1)).slice(0, 60))
    else bytes.length = Math.max(1, at)
    if (bytes.length === 0) bytes.push(chance.below(256))
  }
  return Uint8Array.from(bytes)
}

test('[N13] [N22] random and spoilt frames crash nothing, and honest replicas stay alike', async () => {
  const chance = new Chance()
  const world = await makeWorld()
  const [, writer, hostile] = world.people as [Person, Person, Person]
  const honest = await new TestNotes(writer.client, 'everyone', world.versionId, { stored: true }).synced()
  const watcher = await new TestNotes(world.people[3]!.client, 'everyone', world.versionId).synced()
  const frames = 1_500
  let raw = await new RawNotes(hostile.client, 'everyone', world.versionId).opened()
  const doc = new Y.Doc()
  const map = doc.getMap('notes')
  for (let at = 0; at < frames; at += 1) {
    if (raw.socket.readyState !== raw.socket.OPEN) {
      await raw.closed
      raw = await new RawNotes(hostile.client, 'everyone', world.versionId).opened()
    }
    const update = changeOf(doc, () => {
      if (chance.next() < 0.7 || map.size === 0)
        map.set(`h${chance.below(40)}`, sticky(hostile.accountId, `${at}`))
      else map.delete([...map.keys()][0] ?? '')
    })
    const frame = syncFrame(chance.pick([0, 1, 2, 2, 2]), update)
    raw.socket.send(chance.next() < 0.2 ? frame : spoil(chance, frame))
    if (at % 40 === 0) {
      honest.notes.set(`w${at}`, sticky(writer.accountId, `${at}`))
      const seen = honest.stored
      await honest.until(() => honest.stored > seen, `seed ${chance.seed}`)
    }
  }
  raw.close()
  honest.notes.set('end', sticky(writer.accountId, 'hết'))
  await watcher.until(() => watcher.notes.has('end'), `seed ${chance.seed}`)
  const fresh = await new TestNotes(world.people[4]!.client, 'everyone', world.versionId).synced()
  expect(wholeOf(watcher)).toEqual(wholeOf(fresh))
  expect(wholeOf(honest)).toEqual(wholeOf(fresh))
  for (let at = 0; at < frames; at += 40) expect(fresh.text(`w${at}`)).toBe(`${at}`)
  for (const [id, value] of Object.entries(wholeOf(fresh)))
    expect([id, value.author]).toEqual([id, id.startsWith('h') ? hostile.accountId : writer.accountId])
  expect(world.server.log()).not.toContain('loaded anew')
  expect(honest.closes).toEqual([])
  for (const one of [honest, watcher, fresh]) one.close()
  await world.server.close()
})
