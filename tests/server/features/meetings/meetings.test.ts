import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { agenda, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { codeOf, makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const fieldsOf = (startsAt: number) => ({
  kind: 'thematic' as const,
  title: 'Phiên họp chuyên đề',
  place: '',
  startsAt,
  endsAt: startsAt + 3_600_000,
})
const join = async ({ client }: Person, meetingId: string) => {
  const result = await client.ask(meetings.join, { meetingId })
  if (!result.ok) throw new Error(result.error.code)
}

describe('preparing', () => {
  test('[M5] a secretary makes a meeting; making it twice, reversed, or with a stranger as chair is refused', async () => {
    const room = await makeRoom(server)
    const { client } = room.secretary
    const fields = fieldsOf(server.clock.now())
    const meetingId = crypto.randomUUID()
    expect(await client.call(meetings.create, { ...fields, meetingId, chairId: null })).toEqual({
      ok: true,
      data: {},
    })
    expect(codeOf(await client.call(meetings.create, { ...fields, meetingId, chairId: null }))).toBe(
      'object.exists',
    )
    const other = { ...fields, meetingId: crypto.randomUUID(), chairId: null }
    expect(codeOf(await client.call(meetings.create, { ...other, endsAt: fields.startsAt }))).toBe(
      'meeting.timesReversed',
    )
    expect(codeOf(await client.call(meetings.create, { ...other, chairId: crypto.randomUUID() }))).toBe(
      'object.notFound',
    )
  })

  test('[M16] somebody whose account is not active is not invited', async () => {
    const room = await makeRoom(server)
    const gone = await server.person()
    await server.database.kysely
      .updateTable('accounts')
      .set({ state: 'deactivated' })
      .where('id', '=', gone.accountId)
      .execute()
    const { client } = room.secretary
    const { meetingId } = room
    expect(
      codeOf(
        await client.call(meetings.setParticipant, { meetingId, accountId: gone.accountId, role: 'member' }),
      ),
    ).toBe('account.deactivated')
    expect(
      codeOf(
        await client.call(meetings.create, {
          ...fieldsOf(1_000),
          meetingId: crypto.randomUUID(),
          chairId: gone.accountId,
        }),
      ),
    ).toBe('account.deactivated')
  })

  test('[M4] publishing asks for an item and that no paper is on its way', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary } = room
    const publish = async () => codeOf(await secretary.client.call(meetings.publish, { meetingId }))
    expect(await publish()).toBe('meeting.noItems')
    const paper = await room.paper(await room.item(), { state: 'preparing' })
    expect(await publish()).toBe('meeting.papersPending')
    await server.database.kysely
      .updateTable('document_versions')
      .set({ state: 'ready' })
      .where('id', '=', paper.versionId)
      .execute()
    expect(await publish()).toBe('ok')
    expect(await publish()).toBe('meeting.wrongState')
  })

  test('[M4] a meeting without a chair is not published', async () => {
    const { secretary } = await makeRoom(server)
    const meetingId = crypto.randomUUID()
    await secretary.client.done(meetings.create, { ...fieldsOf(1_000), meetingId, chairId: null })
    expect(codeOf(await secretary.client.call(meetings.publish, { meetingId }))).toBe('meeting.noChair')
  })

  test('[M25] a draft is removed with all that is in it; a published meeting is not', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary } = room
    await room.paper(await room.item())
    await join(secretary, meetingId)
    await secretary.client.done(meetings.remove, { meetingId })
    await secretary.client.until(meetingsEvents.left, () => true)
    expect(codeOf(await secretary.client.call(meetings.update, { meetingId, ...fieldsOf(1_000) }))).toBe(
      'object.notFound',
    )
    const other = await makeRoom(server)
    await other.item()
    await other.publish()
    expect(codeOf(await other.secretary.client.call(meetings.remove, { meetingId: other.meetingId }))).toBe(
      'meeting.notDraft',
    )
  })

  test('[M29] title, place and times change until the meeting is over', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary } = room
    await room.item()
    await room.publish()
    await join(room.member, meetingId)
    const fields = { ...fieldsOf(server.clock.now() + 1_000), meetingId, title: 'Phiên họp dời ngày' }
    await secretary.client.done(meetings.update, fields)
    await room.member.client.until(meetingsEvents.changed, view => view.title === 'Phiên họp dời ngày')
    expect(codeOf(await secretary.client.call(meetings.update, { ...fields, endsAt: 0 }))).toBe(
      'meeting.timesReversed',
    )
    await secretary.client.done(meetings.cancel, { meetingId, reason: 'Bão số 9' })
    expect(codeOf(await secretary.client.call(meetings.update, fields))).toBe('meeting.wrongState')
  })
})

