import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { annotations } from '#shared/annotations/annotations.contract.ts'
import { keyring } from '#shared/annotations/keyring.contract.ts'
import { attendance } from '#shared/attendance/attendance.contract.ts'
import type { Call } from '#shared/contract/define.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { presenting } from '#shared/presenting/presenting.contract.ts'
import { profiles } from '#shared/profiles/profiles.contract.ts'
import { screens } from '#shared/screens/screens.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { inputOf as anyInputOf } from '#tests/support/inputs.ts'
import { everyone, makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

/** What the specifications' tables of rights say is tried in every cell, over HTTP and over the socket. */
const columns = [
  'anonymous',
  'administrator',
  'secretary',
  'chair',
  'member',
  'standIn',
  'invitee',
  'teller',
  'operator',
  'outsider',
  'screen',
] as const
type Column = (typeof columns)[number]

const features = {
  meetings,
  agenda,
  presenting,
  annotations: { ...annotations, ...keyring },
  screens,
  profiles,
  attendance,
}
const calls = new Map<string, Call>(
  Object.values(features).flatMap(feature => Object.values<Call>(feature).map(call => [call.name, call])),
)
const tableOf = (feature: string): Map<string, readonly string[]> => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'shared', feature, 'SPEC.md'), 'utf8')
  const rows = (text.split('## Rights')[1] ?? '').split('\n').filter(line => line.startsWith('|'))
  const cells = rows.map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('`', '')),
  )
  expect(cells[0]).toEqual(['command', ...columns])
  return new Map(cells.slice(2).map(([name = '', ...rest]) => [name, rest]))
}

interface World {
  readonly room: Room
  readonly itemId: string
  readonly documentId: string
  readonly versionId: string
  /** A group's layer that everyone reads, of a secretary who does not stand in the table. */
  readonly layerId: string
}

let server: TestServer
let own: World
let foreign: World
let screen: { screenId: string; client: TestClient }
let spareScreenId: string

const makeWorld = async (): Promise<World> => {
  const room = await makeRoom(server)
  const itemId = await room.item()
  const { documentId, versionId } = await room.paper(itemId)
  await room.publish()
  await room.open()
  const layerId = crypto.randomUUID()
  const { client } = await server.person({ secretary: true })
  await client.done(annotations.makeLayer, {
    ...{ layerId, documentId, name: 'Tổ thẩm định', readers: everyone, writers: everyone },
  })
  return { room, itemId, documentId, versionId, layerId }
}

beforeAll(async () => {
  server = await startServer()
  own = await makeWorld()
  foreign = await makeWorld()
  screen = await server.screen(own.room.meetingId)
})
afterAll(() => server.close())

/** Before each try the meeting sits, nothing is presented, and the screens are where they belong. */
const restore = async () => {
  const { kysely } = server.database
  await kysely.deleteFrom('presenting').execute()
  await kysely.updateTable('items').set({ state: 'waiting' }).execute()
  await kysely.updateTable('meetings').set({ state: 'open' }).where('state', '!=', 'draft').execute()
  await kysely
    .updateTable('screens')
    .set({ meeting_id: own.room.meetingId })
    .where('id', '=', screen.screenId)
    .execute()
  spareScreenId = (await server.screen()).screenId
}

