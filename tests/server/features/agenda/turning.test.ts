import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { presenting, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
/** The current item, which the invitee reports; another of the invitee's; one that a member reports. */
let first: string
let own: string
let foreign: string

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  room = await makeRoom(server)
  const { invitee, member } = room
  first = await room.item({ reporterId: invitee.accountId })
  own = await room.item({ reporterId: invitee.accountId })
  foreign = await room.item({ reporterId: member.accountId })
  await room.publish()
  await room.open()
  await room.chair.client.done(agenda.takeItem, { itemId: first })
})

/** Somebody presents a paper of an item. */
const present = async (person: Person, itemId: string) => {
  const { versionId } = await room.paper(itemId)
  await person.client.done(presenting.start, {
    meetingId: room.meetingId,
    versionId,
    position: { page: 1, x: 0.5, y: 0, zoom: 'width' },
  })
}
const turnTo = (itemId: string) => room.chair.client.done(agenda.takeItem, { itemId })

/** Who presents, as a device that joins now sees it; null where nobody does. */
const presenter = async (): Promise<string | null> => {
  const { client } = await server.device(room.teller.accountId)
  expect(await client.ask(meetings.join, { meetingId: room.meetingId })).toMatchObject({ ok: true })
  const view = await client.until(presentingEvents.changed, () => true)
  return view.current?.presenterId ?? null
}

describe('turning to an item', () => {
  test('[A15] leaves its own paper to a presenter who reports it too', async () => {
    await present(room.invitee, own)
    await turnTo(own)
    expect(await presenter()).toBe(room.invitee.accountId)
  })

  test('[A15] ends presenting its paper by somebody who may not present there', async () => {
    await present(room.invitee, foreign)
    await turnTo(foreign)
    expect(await presenter()).toBeNull()
  })

  test('[A15] ends presenting another item’s paper, whoever presents', async () => {
    await present(room.secretary, own)
    await turnTo(foreign)
    expect(await presenter()).toBeNull()
  })

  test('[A15] leaves the paper to those who lead, until the item is finished without another', async () => {
    await present(room.secretary, foreign)
    await turnTo(foreign)
    expect(await presenter()).toBe(room.secretary.accountId)
    await room.chair.client.done(agenda.finishItem, { itemId: foreign })
    expect(await presenter()).toBeNull()
  })

  test('[A9] [A15] that is current already is no turning: another item’s paper stays', async () => {
    await present(room.secretary, foreign)
    await turnTo(first)
    expect(await presenter()).toBe(room.secretary.accountId)
  })
})
