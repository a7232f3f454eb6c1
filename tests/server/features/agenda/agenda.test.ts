import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { agenda, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { codeOf, everyone, makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const fields = {
  title: 'Báo cáo công tác phòng, chống thiên tai',
  durationMinutes: 15,
  reporterId: null,
  reporterNote: 'Trưởng ban chỉ huy',
  audience: everyone,
}
const follow = async (client: TestClient, { meetingId }: Room) => {
  const joined = await client.ask(meetings.join, { meetingId })
  if (!joined.ok) throw new Error(joined.error.code)
}
/** The agenda as the client saw it last: `1.waiting 2.current …` */
const seen = (client: TestClient, { meetingId }: Room) =>
  client.view(agendaEvents.changed, meetingId)?.items.map(({ number, state }) => `${number}.${state}`)
const titles = async (client: TestClient, wanted: readonly string[]) => {
  await client.until(
    agendaEvents.changed,
    ({ items }) => JSON.stringify(items.map(({ title }) => title)) === JSON.stringify(wanted),
  )
}

describe('preparing', () => {
  test('[A1] [A4] [A13] items are added, moved and removed, and numbered from 1', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary } = room
    await follow(secretary.client, room)
    const a = await room.item({ title: 'A' })
    const b = await room.item({ title: 'B' })
    const c = crypto.randomUUID()
    await secretary.client.done(agenda.addItem, {
      meetingId,
      itemId: c,
      beforeItemId: b,
      ...fields,
      title: 'C',
    })
    await titles(secretary.client, ['A', 'C', 'B'])
    await secretary.client.done(agenda.moveItem, { itemId: b, beforeItemId: a })
    await titles(secretary.client, ['B', 'A', 'C'])
    await secretary.client.done(agenda.removeItem, { itemId: a })
    await titles(secretary.client, ['B', 'C'])
    expect(seen(secretary.client, room)).toEqual(['1.waiting', '2.waiting'])
  })

  test('[A4] an item of another meeting is no place to go to, and an id is used once', async () => {
    const room = await makeRoom(server)
    const other = await makeRoom(server)
    const itemId = await room.item()
    const foreign = await other.item()
    const { client } = room.secretary
    expect(codeOf(await client.call(agenda.moveItem, { itemId, beforeItemId: foreign }))).toBe(
      'object.notFound',
    )
    expect(
      codeOf(
        await client.call(agenda.addItem, {
          meetingId: room.meetingId,
          itemId: foreign,
          beforeItemId: null,
          ...fields,
        }),
      ),
    ).toBe('object.exists')
  })

  test('[A11] reporter and chosen people take part in the meeting', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary, member, outsider } = room
    const add = async (more: Partial<Parameters<typeof secretary.client.call<typeof agenda.addItem>>[1]>) =>
      codeOf(
        await secretary.client.call(agenda.addItem, {
          meetingId,
          itemId: crypto.randomUUID(),
          beforeItemId: null,
          ...fields,
          ...more,
        }),
      )
    const chosen = (...accountIds: string[]) => ({ audience: { kind: 'chosen' as const, accountIds } })
    expect(await add({ reporterId: outsider.accountId })).toBe('participant.missing')
    expect(await add(chosen(outsider.accountId))).toBe('audience.empty')
    expect(await add(chosen(member.accountId, outsider.accountId))).toBe('participant.missing')
    expect(await add({ reporterId: member.accountId, ...chosen(member.accountId) })).toBe('ok')
  })

  test('[A3] a meeting has at most 200 items', async () => {
    const room = await makeRoom(server)
    await server.database.kysely
      .insertInto('items')
      .values(
        Array.from({ length: 200 }, (_, position) => ({
          id: crypto.randomUUID(),
          meeting_id: room.meetingId,
          position,
          title: `Nội dung ${position}`,
          duration_minutes: 5,
          reporter_id: null,
          reporter_note: '',
          state: 'waiting' as const,
          urgent: 0 as const,
          audience: JSON.stringify(everyone),
          secrecy: null,
          started_at: null,
          ended_at: null,
        })),
      )
      .execute()
    const answer = await room.secretary.client.call(agenda.addItem, {
      meetingId: room.meetingId,
      itemId: crypto.randomUUID(),
      beforeItemId: null,
      ...fields,
    })
    expect(answer).toMatchObject({ error: { code: 'items.tooMany', params: { limit: 200 } } })
  })

  test('[A7] an item with papers stays', async () => {
    const room = await makeRoom(server)
    const itemId = await room.item()
    await room.paper(itemId)
    expect(codeOf(await room.secretary.client.call(agenda.removeItem, { itemId }))).toBe('item.hasPapers')
  })

  test('[A1] the agenda of a meeting that is over stands', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary } = room
    const itemId = await room.item()
    await room.publish()
    await secretary.client.done(meetings.cancel, { meetingId, reason: 'Hoãn' })
    const { client } = secretary
    const answers = [
      await client.call(agenda.addItem, {
        meetingId,
        itemId: crypto.randomUUID(),
        beforeItemId: null,
        ...fields,
      }),
      await client.call(agenda.updateItem, { itemId, ...fields }),
      await client.call(agenda.moveItem, { itemId, beforeItemId: null }),
      await client.call(agenda.removeItem, { itemId }),
      await client.call(agenda.declareSecrecy, { itemId, secrecy: 'secret' }),
      await client.call(agenda.takeItem, { itemId }),
      await client.call(agenda.finishItem, { itemId }),
    ]
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'meeting.wrongState'))
  })
})