const inputOf = (name: string, { room, itemId, documentId, versionId, layerId }: World): unknown => {
  const { meetingId } = room
  const fields = { kind: 'regular', title: 'Phiên họp', place: '', startsAt: 1_000, endsAt: 2_000 }
  const item = {
    title: 'Nội dung',
    durationMinutes: 5,
    reporterId: null,
    reporterNote: '',
    audience: everyone,
  }
  const position = { page: 1, x: 0.5, y: 0, zoom: 'page' }
  const inputs: Record<string, unknown> = {
    'meetings:list': {},
    'meetings:create': { ...fields, meetingId: crypto.randomUUID(), chairId: null },
    'meetings:update': { ...fields, meetingId },
    'meetings:setParticipant': { meetingId, accountId: room.member.accountId, role: 'member' },
    'meetings:removeParticipant': { meetingId, accountId: crypto.randomUUID() },
    'meetings:handOverChair': { meetingId, accountId: room.chair.accountId },
    'meetings:cancel': { meetingId, reason: 'Hoãn' },
    'agenda:addItem': { meetingId, itemId: crypto.randomUUID(), beforeItemId: null, ...item },
    'agenda:updateItem': { itemId, ...item },
    'agenda:moveItem': { itemId, beforeItemId: null },
    'agenda:declareSecrecy': { itemId, secrecy: null },
    'attendance:checkInByCode': { meetingId, code: 'A'.repeat(22) },
    'attendance:excuse': { meetingId, reason: 'Đi công tác' },
    'attendance:mark': { meetingId, accountId: room.member.accountId, standing: 'present', reason: '' },
    'attendance:correct': {
      ...{ meetingId, accountId: room.member.accountId, markId: 1, at: null, reason: 'Ghi nhầm' },
    },
    'presenting:start': { meetingId, versionId, position },
    'presenting:move': { meetingId, seq: 1, position },
    'annotations:makeLayer': {
      ...{ layerId: crypto.randomUUID(), documentId, name: 'Tổ', readers: everyone, writers: everyone },
    },
    'annotations:changeLayer': { layerId, name: 'Tổ', readers: everyone, writers: everyone },
    'annotations:removeLayer': { layerId },
    'screens:requestPairing': {},
    'screens:finishPairing': { pairingId: crypto.randomUUID(), secret: 'A'.repeat(43) },
    'screens:pair': { screenId: crypto.randomUUID(), code: '123456', name: 'Màn hình', meetingId: null },
    'screens:me': {},
    'screens:list': {},
    'screens:assign': { screenId: spareScreenId, name: 'Màn hình', meetingId: null },
    'screens:unpair': { screenId: spareScreenId },
    'screens:setNotice': { meetingId, text: 'Giải lao' },
  }
  const ofKeyring = Object.values<Call>(keyring).find(call => call.name === name)
  if (ofKeyring !== undefined) return anyInputOf(ofKeyring)
  const ofProfiles = Object.values<Call>(profiles).find(call => call.name === name)
  if (ofProfiles !== undefined) return anyInputOf(ofProfiles)
  return inputs[name] ?? (name.startsWith('agenda:') ? { itemId } : { meetingId })
}

const clientOf = (column: Column): TestClient =>
  column === 'anonymous' ? server.anonymous() : column === 'screen' ? screen.client : own.room[column].client

const denials = ['login.required', 'right.missing', 'object.notFound']
/** The refusal that who it is brings about; 'yes' for whatever comes after that. */
const answer = async (call: Call, column: Column, via: 'http' | 'socket', world: World): Promise<string> => {
  await restore()
  const message = { id: crypto.randomUUID(), input: inputOf(call.name, world) }
  const client = clientOf(column)
  // The sweep may have found the screen without the meeting that was just closed, and cut it; displays connect again.
  if (via === 'socket' && !(await client.socket()).connected) client.close()
  const result =
    via === 'socket'
      ? await client.emit(call.name, message)
      : (await client.post(call.name, JSON.stringify(message))).result
  if (result.ok) return 'yes'
  const { code } = result.error
  expect(code).not.toBe('input.invalid')
  return denials.includes(code) || code === 'presenting.notPresenter' ? code : 'yes'
}

/** What is about a meeting, or something in it; the rest has no other object that could be foreign. */
const aboutMeeting = (name: string) =>
  /^(agenda|presenting|attendance):|^annotations:\w+Layer$|^meetings:(?!list|create|leave)|^screens:setNotice/.test(
    name,
  )

for (const [feature, contract] of Object.entries(features))
  describe(`rights in ${feature}`, () => {
    const table = tableOf(feature)

    test('the table names every command, and no other', () => {
      expect([...table.keys()].sort()).toEqual(
        Object.values<Call>(contract)
          .map(({ name }) => name)
          .sort(),
      )
    })

    for (const [name, cells] of table) {
      const call = calls.get(name)
      if (call === undefined) continue
      for (const via of ['http', 'socket'] as const) {
        if (call.via !== 'both' && call.via !== via) continue
        // Nobody has a socket without being signed in.
        const who = columns.filter(column => via === 'http' || column !== 'anonymous')

        test(`${name} over ${via} answers each as the table says`, async () => {
          const got: Record<string, string> = {}
          for (const column of who) got[column] = await answer(call, column, via, own)
          expect(got).toEqual(Object.fromEntries(who.map(column => [column, cells[columns.indexOf(column)]])))
        })

        if (aboutMeeting(name))
          test(`${name} over ${via} knows nothing of another meeting, but for secretaries`, async () => {
            const got: Record<string, string> = {}
            for (const column of who) got[column] = await answer(call, column, via, foreign)
            expect(got).toEqual(
              Object.fromEntries(
                who.map(column => [
                  column,
                  column === 'anonymous'
                    ? 'login.required'
                    : column === 'secretary'
                      ? cells[columns.indexOf('secretary')]
                      : 'object.notFound',
                ]),
              ),
            )
          })
      }
    }
  })
