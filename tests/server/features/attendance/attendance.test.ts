import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { type AttendanceView, attendance, attendanceEvents } from '#shared/attendance/attendance.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { profiles } from '#shared/profiles/profiles.contract.ts'
import { defaultProfile } from '#shared/profiles/profiles.rules.ts'
import type { TestClient } from '#tests/support/client.ts'
import { makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const hourMs = 3_600_000
/** A published meeting, or one that sits. Of its members, the chair and the member, both must be present. */
const makeSitting = async (state: 'published' | 'open' = 'open'): Promise<Room> => {
  const room = await makeRoom(server)
  await room.item()
  await room.publish()
  if (state === 'open') await room.open()
  return room
}
const refused = (code: string) => ({ ok: false, error: { code } })
const standingIn = (view: AttendanceView, { accountId }: Pick<Person, 'accountId'>) =>
  view.people.find(one => one.accountId === accountId)
/** Joins, and waits for the view that the test asks for. */
const sees = async (
  client: TestClient,
  { meetingId }: Room,
  holds: (view: AttendanceView) => boolean = () => true,
): Promise<AttendanceView> => {
  await client.ask(meetings.join, { meetingId })
  return client.until(attendanceEvents.changed, holds)
}
const mark = (
  { secretary, meetingId }: Room,
  { accountId }: Pick<Person, 'accountId'>,
  standing: 'present' | 'remote' | 'left' | 'excused' | 'absent',
  reason = '',
) => secretary.client.call(attendance.mark, { meetingId, accountId, standing, reason })
const marksOf = ({ meetingId }: Room, { accountId }: Pick<Person, 'accountId'>) =>
  server.database.kysely
    .selectFrom('attendance_marks')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()

describe('checking in', () => {
  test('[C1] waits for the secretary’s word or the opening, and ends with the meeting, on every way', async () => {
    const room = await makeSitting('published')
    const { meetingId, member, secretary, chair } = room
    const code = 'A'.repeat(22)
    const ways = () =>
      Promise.all([
        member.client.call(attendance.checkIn, { meetingId }),
        mark(room, member, 'present'),
        secretary.client.call(attendance.code, { meetingId }),
      ])
    for (const answer of await ways()) expect(answer).toMatchObject(refused('attendance.notOpen'))
    await secretary.client.done(attendance.openCheckIn, { meetingId })
    await secretary.client.done(attendance.openCheckIn, { meetingId })
    expect((await member.client.call(attendance.checkIn, { meetingId })).ok).toBe(true)
    await chair.client.done(meetings.open, { meetingId })
    expect((await chair.client.call(attendance.checkIn, { meetingId })).ok).toBe(true)
    await chair.client.done(meetings.close, { meetingId })
    for (const answer of await ways()) expect(answer).toMatchObject(refused('attendance.over'))
    expect(await member.client.call(attendance.leave, { meetingId })).toMatchObject(
      refused('attendance.over'),
    )
    expect(await member.client.call(attendance.checkInByCode, { meetingId, code })).toMatchObject({
      error: { code: 'attendance.codeOld' },
    })
    expect(await secretary.client.call(attendance.openCheckIn, { meetingId })).toMatchObject(
      refused('meeting.wrongState'),
    )
  })

  test('[C2] everybody who takes part checks in, a secretary and an outsider who do not are not let', async () => {
    const room = await makeSitting()
    const { meetingId } = room
    for (const who of ['chair', 'member', 'standIn', 'invitee', 'teller', 'operator'] as const)
      expect((await room[who].client.call(attendance.checkIn, { meetingId })).ok).toBe(true)
    expect(await room.secretary.client.call(attendance.checkIn, { meetingId })).toMatchObject(
      refused('right.missing'),
    )
    expect(await room.outsider.client.call(attendance.checkIn, { meetingId })).toMatchObject(
      refused('object.notFound'),
    )
    const view = await sees(room.secretary.client, room)
    expect(view.people.every(({ standing }) => standing === 'present')).toBe(true)
  })

  test('[C3] a tablet that comes or goes checks nobody in or out', async () => {
    const room = await makeSitting()
    const { client } = room.member
    await sees(client, room)
    expect(await marksOf(room, room.member)).toEqual([])
    await client.done(attendance.checkIn, { meetingId: room.meetingId })
    await sees(room.chair.client, room, view => standingIn(view, room.member)?.standing === 'present')
    client.close()
    await room.chair.client.until(
      meetingsEvents.presenceChanged,
      ({ accountIds }) => !accountIds.includes(room.member.accountId),
    )
    expect(standingIn(await sees(room.chair.client, room), room.member)?.standing).toBe('present')
  })

  test('[C9] twice on two devices at once, and again by another way, is once, and all hear the same', async () => {
    const room = await makeSitting()
    const { meetingId, member } = room
    const other = await server.device(member.accountId)
    const answers = await Promise.all(
      [member.client, other.client, member.client, other.client].map(client =>
        client.done(attendance.checkIn, { meetingId }),
      ),
    )
    const { code } = await room.secretary.client.done(attendance.code, { meetingId })
    answers.push(await other.client.done(attendance.checkInByCode, { meetingId, code }))
    expect((await mark(room, member, 'present')).ok).toBe(true)
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.mode).toBe('tablet')
    expect(await marksOf(room, member)).toHaveLength(1)
  })

  test('[C10] leaving and coming back stand with their times, seen at once by those who lead', async () => {
    const room = await makeSitting()
    const { meetingId, member, chair } = room
    expect(await member.client.call(attendance.leave, { meetingId })).toMatchObject(
      refused('attendance.notPresent'),
    )
    await member.client.done(attendance.checkIn, { meetingId })
    server.clock.pass(10 * 60_000)
    await member.client.done(attendance.leave, { meetingId })
    server.clock.pass(5 * 60_000)
    await member.client.done(attendance.checkIn, { meetingId })
    const view = await sees(chair.client, room, one => standingIn(one, member)?.stays.length === 2)
    const [first, second] = standingIn(view, member)?.stays ?? []
    expect((first?.until ?? 0) - (first?.from ?? 0)).toBeGreaterThanOrEqual(10 * 60_000)
    expect((second?.from ?? 0) - (first?.until ?? 0)).toBeGreaterThanOrEqual(5 * 60_000)
    expect(second?.until).toBeNull()
  })
})

