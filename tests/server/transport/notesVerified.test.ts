import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { annotations } from '#shared/annotations/annotations.contract.ts'
import { layerLimits } from '#shared/annotations/annotations.rules.ts'
import { messages } from '#shared/annotations/wire.ts'
import type { TestClient } from '#tests/support/client.ts'
import { changeOf, type OpenOptions, RawNotes, sticky, stroke, TestNotes } from '#tests/support/notes.ts'
import { everyone, makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
let itemId: string
let documentId: string
let versionId: string
let one: TestNotes
let other: TestNotes
const open: { close(): void }[] = []

const notes = (client: TestClient, layer = 'everyone', options: OpenOptions = {}): TestNotes => {
  const made = new TestNotes(client, layer, versionId, { stored: true, ...options })
  open.push(made)
  return made
}
const raw = async (client = room.member.client): Promise<RawNotes> => {
  const made = await new RawNotes(client, 'everyone', versionId, '?stored=1').opened()
  open.push(made)
  return made
}
const isRefusal = (message: Uint8Array) => message[0] === messages.refused
const refusedOf = (message: Uint8Array) =>
  new TextDecoder().decode(message.subarray(2, 2 + (message[1] ?? 0)))
const codes = (client: TestNotes) => client.refusals.map(({ code }) => code)

beforeAll(async () => {
  server = await startServer()
  room = await makeRoom(server)
  itemId = await room.item()
  await room.publish()
})
beforeEach(async () => {
  ;({ documentId, versionId } = await room.paper(itemId))
  one = await notes(room.member.client).synced()
  other = await notes(room.chair.client).synced()
})
afterEach(() => {
  for (const made of open.splice(0)) made.close()
})
afterAll(() => server.close())

const mine = (text = 'Của tôi') => sticky(room.member.accountId, text)
const theirs = (text = 'Của chủ tọa') => sticky(room.chair.accountId, text)

/** A third client sees what the server holds. */
const stored = async (): Promise<Record<string, unknown>> => {
  const fresh = await notes(room.secretary.client).synced()
  return fresh.notes.toJSON()
}

describe('[N11] the author', () => {
  test('a note in somebody else’s name is taken out, for its writer too', async () => {
    one.notes.set('forged', theirs())
    await one.until(() => !one.notes.has('forged'))
    expect(codes(one)).toEqual(['notes.foreign'])
    one.notes.set('own', mine())
    await other.until(() => other.notes.has('own'))
    expect(await stored()).toEqual({ own: mine() })
  })

  test('somebody else’s note that was changed or removed is put back, for everybody and the offender', async () => {
    other.notes.set('a', theirs('Một'))
    other.notes.set('b', theirs('Hai'))
    await one.until(() => one.notes.has('a') && one.notes.has('b'))
    one.notes.set('a', theirs('Sửa'))
    one.notes.delete('b')
    await one.until(() => one.text('a') === 'Một' && one.text('b') === 'Hai')
    expect(codes(one)).toEqual(['notes.foreign', 'notes.foreign'])
    await other.until(() => other.text('a') === 'Một' && other.text('b') === 'Hai')
    expect(await stored()).toEqual({ a: theirs('Một'), b: theirs('Hai') })
    // Its author goes on with it.
    other.notes.set('a', theirs('Mới'))
    await one.until(() => one.text('a') === 'Mới')
    expect(codes(other)).toEqual([])
  })

  test('what one may and what one may not in one change: the one stays, the other goes back', async () => {
    other.notes.set('a', theirs())
    await one.until(() => one.notes.has('a'))
    one.doc.transact(() => {
      one.notes.set('mine', mine())
      one.notes.delete('a')
      one.notes.set('forged', theirs())
    })
    await one.until(() => one.notes.has('a') && !one.notes.has('forged'))
    await other.until(() => other.notes.has('mine'))
    expect(await stored()).toEqual({ a: theirs(), mine: mine() })
  })

  /** The member's tablet with a Yjs client id below or above the offender's: Yjs orders by it what crossed. */
  const memberBeside = async (clientId: number): Promise<TestNotes> => {
    const doc = new Y.Doc()
    doc.clientID = clientId
    const tablet = await notes(room.member.client, 'everyone', { doc }).synced()
    tablet.notes.set('a', mine('Một'))
    await other.until(() => other.notes.has('a'))
    return tablet
  }
  const offender = async (clientId: number): Promise<TestNotes> => {
    const doc = new Y.Doc()
    doc.clientID = clientId
    return notes(room.standIn.client, 'everyone', { doc }).synced()
  }
  const tampered = () => mine('Giả')

  test.each([
    ['below', 1_000, 2_000],
    ['above', 2_000, 1_000],
  ])(
    'an author’s removal stands that crossed somebody’s tampering (client id %s)',
    async (_, own, foreign) => {
      const tablet = await memberBeside(own)
      const bad = await offender(foreign)
      // Made before what was put back is known here, and sent as the change that it is.
      const line = await raw()
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(tablet.doc))
      const sent: Uint8Array[] = []
      copy.on('update', update => sent.push(update))
      copy.getMap('notes').delete('a')
      bad.notes.set('a', tampered())
      await other.until(() => other.text('a') === 'Một' && bad.refusals.length === 1)
      line.update(sent[0]!)
      await other.until(() => !other.notes.has('a'))
      await tablet.until(() => !tablet.notes.has('a'))
      expect(await stored()).toEqual({})
    },
  )

  test.each([
    ['below', 1_000, 2_000],
    ['above', 2_000, 1_000],
  ])(
    'an author’s change stands that crossed somebody’s tampering (client id %s)',
    async (_, own, foreign) => {
      const tablet = await memberBeside(own)
      const bad = await offender(foreign)
      const line = await raw()
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(tablet.doc))
      copy.clientID = own + 500
      const change = changeOf(copy, () => copy.getMap('notes').set('a', mine('Hai')))
      bad.notes.set('a', tampered())
      await bad.until(() => bad.text('a') === 'Một' && bad.refusals.length === 1)
      bad.notes.delete('a')
      await bad.until(() => bad.text('a') === 'Một' && bad.refusals.length === 2)
      line.update(change)
      for (const one of [other, tablet, bad]) await one.until(() => one.text('a') === 'Hai')
      expect(await stored()).toEqual({ a: mine('Hai') })
    },
  )

  test('a tablet that comes back and tells of what is gone removes nothing by it', async () => {
    const tablet = await memberBeside(1_000)
    const bad = await offender(2_000)
    bad.notes.set('a', tampered())
    await bad.until(() => bad.text('a') === 'Một' && bad.refusals.length === 1)
    await tablet.until(() => tablet.text('a') === 'Một')
    tablet.drop()
    await tablet.until(() => !tablet.provider.wsconnected)
    await tablet.synced()
    tablet.notes.set('b', mine('Sau đó'))
    await other.until(() => other.notes.has('b'))
    expect(await stored()).toEqual({ a: mine('Một'), b: mine('Sau đó') })
  })

  test('a group’s maker removes any note', async () => {
    const layerId = crypto.randomUUID()
    await room.chair.client.done(annotations.makeLayer, {
      ...{ layerId, documentId, name: 'Tổ', readers: everyone, writers: everyone },
    })
    const maker = await notes(room.chair.client, layerId).synced()
    const writer = await notes(room.member.client, layerId).synced()
    writer.notes.set('a', mine())
    await maker.until(() => maker.notes.has('a'))
    maker.notes.delete('a')
    await writer.until(() => !writer.notes.has('a'))
    expect(codes(maker)).toEqual([])
  })

  test('nobody writes under another’s Yjs client id', async () => {
    other.notes.set('a', theirs())
    await one.until(() => one.notes.has('a'))
    // As if one were the other's tablet: the next place after what it wrote.
    const puppet = new Y.Doc()
    Y.applyUpdate(puppet, Y.encodeStateAsUpdate(other.doc))
    puppet.clientID = other.doc.clientID
    const update = changeOf(puppet, () => puppet.getMap('notes').set('x', mine()))
    Y.applyUpdate(one.doc, update)
    await one.until(() => one.refusals.length > 0)
    expect(codes(one)).toEqual(['notes.foreign'])
    other.notes.set('b', theirs('Tiếp'))
    other.notes.set('c', theirs('Nữa'))
    await other.until(() => other.stored >= 4)
    expect(await stored()).toEqual({ a: theirs(), b: theirs('Tiếp'), c: theirs('Nữa') })
  })

  test('nobody takes the client id of one who is here and has not written yet', async () => {
    other.provider.awareness.setLocalState({ page: 1 })
    await one.until(() => one.provider.awareness.getStates().has(other.doc.clientID))
    const puppet = new Y.Doc()
    puppet.clientID = other.doc.clientID
    Y.applyUpdate(
      one.doc,
      changeOf(puppet, () => puppet.getMap('notes').set('x', mine())),
    )
    await one.until(() => one.refusals.length > 0)
    other.notes.set('b', theirs())
    await other.until(() => other.stored >= 2)
    expect(await stored()).toEqual({ b: theirs() })
  })

  test('a tablet that brings others’ lost notes along takes none of them for its own', async () => {
    // The server was restored from a backup: it has forgotten what both tablets know.
    other.notes.set('a', theirs())
    await one.until(() => one.notes.has('a'))
    one.notes.set('m', mine())
    await other.until(() => other.notes.has('m'))
    one.drop()
    other.drop()
    ;({ documentId, versionId } = await room.paper(itemId))
    const first = await notes(room.member.client, 'everyone', { doc: one.doc }).synced()
    await first.until(() => first.stored > 0)
    expect(await stored()).toEqual({ m: mine() })
    const second = await notes(room.chair.client, 'everyone', { doc: other.doc }).synced()
    await second.until(() => second.stored > 0)
    expect(await stored()).toEqual({ a: theirs(), m: mine() })
  })

  test('a client id that others saw is its account’s, though nothing was written under it yet', async () => {
    const away = await notes(room.member.client).synced()
    await other.until(() => other.provider.awareness.getStates().has(away.doc.clientID))
    const { clientID } = away.doc
    away.provider.disconnect()
    await other.until(() => !other.provider.awareness.getStates().has(clientID))
    const doc = new Y.Doc()
    doc.clientID = clientID
    const thief = await raw(room.chair.client)
    thief.update(changeOf(doc, () => doc.getMap('notes').set('taken', theirs('Chiếm chỗ'))))
    const refused = await thief.until(isRefusal)
    expect(refusedOf(refused)).toBe('notes.foreign')
    away.notes.set('a', mine('Viết lúc mất mạng'))
    away.provider.connect()
    await other.until(() => other.text('a') === 'Viết lúc mất mạng')
    expect(await stored()).toEqual({ a: mine('Viết lúc mất mạng') })
  })

  test('an attempt to remove hundreds of notes at once is refused whole', async () => {
    other.doc.transact(() => {
      for (let at = 0; at < 400; at += 1) other.notes.set(`n${at}`, theirs(`${at}`))
    })
    await one.until(() => one.notes.has('n399'))
    one.doc.transact(() => {
      for (let at = 0; at < 400; at += 1) one.notes.delete(`n${at}`)
    })
    await one.until(() => one.refusals.length > 0)
    expect(codes(one)).toEqual(['notes.foreign'])
    expect(Object.keys(await stored())).toHaveLength(400)
    expect([...other.notes.keys()]).toHaveLength(400)
  })
})

