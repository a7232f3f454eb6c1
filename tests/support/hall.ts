import { makeRoom, type Room } from './room.ts'
import { startServer } from './server.ts'

export interface Hall {
  readonly folder: string
  readonly room: Room
  /** The tablets' cookies, one login each. */
  readonly cookies: readonly string[]
  /** The accounts that they belong to. */
  readonly accountIds: readonly string[]
  readonly itemIds: readonly string[]
  readonly versionId: string
  readonly secretary: string
  readonly chair: string
}

/**
 * A data folder with an open meeting of `tablets` participants, a third of whom each see everything, the members'
 * items, or what is everyone's: three classes of views. The folder stays; whoever asked removes it.
 */
export const makeHall = async (tablets: number, items = 12): Promise<Hall> => {
  const server = await startServer()
  try {
    const room = await makeRoom(server)
    const itemIds: string[] = []
    for (let at = 0; at < items; at += 1)
      itemIds.push(
        await room.item({
          audience: at % 4 === 3 ? { kind: 'members' } : { kind: 'everyone' },
          title: `Nội dung ${at + 1}: xem xét tờ trình của các sở về tình hình kinh tế - xã hội và dự toán năm`,
        }),
      )
    const { versionId } = await room.paper(itemIds[0] ?? '')
    const cookies: string[] = []
    const accountIds: string[] = []
    for (let at = 0; at < tablets; at += 1) {
      const person = await server.person({ secretary: at % 3 === 0 })
      cookies.push(person.client.cookie)
      accountIds.push(person.accountId)
      if (at % 3 !== 0)
        await server.database.kysely
          .insertInto('participants')
          .values({
            ...{ meeting_id: room.meetingId, account_id: person.accountId, principal_id: null },
            role: at % 3 === 1 ? 'member' : 'invitee',
          })
          .execute()
    }
    await room.publish()
    await room.open()
    return {
      ...{ folder: server.folder, room, cookies, accountIds, itemIds, versionId },
      secretary: (await server.device(room.secretary.accountId)).client.cookie,
      chair: (await server.device(room.chair.accountId)).client.cookie,
    }
  } finally {
    await server.close({ keep: true })
  }
}
