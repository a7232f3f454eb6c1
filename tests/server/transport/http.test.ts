import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

/** Begins a call as a stranger and sends one byte of its body. */
const beginCall = async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const arrived = once(server.app.server, 'request')
  socket.write(
    `POST /api/accounts:committee HTTP/1.1\r\nHost: x\r\nOrigin: ${server.url}\r\nContent-Length: 100\r\n\r\n{`,
  )
  await arrived
  return socket
}

const errors = () =>
  server
    .log()
    .split('\n')
    .filter(line => line.includes('"level":50'))

test('a call whose body does not come is cut, so that strangers hold no connections', async () => {
  const socket = await beginCall()
  await once(socket, 'close')
  expect(errors()).toEqual([])
}, 20_000)

test('a caller who goes away in the middle is no fault in the log', async () => {
  const socket = await beginCall()
  socket.destroy()
  await fetch(`${server.url}/health`)
  expect(errors()).toEqual([])
})