describe('the code at the door', () => {
  test('[C19] [C21] the screen shows it, and it checks in everyone who brings it while it counts', async () => {
    const room = await makeSitting()
    const { meetingId } = room
    const screen = await server.screen(meetingId)
    const { code, changesInMs } = await screen.client.done(attendance.code, { meetingId })
    expect(changesInMs).toBeGreaterThan(0)
    expect(changesInMs).toBeLessThanOrEqual(30_000)
    for (const who of ['chair', 'member', 'invitee'] as const)
      expect(await room[who].client.done(attendance.checkInByCode, { meetingId, code })).toMatchObject({
        mode: 'code',
      })
    expect(await room.member.client.call(attendance.code, { meetingId })).toMatchObject(
      refused('right.missing'),
    )
    const view = await sees(room.chair.client, room)
    expect(standingIn(view, room.invitee)).toMatchObject({ standing: 'present', mode: 'code' })
  })

  test('[C20] a photograph of it is dead within a minute, and in another meeting at once', async () => {
    const room = await makeSitting()
    const foreign = await makeSitting()
    const { meetingId, member } = room
    const { code } = await room.secretary.client.done(attendance.code, { meetingId })
    expect(
      await foreign.member.client.call(attendance.checkInByCode, { meetingId: foreign.meetingId, code }),
    ).toMatchObject(refused('attendance.codeOld'))
    server.clock.pass(60_000)
    expect(await member.client.call(attendance.checkInByCode, { meetingId, code })).toMatchObject(
      refused('attendance.codeOld'),
    )
    expect(await marksOf(room, member)).toEqual([])
  })

  test('[C19] [C21] no code is in the log, the database or the journal; who brought it, from which device, is', async () => {
    const room = await makeSitting()
    const { meetingId, member } = room
    const { code } = await room.secretary.client.done(attendance.code, { meetingId })
    await member.client.done(attendance.checkInByCode, { meetingId, code })
    expect(server.log()).not.toContain(code)
    for (const file of readdirSync(server.folder).filter(name => name.includes('.sqlite')))
      expect(readFileSync(join(server.folder, file)).includes(code)).toBe(false)
    const rows = await server.database.kysely
      .selectFrom('journal')
      .selectAll()
      .where('command', '=', 'attendance:checkInByCode')
      .where('meeting_id', '=', meetingId)
      .execute()
    expect(rows).toMatchObject([{ actor_id: member.accountId, login_id: member.loginId }])
  })
})

