import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { annotations } from '#shared/annotations/annotations.contract.ts'
import { closeCodes, notFoundCode } from '#shared/annotations/wire.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import { type Audience, meetings } from '#shared/meetings/meetings.contract.ts'
import { presenting } from '#shared/presenting/presenting.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { type OpenOptions, RawNotes, sticky, TestNotes } from '#tests/support/notes.ts'
import { everyone, makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
let itemId: string
let documentId: string
let versionId: string
const open: { close(): void }[] = []

const notes = (client: TestClient, layer = 'everyone', options: OpenOptions = {}): TestNotes => {
  const made = new TestNotes(client, layer, versionId, { stored: true, ...options })
  open.push(made)
  return made
}
const chosen = (...people: Person[]): Audience => ({
  ...{ kind: 'chosen', accountIds: people.map(({ accountId }) => accountId) },
})
const makeGroup = async (maker: Person, readers: Audience, writers: Audience): Promise<string> => {
  const layerId = crypto.randomUUID()
  await maker.client.done(annotations.makeLayer, {
    ...{ layerId, documentId, name: 'Tổ thẩm định', readers, writers },
  })
  return layerId
}
const newPaper = async (audience: Audience = everyone) => {
  ;({ documentId, versionId } = await room.paper(itemId, { audience }))
}

beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  room = await makeRoom(server)
  itemId = await room.item()
  await newPaper()
  await room.publish()
  await room.open()
})
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})
afterAll(() => server.close())

/** 'writes', 'reads', or the code with which the connection is closed. */
const standing = async (person: Person, layer: string): Promise<string> => {
  const one = notes(person.client, layer)
  await one.until(() => one.provider.synced || one.closes.length > 0)
  if (one.closes.length > 0) return String(one.closes[0]?.code)
  const id = crypto.randomUUID()
  one.notes.set(id, layer === 'private' ? new Uint8Array(9) : sticky(person.accountId, 'x'))
  // A writer's first message is the empty answer to what the server lacks; a reader is not asked.
  await one.until(() => one.refusals.length > 0 || one.stored >= 2)
  const { refusals } = one
  one.close()
  return refusals.length === 0 ? 'writes' : refusals.map(({ code }) => code).join()
}