describe('the life of a meeting', () => {
  test('[M1] [M7] the chair opens, breaks, goes on and closes; everyone sees each step and its time', async () => {
    const room = await makeRoom(server)
    const { meetingId, chair, member } = room
    const itemId = await room.item()
    await room.publish()
    await join(member, meetingId)
    const now = await member.client.until(meetingsEvents.changed, view => view.state === 'published')
    expect(now).toMatchObject({ openedAt: null, pausedAt: null, closedAt: null })
    await chair.client.done(meetings.open, { meetingId })
    const open = await member.client.until(meetingsEvents.changed, view => view.state === 'open')
    expect(open.openedAt).not.toBeNull()
    await chair.client.done(meetings.pause, { meetingId })
    const paused = await member.client.until(meetingsEvents.changed, view => view.state === 'paused')
    expect(paused.pausedAt).not.toBeNull()
    expect(codeOf(await chair.client.call(meetings.pause, { meetingId }))).toBe('meeting.wrongState')
    await chair.client.done(meetings.resume, { meetingId })
    await chair.client.done(agenda.takeItem, { itemId })
    await chair.client.done(meetings.close, { meetingId })
    const closed = await member.client.until(meetingsEvents.changed, view => view.state === 'closed')
    expect(closed.closedAt).not.toBeNull()
    expect(closed.can.edit).toBe(false)
  })

  test('[M23] closing ends the current item', async () => {
    const room = await makeRoom(server)
    const { meetingId, chair, member } = room
    const itemId = await room.item()
    await room.publish()
    await room.open()
    await chair.client.done(agenda.takeItem, { itemId })
    await join(member, meetingId)
    await member.client.until(meetingsEvents.changed, view => view.currentItemId === itemId)
    await chair.client.done(meetings.close, { meetingId })
    await member.client.until(meetingsEvents.changed, view => view.currentItemId === null)
    await member.client.until(agendaEvents.changed, ({ items }) => items[0]?.state === 'done')
  })

  test('[M1] a cancelled meeting tells its participants why', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary, invitee } = room
    await room.item()
    await room.publish()
    await join(invitee, meetingId)
    await secretary.client.done(meetings.cancel, { meetingId, reason: 'Chủ tọa đi công tác' })
    const view = await invitee.client.until(meetingsEvents.changed, ({ state }) => state === 'cancelled')
    expect(view.cancelReason).toBe('Chủ tọa đi công tác')
    expect(codeOf(await secretary.client.call(meetings.open, { meetingId }))).toBe('meeting.wrongState')
  })

  test('every step is in the journal under its meeting', async () => {
    const room = await makeRoom(server)
    await room.item()
    await room.publish()
    await room.open()
    const rows = await server.database.kysely
      .selectFrom('journal')
      .select('command')
      .where('meeting_id', '=', room.meetingId)
      .orderBy('seq')
      .execute()
    expect(rows.map(({ command }) => command)).toEqual([
      'meetings:create',
      ...Array.from({ length: 5 }, () => 'meetings:setParticipant'),
      'agenda:addItem',
      'meetings:publish',
      'meetings:open',
    ])
  })
})