describe('sitting', () => {
  let room: Room
  let items: string[]
  beforeAll(async () => {
    room = await makeRoom(server)
    items = [await room.item(), await room.item(), await room.item()]
    await room.publish()
    await follow(room.member.client, room)
  })

  test('[A2] before it sits the chair adds nothing; while it sits what is added is urgent', async () => {
    const { meetingId, chair, secretary, member } = room
    const urgent = { meetingId, beforeItemId: null, ...fields, title: 'Khẩn' }
    expect(codeOf(await chair.client.call(agenda.addItem, { ...urgent, itemId: crypto.randomUUID() }))).toBe(
      'right.missing',
    )
    expect(codeOf(await secretary.client.call(agenda.takeItem, { itemId: items[0]! }))).toBe(
      'meeting.wrongState',
    )
    await room.open()
    const itemId = crypto.randomUUID()
    await chair.client.done(agenda.addItem, { ...urgent, itemId })
    const view = await member.client.until(agendaEvents.changed, found => found.items.length === 4)
    expect(view.items.map(item => item.urgent)).toEqual([false, false, false, true])
    await secretary.client.done(agenda.removeItem, { itemId })
  })

  test('[A9] taking an item ends the one before it and starts its clock', async () => {
    const { chair, secretary, member } = room
    await chair.client.done(agenda.takeItem, { itemId: items[0]! })
    await secretary.client.done(agenda.takeItem, { itemId: items[1]! })
    const view = await member.client.until(agendaEvents.changed, found => found.items[1]?.state === 'current')
    expect(seen(member.client, room)).toEqual(['1.done', '2.current', '3.waiting'])
    expect(view.items[0]?.endedAt).not.toBeNull()
    expect(view.items[1]).toMatchObject({ endedAt: null, startedAt: expect.any(Number) })
  })

  test('[A9] taking the current item again leaves its clock alone', async () => {
    const { chair, member } = room
    const before = member.client.view(agendaEvents.changed, room.meetingId)?.items[1]?.startedAt
    server.clock.pass(60_000)
    await chair.client.done(agenda.takeItem, { itemId: items[1]! })
    await follow(member.client, room)
    expect(member.client.view(agendaEvents.changed, room.meetingId)?.items[1]?.startedAt).toBe(before)
  })

  test('[A4] [A6] [A8] what was or is being dealt with keeps its place, and the current one is still corrected', async () => {
    const { client } = room.secretary
    const [first, second, third] = items as [string, string, string]
    expect(codeOf(await client.call(agenda.moveItem, { itemId: first, beforeItemId: null }))).toBe(
      'item.done',
    )
    expect(codeOf(await client.call(agenda.moveItem, { itemId: second, beforeItemId: null }))).toBe(
      'item.current',
    )
    expect(codeOf(await client.call(agenda.moveItem, { itemId: third, beforeItemId: second }))).toBe(
      'item.current',
    )
    expect(codeOf(await client.call(agenda.removeItem, { itemId: second }))).toBe('item.current')
    expect(codeOf(await client.call(agenda.updateItem, { itemId: first, ...fields }))).toBe('item.done')
    expect(codeOf(await client.call(agenda.declareSecrecy, { itemId: first, secrecy: 'secret' }))).toBe(
      'item.done',
    )
    await client.done(agenda.updateItem, { itemId: second, ...fields, title: 'Đã sửa' })
    await room.member.client.until(agendaEvents.changed, found => found.items[1]?.title === 'Đã sửa')
  })

  test('[A12] a state secret is noted and taken back', async () => {
    const { secretary, member } = room
    await secretary.client.done(agenda.declareSecrecy, { itemId: items[2]!, secrecy: 'topSecret' })
    await member.client.until(agendaEvents.changed, found => found.items[2]?.secrecy === 'topSecret')
    await secretary.client.done(agenda.declareSecrecy, { itemId: items[2]!, secrecy: null })
    await member.client.until(agendaEvents.changed, found => found.items[2]?.secrecy === null)
  })

  test('[A16] the current item is finished once; whoever is slower hears that it changed', async () => {
    const { chair, secretary, member } = room
    await chair.client.done(agenda.finishItem, { itemId: items[1]! })
    await member.client.until(agendaEvents.changed, found => found.items[1]?.state === 'done')
    expect(codeOf(await secretary.client.call(agenda.finishItem, { itemId: items[1]! }))).toBe(
      'revision.stale',
    )
  })

  test('[A10] an item that is done is taken again, with a new clock', async () => {
    const { chair, member } = room
    const before = member.client.view(agendaEvents.changed, room.meetingId)?.items[0]?.startedAt ?? 0
    server.clock.pass(60_000)
    await chair.client.done(agenda.takeItem, { itemId: items[0]! })
    const view = await member.client.until(agendaEvents.changed, found => found.items[0]?.state === 'current')
    expect(view.items[0]?.startedAt).toBeGreaterThan(before)
    expect(view.items[0]?.endedAt).toBeNull()
  })

  test('[A9] nothing is taken in a break', async () => {
    const { meetingId, chair } = room
    await chair.client.done(meetings.pause, { meetingId })
    expect(codeOf(await chair.client.call(agenda.takeItem, { itemId: items[2]! }))).toBe('meeting.wrongState')
    await chair.client.done(meetings.resume, { meetingId })
  })
})