describe('the secretary', () => {
  test('[C6] checks in whoever takes part, here or elsewhere; nobody else does for others', async () => {
    const room = await makeSitting()
    const { meetingId, member, chair, outsider } = room
    expect((await mark(room, chair, 'present')).ok).toBe(true)
    expect((await mark(room, member, 'remote')).ok).toBe(true)
    expect(await mark(room, outsider, 'present')).toMatchObject(refused('participant.missing'))
    expect(
      await chair.client.call(attendance.mark, {
        ...{ meetingId, accountId: member.accountId, standing: 'left' as const, reason: '' },
      }),
    ).toMatchObject(refused('right.missing'))
    const view = await sees(member.client, room)
    expect(view.quorum).toEqual({ members: 2, present: 2, needed: 2, met: true })
    expect([chair, member].map(who => standingIn(view, who)?.mode)).toEqual(['secretary', 'remote'])
  })

  test('[C7] [C5] records an excuse with its reason, which only those who lead read', async () => {
    const room = await makeSitting('published')
    expect(await mark(room, room.member, 'excused')).toMatchObject(refused('attendance.reasonNeeded'))
    expect((await mark(room, room.member, 'excused', 'Chữa bệnh tại Hà Nội')).ok).toBe(true)
    const excused = (view: AttendanceView) => standingIn(view, room.member)?.standing === 'excused'
    for (const who of ['secretary', 'chair'] as const)
      expect(standingIn(await sees(room[who].client, room, excused), room.member)?.reason).toBe(
        'Chữa bệnh tại Hà Nội',
      )
    for (const who of ['invitee', 'standIn'] as const)
      expect(JSON.stringify(await sees(room[who].client, room, excused))).not.toContain('Chữa bệnh')
    expect(JSON.stringify(room.invitee.client.heard)).not.toContain('Chữa bệnh')
  })

  test('[C8] [C12] says of nobody who was there that they were absent; who was absent may still come', async () => {
    const room = await makeSitting()
    await mark(room, room.member, 'absent')
    expect((await room.member.client.call(attendance.checkIn, { meetingId: room.meetingId })).ok).toBe(true)
    expect(await mark(room, room.member, 'excused', 'Đi công tác')).toMatchObject(
      refused('attendance.wasPresent'),
    )
    expect((await mark(room, room.member, 'left')).ok).toBe(true)
    expect(await mark(room, room.member, 'absent')).toMatchObject(refused('attendance.wasPresent'))
  })

  test('[C13] strikes out what was wrong with the reason, and what was struck out stays stored', async () => {
    const room = await makeSitting()
    const { secretary, member, meetingId } = room
    await mark(room, member, 'present')
    const markId = standingIn(await sees(secretary.client, room), member)?.lastMarkId ?? 0
    const wrong = { meetingId, accountId: member.accountId, markId, at: null, reason: 'Ghi nhầm người' }
    await secretary.client.done(attendance.correct, wrong)
    const view = await sees(secretary.client, room, one => standingIn(one, member)?.standing === 'expected')
    expect(standingIn(view, member)).toMatchObject({ standing: 'expected', stays: [], lastMarkId: null })
    expect(await marksOf(room, member)).toMatchObject([
      { kind: 'present', struck_by: secretary.accountId, struck_reason: 'Ghi nhầm người' },
    ])
    expect(await secretary.client.call(attendance.correct, wrong)).toMatchObject(refused('revision.stale'))
    expect((await mark(room, member, 'excused', 'Đi công tác')).ok).toBe(true)
  })

  test('[C13] sets a time right, also after the meeting, but not before the mark before nor after the close', async () => {
    const room = await makeSitting()
    const { secretary, member, meetingId, chair } = room
    await member.client.done(attendance.checkIn, { meetingId })
    server.clock.pass(hourMs)
    await member.client.done(attendance.leave, { meetingId })
    server.clock.pass(hourMs)
    await chair.client.done(meetings.close, { meetingId })
    const left = standingIn(await sees(secretary.client, room, view => view.checkIn === 'over'), member)
    const came = left?.stays[0]?.from ?? 0
    const correct = (at: number) =>
      secretary.client.call(attendance.correct, {
        ...{ meetingId, accountId: member.accountId, markId: left?.lastMarkId ?? 0, at },
        reason: 'Về lúc giải lao',
      })
    expect(await correct(came - 1)).toMatchObject(refused('attendance.wrongTime'))
    expect(await correct(server.clock.now())).toMatchObject(refused('attendance.wrongTime'))
    expect((await correct(came + 30 * 60_000)).ok).toBe(true)
    const view = await sees(
      secretary.client,
      room,
      one => standingIn(one, member)?.since === came + 30 * 60_000,
    )
    expect(standingIn(view, member)).toMatchObject({
      ...{ standing: 'left', stays: [{ from: came, until: came + 30 * 60_000, mode: 'tablet' }] },
    })
    expect(await correct(came + 20 * 60_000)).toMatchObject(refused('revision.stale'))
  })
})

