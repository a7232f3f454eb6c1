import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import * as Y from 'yjs'
import { fromBase64url } from '#client/features/annotations/keys/bytes.ts'
import { newNotesKey, rootOf, sealingKey, wrapKey } from '#client/features/annotations/keys/notesKey.ts'
import { openNote } from '#client/features/annotations/keys/seal.ts'
import type { Layer } from '#client/features/annotations/layers/Layer.ts'
import type { PrivateKey } from '#client/features/annotations/layers/options.ts'
import { keyring } from '#shared/annotations/keyring.contract.ts'
import { type OpenedOptions, openTestLayer, TestKeep, TestLine, untilLayer } from '#tests/support/layers.ts'
import { sticky, TestNotes } from '#tests/support/notes.ts'
import { makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

const secretWord = 'CHUYỆN-RIÊNG-KHÔNG-AI-BIẾT'
let server: TestServer
let room: Room
let versionId: string
let key: CryptoKey
const raw = newNotesKey()
const opened: Layer[] = []

beforeAll(async () => {
  server = await startServer()
  room = await makeRoom(server)
  ;({ versionId } = await room.paper(await room.item()))
  await room.publish()
  key = await sealingKey(raw)
})
afterAll(() => server.close())
afterEach(() => {
  for (const layer of opened.splice(0)) layer.close()
})

/** A device's key that comes and goes. */
class TestKey implements PrivateKey {
  readonly accountId: string
  #key: CryptoKey | null
  readonly #listeners = new Set<() => void>()
  constructor(accountId: string, has: CryptoKey | null) {
    this.accountId = accountId
    this.#key = has
  }
  key() {
    return this.#key
  }
  subscribe(listener: () => void) {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  set(now: CryptoKey | null) {
    this.#key = now
    for (const listener of this.#listeners) listener()
  }
}

const open = (person: Person, privateKey: TestKey, options: OpenedOptions = {}): Layer => {
  const where = { name: 'private' as const, versionId, meetingId: room.meetingId }
  const layer = openTestLayer(person.client, where, { privateKey, ...options })
  opened.push(layer)
  return layer
}
const textOf = (layer: Layer, id: string): string | undefined => {
  const note = layer.notes().get(id)
  return note !== undefined && 'text' in note ? note.text : undefined
}
const saved = async (layer: Layer) => {
  await untilLayer(layer, () => layer.state() === 'saved', 'saved')
  return layer
}
const id = () => crypto.randomUUID()

test('[N31] a private note is shown at once, arrives on the person’s other device, and undo takes it back', async () => {
  const { accountId } = room.member
  const mine = await saved(open(room.member, new TestKey(accountId, key)))
  const note = id()
  mine.change([[note, sticky(accountId, 'của riêng tôi')]])
  expect(textOf(mine, note)).toBe('của riêng tôi')
  await saved(mine)
  const other = { ...room.member, ...(await server.device(accountId)) }
  const there = await saved(open(other, new TestKey(accountId, key)))
  await untilLayer(there, () => textOf(there, note) === 'của riêng tôi', 'the note')
  mine.change([[note, sticky(accountId, 'sửa lại')]])
  await untilLayer(there, () => textOf(there, note) === 'sửa lại', 'the change')
  mine.undo()
  await untilLayer(there, () => textOf(there, note) === 'của riêng tôi', 'the undone')
  mine.undo()
  await untilLayer(there, () => !there.notes().has(note), 'the note taken back')
  expect(mine.notes().has(note)).toBe(false)
})

test('[N31] many notes written one after the other are all there, in one order', async () => {
  const { accountId } = room.chair
  const mine = await saved(open(room.chair, new TestKey(accountId, key)))
  const ids = Array.from({ length: 40 }, id)
  for (const [at, note] of ids.entries()) mine.change([[note, sticky(accountId, `nét ${at}`)]])
  expect(mine.notes().size).toBe(40)
  const [first] = ids
  mine.change([[first!, sticky(accountId, 'lần hai')]])
  mine.change([[first!, sticky(accountId, 'lần ba')]])
  expect(textOf(mine, first!)).toBe('lần ba')
  await saved(mine)
  expect(textOf(mine, first!)).toBe('lần ba')
  const there = await saved(
    open({ ...room.chair, ...(await server.device(accountId)) }, new TestKey(accountId, key)),
  )
  await untilLayer(there, () => there.notes().size === 40 && textOf(there, first!) === 'lần ba', 'all')
})

test('[N30] a device without the key shows nothing and writes nothing, until it has it', async () => {
  const { accountId } = room.standIn
  const mine = await saved(open(room.standIn, new TestKey(accountId, key)))
  const note = id()
  mine.change([[note, sticky(accountId, 'khóa')]])
  await saved(mine)
  const none = new TestKey(accountId, null)
  const locked = open({ ...room.standIn, ...(await server.device(accountId)) }, none)
  expect(locked.state()).toBe('locked')
  locked.change([[id(), sticky(accountId, 'x')]])
  expect(locked.unsent()).toBe(0)
  none.set(key)
  await untilLayer(locked, () => textOf(locked, note) === 'khóa', 'the note once unlocked')
  none.set(await sealingKey(newNotesKey()))
  await untilLayer(locked, () => !locked.notes().has(note), 'nothing under another key')
  none.set(null)
  expect(locked.state()).toBe('locked')
})

test('private notes written without the network survive a reload and arrive', async () => {
  const { accountId } = room.operator
  const [line, keep] = [new TestLine(), new TestKeep()]
  const before = await saved(open(room.operator, new TestKey(accountId, key), { line, keep }))
  line.cut()
  await untilLayer(before, () => before.state() === 'offline', 'offline')
  const note = id()
  before.change([[note, sticky(accountId, 'lúc mất mạng')]])
  expect(before.unsent()).toBe(1)
  await before.settled()
  before.close()
  const after = open(room.operator, new TestKey(accountId, key), { line, keep })
  await untilLayer(after, () => textOf(after, note) === 'lúc mất mạng', 'the kept note')
  line.heal()
  await saved(after)
  expect(after.unsent()).toBe(0)
})

/** Every byte under a folder. */
const bytesOf = async (folder: string): Promise<Buffer> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter(name => name.isFile()).map(name => join(name.parentPath, name.name))
  return Buffer.concat(await Promise.all(files.map(file => readFile(file))))
}

test('[N30] the word of a private note is in no stored byte, no frame, no log and nothing the device keeps', async () => {
  const { accountId, client } = room.teller
  const [line, keep] = [new TestLine(), new TestKeep()]
  await client.done(keyring.replaceKeyring, {
    revision: 0,
    keyring: {
      keyId: crypto.randomUUID(),
      passwords: [
        await wrapKey(raw, await rootOf('password', crypto.getRandomValues(new Uint8Array(64))), {
          accountId,
          keyId: 'k',
        }),
      ],
      recovery: await wrapKey(raw, await rootOf('recovery', crypto.getRandomValues(new Uint8Array(16))), {
        accountId,
        keyId: 'k',
      }),
    },
  })
  const mine = await saved(open(room.teller, new TestKey(accountId, key), { line, keep }))
  const note = id()
  mine.change([[note, sticky(accountId, secretWord)]])
  await saved(mine)
  // As a check of the search itself: the same word in a shared note is found.
  const shared = openTestLayer(room.chair.client, { name: 'everyone', versionId, meetingId: room.meetingId })
  opened.push(shared)
  await saved(shared)
  const stored = () => bytesOf(server.folder)
  const wire = () => Buffer.concat(line.wire.map(({ bytes }) => bytes))
  const key32 = Buffer.from(raw)
  for (const found of [
    await stored(),
    wire(),
    Buffer.concat(keep.held.map(({ update }) => update)),
    Buffer.from(server.log()),
  ]) {
    expect(found.includes(secretWord)).toBe(false)
    expect(found.includes(key32)).toBe(false)
    expect(found.includes(key32.toString('base64url'))).toBe(false)
    expect(found.includes(key32.toString('hex'))).toBe(false)
  }
  expect(wire().length).toBeGreaterThan(100)
  shared.change([[id(), sticky(room.chair.accountId, secretWord)]])
  await saved(shared)
  expect((await stored()).includes(secretWord)).toBe(true)
})

test('[N30] nothing that the server stores or was sent opens a private note', async () => {
  const { accountId, client } = room.teller
  const rows = await server.database.kysely
    .selectFrom('note_updates')
    .innerJoin('note_documents', 'note_documents.id', 'note_updates.note_document_id')
    .select(['note_updates.bytes as bytes'])
    .where('account_id', '=', accountId)
    .execute()
  const doc = new Y.Doc()
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes)
  const [entry] = [...doc.getMap<Uint8Array>('notes').entries()]
  const place = { accountId, versionId, noteId: entry![0] }
  expect(await openNote(key, place, entry![1])).toMatchObject({ text: secretWord })
  const { keyring: stored } = await client.done(keyring.keyring, {})
  const texts = [stored!.recovery!, ...stored!.passwords].flatMap(({ salt, iv, sealed }) => [
    salt,
    iv,
    sealed,
  ])
  const logins = await server.database.kysely.selectFrom('logins').selectAll().execute()
  const known = [
    ...texts.map(text => fromBase64url(text)),
    ...[accountId, versionId, stored!.keyId, ...logins.map(({ token_hash }) => token_hash)].map(text =>
      Uint8Array.from(Buffer.from(text)),
    ),
    Uint8Array.from(Buffer.from(client.cookie.split('=')[1]!, 'base64url')),
  ]
  let tried = 0
  for (const bytes of known) {
    const hashed = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const parts = [hashed, ...(bytes.length >= 32 ? [bytes.slice(0, 32), bytes.slice(-32)] : [])]
    for (const part of parts) {
      tried += 1
      expect(await openNote(await sealingKey(part), place, entry![1])).toBeNull()
    }
  }
  expect(tried).toBeGreaterThan(20)
})

test('[N2] nobody else is given a byte of it: the same address is another’s own layer', async () => {
  for (const person of [room.secretary, room.chair, room.member]) {
    const notes = await new TestNotes(person.client, 'private', versionId).synced()
    const doc = [...notes.notes.values()]
    for (const value of doc)
      if (value instanceof Uint8Array)
        expect(
          await openNote(key, { accountId: room.teller.accountId, versionId, noteId: '' }, value),
        ).toBeNull()
    expect([...notes.notes.keys()].length).toBe(person === room.chair ? 40 : 0)
    notes.close()
  }
})
