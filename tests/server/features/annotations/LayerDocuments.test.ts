import { afterEach, beforeEach, expect, test } from '@jest/globals'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { LayerDocuments } from '#server/features/annotations/LayerDocuments.ts'
import type { LayerKey } from '#server/features/annotations/notes.store.ts'
import type { LayerMember } from '#server/transport/noteLayers.ts'
import { changeOf, sticky } from '#tests/support/notes.ts'
import { makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
let key: LayerKey
let layers: LayerDocuments

beforeEach(async () => {
  server = await startServer()
  room = await makeRoom(server)
  const { versionId } = await room.paper(await room.item())
  key = { versionId, layer: 'everyone', accountId: '' }
  layers = create()
})
afterEach(async () => {
  await layers.close()
  await server.close()
})

const create = (most?: number): LayerDocuments =>
  new LayerDocuments(
    server.database,
    {
      clock: server.clock,
      ids: { uuid: () => crypto.randomUUID(), token: () => '', digits: () => '' },
      log: quiet,
    },
    most,
  )
const quiet = { error: () => undefined } as unknown as ConstructorParameters<typeof LayerDocuments>[1]['log']

/** Somebody with a replica of their own. */
class Member implements LayerMember {
  readonly accountId: string
  readonly doc = new Y.Doc()
  readonly notes = this.doc.getMap<unknown>('notes')
  readonly ended: string[] = []
  frames = 0
  settledTo = 0
  sent = 0
  #watch: (() => void)[] = []

  constructor(accountId: string) {
    this.accountId = accountId
  }
  send(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) === 0 && decoding.readVarUint(decoder) !== 0) {
      this.frames += 1
      Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder))
    }
    this.#look()
  }
  settled(count: number): void {
    this.settledTo = count
    this.#look()
  }
  wake(): void {
    this.#look()
  }
  end(why: string): void {
    this.ended.push(why)
    this.#look()
  }
  until(holds: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        if (!holds()) return
        this.#watch = this.#watch.filter(one => one !== look)
        resolve()
      }
      this.#watch.push(look)
      look()
    })
  }
  #look(): void {
    for (const look of [...this.#watch]) look()
  }
}

const enter = async (member: Member) => {
  const document = await layers.enter(key, member)
  await member.until(() => !document.busy)
  document.ask(member, Y.encodeStateVector(member.doc), false)
  return document
}
const write = (document: Awaited<ReturnType<typeof enter>>, member: Member, id: string, text = id) => {
  member.sent += 1
  const update = changeOf(member.doc, () => member.notes.set(id, sticky(member.accountId, text)))
  return document.take(member, update, { removeAny: false, live: true }, member.sent)
}
const rows = async () =>
  server.database.kysely.selectFrom('note_updates').select('bytes').orderBy('id').execute()

test('[N18] updates that come together are one row, one message for each who reads, one acknowledgement', async () => {
  const [one, other, reader] = [room.member, room.chair, room.teller].map(
    ({ accountId }) => new Member(accountId),
  )
  const document = await enter(one!)
  for (const member of [other!, reader!]) await enter(member)
  const before = reader!.frames
  for (let at = 0; at < 20; at += 1) {
    expect(write(document, one!, `a${at}`)).toBeNull()
    expect(write(document, other!, `b${at}`)).toBeNull()
  }
  expect([one!.settledTo, reader!.frames]).toEqual([0, before])
  await one!.until(() => one!.settledTo === 20)
  expect(other!.settledTo).toBe(20)
  expect(reader!.frames).toBe(before + 1)
  expect(await rows()).toHaveLength(1)
  for (const member of [one!, other!, reader!]) expect(member.notes.size).toBe(40)
})

test('[N18] [N17] nothing is told to anybody before it is stored, nor to one who comes meanwhile', async () => {
  const one = new Member(room.member.accountId)
  const late = new Member(room.chair.accountId)
  const document = await enter(one)
  write(document, one, 'a')
  await layers.enter(key, late)
  document.ask(late, Y.encodeStateVector(late.doc), false)
  expect([late.notes.size, one.settledTo]).toEqual([0, 0])
  await late.until(() => late.notes.size === 1)
  expect(await rows()).toHaveLength(1)
})

test('[N19] a layer leaves memory when nobody has it open and all is stored, and comes back whole', async () => {
  const one = new Member(room.member.accountId)
  const document = await enter(one)
  expect(layers.open).toBe(1)
  write(document, one, 'a')
  layers.leave(document, one)
  expect(layers.open).toBe(1)
  const again = new Member(room.chair.accountId)
  // Back before it was stored: the same layer goes on.
  expect(await layers.enter(key, again)).toBe(document)
  document.ask(again, Y.encodeStateVector(again.doc), false)
  await again.until(() => again.notes.size === 1)
  await again.until(() => !document.busy)
  layers.leave(document, again)
  expect(layers.open).toBe(0)
  const third = new Member(room.chair.accountId)
  expect(await enter(third)).not.toBe(document)
  expect(third.notes.size).toBe(1)
})

