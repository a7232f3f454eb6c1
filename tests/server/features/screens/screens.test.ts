import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { screens, screensEvents } from '#shared/screens/screens.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { codeOf, makeRoom, type Person } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let secretary: Person
beforeAll(async () => {
  server = await startServer()
  secretary = await server.person({ secretary: true })
})
afterAll(() => server.close())

/** A display that was paired through the real steps. */
const pairDisplay = async (manager: Person, meetingId: string | null = null) => {
  const display = server.anonymous()
  const { pairingId, code, secret } = await display.done(screens.requestPairing, {})
  const screenId = crypto.randomUUID()
  await manager.client.done(screens.pair, { screenId, code, name: 'Hội trường lớn', meetingId })
  await display.done(screens.finishPairing, { pairingId, secret })
  return { screenId, display }
}
const shown = (display: TestClient, meetingId: string | null) =>
  display.until(screensEvents.assigned, ({ screen }) => screen.meetingId === meetingId)

describe('pairing', () => {
  test('[S1] [S2] [S4] [S6] a display shows a code, somebody enters it, and the display is a screen', async () => {
    const display = server.anonymous()
    const offer = await display.done(screens.requestPairing, {})
    expect(offer.code).toMatch(/^[0-9]{6}$/)
    expect(offer.expiresAt).toBeGreaterThan(server.clock.now() + 590_000)
    const { pairingId, secret } = offer
    expect(codeOf(await display.call(screens.finishPairing, { pairingId, secret }))).toBe('pairing.waiting')
    expect(codeOf(await display.call(screens.me, {}))).toBe('login.required')
    const screenId = crypto.randomUUID()
    const entered = { screenId, code: offer.code, name: 'Màn hình trái', meetingId: null }
    await secretary.client.done(screens.pair, entered)
    const { screen } = await display.done(screens.finishPairing, { pairingId, secret })
    expect(screen).toMatchObject({ id: screenId, name: 'Màn hình trái', meetingId: null })
    expect(display.cookie).toMatch(/^__Host-screen=/)
    const me = await display.done(screens.me, {})
    expect(me.screen.id).toBe(screenId)
    expect(codeOf(await server.anonymous().call(screens.finishPairing, { pairingId, secret }))).toBe(
      'pairing.unknown',
    )
    const again = { ...entered, screenId: crypto.randomUUID() }
    expect(codeOf(await secretary.client.call(screens.pair, again))).toBe('pairing.unknown')
  })

  test('[S6] a lost answer is asked for again with the same command id, and brings the same cookie', async () => {
    const display = server.anonymous()
    const { pairingId, code, secret } = await display.done(screens.requestPairing, {})
    await secretary.client.done(screens.pair, {
      screenId: crypto.randomUUID(),
      code,
      name: 'Màn hình',
      meetingId: null,
    })
    const id = crypto.randomUUID()
    await display.call(screens.finishPairing, { pairingId, secret }, id)
    const { cookie } = display
    display.cookie = ''
    expect(codeOf(await display.call(screens.finishPairing, { pairingId, secret }, id))).toBe('ok')
    expect(display.cookie).toBe(cookie)
  })

  test('[S2] [S6] after ten minutes the code counts no more, nor does a foreign secret before', async () => {
    const display = server.anonymous()
    const { pairingId, code, secret } = await display.done(screens.requestPairing, {})
    const foreign = (await server.anonymous().done(screens.requestPairing, {})).secret
    expect(codeOf(await display.call(screens.finishPairing, { pairingId, secret: foreign }))).toBe(
      'pairing.unknown',
    )
    server.clock.pass(600_000)
    const entered = { screenId: crypto.randomUUID(), code, name: 'Màn hình', meetingId: null }
    expect(codeOf(await secretary.client.call(screens.pair, entered))).toBe('pairing.unknown')
    expect(codeOf(await display.call(screens.finishPairing, { pairingId, secret }))).toBe('pairing.unknown')
  })

  test('[S3] twenty displays at one address wait at most', async () => {
    server.clock.pass(600_000)
    const codes = new Set<string>()
    for (let count = 0; count < 20; count += 1)
      codes.add((await server.anonymous().done(screens.requestPairing, {})).code)
    expect(codes.size).toBe(20)
    const refused = await server.anonymous().call(screens.requestPairing, {})
    expect(refused).toMatchObject({ error: { code: 'rate.limited', retryAfterMs: expect.any(Number) } })
    server.clock.pass(600_000)
    expect(codeOf(await server.anonymous().call(screens.requestPairing, {}))).toBe('ok')
  })

  test('[S7] twenty wrong codes are enough, for that account', async () => {
    const guesser = await server.person({ administrator: true })
    const { code } = await server.anonymous().done(screens.requestPairing, {})
    const wrong = code === '000000' ? '000001' : '000000'
    const enter = async (who: Person, digits: string) =>
      codeOf(
        await who.client.call(screens.pair, {
          screenId: crypto.randomUUID(),
          code: digits,
          name: 'Màn hình',
          meetingId: null,
        }),
      )
    for (let count = 0; count < 20; count += 1) expect(await enter(guesser, wrong)).toBe('pairing.unknown')
    expect(await enter(guesser, code)).toBe('rate.limited')
    expect(await enter(secretary, code)).toBe('ok')
  })

  test('[S8] a pairing outlives a restart; one that was not finished does not, and no token is stored', async () => {
    const first = await startServer()
    const manager = await first.person({ administrator: true })
    const display = first.anonymous()
    const { pairingId, code, secret } = await display.done(screens.requestPairing, {})
    const screenId = crypto.randomUUID()
    await manager.client.done(screens.pair, { screenId, code, name: 'Màn hình', meetingId: null })
    await display.done(screens.finishPairing, { pairingId, secret })
    const waiting = await first.anonymous().done(screens.requestPairing, {})
    const unfinished = { screenId: crypto.randomUUID(), code: waiting.code, name: 'Dở dang', meetingId: null }
    await manager.client.done(screens.pair, unfinished)
    const token = display.cookie.split('=')[1] ?? ''
    const stored = await first.database.kysely.selectFrom('screens').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(token)
    const journal = await first.database.kysely.selectFrom('journal_details').select('detail').execute()
    expect(JSON.stringify(journal)).not.toContain(secret)
    await first.close({ keep: true })

    const second = await startServer({ folder: first.folder })
    const again = second.anonymous()
    again.cookie = display.cookie
    expect((await again.done(screens.me, {})).screen.id).toBe(screenId)
    const { client } = await second.device(manager.accountId)
    expect((await client.done(screens.list, {})).screens.map(({ id }) => id)).toEqual([screenId])
    await second.close()
  })

  test('[S12] ending a pairing cuts the screen at once', async () => {
    const { screenId, display } = await pairDisplay(secretary)
    const socket = await display.socket()
    const gone = new Promise(resolve => socket.once('disconnect', resolve))
    const reason = new Promise(resolve => socket.once('closing', resolve))
    await secretary.client.done(screens.unpair, { screenId })
    expect(await reason).toEqual({ reason: 'revoked' })
    await gone
    expect(codeOf(await display.call(screens.me, {}))).toBe('login.required')
    expect(codeOf(await secretary.client.call(screens.unpair, { screenId }))).toBe('object.notFound')
  })
})

