import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { presenting } from '#shared/presenting/presenting.contract.ts'
import { screens, screensEvents } from '#shared/screens/screens.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { codeOf, makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const dayMs = 86_400_000

/** A meeting that sits, deals with an item and shows a paper, and two screens: its own, and one without assignment. */
const sitting = async () => {
  const room = await makeRoom(server)
  const itemId = await room.item()
  const { versionId } = await room.paper(itemId)
  await room.publish()
  const own = await server.screen(room.meetingId)
  const free = await server.screen()
  await room.open()
  for (const { client } of [own, free]) await client.ask(meetings.join, { meetingId: room.meetingId })
  await room.chair.client.done(agenda.takeItem, { itemId })
  await room.secretary.client.done(presenting.start, {
    ...{ meetingId: room.meetingId, versionId, position: { page: 1, x: 0.5, y: 0, zoom: 'width' } },
  })
  for (const { client } of [own, free])
    await client.until(documentsEvents.changed, ({ documents }) => documents.length === 1)
  return { room, own, free, versionId }
}
const close = ({ chair, meetingId }: Room) => chair.client.done(meetings.close, { meetingId })
const shown = async (client: TestClient): Promise<string | null> =>
  (await client.done(screens.me, {})).screen.meetingId
/** The same display after a power cut. */
const again = async (cookie: string): Promise<TestClient> => {
  const client = server.anonymous()
  client.cookie = cookie
  await client.socket()
  return client
}
const assign = (room: Room, screenId: string, meetingId: string | null) =>
  room.secretary.client.done(screens.assign, { screenId, name: 'Hội trường', meetingId })

describe('the end of a meeting on the screens that showed it', () => {
  test('[S16] is its title and its state, and nothing of its papers, agenda or people', async () => {
    const { room, own, free, versionId } = await sitting()
    const { meetingId } = room
    await close(room)
    for (const { client } of [own, free]) {
      const display = await again(client.cookie)
      expect(await shown(display)).toBe(meetingId)
      expect(codeOf(await display.ask(meetings.join, { meetingId }))).toBe('ok')
      expect(display.view(meetingsEvents.changed, meetingId)).toMatchObject({
        ...{ title: 'Phiên họp thường kỳ tháng 11', state: 'closed', participants: [], chairId: null },
        ...{ currentItemId: null, place: '' },
      })
      // No other view of the meeting comes.
      const names = display.heard.filter(({ scopeId }) => scopeId === meetingId).map(({ name }) => name)
      expect(new Set(names)).toEqual(new Set(['meetings:changed']))
      const file = await fetch(`${server.url}/files/${versionId}/page-one`, { headers: display.headers() })
      expect(file.status).toBe(404)
    }
    const { client } = await server.screen()
    expect(await shown(client)).toBeNull()
    expect(codeOf(await client.ask(meetings.join, { meetingId }))).toBe('object.notFound')
  })

  test('[S16] stays until the screen is assigned anew, to none too', async () => {
    const { room, own, free } = await sitting()
    const { meetingId } = room
    await close(room)
    const next = await makeRoom(server)
    await next.item()
    await next.publish()
    await assign(room, own.screenId, next.meetingId)
    await assign(room, free.screenId, null)
    expect([await shown(own.client), await shown(free.client)]).toEqual([next.meetingId, null])
    await assign(room, own.screenId, null)
    expect(await shown(own.client)).toBeNull()
    for (const { client } of [own, free]) {
      const display = await again(client.cookie)
      expect(codeOf(await display.ask(meetings.join, { meetingId }))).toBe('object.notFound')
    }
  })

  test('[S16] gives way to the next meeting, and does not come back after that one’s', async () => {
    const { room, free } = await sitting()
    await close(room)
    const next = await makeRoom(server)
    await next.item()
    await next.publish()
    expect(await shown(free.client)).toBe(room.meetingId)
    await next.open()
    expect(await shown(free.client)).toBe(next.meetingId)
    await close(next)
    expect(await shown(free.client)).toBe(next.meetingId)
  })

  test('[S16] is over after a day, over a restart too, and the right to its name with it', async () => {
    const { room, own } = await sitting()
    const { meetingId } = room
    await close(room)
    server.clock.pass(dayMs - 60_000)
    expect(await shown(own.client)).toBe(meetingId)
    server.clock.pass(60_000)
    expect(await shown(own.client)).toBeNull()
    await server.database.kysely
      .updateTable('meetings')
      .set({ closed_at: server.clock.now() - 2 * dayMs })
      .execute()
    const { folder } = server
    const { cookie } = own.client
    await server.close({ keep: true })
    server = await startServer({ folder })
    const rows = await server.database.kysely.selectFrom('screens').select('ended_meeting_id').execute()
    expect(rows.map(row => row.ended_meeting_id)).toEqual([null, null])
    const display = await again(cookie)
    expect(codeOf(await display.ask(meetings.join, { meetingId }))).toBe('object.notFound')
  })

  test('[S16] is not shown where the meeting was one of two that sat, nor of one that was called off', async () => {
    const { room, own, free } = await sitting()
    const other = await makeRoom(server)
    await other.item()
    await other.publish()
    const third = await server.screen(other.meetingId)
    await other.secretary.client.done(meetings.cancel, { meetingId: other.meetingId, reason: 'Hoãn' })
    await third.client.until(screensEvents.assigned, ({ screen }) => screen.meetingId === room.meetingId)
    const second = await makeRoom(server)
    await second.item()
    await second.publish()
    await second.open()
    await close(room)
    expect(await shown(free.client)).toBe(second.meetingId)
    const rows = await server.database.kysely
      .selectFrom('screens')
      .select(['id', 'ended_meeting_id as ended'])
      .execute()
    const ended = (screenId: string) => rows.find(({ id }) => id === screenId)?.ended
    expect([ended(own.screenId), ended(free.screenId), ended(third.screenId)]).toEqual([
      room.meetingId,
      null,
      null,
    ])
  })
})