describe('who reads and writes', () => {
  const table = {
    private: { outsider: '4406', administrator: '4406', teller: 'writes', operator: 'writes' },
    everyone: {
      ...{ outsider: '4406', administrator: '4406' },
      ...{ teller: 'notes.readOnly', operator: 'notes.readOnly' },
    },
  } as const
  const who = [
    ...['secretary', 'chair', 'member', 'standIn', 'invitee', 'teller', 'operator'],
    ...['administrator', 'outsider'],
  ] as const as readonly (keyof typeof table.private & keyof Room)[]

  test.each(['private', 'everyone'] as const)('[N1] [N2] [N3] [N4] in %s', async layer => {
    const got: Record<string, string> = {}
    for (const name of who) got[name] = await standing(room[name], layer)
    const expected = Object.fromEntries(who.map(name => [name, table[layer][name] ?? 'writes']))
    expect(got).toEqual(expected)
  })

  test('[N2] everybody’s private layer is their own', async () => {
    const mine = await notes(room.member.client, 'private').synced()
    mine.notes.set('a', Uint8Array.of(1, 2, 3))
    await mine.until(() => mine.stored >= 2)
    const secretary = await notes(room.secretary.client, 'private').synced()
    expect([...secretary.notes.keys()]).toEqual([])
    const again = await notes((await server.device(room.member.accountId)).client, 'private').synced()
    expect(again.notes.get('a')).toEqual(Uint8Array.of(1, 2, 3))
  })

  test('[N3] a paper for members has no layer for an invitee', async () => {
    await newPaper({ kind: 'members' })
    expect(await standing(room.invitee, 'everyone')).toBe(String(notFoundCode))
    expect(await standing(room.invitee, 'private')).toBe(String(notFoundCode))
    expect(await standing(room.member, 'everyone')).toBe('writes')
  })

  test('[N3] a version that cannot be read has no layers, and nothing that is none has any', async () => {
    ;({ versionId } = await room.paper(itemId, { state: 'preparing' }))
    expect(await standing(room.secretary, 'everyone')).toBe(String(notFoundCode))
    versionId = crypto.randomUUID()
    expect(await standing(room.member, 'everyone')).toBe(String(notFoundCode))
    for (const path of ['other', 'everyone/x', `${crypto.randomUUID()}/y/z`]) {
      const raw = new RawNotes(room.member.client, path, versionId)
      await expect(raw.opened()).rejects.toThrow()
    }
  })

  test('[N6] a group’s layer is there for them alone', async () => {
    const layerId = await makeGroup(room.member, chosen(room.invitee), chosen(room.chair))
    const got: Record<string, string> = {}
    for (const name of ['member', 'chair', 'invitee', 'secretary', 'teller', 'outsider'] as const)
      got[name] = await standing(room[name], layerId)
    expect(got).toEqual({
      ...{ member: 'writes', chair: 'writes', invitee: 'notes.readOnly' },
      ...{ secretary: '4440', teller: '4440', outsider: '4406' },
    })
    // Under another paper it is not there for anybody.
    await newPaper()
    expect(await standing(room.member, layerId)).toBe('4440')
  })

  test('[N4] [N5] marks on the presented version: the presenter’s login writes, screens read it alone', async () => {
    const screen = await server.screen(room.meetingId)
    const early = notes(screen.client, 'presenting')
    expect(await early.closed()).toBe(notFoundCode)
    await room.secretary.client.done(presenting.start, {
      ...{ meetingId: room.meetingId, versionId, audienceConfirmed: false, takeOver: false },
      position: { page: 1, x: 0.5, y: 0, zoom: 'page' },
    })
    const shown = await notes(screen.client, 'presenting').synced()
    expect(await standing(room.secretary, 'presenting')).toBe('writes')
    expect(await standing(room.chair, 'presenting')).toBe('notes.readOnly')
    const tablet = (await server.device(room.secretary.accountId)).client
    expect(await standing({ ...room.secretary, client: tablet }, 'presenting')).toBe('notes.readOnly')
    await shown.until(() => [...shown.notes.keys()].length === 1)
    expect(await notes(screen.client, 'everyone').closed()).toBe(notFoundCode)
    await room.secretary.client.done(presenting.stop, { meetingId: room.meetingId })
    expect(await shown.closed()).toBe(notFoundCode)
  })

  test('[N9] in a draft secretaries alone; in a cancelled meeting private notes alone are written', async () => {
    room = await makeRoom(server)
    itemId = await room.item()
    await newPaper()
    expect(await standing(room.member, 'private')).toBe('4406')
    expect(await standing(room.secretary, 'everyone')).toBe('writes')
    await room.publish()
    expect(await standing(room.member, 'everyone')).toBe('writes')
    await room.secretary.client.done(meetings.cancel, { meetingId: room.meetingId, reason: 'Hoãn' })
    expect(await standing(room.member, 'everyone')).toBe('notes.readOnly')
    expect(await standing(room.member, 'private')).toBe('writes')
  })
})

