import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import { type Audience, meetings } from '#shared/meetings/meetings.contract.ts'
import { type Position, presenting, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { codeOf, makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const at = (page: number): Position => ({ page, x: 0.5, y: 0, zoom: 'width' })

interface Hall extends Room {
  readonly itemId: string
  readonly documentId: string
  readonly versionId: string
}

/** A meeting that sits at its first item, which the invitee reports, with a paper of 40 pages. */
const openHall = async (audience?: Audience): Promise<Hall> => {
  const room = await makeRoom(server)
  const itemId = await room.item({ reporterId: room.invitee.accountId })
  const paper = await room.paper(itemId, audience === undefined ? {} : { audience })
  await room.publish()
  await room.open()
  await room.chair.client.done(agenda.takeItem, { itemId })
  return { ...room, itemId, ...paper }
}
const join = async (client: TestClient, meetingId: string) => {
  const result = await client.ask(meetings.join, { meetingId })
  if (!result.ok) throw new Error(result.error.code)
}
const start = (
  { meetingId, versionId }: Hall,
  more: { takeOver?: boolean; audienceConfirmed?: boolean } = {},
) => ({
  meetingId,
  versionId,
  position: at(1),
  ...more,
})
const moveFrom = async (client: TestClient, meetingId: string, position: Position) => {
  const view = client.view(presentingEvents.changed, meetingId)
  const last = client.view(presentingEvents.moved, meetingId)
  const seq = Math.max(view?.seq ?? 0, last?.seq ?? 0) + 1
  return client.ask(presenting.move, { meetingId, seq, position })
}

describe('presenting', () => {
  test('[P1] [P3] [P11] the reporter presents; everyone sees what, who and where', async () => {
    const hall = await openHall()
    const { meetingId, documentId, versionId, invitee, member } = hall
    await join(member.client, meetingId)
    expect(member.client.view(presentingEvents.changed, meetingId)).toMatchObject({
      current: null,
      can: { start: false },
    })
    await join(invitee.client, meetingId)
    expect(invitee.client.view(presentingEvents.changed, meetingId)?.can.start).toBe(true)
    await invitee.client.done(presenting.start, { ...start(hall), position: at(3) })
    const view = await member.client.until(presentingEvents.changed, ({ current }) => current !== null)
    expect(view.current).toMatchObject({
      presenterId: invitee.accountId,
      presenterName: 'Đỗ Thị Mời',
      connected: true,
      documentId,
      versionId,
      pageCount: 40,
    })
    expect(view.position).toEqual(at(3))
    const journal = await server.database.kysely
      .selectFrom('journal')
      .select('command')
      .where('meeting_id', '=', meetingId)
      .where('command', 'like', 'presenting:%')
      .execute()
    expect(journal).toEqual([{ command: 'presenting:start' }])
  })

  test('[P12] [P13] [P14] followers get each move; a page too far is the last; an old move is passed over', async () => {
    const hall = await openHall()
    const { meetingId, invitee, member, chair } = hall
    await join(member.client, meetingId)
    await join(invitee.client, meetingId)
    await invitee.client.done(presenting.start, start(hall))
    const { seq } = await invitee.client.until(presentingEvents.changed, ({ current }) => current !== null)
    await invitee.client.ask(presenting.move, { meetingId, seq: seq + 2, position: at(7) })
    await member.client.until(presentingEvents.moved, ({ position }) => position.page === 7)
    await invitee.client.ask(presenting.move, { meetingId, seq: seq + 1, position: at(6) })
    await invitee.client.ask(presenting.move, { meetingId, seq: seq + 3, position: at(400) })
    await member.client.until(presentingEvents.moved, ({ position }) => position.page === 40)
    const pages = member.client.heard.filter(({ name }) => name === 'presenting:moved')
    expect(pages.map(({ revision }) => revision)).toEqual([seq + 2, seq + 3])
    expect(codeOf(await moveFrom(chair.client, meetingId, at(1)))).toBe('presenting.notPresenter')
  })

  test('[P14] half a second after the last move everybody is told the place surely', async () => {
    const hall = await openHall()
    const { meetingId, invitee, member } = hall
    await join(member.client, meetingId)
    await join(invitee.client, meetingId)
    await invitee.client.done(presenting.start, start(hall))
    await invitee.client.until(presentingEvents.changed, ({ current }) => current !== null)
    await moveFrom(invitee.client, meetingId, at(9))
    await member.client.until(presentingEvents.changed, ({ position }) => position?.page === 9)
  })

  test('[P18] a late joiner lands where the presenter is; a presenter who drops out is shown so', async () => {
    const hall = await openHall()
    const { meetingId, invitee, member, chair } = hall
    await join(invitee.client, meetingId)
    await invitee.client.done(presenting.start, start(hall))
    await invitee.client.until(presentingEvents.changed, ({ current }) => current !== null)
    await moveFrom(invitee.client, meetingId, at(12))
    await join(member.client, meetingId)
    expect(member.client.view(presentingEvents.changed, meetingId)).toMatchObject({
      position: at(12),
      current: { connected: true },
    })
    invitee.client.close()
    await member.client.until(presentingEvents.changed, ({ current }) => current?.connected === false)
    await chair.client.done(presenting.takeOver, { meetingId })
    const view = await member.client.until(
      presentingEvents.changed,
      ({ current }) => current?.presenterId === chair.accountId,
    )
    expect(view.position).toEqual(at(12))
    await join(invitee.client, meetingId)
    expect(codeOf(await moveFrom(invitee.client, meetingId, at(1)))).toBe('presenting.notPresenter')
    await join(chair.client, meetingId)
    expect(codeOf(await moveFrom(chair.client, meetingId, at(13)))).toBe('ok')
  })

  test('[P8] one at a time: others wait, those who lead take over, and everyone’s right is shown', async () => {
    const hall = await openHall()
    const { meetingId, invitee, secretary, chair, member } = hall
    await secretary.client.done(presenting.start, start(hall))
    const { startedAt } = (await server.database.kysely
      .selectFrom('presenting')
      .select('started_at as startedAt')
      .where('meeting_id', '=', meetingId)
      .executeTakeFirst())!
    expect(codeOf(await invitee.client.call(presenting.start, start(hall)))).toBe('presenting.taken')
    expect(codeOf(await invitee.client.call(presenting.start, start(hall, { takeOver: true })))).toBe(
      'presenting.taken',
    )
    expect(codeOf(await chair.client.call(presenting.start, start(hall)))).toBe('presenting.taken')
    server.clock.pass(5_000)
    await chair.client.done(presenting.start, start(hall, { takeOver: true }))
    await join(member.client, meetingId)
    expect(member.client.view(presentingEvents.changed, meetingId)).toMatchObject({
      current: { presenterId: chair.accountId, startedAt },
      can: { start: false, takeOver: false, stop: false, confirmAudience: false },
    })
    expect(codeOf(await invitee.client.call(presenting.stop, { meetingId }))).toBe('right.missing')
    await secretary.client.done(presenting.stop, { meetingId })
    expect(codeOf(await secretary.client.call(presenting.stop, { meetingId }))).toBe('presenting.nothing')
    expect(codeOf(await chair.client.call(presenting.takeOver, { meetingId }))).toBe('presenting.nothing')
  })

  test('[P8] [P12] the presenter goes on from another tablet, and the first one moves nothing any more', async () => {
    const hall = await openHall()
    const { meetingId, invitee } = hall
    const second = await server.device(invitee.accountId)
    await join(invitee.client, meetingId)
    await join(second.client, meetingId)
    const oneMoves = async (one: TestClient, other: TestClient) => {
      await one.until(presentingEvents.changed, ({ current }) => current?.here === true)
      await other.until(presentingEvents.changed, ({ current }) => current?.here === false)
    }
    await invitee.client.done(presenting.start, start(hall))
    await oneMoves(invitee.client, second.client)
    expect(codeOf(await moveFrom(second.client, meetingId, at(2)))).toBe('presenting.notPresenter')
    await second.client.done(presenting.start, { ...start(hall), position: at(5) })
    await oneMoves(second.client, invitee.client)
    expect(codeOf(await moveFrom(invitee.client, meetingId, at(2)))).toBe('presenting.notPresenter')
    await second.client.until(presentingEvents.changed, ({ position }) => position?.page === 5)
    expect(codeOf(await moveFrom(second.client, meetingId, at(6)))).toBe('ok')
  })

  test('[P15] numbers rise over a change of paper and of presenter', async () => {
    const hall = await openHall()
    const { meetingId, invitee, secretary } = hall
    await join(secretary.client, meetingId)
    const seqs: number[] = []
    const note = async (presenterId: string) =>
      seqs.push(
        (
          await secretary.client.until(
            presentingEvents.changed,
            ({ current, seq }) => current?.presenterId === presenterId && !seqs.includes(seq),
          )
        ).seq,
      )
    await invitee.client.done(presenting.start, start(hall))
    await note(invitee.accountId)
    await invitee.client.done(presenting.start, start(hall))
    await note(invitee.accountId)
    await secretary.client.done(presenting.takeOver, { meetingId })
    await note(secretary.accountId)
    await secretary.client.done(presenting.stop, { meetingId })
    await invitee.client.done(presenting.start, start(hall))
    await note(invitee.accountId)
    expect(seqs).toEqual([...seqs].sort((one, other) => one - other))
    expect(new Set(seqs).size).toBe(4)
  })
})

describe('what may be presented', () => {
  test('[P4] [P5] a paper that is prepared and that one sees', async () => {
    const hall = await openHall()
    const { meetingId, itemId, chair, invitee, secretary } = hall
    const preparing = await hall.paper(itemId, { state: 'preparing' })
    const code = async (client: TestClient, versionId: string) =>
      codeOf(await client.call(presenting.start, { meetingId, versionId, position: at(1) }))
    expect(await code(secretary.client, preparing.versionId)).toBe('document.notReady')
    const inner = await hall.paper(itemId, { audience: { kind: 'members' } })
    expect(await code(invitee.client, inner.versionId)).toBe('object.notFound')
    const named = await hall.paper(itemId, {
      audience: { kind: 'chosen', accountIds: [invitee.accountId] },
    })
    expect(await code(chair.client, named.versionId)).toBe('object.notFound')
    const other = await openHall()
    expect(await code(chair.client, other.versionId)).toBe('object.notFound')
  })

  test('[P6] not before the meeting sits, and not while a secret is open', async () => {
    const room = await makeRoom(server)
    const itemId = await room.item()
    const { versionId } = await room.paper(itemId)
    await room.publish()
    const { meetingId, secretary } = room
    const code = async () =>
      codeOf(await secretary.client.call(presenting.start, { meetingId, versionId, position: at(1) }))
    expect(await code()).toBe('meeting.wrongState')
    await room.open()
    expect(await code()).toBe('ok')
    await secretary.client.done(agenda.declareSecrecy, { itemId, secrecy: 'secret' })
    await join(secretary.client, meetingId)
    expect(secretary.client.view(presentingEvents.changed, meetingId)?.current).toBeNull()
    expect(await code()).toBe('presenting.secretItem')
    const another = await room.paper(await room.item())
    await secretary.client.done(agenda.takeItem, { itemId })
    expect(
      codeOf(
        await secretary.client.call(presenting.start, {
          meetingId,
          versionId: another.versionId,
          position: at(1),
        }),
      ),
    ).toBe('presenting.secretItem')
    await secretary.client.until(presentingEvents.changed, ({ can }) => !can.start)
  })

  test('[P7] what not everyone may see waits for the secretary’s word; then the screen shows it, and no tablet without the right', async () => {
    const hall = await openHall({ kind: 'members' })
    const { meetingId, versionId, chair, secretary, member, invitee } = hall
    const screen = await server.screen(meetingId)
    await screen.client.ask(meetings.join, { meetingId })
    expect(codeOf(await chair.client.call(presenting.start, start(hall, { audienceConfirmed: true })))).toBe(
      'presenting.notEveryoneMaySee',
    )
    expect(codeOf(await secretary.client.call(presenting.start, start(hall)))).toBe(
      'presenting.notEveryoneMaySee',
    )
    await secretary.client.done(presenting.start, start(hall, { audienceConfirmed: true }))
    await join(member.client, meetingId)
    await join(invitee.client, meetingId)
    expect(member.client.view(presentingEvents.changed, meetingId)?.current?.versionId).toBe(versionId)
    expect(invitee.client.view(presentingEvents.changed, meetingId)).toMatchObject({
      current: { versionId: null, documentId: null, title: '', pageCount: 0 },
      position: null,
    })
    await screen.client.until(presentingEvents.changed, ({ current }) => current?.versionId === versionId)
  })

  test('[P7] a tablet without the right hears no move either: its page would tell how long the paper is', async () => {
    const hall = await openHall({ kind: 'members' })
    const { meetingId, secretary, member, invitee } = hall
    await join(member.client, meetingId)
    await join(invitee.client, meetingId)
    await join(secretary.client, meetingId)
    await secretary.client.done(presenting.start, start(hall, { audienceConfirmed: true }))
    for (const { client } of [secretary, invitee])
      await client.until(presentingEvents.changed, ({ current }) => current !== null)
    await moveFrom(secretary.client, meetingId, at(9_999))
    await member.client.until(presentingEvents.moved, ({ position }) => position.page === 40)
    // What comes after the move on the same connection has come: the move did not.
    await secretary.client.done(presenting.stop, { meetingId })
    await invitee.client.until(presentingEvents.changed, ({ current }) => current === null)
    expect(invitee.client.heard.filter(({ name }) => name === presentingEvents.moved.name)).toEqual([])
  })
})

describe('presenting ends', () => {
  const ends = async (hall: Hall, act: () => Promise<unknown>) => {
    const { meetingId, member } = hall
    await join(member.client, meetingId)
    await member.client.until(presentingEvents.changed, ({ current }) => current !== null)
    await act()
    await member.client.until(presentingEvents.changed, ({ current }) => current === null)
  }

  test('[P9] when the meeting closes', async () => {
    const hall = await openHall()
    await hall.secretary.client.done(presenting.start, start(hall))
    await ends(hall, () => hall.chair.client.done(meetings.close, { meetingId: hall.meetingId }))
  })

  test('[P9] when the reporter changes, or is taken out', async () => {
    const hall = await openHall()
    const { itemId, meetingId, invitee, secretary } = hall
    await invitee.client.done(presenting.start, start(hall))
    await ends(hall, () =>
      secretary.client.done(agenda.updateItem, {
        itemId,
        title: 'Nội dung',
        durationMinutes: 5,
        reporterId: hall.operator.accountId,
        reporterNote: '',
        audience: { kind: 'everyone' },
      }),
    )
    await hall.operator.client.done(presenting.start, start(hall))
    await ends(hall, () =>
      secretary.client.done(meetings.removeParticipant, { meetingId, accountId: hall.operator.accountId }),
    )
  })

  test('[P9] when the chair who presents hands over', async () => {
    const hall = await openHall()
    const { meetingId, chair, standIn } = hall
    await chair.client.done(presenting.start, start(hall))
    await ends(hall, () =>
      chair.client.done(meetings.handOverChair, { meetingId, accountId: standIn.accountId }),
    )
  })

  test('[P9] when the secretary who presents is no secretary any more', async () => {
    const hall = await openHall()
    const { accountId, client } = hall.secretary
    await client.done(presenting.start, start(hall))
    await ends(hall, () =>
      hall.administrator.client.done(accounts.update, {
        ...{ accountId, loginName: `thu.${accountId.slice(0, 8)}`, displayName: 'Trần Thị Thư' },
        ...{ honorific: 'ba', title: '', unitId: null, rank: 5, roles: [] },
      }),
    )
  })

  test('[P6] [P9] when the paper is moved under an item with a state secret', async () => {
    const hall = await openHall()
    const { documentId, secretary } = hall
    const itemId = await hall.item()
    await secretary.client.done(agenda.declareSecrecy, { itemId, secrecy: 'secret' })
    await secretary.client.done(presenting.start, start(hall))
    await ends(hall, () =>
      secretary.client.done(documents.move, { documentId, itemId, beforeDocumentId: null }),
    )
  })

  test('[P4] [P9] when the paper, or its item, is not for the presenter’s eyes any more', async () => {
    const hall = await openHall()
    const { documentId, itemId, invitee, secretary } = hall
    const title = 'Báo cáo'
    await invitee.client.done(presenting.start, start(hall))
    await ends(hall, () =>
      secretary.client.done(documents.update, { documentId, title, audience: { kind: 'members' } }),
    )
    await secretary.client.done(documents.update, { documentId, title, audience: { kind: 'everyone' } })
    await invitee.client.done(presenting.start, start(hall))
    await ends(hall, () =>
      secretary.client.done(agenda.updateItem, {
        ...{ itemId, title: 'Nội dung', durationMinutes: 5, reporterId: invitee.accountId },
        ...{ reporterNote: '', audience: { kind: 'members' } },
      }),
    )
  })

  test('[P10] when the meeting turns to another item or to none, and not when it turns to the paper’s own', async () => {
    const hall = await openHall()
    const { itemId, meetingId, secretary, member, chair } = hall
    await secretary.client.done(presenting.start, start(hall))
    await ends(hall, () => chair.client.done(agenda.finishItem, { itemId }))
    await secretary.client.done(presenting.start, start(hall))
    await chair.client.done(agenda.takeItem, { itemId })
    await join(member.client, meetingId)
    expect(member.client.view(presentingEvents.changed, meetingId)?.current).not.toBeNull()
    const next = await hall.item()
    await ends(hall, () => chair.client.done(agenda.takeItem, { itemId: next }))
  })
})

test('[P15] a stop of the server in mid-meeting keeps the presenter’s page, and numbers rise over it', async () => {
  const first = await startServer()
  const room = await makeRoom(first)
  const { versionId } = await room.paper(await room.item())
  await room.publish()
  await room.open()
  const { meetingId, secretary, member } = room
  await join(secretary.client, meetingId)
  await secretary.client.done(presenting.start, { meetingId, versionId, position: at(1) })
  const { seq } = await secretary.client.until(presentingEvents.changed, ({ current }) => current !== null)
  await moveFrom(secretary.client, meetingId, at(23))
  await first.close({ keep: true })

  const second = await startServer({ folder: first.folder })
  const { client } = await second.device(member.accountId)
  await join(client, meetingId)
  const view = client.view(presentingEvents.changed, meetingId)
  expect(view).toMatchObject({
    position: at(23),
    current: { presenterId: secretary.accountId, connected: false },
  })
  expect(view?.seq).toBeGreaterThan(seq + 1)
  await second.close()
})