describe('absence', () => {
  test('[C4] is told before the opening, taken back, and afterwards is the secretary’s matter', async () => {
    const room = await makeSitting('published')
    const { meetingId, member, chair, secretary } = room
    const excuse = (reason: string) => member.client.call(attendance.excuse, { meetingId, reason })
    expect((await excuse('Đi công tác')).ok).toBe(true)
    expect((await excuse('Họp Bộ Tài chính')).ok).toBe(true)
    const view = await sees(secretary.client, room)
    expect(standingIn(view, member)).toMatchObject({ standing: 'excused', reason: 'Họp Bộ Tài chính' })
    await member.client.done(attendance.withdrawExcuse, { meetingId })
    const back = await sees(member.client, room)
    expect(standingIn(back, member)?.standing).toBe('expected')
    expect(back.can).toMatchObject({ excuse: true, withdrawExcuse: false })
    await secretary.client.done(attendance.openCheckIn, { meetingId })
    await member.client.done(attendance.checkIn, { meetingId })
    expect(await excuse('Ốm')).toMatchObject(refused('attendance.wasPresent'))
    await chair.client.done(meetings.open, { meetingId })
    expect(await excuse('Ốm')).toMatchObject(refused('attendance.tooLate'))
    expect(await member.client.call(attendance.withdrawExcuse, { meetingId })).toMatchObject(
      refused('attendance.tooLate'),
    )
  })

  test('[C15] at the close stays end, and who neither came nor was excused was absent', async () => {
    const room = await makeSitting()
    const { meetingId, chair, member, invitee, secretary } = room
    await chair.client.done(attendance.checkIn, { meetingId })
    await mark(room, invitee, 'excused', 'Đi công tác')
    await chair.client.done(meetings.close, { meetingId })
    const view = await sees(secretary.client, room, one => one.checkIn === 'over')
    expect([chair, member, invitee].map(who => standingIn(view, who)?.standing)).toEqual([
      ...['present', 'absent', 'excused'],
    ])
    expect(standingIn(view, chair)?.stays[0]?.until).toEqual(expect.any(Number))
    expect((await mark(room, member, 'excused', 'Báo qua điện thoại')).ok).toBe(true)
    expect(await mark(room, member, 'excused')).toMatchObject(refused('attendance.reasonNeeded'))
  })

  test('[C11] [C17] a stand-in comes for a member who stays absent, and counts for nothing', async () => {
    const room = await makeSitting()
    const { meetingId, chair, standIn, member } = room
    await chair.client.done(attendance.checkIn, { meetingId })
    await standIn.client.done(attendance.checkIn, { meetingId })
    const view = await sees(chair.client, room)
    expect(standingIn(view, standIn)?.standing).toBe('present')
    expect(standingIn(view, member)?.standing).toBe('expected')
    expect(view.quorum).toEqual({ members: 2, present: 1, needed: 2, met: false })
  })

  test('the reason goes when the person is erased, and that they were absent stays', async () => {
    const room = await makeSitting()
    const { meetingId, member, secretary, administrator } = room
    await mark(room, member, 'excused', 'Chữa bệnh tim')
    await secretary.client.done(meetings.close, { meetingId })
    await administrator.client.done(accounts.erase, { accountId: member.accountId })
    expect(await marksOf(room, member)).toMatchObject([{ kind: 'excused', reason: '' }])
    const details = await server.database.kysely.selectFrom('journal_details').select('detail').execute()
    expect(JSON.stringify(details)).not.toContain('Chữa bệnh tim')
  })
})