describe('what is seen', () => {
  test('[A13] [A14] viewers see what is meant for them, numbered over all, and that something else is being dealt with', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary, member, invitee, chair } = room
    await room.item()
    const inner = await room.item({ audience: { kind: 'members' } })
    await room.item({ audience: { kind: 'chosen', accountIds: [invitee.accountId] } })
    await room.publish()
    await room.open()
    const screen = await server.screen(meetingId)
    for (const { client } of [secretary, member, invitee]) await follow(client, room)
    await screen.client.ask(meetings.join, { meetingId })
    expect(seen(secretary.client, room)).toEqual(['1.waiting', '2.waiting', '3.waiting'])
    expect(seen(member.client, room)).toEqual(['1.waiting', '2.waiting'])
    expect(seen(invitee.client, room)).toEqual(['1.waiting', '3.waiting'])
    expect(seen(screen.client, room)).toEqual(['1.waiting'])
    await chair.client.done(agenda.takeItem, { itemId: inner })
    const view = await invitee.client.until(agendaEvents.changed, found => found.currentHidden)
    expect(view.items.map(({ number }) => number)).toEqual([1, 3])
    await screen.client.until(agendaEvents.changed, found => found.items.length === 2 && !found.currentHidden)
    expect(member.client.view(agendaEvents.changed, meetingId)?.currentHidden).toBe(false)
    expect(codeOf(await invitee.client.call(agenda.takeItem, { itemId: inner }))).toBe('object.notFound')
    expect(codeOf(await member.client.call(agenda.takeItem, { itemId: inner }))).toBe('right.missing')
  })
})
