import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Layer } from '#client/features/annotations/layers/Layer.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { type OpenedOptions, openTestLayer, TestKeep, TestLine, untilLayer } from '#tests/support/layers.ts'
import { sticky, TestNotes } from '#tests/support/notes.ts'
import { makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
let versionId: string
const opened: Layer[] = []

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
afterEach(() => {
  for (const layer of opened.splice(0)) layer.close()
})

const makePaper = async () => {
  room = await makeRoom(server)
  ;({ versionId } = await room.paper(await room.item()))
  await room.publish()
}
beforeAll(makePaper)

const open = (person: Person, options: OpenedOptions = {}): Layer => {
  const where = { name: 'everyone' as const, versionId, meetingId: room.meetingId }
  const layer = openTestLayer(person.client, where, options)
  opened.push(layer)
  return layer
}
const saved = async (layer: Layer) => {
  await untilLayer(layer, () => layer.state() === 'saved', 'saved')
  return layer
}
const textOf = (layer: Layer, id: string): string | undefined => {
  const note = layer.notes().get(id)
  return note !== undefined && 'text' in note ? note.text : undefined
}
const id = () => crypto.randomUUID()

describe('a shared layer on a tablet', () => {
  test('[N46] shows saving and then saved, and everybody else sees the note', async () => {
    const [mine, theirs] = [await saved(open(room.member)), await saved(open(room.chair))]
    const note = id()
    mine.change([[note, sticky(room.member.accountId, 'Xin giải trình')]])
    expect(mine.state()).toBe('saving')
    expect(textOf(mine, note)).toBe('Xin giải trình')
    await saved(mine)
    await untilLayer(theirs, () => textOf(theirs, note) === 'Xin giải trình', 'the note')
    expect(mine.unsent()).toBe(0)
  })

  test('[N43] undo takes back one gesture of one’s own, and nothing of others’', async () => {
    const [mine, theirs] = [await saved(open(room.member)), await saved(open(room.chair))]
    const [a, b, c, other] = [id(), id(), id(), id()]
    mine.change([
      [a, sticky(room.member.accountId, 'a')],
      [b, sticky(room.member.accountId, 'b')],
    ])
    mine.change([[c, sticky(room.member.accountId, 'c')]])
    theirs.change([[other, sticky(room.chair.accountId, 'khác')]])
    await untilLayer(mine, () => textOf(mine, other) !== undefined, 'the other’s')
    expect(mine.canUndo()).toBe(true)
    mine.undo()
    expect([textOf(mine, a), textOf(mine, b), textOf(mine, c)]).toEqual(['a', 'b', undefined])
    mine.undo()
    expect([textOf(mine, a), textOf(mine, b), textOf(mine, other)]).toEqual([undefined, undefined, 'khác'])
    expect(mine.canUndo()).toBe(false)
    mine.redo()
    await saved(mine)
    await untilLayer(theirs, () => textOf(theirs, b) === 'b' && textOf(theirs, c) === undefined, 'the redo')
  })

  test('[N11] what is written without the network stands, though somebody tampered with the note meanwhile', async () => {
    // Yjs orders by random client ids what crossed: with eight notes both orders come.
    const ids = Array.from({ length: 8 }, id)
    for (const note of ids) {
      const line = new TestLine()
      const mine = await saved(open(room.member, { line }))
      mine.change([[note, sticky(room.member.accountId, 'một')]])
      await saved(mine)
      const bad = await new TestNotes(room.chair.client, 'everyone', versionId, { stored: true }).synced()
      line.cut()
      await untilLayer(mine, () => mine.state() === 'offline', 'offline')
      mine.change([[note, sticky(room.member.accountId, 'hai')]])
      bad.notes.set(note, sticky(room.member.accountId, 'giả'))
      await bad.until(() => bad.refusals.length === 1 && bad.text(note) === 'một')
      line.heal()
      await untilLayer(mine, () => mine.state() === 'saved' && textOf(mine, note) === 'hai', 'the change')
      await bad.until(() => bad.text(note) === 'hai')
      expect(mine.refusals()).toEqual([])
      bad.close()
      mine.close()
    }
  })

  test('what is written while the network is gone survives a reload and arrives when it is back', async () => {
    const [line, keep] = [new TestLine(), new TestKeep()]
    const before = await saved(open(room.member, { line, keep }))
    const [first, second, third] = [id(), id(), id()]
    before.change([[first, sticky(room.member.accountId, 'trước')]])
    await saved(before)
    line.cut()
    await untilLayer(before, () => before.state() === 'offline', 'offline')
    expect(before.canWrite()).toBe(true)
    before.change([[second, sticky(room.member.accountId, 'lúc mất mạng')]])
    before.change([[first, null]])
    expect(before.unsent()).toBe(2)
    await before.settled()
    before.close()
    // The page is loaded again, still without the network.
    const after = open(room.member, { line, keep })
    await untilLayer(after, () => after.state() === 'offline' && after.notes().has(second), 'what was kept')
    expect(after.notes().has(first)).toBe(false)
    expect(after.unsent()).toBe(2)
    expect(keep.unsent).toBe(2)
    after.change([[third, sticky(room.member.accountId, 'vẫn mất mạng')]])
    line.heal()
    await saved(after)
    const theirs = await saved(open(room.chair))
    expect([textOf(theirs, second), textOf(theirs, third), textOf(theirs, first)]).toEqual([
      ...['lúc mất mạng', 'vẫn mất mạng', undefined],
    ])
    await untilLayer(after, () => after.unsent() === 0, 'sent')
    after.close()
    const reopened = await saved(open(room.member, { line, keep }))
    expect(reopened.unsent()).toBe(0)
    expect(keep.unsent).toBe(0)
  })

  test('[N16] a reader is told, sees what the server has, and cannot write from then on', async () => {
    const keep = new TestKeep()
    const reader = await saved(open(room.teller, { keep }))
    const note = id()
    reader.change([[note, sticky(room.teller.accountId, 'không được')]])
    await untilLayer(reader, () => reader.refusals().length > 0, 'the refusal')
    expect(reader.refusals()).toEqual(['notes.readOnly'])
    await untilLayer(reader, () => reader.state() === 'saved' && !reader.notes().has(note), 'what is there')
    expect(reader.canWrite()).toBe(false)
    expect(keep.unsent).toBe(0)
    reader.dismissRefusals()
    expect(reader.refusals()).toEqual([])
    // The layer goes on: what others write arrives.
    const writer = await saved(open(room.chair))
    const other = id()
    writer.change([[other, sticky(room.chair.accountId, 'mới')]])
    await untilLayer(reader, () => textOf(reader, other) === 'mới', 'the new note')
  })

  test('[N11] a refused change is put back, and what else was being written is not lost', async () => {
    const theirs = await saved(open(room.chair))
    const [foreign, mineAfter] = [id(), id()]
    theirs.change([[foreign, sticky(room.chair.accountId, 'của Chủ tọa')]])
    const mine = await saved(open(room.member))
    await untilLayer(mine, () => mine.notes().has(foreign), 'the note')
    mine.change([[foreign, sticky(room.chair.accountId, 'bị sửa')]])
    mine.change([[mineAfter, sticky(room.member.accountId, 'viết tiếp')]])
    await untilLayer(mine, () => mine.refusals().length > 0, 'the refusal')
    expect(mine.refusals()).toContain('notes.foreign')
    await untilLayer(
      mine,
      () =>
        mine.state() === 'saved' && textOf(mine, foreign) === 'của Chủ tọa' && mine.notes().has(mineAfter),
      'what was put back',
    )
    await untilLayer(theirs, () => textOf(theirs, mineAfter) === 'viết tiếp', 'what was not refused')
  })

  test('[N10] an entry that is no note is not shown', async () => {
    const mine = await saved(open(room.member))
    const shape = { ...sticky(room.member.accountId, 'x'), kind: 'nonsense' }
    const note = id()
    mine.change([[note, JSON.parse(JSON.stringify(shape))]])
    expect(mine.notes().has(note)).toBe(false)
    await untilLayer(mine, () => mine.refusals().includes('notes.invalid'), 'the refusal')
    await saved(mine)
  })

  test('[N45] others see what is being drawn, and that it ended; nothing of it is stored', async () => {
    const [mine, theirs] = [await saved(open(room.member)), await saved(open(room.chair))]
    mine.show({ kind: 'laser', page: 2, points: [[1, 2]] })
    await untilLayer(theirs, () => theirs.othersGestures().length === 1, 'the pointer')
    expect(theirs.othersGestures()).toEqual([
      {
        id: expect.any(Number),
        accountId: room.member.accountId,
        gesture: { kind: 'laser', page: 2, points: [[1, 2]] },
      },
    ])
    mine.show(null)
    await untilLayer(theirs, () => theirs.othersGestures().length === 0, 'the end')
    mine.show({ kind: 'laser', page: 2, points: [[1, 2]] })
    await untilLayer(theirs, () => theirs.othersGestures().length === 1, 'the pointer again')
    mine.close()
    await untilLayer(theirs, () => theirs.othersGestures().length === 0, 'the end with the connection')
  })

  test('[N21] a tablet does not send on what others draw', async () => {
    const line = new TestLine()
    const quiet = await saved(open(room.member, { line }))
    const loud = await saved(open(room.chair))
    const sent = () => line.wire.filter(({ way }) => way === 'up').length
    const before = sent()
    for (let at = 0; at < 5; at += 1) {
      loud.show({ kind: 'laser', page: 1, points: [[at, at]] })
      const seen = () => JSON.stringify(quiet.othersGestures()).includes(`[[${at},${at}]]`)
      await untilLayer(quiet, seen, 'the pointer')
    }
    expect(sent() - before).toBe(0)
  })

  test('[N15] when the right ends it says so, keeps nothing, and writes no more', async () => {
    const keep = new TestKeep()
    const mine = await saved(open(room.invitee, { keep }))
    mine.change([[id(), sticky(room.invitee.accountId, 'x')]])
    await saved(mine)
    expect(keep.held.length).toBeGreaterThan(0)
    await room.secretary.client.done(meetings.removeParticipant, {
      ...{ meetingId: room.meetingId, accountId: room.invitee.accountId },
    })
    await untilLayer(mine, () => mine.state() === 'denied', 'the end')
    expect(mine.canWrite()).toBe(false)
    await untilLayer(mine, () => keep.held.length === 0, 'nothing kept').catch(() => undefined)
    expect(keep.held).toEqual([])
  })
})