describe('who takes part', () => {
  let room: Room
  beforeAll(async () => {
    room = await makeRoom(server)
    await room.item()
    await room.publish()
  })

  test('[M26] a draft is known to secretaries alone', async () => {
    const draft = await makeRoom(server)
    const { meetingId } = draft
    expect(codeOf(await draft.chair.client.ask(meetings.join, { meetingId }))).toBe('object.notFound')
    expect(codeOf(await draft.secretary.client.ask(meetings.join, { meetingId }))).toBe('ok')
  })

  test('[M14] participants come by protocol', async () => {
    await join(room.member, room.meetingId)
    const view = await room.member.client.until(meetingsEvents.changed, () => true)
    expect(view.participants.map(({ displayName }) => displayName)).toEqual([
      'Nguyễn Văn Chủ',
      'Lê Thị Viên',
      'Phạm Văn Thay',
      'Đỗ Thị Mời',
      'Vũ Văn Kiểm',
      'Bùi Thị Kỹ',
    ])
    expect(view.chairId).toBe(room.chair.accountId)
  })

  test('[M10] [M11] [M12] places that contradict each other are refused', async () => {
    const { meetingId, secretary, chair, member, invitee } = room
    const set = async (
      accountId: string,
      role: 'chair' | 'member' | 'invitee' | 'standIn',
      principalId = null,
    ) =>
      codeOf(
        await secretary.client.call(meetings.setParticipant, { meetingId, accountId, role, principalId }),
      )
    expect(await set(chair.accountId, 'member')).toBe('participant.isChair')
    expect(await set(invitee.accountId, 'chair')).toBe('participant.isChair')
    expect(await set(invitee.accountId, 'standIn')).toBe('participant.principalMissing')
    expect(await set(member.accountId, 'invitee')).toBe('participant.principalMissing')
    const remove = async (accountId: string) =>
      codeOf(await secretary.client.call(meetings.removeParticipant, { meetingId, accountId }))
    expect(await remove(chair.accountId)).toBe('participant.isChair')
    expect(await remove(member.accountId)).toBe('participant.principalMissing')
    expect(await remove(room.outsider.accountId)).toBe('participant.missing')
  })

  test('[M13] the chair hands over, and with the chair the right to lead', async () => {
    const other = await makeRoom(server)
    await other.item()
    await other.publish()
    const { meetingId, chair, standIn, member } = other
    await join(chair, meetingId)
    await chair.client.done(meetings.handOverChair, { meetingId, accountId: standIn.accountId })
    const view = await chair.client.until(
      meetingsEvents.changed,
      found => found.chairId === standIn.accountId,
    )
    expect(view.can.open).toBe(false)
    expect(view.participants.find(({ accountId }) => accountId === chair.accountId)?.role).toBe('member')
    expect(view.participants.find(({ accountId }) => accountId === standIn.accountId)?.principalId).toBeNull()
    expect(
      codeOf(await chair.client.call(meetings.handOverChair, { meetingId, accountId: member.accountId })),
    ).toBe('right.missing')
    expect(
      codeOf(
        await standIn.client.call(meetings.handOverChair, { meetingId, accountId: other.outsider.accountId }),
      ),
    ).toBe('participant.missing')
    expect(await standIn.client.call(meetings.open, { meetingId })).toEqual({ ok: true, data: {} })
  })

  test('[M24] whoever is taken out hears so at once, and what they should have reported keeps their name', async () => {
    const other = await makeRoom(server)
    const { meetingId, secretary, invitee } = other
    const itemId = await other.item({ reporterId: invitee.accountId })
    await other.publish()
    await join(invitee, meetingId)
    await join(secretary, meetingId)
    await invitee.client.until(meetingsEvents.listChanged, ({ meetings: list }) => list.length === 1)
    await secretary.client.done(meetings.removeParticipant, { meetingId, accountId: invitee.accountId })
    await invitee.client.until(meetingsEvents.left, () => true)
    await invitee.client.until(meetingsEvents.listChanged, ({ meetings: list }) => list.length === 0)
    expect(codeOf(await invitee.client.ask(meetings.join, { meetingId }))).toBe('object.notFound')
    const view = await secretary.client.until(agendaEvents.changed, ({ items }) =>
      items.some(({ id, reporterId }) => id === itemId && reporterId === null),
    )
    expect(view.items[0]?.reporterNote).toBe('Đỗ Thị Mời')
  })

  test('[M9] a new role is a new sight of the agenda', async () => {
    const other = await makeRoom(server)
    const { meetingId, secretary, invitee } = other
    await other.item({ audience: { kind: 'members' } })
    await other.publish()
    await join(invitee, meetingId)
    await invitee.client.until(agendaEvents.changed, ({ items }) => items.length === 0)
    await secretary.client.done(meetings.setParticipant, {
      meetingId,
      accountId: invitee.accountId,
      role: 'member',
    })
    await invitee.client.until(agendaEvents.changed, ({ items }) => items.length === 1)
  })
})