describe('what it shows', () => {
  test('[S5] [S13] those who manage screens hear of pairing, connecting, losing and ending', async () => {
    const administrator = await server.person({ administrator: true })
    const member = await server.person()
    await member.client.socket()
    const { screenId, display } = await pairDisplay(secretary)
    const hears = (connected: boolean | undefined) =>
      administrator.client.until(
        screensEvents.listChanged,
        view => view.screens.find(({ id }) => id === screenId)?.connected === connected,
      )
    await hears(false)
    await display.socket()
    await hears(true)
    display.close()
    await hears(false)
    await administrator.client.done(screens.unpair, { screenId })
    await hears(undefined)
    expect(member.client.view(screensEvents.listChanged)).toBeNull()
  })

  test('[S9] a screen hears at once that the committee has another name', async () => {
    const administrator = await server.person({ administrator: true })
    const { display } = await pairDisplay(secretary)
    await shown(display, null)
    await administrator.client.done(accounts.renameCommittee, { name: 'UBND tỉnh Sông Lam' })
    await display.until(screensEvents.assigned, ({ committee }) => committee.name === 'UBND tỉnh Sông Lam')
  })

  test('[S9] [S11] a screen without assignment turns to the meeting that opens, and shows its end', async () => {
    const room = await makeRoom(server)
    await room.item()
    await room.publish()
    const { meetingId, chair } = room
    const { display } = await pairDisplay(secretary)
    await shown(display, null)
    await chair.client.done(meetings.open, { meetingId })
    await shown(display, meetingId)
    expect(codeOf(await display.ask(meetings.join, { meetingId }))).toBe('ok')
    await chair.client.done(meetings.close, { meetingId })
    await display.until(meetingsEvents.changed, ({ state }) => state === 'closed')
    await shown(display, meetingId)
    expect(display.view(meetingsEvents.left, meetingId)).toBeNull()
  })

  test('[S11] of two meetings that sit it shows neither; the assigned one it shows from publishing on', async () => {
    const [one, other] = [await makeRoom(server), await makeRoom(server)]
    for (const room of [one, other]) await room.item()
    const assigned = await pairDisplay(secretary, one.meetingId)
    const free = await pairDisplay(secretary)
    await shown(assigned.display, null)
    await one.publish()
    await shown(assigned.display, one.meetingId)
    await other.publish()
    await other.open()
    await shown(free.display, other.meetingId)
    await one.open()
    await shown(free.display, null)
    await shown(assigned.display, one.meetingId)
    await one.chair.client.done(meetings.close, { meetingId: one.meetingId })
    await shown(free.display, other.meetingId)
    await shown(assigned.display, other.meetingId)
    await other.chair.client.done(meetings.close, { meetingId: other.meetingId })
    for (const { display } of [free, assigned]) await shown(display, other.meetingId)
  })

  test('[S10] a meeting that is over, or that is none, gets no screen', async () => {
    const room = await makeRoom(server)
    await room.item()
    await room.publish()
    const { meetingId } = room
    const { screenId } = await pairDisplay(secretary)
    const assign = async (to: string | null) =>
      codeOf(await secretary.client.call(screens.assign, { screenId, name: 'Màn hình', meetingId: to }))
    expect(await assign(crypto.randomUUID())).toBe('object.notFound')
    expect(await assign(meetingId)).toBe('ok')
    await room.secretary.client.done(meetings.cancel, { meetingId, reason: 'Hoãn' })
    const { screens: list } = await secretary.client.done(screens.list, {})
    expect(list.find(({ id }) => id === screenId)?.meetingId).toBeNull()
    expect(await assign(meetingId)).toBe('meeting.wrongState')
    expect(await assign(null)).toBe('ok')
  })

  test('[S15] assigned elsewhere it connects anew, without the right to the former meeting', async () => {
    const [one, other] = [await makeRoom(server), await makeRoom(server)]
    for (const room of [one, other]) {
      await room.item()
      await room.publish()
    }
    const { screenId, display } = await pairDisplay(secretary, one.meetingId)
    await display.ask(meetings.join, { meetingId: one.meetingId })
    const socket = await display.socket()
    const reason = new Promise(resolve => socket.once('closing', resolve))
    await secretary.client.done(screens.assign, { screenId, name: 'Đổi tên', meetingId: other.meetingId })
    expect(await reason).toEqual({ reason: 'rightsChanged' })
    display.close()
    await shown(display, other.meetingId)
    expect(codeOf(await display.ask(meetings.join, { meetingId: one.meetingId }))).toBe('object.notFound')
    expect(display.view(screensEvents.assigned, screenId)?.screen.name).toBe('Đổi tên')
  })

  test('[S14] a notice comes to the meeting’s screens and goes', async () => {
    const room = await makeRoom(server)
    await room.item()
    const { meetingId } = room
    const notice = { meetingId, text: 'Nghỉ giải lao đến 10 giờ' }
    expect(codeOf(await room.secretary.client.call(screens.setNotice, notice))).toBe('meeting.wrongState')
    await room.publish()
    const { display } = await pairDisplay(secretary, meetingId)
    await display.ask(meetings.join, { meetingId })
    await room.secretary.client.done(screens.setNotice, notice)
    await display.until(screensEvents.noticeChanged, ({ text }) => text === notice.text)
    await room.secretary.client.done(screens.setNotice, { meetingId, text: '' })
    await display.until(screensEvents.noticeChanged, ({ text }) => text === '')
  })
})