describe('[N13] [N14] what is no note', () => {
  test('a value that is none is taken out, and one’s own note before it comes back', async () => {
    one.notes.set('a', mine('Cũ'))
    await one.until(() => one.stored >= 2)
    one.notes.set('a', { ...mine(), page: -1 })
    one.notes.set('b', 'chữ')
    one.notes.set('c', { ...mine('x'.repeat(4_001)) })
    await one.until(() => one.text('a') === 'Cũ' && !one.notes.has('b') && !one.notes.has('c'))
    expect(codes(one)).toEqual(['notes.invalid', 'notes.invalid', 'notes.invalid'])
    expect(await stored()).toEqual({ a: mine('Cũ') })
  })

  test.each<[string, (doc: Y.Doc) => void]>([
    ['another map', doc => doc.getMap('other').set('a', 1)],
    ['a text', doc => doc.getText('notes2').insert(0, 'chữ')],
    ['a type within', doc => doc.getMap('notes').set('a', new Y.Map())],
    ['a subdocument', doc => doc.getMap('notes').set('a', new Y.Doc())],
    ['a list in place of the map', doc => doc.getArray('notes').insert(0, [1])],
    ['a format', doc => doc.getText('notes').insert(0, 'chữ', { bold: true })],
    ['a very long id', doc => doc.getMap('notes').set('x'.repeat(65), mine())],
  ])('%s is refused, and nothing of it kept', async (_name, write) => {
    const hostile = new Y.Doc()
    const client = await raw()
    client.update(changeOf(hostile, () => write(hostile)))
    expect(refusedOf(await client.until(isRefusal))).toBe('notes.invalid')
    other.notes.set('after', theirs())
    await other.until(() => other.stored >= 2)
    expect(await stored()).toEqual({ after: theirs() })
  })

  test('an update that lacks what came before is not kept, and the whole is asked for', async () => {
    const apart = new Y.Doc()
    const notesOf = apart.getMap('notes')
    changeOf(apart, () => notesOf.set('a', mine('Một')))
    const second = changeOf(apart, () => notesOf.set('b', mine('Hai')))
    const client = await raw()
    client.update(second)
    expect(refusedOf(await client.until(isRefusal))).toBe('notes.incomplete')
    const asked = await client.until(message => message[0] === messages.sync && message[1] === 0)
    expect(await stored()).toEqual({})
    client.update(Y.encodeStateAsUpdate(apart, asked.subarray(3)))
    await other.until(() => other.text('a') === 'Một' && other.text('b') === 'Hai')
  })

  test('what would keep the server busy for long is refused at once', async () => {
    const line = await raw()
    const number = encoding.writeVarUint
    /** Removals that lie over each other: each would walk through all that is within. */
    const overlapping = encoding.createEncoder()
    number(overlapping, 0)
    number(overlapping, 1)
    number(overlapping, one.doc.clientID)
    number(overlapping, 20_000)
    for (let at = 0; at < 20_000; at += 1) {
      number(overlapping, 0)
      number(overlapping, 20_000)
    }
    /** Entries of many clients, each standing on the next client's. */
    const backwards = encoding.createEncoder()
    const clients = 10_000
    number(backwards, clients)
    for (let client = 1; client <= clients; client += 1) {
      number(backwards, 1)
      number(backwards, client)
      number(backwards, 0)
      if (client === clients) {
        encoding.writeUint8(backwards, 0x28)
        number(backwards, 1)
        encoding.writeVarString(backwards, 'notes')
        encoding.writeVarString(backwards, 'a')
      } else {
        encoding.writeUint8(backwards, 0x88)
        number(backwards, client + 1)
        number(backwards, 0)
      }
      number(backwards, 1)
      encoding.writeAny(backwards, 'x')
    }
    number(backwards, 0)
    /** A value of lists in lists: whoever walks through it recursively runs out of stack. */
    const deep = new Y.Doc()
    let value: unknown = 'x'.repeat(70_000)
    for (let depth = 0; depth < 5_000; depth += 1) value = [value]
    const nested = changeOf(deep, () => deep.getMap('notes').set('a', value))
    for (const update of [encoding.toUint8Array(overlapping), encoding.toUint8Array(backwards), nested])
      line.update(update)
    await line.until(() => line.heard.filter(isRefusal).length >= 3)
    one.notes.set('mine', mine('Vẫn viết được'))
    await other.until(() => other.text('mine') === 'Vẫn viết được')
    expect([other.closes, one.closes]).toEqual([[], []])
  })

  test('removing what is not there yet is not kept', async () => {
    const apart = new Y.Doc()
    apart.getMap('notes').set('a', mine())
    const client = await raw()
    client.update(changeOf(apart, () => apart.getMap('notes').delete('a')).slice(0))
    expect(refusedOf(await client.until(isRefusal))).toBe('notes.incomplete')
  })

  test('a private layer keeps sealed bytes and nothing else', async () => {
    const own = await notes(room.member.client, 'private').synced()
    own.notes.set('a', Uint8Array.of(7, 8))
    own.notes.set('b', mine())
    own.notes.set('c', new Uint8Array(layerLimits.noteBytes + 1))
    await own.until(() => own.stored >= 4 && !own.notes.has('b') && !own.notes.has('c'))
    expect(codes(own)).toEqual(['notes.invalid', 'notes.invalid'])
    const again = await notes(room.member.client, 'private').synced()
    expect(again.notes.toJSON()).toEqual({ a: Uint8Array.of(7, 8) })
  })

  test('the largest stroke passes', async () => {
    one.notes.set('long', stroke(room.member.accountId, 8_000))
    await other.until(() => other.notes.has('long'))
    expect(codes(one)).toEqual([])
  })

  test('a full layer takes nothing more, but removals', async () => {
    const own = await notes(room.member.client, 'private').synced()
    const count = Math.floor(layerLimits.layerBytes / (64 * 1024 + 60))
    const row = new Y.Doc()
    for (let at = 0; at < count; at += 1) row.getMap('notes').set(`f${at}`, new Uint8Array(64 * 1024))
    await server.database.kysely.deleteFrom('note_documents').execute()
    own.close()
    const { id } = await server.database.kysely
      .insertInto('note_documents')
      .values({ version_id: versionId, layer: 'private', account_id: room.member.accountId, group_id: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await server.database.kysely
      .insertInto('note_snapshots')
      .values({ note_document_id: id, bytes: Y.encodeStateAsUpdate(row) })
      .execute()
    const full = await notes(room.member.client, 'private').synced()
    full.notes.set('more', new Uint8Array(64 * 1024))
    await full.until(() => full.refusals.length > 0)
    expect(codes(full)).toEqual(['notes.layerFull'])
    const fresh = await notes(room.member.client, 'private').synced()
    fresh.notes.delete('f0')
    await fresh.until(() => fresh.stored >= 2)
    expect(codes(fresh)).toEqual([])
  })
})