describe('what is seen', () => {
  test('[M17] everyone has a list of their own; drafts are in the secretaries’', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary, member, outsider } = room
    const listed = async ({ client }: Person) =>
      (await client.done(meetings.list, {})).meetings.some(({ id }) => id === meetingId)
    expect(await listed(secretary)).toBe(true)
    expect(await listed(member)).toBe(false)
    await member.client.socket()
    await room.item()
    await room.publish()
    expect(await listed(member)).toBe(true)
    expect(await listed(outsider)).toBe(false)
    const heard = await member.client.until(
      meetingsEvents.listChanged,
      ({ meetings: list }) => list.length === 1,
    )
    expect(heard.meetings[0]).toMatchObject({ id: meetingId, role: 'member', state: 'published' })
  })

  test('[M17] a list is asked for by time, newest first', async () => {
    const { secretary, chair } = await makeRoom(server)
    const day = 86_400_000
    const ids: string[] = await Promise.all(
      [1, 2, 3].map(async days => {
        const meetingId = crypto.randomUUID()
        await secretary.client.done(meetings.create, {
          ...fieldsOf(days * day),
          meetingId,
          chairId: chair.accountId,
        })
        return meetingId
      }),
    )
    const list = async (window: { from?: number; until?: number }) =>
      (await secretary.client.done(meetings.list, { until: 4 * day, ...window })).meetings
        .map(({ id }) => id)
        .filter(id => ids.includes(id))
    expect(await list({})).toEqual([ids[2], ids[1], ids[0]])
    expect(await list({ from: 2 * day })).toEqual([ids[2], ids[1]])
    expect(await list({ from: 2 * day, until: 3 * day })).toEqual([ids[1]])
    expect(await list({ from: 2 * day + 3_600_000, until: 3 * day })).toEqual([ids[1]])
  })

  test('[M17] what ended half a year ago leaves the list that comes by itself', async () => {
    const { secretary } = await makeRoom(server)
    const meetingId = crypto.randomUUID()
    await secretary.client.done(meetings.create, {
      ...fieldsOf(server.clock.now() - 181 * 86_400_000),
      meetingId,
      chairId: null,
    })
    const heard = await secretary.client.until(meetingsEvents.listChanged, () => true)
    expect(heard.meetings.some(({ id }) => id === meetingId)).toBe(false)
    const asked = await secretary.client.done(meetings.list, {})
    expect(asked.meetings.some(({ id }) => id === meetingId)).toBe(true)
  })

  test('[M27] items and papers are counted as far as one sees them', async () => {
    const room = await makeRoom(server)
    const open = await room.item()
    const closed = await room.item({ audience: { kind: 'members' } })
    await room.paper(open)
    await room.paper(open, { audience: { kind: 'members' } })
    await room.paper(closed)
    await room.publish()
    const counts = async ({ client }: Person) => {
      const { meetings: list } = await client.done(meetings.list, {})
      const found = list.find(({ id }) => id === room.meetingId)
      return [found?.itemCount, found?.paperCount]
    }
    expect(await counts(room.secretary)).toEqual([2, 3])
    expect(await counts(room.member)).toEqual([2, 3])
    expect(await counts(room.invitee)).toEqual([1, 1])
  })

  test('[M28] the current item is named to those who see it, and to screens', async () => {
    const room = await makeRoom(server)
    const { meetingId, secretary, member, invitee } = room
    const itemId = await room.item({ audience: { kind: 'members' } })
    await room.publish()
    await room.open()
    const screen = await server.screen(meetingId)
    await screen.client.ask(meetings.join, { meetingId })
    await join(member, meetingId)
    await join(invitee, meetingId)
    await secretary.client.done(agenda.takeItem, { itemId })
    await member.client.until(meetingsEvents.changed, view => view.currentItemId === itemId)
    await screen.client.until(meetingsEvents.changed, view => view.currentItemId === itemId)
    await invitee.client.until(agendaEvents.changed, view => view.currentHidden)
    expect(invitee.client.view(meetingsEvents.changed, meetingId)?.currentItemId).toBeNull()
  })

  test('[M18] [M19] joining brings every view, and everyone hears who came and went', async () => {
    const room = await makeRoom(server)
    const { meetingId, member, chair } = room
    await room.item()
    await room.publish()
    await join(chair, meetingId)
    expect(chair.client.view(agendaEvents.changed, meetingId)?.items).toHaveLength(1)
    await join(member, meetingId)
    const second = await server.device(member.accountId)
    await second.client.ask(meetings.join, { meetingId })
    const both = [member.accountId, chair.accountId].sort()
    await chair.client.until(
      meetingsEvents.presenceChanged,
      ({ accountIds }) => JSON.stringify([...accountIds].sort()) === JSON.stringify(both),
    )
    await member.client.ask(meetings.leave, { meetingId })
    second.client.close()
    await chair.client.until(meetingsEvents.presenceChanged, ({ accountIds }) => accountIds.length === 1)
  })
})
