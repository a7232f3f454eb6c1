import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import { type Audience, meetings } from '#shared/meetings/meetings.contract.ts'
import { presenting, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { everyone, makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const members: Audience = { kind: 'members' }
const position = { page: 1, x: 0.5, y: 0, zoom: 'width' as const }

interface Hall extends Room {
  readonly itemId: string
  readonly documentId: string
  readonly versionId: string
}

/** A meeting that sits, with one paper, and a hall screen that shows it. */
const openHall = async (audience: Audience = everyone) => {
  const room = await makeRoom(server)
  const itemId = await room.item()
  const paper = await room.paper(itemId, { audience })
  await room.publish()
  await room.open()
  const screen = await server.screen(room.meetingId)
  await screen.client.ask(meetings.join, { meetingId: room.meetingId })
  const shown = async (versionId: string | null) => {
    await screen.client.until(
      presentingEvents.changed,
      ({ current }) => (current?.versionId ?? null) === versionId,
    )
  }
  return { hall: { ...room, itemId, ...paper }, screen, shown }
}

const start = ({ meetingId, versionId }: Hall) => ({ meetingId, versionId, position })
const narrow = ({ secretary, documentId }: Hall, audience: Audience) =>
  secretary.client.done(documents.update, { documentId, title: 'Báo cáo', audience })
const narrowItem = ({ secretary, itemId }: Hall, audience: Audience) =>
  secretary.client.done(agenda.updateItem, {
    ...{ itemId, title: 'Nội dung', durationMinutes: 5, reporterId: null, reporterNote: '', audience },
  })
const isPresented = async ({ meetingId }: Hall): Promise<boolean> =>
  (await server.database.kysely
    .selectFrom('presenting')
    .select('meeting_id')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()) !== undefined

describe('a paper that not everyone in the room may see any more', () => {
  test.each([
    ['its audience was narrowed', (hall: Hall) => narrow(hall, members)],
    ['its item’s audience was narrowed', (hall: Hall) => narrowItem(hall, members)],
  ])('[P20] leaves the hall screen at once, though its presenter still sees it: %s', async (_why, act) => {
    const { hall, shown } = await openHall()
    await hall.chair.client.done(presenting.start, start(hall))
    await shown(hall.versionId)
    await act(hall)
    await shown(null)
    expect(await isPresented(hall)).toBe(false)
  })

  test('[P20] ends when somebody comes to the meeting who may not see it', async () => {
    const { hall, shown } = await openHall(members)
    const { meetingId, secretary, chair } = hall
    for (const { accountId } of [hall.invitee, hall.teller, hall.operator])
      await secretary.client.done(meetings.removeParticipant, { meetingId, accountId })
    await chair.client.done(presenting.start, start(hall))
    await shown(hall.versionId)
    await secretary.client.done(meetings.setParticipant, {
      ...{ meetingId, accountId: hall.outsider.accountId, role: 'invitee' as const },
    })
    await shown(null)
  })

  test('[P20] goes on where the secretary had confirmed it, over a narrowing and for who takes over', async () => {
    const { hall, shown } = await openHall(members)
    const { meetingId, secretary, chair } = hall
    await secretary.client.done(presenting.start, { ...start(hall), audienceConfirmed: true })
    await shown(hall.versionId)
    await chair.client.done(presenting.takeOver, { meetingId })
    await narrow(hall, { kind: 'chosen', accountIds: [chair.accountId] })
    expect(await isPresented(hall)).toBe(true)
  })

  test('[P20] a word that was given for a paper that everyone saw does not cover its narrowing', async () => {
    const { hall, shown } = await openHall()
    await hall.secretary.client.done(presenting.start, { ...start(hall), audienceConfirmed: true })
    await shown(hall.versionId)
    await narrow(hall, members)
    await shown(null)
    const again = await hall.secretary.client.call(presenting.start, start(hall))
    expect(again).toMatchObject({ error: { code: 'presenting.notEveryoneMaySee' } })
  })

  test('[P20] a change that everyone still sees through disturbs nothing', async () => {
    const { hall, shown } = await openHall()
    await hall.chair.client.done(presenting.start, start(hall))
    await shown(hall.versionId)
    await narrow(hall, everyone)
    expect(await isPresented(hall)).toBe(true)
  })
})

describe('a presenter whose account ends', () => {
  test('[P9] deactivated: what was presented leaves the hall screen at once', async () => {
    const { hall, shown } = await openHall()
    const { chair, administrator } = hall
    await chair.client.done(presenting.start, start(hall))
    await shown(hall.versionId)
    await administrator.client.done(accounts.deactivate, { accountId: chair.accountId })
    await shown(null)
    expect(await isPresented(hall)).toBe(false)
  })

  test('[P9] erased: a secretary who takes no part in the meeting', async () => {
    const { hall, shown } = await openHall()
    const other = await server.person({ secretary: true })
    await other.client.done(presenting.start, start(hall))
    await shown(hall.versionId)
    await hall.administrator.client.done(accounts.erase, { accountId: other.accountId })
    await shown(null)
    expect(await isPresented(hall)).toBe(false)
  })
})
