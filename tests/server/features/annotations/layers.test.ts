import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { annotations, annotationsEvents } from '#shared/annotations/annotations.contract.ts'
import { layerLimits } from '#shared/annotations/annotations.rules.ts'
import { type Audience, meetings } from '#shared/meetings/meetings.contract.ts'
import { codeOf, everyone, makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
let itemId: string
let documentId: string

beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  room = await makeRoom(server)
  itemId = await room.item()
  documentId = (await room.paper(itemId)).documentId
  await room.publish()
})
afterAll(() => server.close())

const chosen = (...people: Person[]): Audience => ({
  ...{ kind: 'chosen', accountIds: people.map(({ accountId }) => accountId) },
})
const make = (maker: Person, more: Partial<{ layerId: string; readers: Audience; writers: Audience }> = {}) =>
  maker.client.call(annotations.makeLayer, {
    ...{
      layerId: crypto.randomUUID(),
      documentId,
      name: 'Tổ thẩm định',
      readers: everyone,
      writers: everyone,
    },
    ...more,
  })
const joined = async (person: Person) => {
  await person.client.ask(meetings.join, { meetingId: room.meetingId })
  return person.client
}
const layersOf = async (person: Person, holds: (ids: string[]) => boolean) =>
  (
    await (
      await joined(person)
    ).until(annotationsEvents.changed, ({ layers }) => holds(layers.map(({ id }) => id)))
  ).layers

test('[N6] a group’s layer is told to those who are in it, and to nobody else', async () => {
  const layerId = crypto.randomUUID()
  await make(room.member, { layerId, readers: chosen(room.invitee), writers: chosen(room.chair) })
  const [own] = await layersOf(room.member, ids => ids.includes(layerId))
  expect(own).toMatchObject({
    ...{ id: layerId, documentId, name: 'Tổ thẩm định', makerId: room.member.accountId },
    ...{ makerName: 'Lê Thị Viên', can: { read: true, write: true, change: true, remove: true } },
  })
  const [written] = await layersOf(room.chair, ids => ids.includes(layerId))
  expect(written?.can).toEqual({ read: true, write: true, change: false, remove: false })
  const [read] = await layersOf(room.invitee, ids => ids.includes(layerId))
  expect(read?.can).toEqual({ read: true, write: false, change: false, remove: false })
  for (const person of [room.secretary, room.teller, room.standIn])
    expect(await layersOf(person, ids => ids.length === 0)).toEqual([])
})

test('[N6] what may be done with notes is told with every view', async () => {
  const can = async (person: Person) =>
    (await (await joined(person)).until(annotationsEvents.changed, () => true)).can
  expect(await can(room.member)).toEqual({ writeEveryone: true, makeLayer: true })
  expect(await can(room.teller)).toEqual({ writeEveryone: false, makeLayer: false })
  const { client } = await server.screen(room.meetingId)
  await client.ask(meetings.join, { meetingId: room.meetingId })
  expect((await client.until(annotationsEvents.changed, () => true)).can).toEqual({
    ...{ writeEveryone: false, makeLayer: false },
  })
})

test('[N3] a layer of a paper that one does not see is not there', async () => {
  const layerId = crypto.randomUUID()
  await make(room.member, { layerId })
  await layersOf(room.invitee, ids => ids.includes(layerId))
  await room.secretary.client.done(agenda.updateItem, {
    ...{ itemId, title: 'Nội dung', durationMinutes: 5, reporterId: null, reporterNote: '' },
    audience: { kind: 'members' },
  })
  // Narrowing the item takes its papers' layers away, told with the papers.
  await layersOf(room.invitee, ids => ids.length === 0)
  expect(codeOf(await make(room.invitee))).toBe('object.notFound')
  expect(codeOf(await room.invitee.client.call(annotations.removeLayer, { layerId }))).toBe('object.notFound')
})

