import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { screens } from '#shared/screens/screens.contract.ts'
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

/** A screen in a browser in which a person was signed in before, and what its own calls and a person's are answered. */
const screenBesideLogin = async () => {
  const person = await server.person()
  const { screenId, client } = await server.screen()
  client.cookie = `${client.cookie}; ${person.client.cookie}`
  const answer = (name: string) => client.post(name, JSON.stringify({ id: crypto.randomUUID(), input: {} }))
  return { person, screenId, client, answer }
}

test('[S17] a login that was ended leaves the screen that its browser has become', async () => {
  const { person, screenId, client, answer } = await screenBesideLogin()
  expect((await answer(screens.me.name)).result).toMatchObject({ error: { code: 'right.missing' } })
  const elsewhere = await server.device(person.accountId)
  await elsewhere.client.done(accounts.endLogin, { loginId: person.loginId, wipe: true })
  const me = await answer(screens.me.name)
  expect(me.result).toMatchObject({ ok: true, data: { screen: { id: screenId } } })
  // Nobody was told yet: the cookie stays until somebody is.
  expect(me.cookies).toEqual([])
  const socket = await client.socket()
  expect(socket.connected).toBe(true)
  const asked = await answer(accounts.me.name)
  expect(asked.result).toMatchObject({ error: { code: 'login.ended', params: { reason: 'wiped' } } })
  expect(asked.cookies).toHaveLength(1)
  expect(asked.cookies[0]).toMatch(/^__Host-login=;.*Max-Age=0/)
})

test('[S17] a login that expired beside a screen keeps its cookie, so that a wipe still reaches it', async () => {
  const { person, answer } = await screenBesideLogin()
  server.clock.pass(server.config.loginMs + 1)
  expect((await answer(screens.me.name)).result.ok).toBe(true)
  const expired = await answer(accounts.me.name)
  expect(expired.result).toMatchObject({ error: { code: 'login.ended', params: { reason: 'expired' } } })
  expect(expired.cookies).toEqual([])
  const elsewhere = await server.device(person.accountId)
  await elsewhere.client.done(accounts.endLogin, { loginId: person.loginId, wipe: true })
  const wiped = await answer(accounts.me.name)
  expect(wiped.result).toMatchObject({ error: { code: 'login.ended', params: { reason: 'wiped' } } })
  expect(wiped.cookies).toHaveLength(1)
})