describe('over time', () => {
  test('[C14] after a night everybody checks in again; after a coffee nobody', async () => {
    const room = await makeSitting()
    const { meetingId, chair, member } = room
    for (const who of [chair, member]) await who.client.done(attendance.checkIn, { meetingId })
    const rest = async (ms: number) => {
      await chair.client.done(meetings.pause, { meetingId })
      server.clock.pass(ms)
      await chair.client.done(meetings.resume, { meetingId })
    }
    await rest(15 * 60_000)
    expect((await sees(chair.client, room)).quorum.present).toBe(2)
    await rest(24 * hourMs)
    const view = await sees(chair.client, room, one => one.quorum.present === 0)
    const stay = standingIn(view, member)?.stays.at(-1)
    expect(standingIn(view, member)?.standing).toBe('left')
    expect(server.clock.now() - (stay?.until ?? 0)).toBeGreaterThanOrEqual(24 * hourMs - 60_000)
    await member.client.done(attendance.checkIn, { meetingId })
    const next = await sees(chair.client, room, one => one.quorum.present === 1)
    expect(standingIn(next, member)?.stays).toHaveLength(2)
  })

  test('[C23] who is taken out is counted and listed no more, and again when they are put back', async () => {
    const room = await makeSitting()
    const { meetingId, chair, standIn, member, secretary } = room
    for (const who of [chair, member]) await who.client.done(attendance.checkIn, { meetingId })
    const seat = { meetingId, accountId: member.accountId }
    await secretary.client.done(meetings.removeParticipant, { meetingId, accountId: standIn.accountId })
    await secretary.client.done(meetings.removeParticipant, seat)
    const without = await sees(chair.client, room, view => view.quorum.members === 1)
    expect(standingIn(without, member)).toBeUndefined()
    expect(await member.client.call(attendance.checkIn, { meetingId })).toMatchObject(
      refused('object.notFound'),
    )
    await secretary.client.done(meetings.setParticipant, { ...seat, role: 'member' })
    const again = await sees(chair.client, room, view => view.quorum.members === 2)
    expect(again.quorum.present).toBe(2)
    await secretary.client.done(meetings.setParticipant, { ...seat, role: 'invitee' })
    const invited = await sees(chair.client, room, view => view.quorum.members === 1)
    expect(standingIn(invited, member)?.standing).toBe('present')
  })
})

describe('the quorum', () => {
  test('[C16] goes by the profile of the meeting, and its version is told with it', async () => {
    const room = await makeSitting('published')
    const before = await sees(room.chair.client, room)
    const { client } = room.administrator
    await client.done(profiles.save, {
      basedOn: before.profileVersion,
      profile: { ...defaultProfile, quorum: { comparison: 'atLeast', numerator: 1, denominator: 2 } },
      note: '',
    })
    const after = await sees(
      room.chair.client,
      room,
      view => view.profileVersion === before.profileVersion + 1,
    )
    expect([before.quorum.needed, after.quorum.needed]).toEqual([2, 1])
    await room.open()
    await client.done(profiles.save, {
      ...{ basedOn: after.profileVersion, profile: defaultProfile, note: '' },
    })
    await room.chair.client.done(attendance.checkIn, { meetingId: room.meetingId })
    expect(await sees(room.chair.client, room, view => view.quorum.present === 1)).toMatchObject({
      ...{ profileVersion: after.profileVersion, quorum: { needed: 1, met: true } },
    })
  })

  test('[C24] [C16] a screen hears the numbers live, and no name', async () => {
    const room = await makeSitting()
    const { client } = await server.screen(room.meetingId)
    expect(await sees(client, room)).toMatchObject({ people: [], quorum: { present: 0, met: false } })
    for (const who of [room.chair, room.member])
      await who.client.done(attendance.checkIn, { meetingId: room.meetingId })
    const view = await sees(client, room, one => one.quorum.met)
    expect(view.people).toEqual([])
  })

  test('[C18] what each may do comes with the view', async () => {
    const room = await makeSitting()
    expect((await sees(room.member.client, room)).can).toMatchObject({ checkIn: true, mark: false })
    expect((await sees(room.secretary.client, room)).can).toMatchObject({ checkIn: false, mark: true })
    await room.member.client.done(attendance.checkIn, { meetingId: room.meetingId })
    expect(await sees(room.member.client, room, view => view.can.leave)).toMatchObject({
      can: { checkIn: false },
    })
  })
})