test('[N7] its maker renames it, changes who is in it and removes it', async () => {
  const layerId = crypto.randomUUID()
  await make(room.member, { layerId, readers: chosen(room.invitee), writers: chosen(room.chair) })
  await layersOf(room.invitee, ids => ids.includes(layerId))
  await room.member.client.done(annotations.changeLayer, {
    ...{ layerId, name: 'Tổ soạn thảo', readers: chosen(room.standIn), writers: chosen(room.chair) },
  })
  const [seen] = await layersOf(room.standIn, ids => ids.includes(layerId))
  expect(seen?.name).toBe('Tổ soạn thảo')
  await layersOf(room.invitee, ids => ids.length === 0)
  await room.member.client.done(annotations.removeLayer, { layerId })
  await layersOf(room.standIn, ids => ids.length === 0)
  expect(codeOf(await room.member.client.call(annotations.removeLayer, { layerId }))).toBe('object.notFound')
})

test('[N7] a secretary removes the layer of one who takes no part any more, without reading it', async () => {
  const layerId = crypto.randomUUID()
  const settings = { layerId, readers: chosen(room.chair), writers: chosen(room.chair) }
  await make(room.invitee, settings)
  const remove = () => room.secretary.client.call(annotations.removeLayer, { layerId })
  expect(codeOf(await remove())).toBe('object.notFound')
  await room.secretary.client.done(meetings.removeParticipant, {
    ...{ meetingId: room.meetingId, accountId: room.invitee.accountId },
  })
  const [left] = await layersOf(room.secretary, ids => ids.includes(layerId))
  expect(left?.can).toEqual({ read: false, write: false, change: false, remove: true })
  expect(codeOf(await room.chair.client.call(annotations.removeLayer, { layerId }))).toBe('right.missing')
  expect(codeOf(await remove())).toBe('ok')
})

test('[N8] people by name take part in the meeting, and layers have a number', async () => {
  const wrong = await make(room.member, { readers: chosen(room.outsider) })
  expect(wrong).toMatchObject({ ok: false, error: { code: 'audience.empty', field: 'readers' } })
  const mixed = await make(room.member, { writers: chosen(room.chair, room.outsider) })
  expect(mixed).toMatchObject({ ok: false, error: { code: 'participant.missing', field: 'writers' } })
  const layerId = crypto.randomUUID()
  expect(codeOf(await make(room.member, { layerId }))).toBe('ok')
  expect(codeOf(await make(room.member, { layerId }))).toBe('object.exists')
  for (let at = 1; at < layerLimits.groupsPerPerson; at += 1) await make(room.member)
  expect(codeOf(await make(room.member))).toBe('layers.tooMany')
  expect(codeOf(await make(room.chair))).toBe('ok')
})

test('[N9] in a cancelled meeting layers are neither made nor changed, and still removed', async () => {
  const layerId = crypto.randomUUID()
  await make(room.member, { layerId })
  await room.secretary.client.done(meetings.cancel, { meetingId: room.meetingId, reason: 'Hoãn' })
  expect(codeOf(await make(room.member))).toBe('meeting.wrongState')
  const change = { layerId, name: 'Tổ', readers: everyone, writers: everyone }
  expect(codeOf(await room.member.client.call(annotations.changeLayer, change))).toBe('meeting.wrongState')
  const [seen] = await layersOf(room.member, ids => ids.includes(layerId))
  expect(seen?.can).toEqual({ read: true, write: false, change: false, remove: true })
  expect(codeOf(await room.member.client.call(annotations.removeLayer, { layerId }))).toBe('ok')
})

test('making, changing and removing a layer are in the journal', async () => {
  const layerId = crypto.randomUUID()
  await make(room.member, { layerId })
  await room.member.client.done(annotations.removeLayer, { layerId })
  const rows = await server.database.kysely
    .selectFrom('journal')
    .select(['command', 'meeting_id'])
    .where('meeting_id', '=', room.meetingId)
    .where('command', 'like', 'annotations:%')
    .orderBy('seq')
    .execute()
  expect(rows).toEqual([
    { command: 'annotations:makeLayer', meeting_id: room.meetingId },
    { command: 'annotations:removeLayer', meeting_id: room.meetingId },
  ])
})
