import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { closeCodes } from '#shared/annotations/wire.ts'
import type { TestClient } from '#tests/support/client.ts'
import { type OpenOptions, sticky, TestNotes } from '#tests/support/notes.ts'
import { makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
let versionId: string
const open: TestNotes[] = []

const notes = (client: TestClient, layer = 'everyone', options: OpenOptions = {}): TestNotes => {
  const made = new TestNotes(client, layer, versionId, options)
  open.push(made)
  return made
}

beforeAll(async () => {
  server = await startServer()
  room = await makeRoom(server)
  const itemId = await room.item()
  versionId = (await room.paper(itemId)).versionId
  await room.publish()
  await room.open()
})
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})
afterAll(() => server.close())

test('[N18] what one writes the other reads, and both hold the same', async () => {
  const one = await notes(room.member.client).synced()
  const other = await notes(room.chair.client).synced()
  one.notes.set('a', sticky(room.member.accountId, 'Xin xem lại'))
  await other.until(() => other.text('a') === 'Xin xem lại')
  other.notes.set('b', sticky(room.chair.accountId, 'Đồng ý'))
  await one.until(() => one.text('b') === 'Đồng ý')
  expect(one.notes.toJSON()).toEqual(other.notes.toJSON())
})

test('[N23] a client that asks is told how many of its updates are stored', async () => {
  const one = await notes(room.member.client, 'everyone', { stored: true }).synced()
  const before = one.stored
  for (let at = 0; at < 5; at += 1) one.notes.set(`s${at}`, sticky(room.member.accountId, `${at}`))
  await one.until(() => one.stored >= before + 5)
  expect(one.refusals).toEqual([])
})

test('[N16] what a reader sends is dropped and answered with the reason', async () => {
  const reader = await notes(room.teller.client, 'everyone', { stored: true }).synced()
  const plain = await notes(room.operator.client).synced()
  const writer = await notes(room.member.client).synced()
  reader.notes.set('r', sticky(room.teller.accountId, 'Không được'))
  plain.notes.set('p', sticky(room.operator.accountId, 'Không được'))
  await reader.until(() => reader.refusals.length > 0)
  await plain.until(() => plain.denials.length > 0)
  expect(reader.refusals[0]?.code).toBe('notes.readOnly')
  expect(plain.denials).toEqual(['notes.readOnly'])
  writer.notes.set('w', sticky(room.member.accountId, 'Được'))
  await reader.until(() => reader.text('w') === 'Được')
  expect(writer.notes.has('r') || writer.notes.has('p')).toBe(false)
})

test('[N15] nobody who is not signed in is let in', async () => {
  const stranger = notes(server.anonymous())
  expect(await stranger.closed()).toBe(closeCodes.expired)
})
