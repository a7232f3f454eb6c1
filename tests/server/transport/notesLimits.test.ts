import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { limits } from '#server/transport/limits.ts'
import { closeCodes, messages } from '#shared/annotations/wire.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { changeOf, type OpenOptions, RawNotes, sticky, TestNotes } from '#tests/support/notes.ts'
import { makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
let versionId: string
const open: { close(): void }[] = []

const notes = (client: TestClient, layer = 'everyone', options: OpenOptions = {}): TestNotes => {
  const made = new TestNotes(client, layer, versionId, { stored: true, ...options })
  open.push(made)
  return made
}
const raw = async (client: TestClient = room.member.client, layer = 'everyone'): Promise<RawNotes> => {
  const made = new RawNotes(client, layer, versionId, '?stored=1')
  open.push(made)
  return made.opened()
}

beforeAll(async () => {
  server = await startServer()
  room = await makeRoom(server)
  versionId = (await room.paper(await room.item())).versionId
  await room.publish()
})
afterEach(() => {
  for (const made of open.splice(0)) made.close()
})
afterAll(() => server.close())

const awareness = (client: number, clock: number, state: unknown): Uint8Array => {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, 1)
  encoding.writeVarUint(inner, client)
  encoding.writeVarUint(inner, clock)
  encoding.writeVarString(inner, JSON.stringify(state))
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messages.awareness)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  return encoding.toUint8Array(encoder)
}
const stateOf = (one: TestNotes, client: number) => one.provider.awareness.getStates().get(client)

describe('[N22] limits', () => {
  test('frames that are none, and texts, end the connection', async () => {
    for (const bytes of [[9], [0], [0, 7, 0], [0, 2, 200], [1, 3, 255], [0, 0, 2, 255, 255]]) {
      const one = await raw()
      one.send(...bytes)
      expect([bytes, await one.closed]).toEqual([bytes, 1002])
    }
    const one = await raw()
    one.socket.send('chữ')
    expect(await one.closed).toBe(1003)
  })

  test('a frame of more than 8 MiB ends the connection', async () => {
    const one = await raw()
    one.socket.send(new Uint8Array(limits.notes.frameBytes + 1))
    expect(await one.closed).toBe(1009)
  })

  test('who sends too many messages is cut, and the others go on', async () => {
    const other = await notes(room.chair.client).synced()
    const one = await raw()
    for (let at = 0; at < 10_000; at += 1) one.send(messages.queryAwareness)
    expect(await one.closed).toBe(closeCodes.flooding)
    other.notes.set('a', sticky(room.chair.accountId, 'Tiếp'))
    await other.until(() => other.stored >= 2)
    expect(other.closes).toEqual([])
  })

  test('who asks for the whole layer over and over is cut', async () => {
    const one = await raw()
    for (let at = 0; at < 30; at += 1) one.send(0, 0, 1, 0)
    expect(await one.closed).toBe(closeCodes.flooding)
  })

  test('who has updates refused over and over is cut', async () => {
    const one = await raw()
    for (let at = 0; at < 60; at += 1) one.update(Uint8Array.of(1, 1, 1))
    expect(await one.closed).toBe(closeCodes.flooding)
  })

  test('a login has 24 connections beside its socket, and another has its own', async () => {
    const device = await server.device(room.invitee.accountId)
    for (let at = 0; at < limits.notes.connectionsPerLogin; at += 1) await notes(device.client).synced()
    const more = notes(device.client)
    expect(await more.closed()).toBe(closeCodes.flooding)
    await device.client.ask(meetings.join, { meetingId: room.meetingId })
    await notes(room.invitee.client).synced()
    device.client.close()
  })

  test('a layer has 600 connections, and who is in hears what the last one writes', async () => {
    const perLogin = limits.notes.connectionsPerLogin
    const logins = Math.ceil(limits.notes.connectionsPerLayer / perLogin)
    const { versionId: crowded } = await room.paper(await room.item())
    const inside: RawNotes[] = []
    for (let at = 0; at < logins; at += 1) {
      const { client } = await server.device(room.invitee.accountId)
      const some = Array.from({ length: perLogin }, () => new RawNotes(client, 'everyone', crowded))
      open.push(...some)
      inside.push(...some)
      for (const one of some) {
        await one.opened()
        one.send(0, 0, 1, 0)
      }
      await Promise.all(some.map(one => one.until(message => message[0] === messages.sync)))
    }
    const more = new RawNotes(room.chair.client, 'everyone', crowded)
    open.push(more)
    expect(await more.closed).toBe(closeCodes.flooding)
    const doc = new Y.Doc()
    const last = inside.at(-1)!
    last.update(changeOf(doc, () => doc.getMap('notes').set('a', sticky(room.invitee.accountId, 'Xin chào'))))
    const said = (message: Uint8Array) => new TextDecoder().decode(message).includes('Xin chào')
    await Promise.all(inside.slice(0, -1).map(one => one.until(said)))
  })

  test('who leaves too much unread is cut', async () => {
    const slow = await raw(room.invitee.client)
    slow.send(0, 0, 1, 0)
    await slow.until(message => message[0] === messages.sync)
    slow.socket.pause()
    const writers = await Promise.all(
      [room.member, room.chair, room.secretary].map(async person => ({
        person,
        one: await notes(person.client).synced(),
      })),
    )
    const gone = new Promise<void>(resolve => {
      slow.socket.once('close', () => resolve())
    })
    let sent = 0
    const big = 'x'.repeat(4_000)
    // 60 notes of 4 kB a change, as fast as the limits let them, until the server gives the reader up.
    while (!server.log().includes('slowReader') && sent < 400) {
      for (const { person, one } of writers) {
        const seen = one.acknowledgements
        one.doc.transact(() => {
          for (let at = 0; at < 50; at += 1)
            one.notes.set(`${person.accountId}-${at}`, sticky(person.accountId, big))
        })
        await one.until(() => one.acknowledgements > seen)
        sent += 1
      }
    }
    slow.socket.resume()
    await gone
    expect(sent).toBeLessThan(400)
  })
})

