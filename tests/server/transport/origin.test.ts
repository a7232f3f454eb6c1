import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { io } from 'socket.io-client'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let client: TestClient

beforeEach(async () => {
  server = await startServer()
  client = (await server.person()).client
})
afterEach(() => server.close())

const foreign = ['https://evil.example', 'null', '']

test.each(foreign)('a call from a page of origin %p is refused, though the cookie is right', async origin => {
  const body = JSON.stringify({ id: crypto.randomUUID(), input: {} })
  const { status, result } = await client.post(accounts.signOut.name, body, { origin })
  expect([status, result]).toEqual([403, { ok: false, error: { code: 'origin.foreign' } }])
  await client.done(accounts.me, {})
})

test('a page of the same name on another port is another origin', async () => {
  const { result } = await client.post(accounts.me.name, '{"input":{}}', { origin: `${server.url}1` })
  expect(result).toMatchObject({ error: { code: 'origin.foreign' } })
})

test('a call without any origin is refused', async () => {
  const status = await new Promise(resolve => {
    const asked = request(
      `${server.url}/api/${accounts.me.name}`,
      { method: 'POST', headers: { cookie: client.cookie, 'content-type': 'application/json' } },
      response => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    asked.end('{"input":{}}')
  })
  expect(status).toBe(403)
})

test.each(foreign)('a socket from a page of origin %p is not opened', async origin => {
  const socket = io(server.url, {
    transports: ['websocket'],
    extraHeaders: { origin, cookie: client.cookie },
    reconnection: false,
    forceNew: true,
  })
  const refused = await new Promise(resolve => {
    socket.once('ready', () => resolve(false))
    socket.once('connect_error', () => resolve(true))
  })
  socket.disconnect()
  expect(refused).toBe(true)
})

test('our own page’s socket is opened', async () => {
  expect(await client.ask(accounts.me, {})).toMatchObject({ ok: true })
})
