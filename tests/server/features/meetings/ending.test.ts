import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { presenting, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { screens } from '#shared/screens/screens.contract.ts'
import { makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** A device of somebody's that joins now, with every view. */
const joined = async ({ meetingId }: Room, { accountId }: Person) => {
  const { client } = await server.device(accountId)
  expect(await client.ask(meetings.join, { meetingId })).toMatchObject({ ok: true })
  await client.until(meetingsEvents.changed, () => true)
  return client
}
const meetingOf = async ({ secretary }: Room, screenId: string) => {
  const list = await secretary.client.done(screens.list, {})
  return list.screens.find(({ id }) => id === screenId)?.meetingId
}

test('[M23] closing ends presenting and frees the screens, keeps the instants, and leaves papers to read', async () => {
  const room = await makeRoom(server)
  const { meetingId, chair, secretary, member } = room
  const itemId = await room.item()
  const { versionId } = await room.paper(itemId)
  await room.publish()
  await room.open()
  const { screenId } = await server.screen(meetingId)
  await chair.client.done(agenda.takeItem, { itemId })
  await secretary.client.done(presenting.start, {
    ...{ meetingId, versionId, position: { page: 1, x: 0.5, y: 0, zoom: 'width' } },
  })
  server.clock.pass(60_000)
  await chair.client.done(meetings.pause, { meetingId })
  server.clock.pass(60_000)
  await chair.client.done(meetings.resume, { meetingId })
  server.clock.pass(60_000)
  await chair.client.done(meetings.close, { meetingId })

  const client = await joined(room, member)
  const { openedAt, pausedAt, closedAt, state } = await client.until(meetingsEvents.changed, () => true)
  expect(state).toBe('closed')
  expect((pausedAt ?? 0) - (openedAt ?? 0)).toBeGreaterThanOrEqual(60_000)
  expect((closedAt ?? 0) - (pausedAt ?? 0)).toBeGreaterThanOrEqual(120_000)
  expect((await client.until(presentingEvents.changed, () => true)).current).toBeNull()
  const { documents } = await client.until(documentsEvents.changed, () => true)
  expect(documents.map(({ version }) => version?.id)).toEqual([versionId])
  expect(await meetingOf(room, screenId)).toBeNull()
})

test('[M23] cancelling frees the screens too', async () => {
  const room = await makeRoom(server)
  const { meetingId, secretary } = room
  await room.item()
  await room.publish()
  const { screenId } = await server.screen(meetingId)
  expect(await meetingOf(room, screenId)).toBe(meetingId)
  await secretary.client.done(meetings.cancel, { meetingId, reason: 'Chủ tọa đi công tác' })
  expect(await meetingOf(room, screenId)).toBeNull()
})
