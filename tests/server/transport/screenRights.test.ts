import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { makeRoom } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

test('[S9] a screen that says nothing after it was given another meeting begins anew, and loses the first', async () => {
  const room = await makeRoom(server)
  await room.item()
  await room.publish()
  const { screenId, client } = await server.screen(room.meetingId)
  const socket = await client.socket()
  expect(await client.ask(meetings.join, { meetingId: room.meetingId })).toMatchObject({ ok: true })
  const closing = new Promise(resolve => socket.once('closing', resolve))
  await server.database.kysely
    .updateTable('screens')
    .set({ meeting_id: null })
    .where('id', '=', screenId)
    .execute()
  expect(await closing).toEqual({ reason: 'rightsChanged' })
})