describe('a right that ends', () => {
  const within = async (one: TestNotes, change: () => Promise<unknown>): Promise<number> => {
    const since = performance.now()
    await change()
    const code = await one.closed()
    expect(performance.now() - since).toBeLessThan(5_000)
    return code
  }

  test('[N15] [N7] a group that one is taken out of cuts, and a removed one', async () => {
    const layerId = await makeGroup(room.chair, chosen(room.member), chosen(room.member, room.invitee))
    const member = await notes(room.member.client, layerId).synced()
    const invitee = await notes(room.invitee.client, layerId).synced()
    const change = (writers: Audience) =>
      room.chair.client.done(annotations.changeLayer, {
        ...{ layerId, name: 'Tổ', readers: chosen(room.member), writers },
      })
    expect(await within(invitee, () => change(chosen(room.member)))).toBe(notFoundCode)
    expect(await within(member, () => room.chair.client.done(annotations.removeLayer, { layerId }))).toBe(
      notFoundCode,
    )
    expect(await standing(room.chair, layerId)).toBe('4440')
  })

  test('[N15] a writer who reads from now on stays, and what comes after is refused', async () => {
    const layerId = await makeGroup(room.chair, chosen(room.member), chosen(room.member))
    const member = await notes(room.member.client, layerId).synced()
    const chair = await notes(room.chair.client, layerId).synced()
    const settle = (writers: Audience) =>
      room.chair.client.done(annotations.changeLayer, {
        ...{ layerId, name: 'Tổ', readers: chosen(room.member), writers },
      })
    await settle(chosen(room.invitee))
    // The very next message counts by the new right.
    member.notes.set('late', sticky(room.member.accountId, 'Muộn'))
    await member.until(() => member.refusals.length > 0)
    expect(member.refusals[0]?.code).toBe('notes.readOnly')
    expect([member.closes, chair.notes.has('late')]).toEqual([[], false])
    // And with the right back, what was written meanwhile comes along.
    await settle(chosen(room.member))
    await chair.until(() => chair.text('late') === 'Muộn')
  })

  test('[N15] being taken out of the meeting cuts with its reason', async () => {
    const one = await notes(room.invitee.client).synced()
    const code = await within(one, () =>
      room.secretary.client.done(meetings.removeParticipant, {
        ...{ meetingId: room.meetingId, accountId: room.invitee.accountId },
      }),
    )
    expect(code).toBe(closeCodes.notParticipant)
  })

  test('[N15] a paper that is narrowed is gone for those outside', async () => {
    const one = await notes(room.invitee.client, 'private').synced()
    const code = await within(one, () =>
      room.secretary.client.done(documents.update, {
        ...{ documentId, title: 'Báo cáo', audience: { kind: 'members' } },
      }),
    )
    expect(code).toBe(notFoundCode)
  })

  test('[N15] ending the login cuts, and the client does not come back', async () => {
    const device = await server.device(room.member.accountId)
    const one = await notes(device.client).synced()
    const code = await within(one, () => device.client.done(accounts.signOut, {}))
    expect(code).toBe(closeCodes.signedOut)
    expect(one.provider.shouldConnect).toBe(false)
  })

  test('[N15] a login that expires cuts', async () => {
    const device = await server.device(room.member.accountId)
    const one = await notes(device.client).synced()
    await server.database.kysely
      .updateTable('logins')
      .set({ expires_at: 1 })
      .where('id', '=', device.loginId)
      .execute()
    expect(await one.closed()).toBe(closeCodes.expired)
  })

  test('[N15] a page of another origin opens nothing', async () => {
    const foreign = { ...room.member.client.headers(), origin: 'https://elsewhere.example' }
    const client = Object.assign(Object.create(room.member.client), { headers: () => foreign })
    await expect(new RawNotes(client, 'everyone', versionId).opened()).rejects.toThrow()
  })

  test('[N15] commands all the while lose and refuse no message', async () => {
    const one = await notes(room.member.client).synced()
    const other = await notes(room.chair.client).synced()
    for (let at = 0; at < 20; at += 1) {
      one.notes.set(`m${at}`, sticky(room.member.accountId, `${at}`))
      await room.secretary.client.done(meetings.update, {
        ...{ meetingId: room.meetingId, kind: 'regular', title: `Phiên ${at}`, place: '' },
        ...{ startsAt: 1_000, endsAt: 2_000 },
      })
    }
    await other.until(() => other.text('m19') === '19')
    await one.until(() => one.stored >= 21)
    expect(one.refusals).toEqual([])
  })
})