test('[N15] [N22] a stranger is told why, and nothing that they say is kept', async () => {
  const stranger = new RawNotes(server.anonymous(), 'everyone', versionId)
  await stranger.opened()
  // Whoever does not read the goodbye is let go all the same.
  stranger.socket.pause()
  for (let at = 0; at < 8; at += 1) stranger.socket.send(new Uint8Array(limits.notes.strangerBytes + 1))
  const gone = new Promise<void>(resolve => stranger.socket.once('close', () => resolve()))
  stranger.socket.resume()
  await gone
  expect(stranger.heard).toEqual([])
  const polite = await new RawNotes(server.anonymous(), 'everyone', versionId).opened()
  expect(await polite.closed).toBe(closeCodes.expired)
})

describe('[N21] awareness', () => {
  test('what one shows the others see, signed by the server; who only reads shows nothing', async () => {
    const one = await notes(room.member.client).synced()
    const reader = await notes(room.teller.client).synced()
    one.provider.awareness.setLocalState({ page: 3, accountId: room.chair.accountId })
    reader.provider.awareness.setLocalState({
      page: 4,
      gesture: { kind: 'laser', page: 1, points: [[1, 2]] },
    })
    await reader.until(() => stateOf(reader, one.doc.clientID)?.page === 3)
    await one.until(() => stateOf(one, reader.doc.clientID)?.accountId === room.teller.accountId)
    expect(stateOf(one, reader.doc.clientID)).toEqual({ accountId: room.teller.accountId })
    expect(stateOf(reader, one.doc.clientID)).toEqual({ page: 3, accountId: room.member.accountId })
    const late = await notes(room.chair.client).synced()
    await late.until(() => stateOf(late, one.doc.clientID) !== undefined)
  })

  test('nobody speaks for another’s client id, nor takes them away', async () => {
    const one = await notes(room.member.client).synced()
    const watcher = await notes(room.chair.client).synced()
    one.provider.awareness.setLocalState({ page: 1 })
    await watcher.until(() => stateOf(watcher, one.doc.clientID)?.page === 1)
    const liar = await raw(room.invitee.client)
    liar.send(0, 0, 1, 0)
    liar.send(awareness(one.doc.clientID, 900, { page: 9 }))
    liar.send(awareness(one.doc.clientID, 901, null))
    liar.send(awareness(4_242, 1, { page: 7 }))
    liar.send(awareness(one.doc.clientID, 902, { page: 9 }))
    liar.send(awareness(4_243, 1, { page: 8 }))
    await watcher.until(() => stateOf(watcher, 4_242)?.page === 7)
    one.provider.awareness.setLocalState({ page: 2 })
    await watcher.until(() => stateOf(watcher, one.doc.clientID)?.page === 2)
    expect(stateOf(watcher, 4_243)).toBeUndefined()
  })

  test('it goes when the connection goes', async () => {
    const one = await notes(room.member.client).synced()
    const watcher = await notes(room.chair.client).synced()
    const { clientID } = one.doc
    one.provider.awareness.setLocalState({ page: 1 })
    await watcher.until(() => stateOf(watcher, clientID) !== undefined)
    one.provider.shouldConnect = false
    one.drop()
    await watcher.until(() => stateOf(watcher, clientID) === undefined)
  })

  test('what is too large or no state is not told on', async () => {
    const watcher = await notes(room.chair.client).synced()
    const one = await raw()
    one.send(0, 0, 1, 0)
    one.send(awareness(77, 1, { text: 'x'.repeat(limits.notes.awarenessBytes) }))
    one.send(awareness(77, 2, 'chữ'))
    one.send(awareness(77, 3, [1]))
    one.send(awareness(77, 4, { page: 5 }))
    await watcher.until(() => stateOf(watcher, 77) !== undefined)
    expect(stateOf(watcher, 77)).toEqual({ page: 5, accountId: room.member.accountId })
  })

  test('many changes are told on 30 times a second at most, the last one surely', async () => {
    const watcher = await raw(room.chair.client)
    watcher.send(0, 0, 1, 0)
    await watcher.until(message => message[0] === messages.sync)
    const one = await raw()
    one.send(0, 0, 1, 0)
    const since = performance.now()
    for (let at = 1; at <= 90; at += 1) one.send(awareness(78, at, { page: at }))
    const last = (message: Uint8Array) => new TextDecoder().decode(message).includes('"page":90')
    await watcher.until(last)
    const told = watcher.heard.filter(message => message[0] === messages.awareness).length
    expect(told).toBeLessThanOrEqual(3 + ((performance.now() - since) / 1_000) * 31)
  })
})

test('[N22] a stock client hears something before its thirty seconds of silence are over', async () => {
  expect(limits.notes.aliveEveryMs * 2).toBeLessThan(30_000)
  const own = await startServer()
  try {
    const quiet = await makeRoom(own)
    const paper = await quiet.paper(await quiet.item())
    await quiet.publish()
    const one = await new RawNotes(quiet.member.client, 'private', paper.versionId).opened()
    const pinged = new Promise(resolve => one.socket.once('ping', resolve))
    own.clock.pass(limits.notes.aliveEveryMs)
    await pinged
    await one.until(message => message[0] === messages.awareness && message.length === 3)
    one.close()
  } finally {
    await own.close()
  }
})

test('[N14] [N22] a change to a private layer of the largest size passes', async () => {
  const one = await raw(room.member.client, 'private')
  const doc = new Y.Doc()
  one.update(changeOf(doc, () => doc.getMap('notes').set('a', new Uint8Array(64 * 1024))))
  const told = await one.until(message => message[0] === messages.stored || message[0] === messages.refused)
  expect([...told]).toEqual([messages.stored, 1])
})