test('[N19] whoever opens a layer again at whatever moment sees everything that was acknowledged', async () => {
  for (let round = 0; round < 60; round += 1) {
    const one = new Member(room.member.accountId)
    const document = await enter(one)
    expect(one.notes.size).toBe(round)
    write(document, one, `r${round}`)
    // Sometimes before it is stored, sometimes just when it is.
    if (round % 3 === 0) await one.until(() => one.settledTo === 1)
    if (round % 3 === 1) await one.until(() => document.busy || one.settledTo === 1)
    layers.leave(document, one)
    const other = new Member(room.chair.accountId)
    const entered = await layers.enter(key, other)
    if (entered.busy) await other.until(() => !entered.busy)
    entered.ask(other, Y.encodeStateVector(other.doc), false)
    await other.until(() => other.notes.size === round + 1)
    layers.leave(entered, other)
  }
})

test('[N18] what could not be stored is acknowledged to nobody and forgotten, and the layer is loaded anew', async () => {
  const one = new Member(room.member.accountId)
  const reader = new Member(room.chair.accountId)
  const document = await enter(one)
  await enter(reader)
  write(document, one, 'a')
  await one.until(() => one.settledTo === 1)
  server.database.sqlite.raw.exec(
    "CREATE TRIGGER full BEFORE INSERT ON note_updates BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  )
  write(document, one, 'b')
  await one.until(() => one.ended.length === 1)
  expect([one.ended, one.settledTo, reader.ended, reader.notes.has('b')]).toEqual([
    ...[['notLoaded'], 1, ['notLoaded'], false],
  ])
  server.database.sqlite.raw.exec('DROP TRIGGER full')
  const again = await enter(new Member(room.member.accountId))
  expect(again).not.toBe(document)
  const back = new Member(room.teller.accountId)
  await enter(back)
  expect([...back.notes.keys()]).toEqual(['a'])
})

test('[N17] a layer that cannot be loaded is not served, and not stored over', async () => {
  const one = new Member(room.member.accountId)
  const document = await enter(one)
  write(document, one, 'a')
  await one.until(() => one.settledTo === 1)
  await one.until(() => !document.busy)
  layers.leave(document, one)
  const { kysely } = server.database
  const [good] = await rows()
  const broken = Uint8Array.of(1, 2, 3)
  await kysely.updateTable('note_updates').set({ bytes: broken }).execute()
  await expect(layers.enter(key, new Member(room.member.accountId))).rejects.toThrow()
  await expect(layers.enter(key, new Member(room.member.accountId))).rejects.toThrow()
  expect([layers.open, await rows()]).toEqual([0, [{ bytes: broken }]])
  await kysely.updateTable('note_updates').set({ bytes: good!.bytes }).execute()
  const back = new Member(room.chair.accountId)
  await enter(back)
  expect([...back.notes.keys()]).toEqual(['a'])
})

test('[N17] a layer whose stored updates have a gap is not served', async () => {
  const one = new Member(room.member.accountId)
  const document = await enter(one)
  for (const id of ['a', 'b']) {
    write(document, one, id)
    await one.until(() => one.settledTo === one.sent)
    await one.until(() => !document.busy)
  }
  layers.leave(document, one)
  const { id } = await server.database.kysely
    .selectFrom('note_updates')
    .select(eb => eb.fn.min<number>('id').as('id'))
    .executeTakeFirstOrThrow()
  await server.database.kysely.deleteFrom('note_updates').where('id', '=', id).execute()
  await expect(layers.enter(key, new Member(room.member.accountId))).rejects.toThrow('lacks updates')
})

test('[N20] many stored updates become one piece, and nothing is lost by it', async () => {
  const author = new Y.Doc()
  const { accountId } = room.member
  const { id } = await server.database.kysely
    .insertInto('note_documents')
    .values({ version_id: key.versionId, layer: 'everyone', account_id: '', group_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const updates = Array.from({ length: 2_100 }, (_, at) => ({
    note_document_id: id,
    bytes: changeOf(author, () => author.getMap('notes').set(`n${at % 1_500}`, sticky(accountId, `${at}`))),
  }))
  for (let at = 0; at < updates.length; at += 300)
    await server.database.kysely
      .insertInto('note_updates')
      .values(updates.slice(at, at + 300))
      .execute()
  const one = new Member(accountId)
  const document = await enter(one)
  expect(one.notes.size).toBe(1_500)
  write(document, one, 'last')
  await one.until(() => one.settledTo === 1 && !document.busy)
  expect(await rows()).toEqual([])
  layers.leave(document, one)
  const back = new Member(accountId)
  await enter(back)
  expect(back.notes.toJSON()).toEqual(one.notes.toJSON())
})

test('[N20] a large layer becomes one piece beside what goes on, and notes that come meanwhile stay', async () => {
  const author = new Y.Doc()
  const { accountId } = room.member
  const { id } = await server.database.kysely
    .insertInto('note_documents')
    .values({ version_id: key.versionId, layer: 'everyone', account_id: '', group_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const text = 'Đề nghị làm rõ số liệu giải ngân. '.repeat(30)
  for (let at = 0; at < 2_100; at += 1)
    await server.database.kysely
      .insertInto('note_updates')
      .values({
        note_document_id: id,
        bytes: changeOf(author, () => author.getMap('notes').set(`n${at}`, sticky(accountId, text))),
      })
      .execute()
  const one = new Member(accountId)
  const document = await enter(one)
  let sent = 0
  while ((await rows()).length >= 2_100) {
    sent += 1
    write(document, one, `m${sent}`)
    await one.until(() => one.settledTo === sent && !document.busy)
  }
  write(document, one, 'last')
  await one.until(() => one.settledTo === sent + 1)
  // Who comes to a layer that is partly in one piece is sent that, and what came since.
  const late = new Member(room.chair.accountId)
  await enter(late)
  expect(late.notes.toJSON()).toEqual(one.notes.toJSON())
  for (const member of [one, late]) layers.leave(document, member)
  await layers.close()
  expect(layers.open).toBe(0)
  layers = create()
  const back = new Member(accountId)
  await enter(back)
  expect(back.notes.size).toBe(2_101 + sent)
  expect(back.notes.toJSON()).toEqual(one.notes.toJSON())
})

test('[N20] what was erased is sent to nobody any more, though the layer was encoded before', async () => {
  const one = new Member(room.member.accountId)
  const document = await enter(one)
  write(document, one, 'a', 'Sẽ bị xóa')
  await one.until(() => one.settledTo === 1)
  const opened = new Member(room.chair.accountId)
  await enter(opened)
  one.sent += 1
  const gone = changeOf(one.doc, () => one.notes.delete('a'))
  document.take(one, gone, { removeAny: false, live: true }, one.sent)
  write(document, one, 'b')
  await one.until(() => one.settledTo === 3)
  const seen: Uint8Array[] = []
  const late = new (class extends Member {
    override send(frame: Uint8Array): void {
      seen.push(frame)
      super.send(frame)
    }
  })(room.teller.accountId)
  await enter(late)
  expect([...late.notes.keys()]).toEqual(['b'])
  expect(Buffer.concat(seen).includes('Sẽ bị xóa')).toBe(false)
})

test('[N20] a layer that is closed is left in one piece', async () => {
  const one = new Member(room.member.accountId)
  const document = await enter(one)
  for (let at = 0; at < 110; at += 1) {
    write(document, one, `n${at}`)
    await one.until(() => one.settledTo === at + 1 && !document.busy)
  }
  expect((await rows()).length).toBeGreaterThan(100)
  layers.leave(document, one)
  await layers.close()
  expect([await rows(), layers.open]).toEqual([[], 0])
  const back = new Member(room.chair.accountId)
  await enter(back)
  expect(back.notes.size).toBe(110)
})

test('[N24] removing a paper takes its layers, those that are open too', async () => {
  const one = new Member(room.member.accountId)
  const document = await enter(one)
  write(document, one, 'a')
  await one.until(() => one.settledTo === 1)
  await server.database.kysely.deleteFrom('documents').execute()
  write(document, one, 'b')
  await one.until(() => one.ended.length > 0)
  expect([one.ended, one.settledTo, layers.open]).toEqual([['removed'], 1, 0])
  for (const table of ['note_documents', 'note_updates', 'note_snapshots', 'note_clients'] as const)
    expect(await server.database.kysely.selectFrom(table).selectAll().execute()).toEqual([])
})

test('[N19] a stop stores what arrived', async () => {
  const one = new Member(room.member.accountId)
  const document = await enter(one)
  write(document, one, 'a')
  await layers.close()
  expect([one.settledTo, (await rows()).length]).toEqual([1, 1])
})

test('[N22] no more layers are in memory than there is room for, and one that nobody has open makes room', async () => {
  const few = create(2)
  const member = new Member(room.member.accountId)
  const at = (layer: string): LayerKey => ({ ...key, layer })
  const one = await few.enter(at('everyone'), member)
  await few.enter(at('presenting'), member)
  await expect(few.enter({ ...key, layer: 'private', accountId: 'a' }, member)).rejects.toThrow('2 layers')
  // What is open already is open for others too.
  await few.enter(at('presenting'), new Member(room.chair.accountId))
  few.leave(one, member)
  await few.enter({ ...key, layer: 'private', accountId: 'a' }, member)
  expect(few.open).toBe(2)
  await few.close()
})
