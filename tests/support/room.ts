import { agenda } from '#shared/agenda/agenda.contract.ts'
import { type Audience, type MeetingRole, meetings } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from './client.ts'
import type { TestServer } from './server.ts'

export interface Person {
  readonly accountId: string
  readonly loginId: string
  readonly client: TestClient
}

/** A meeting with one person of every role, and those who have none in it. */
export interface Room {
  readonly meetingId: string
  readonly secretary: Person
  readonly chair: Person
  readonly member: Person
  readonly standIn: Person
  readonly invitee: Person
  readonly teller: Person
  readonly operator: Person
  readonly administrator: Person
  readonly outsider: Person
  /** Adds an item at the end. @returns its id. */
  item(options?: { audience?: Audience; reporterId?: string | null; title?: string }): Promise<string>
  /** A paper that is ready, without a file behind it. @returns document's and version's ids. */
  paper(
    itemId: string,
    options?: { audience?: Audience; state?: 'ready' | 'preparing'; pageCount?: number },
  ): Promise<{ documentId: string; versionId: string }>
  publish(): Promise<void>
  open(): Promise<void>
}

export const everyone: Audience = { kind: 'everyone' }

/** Makes a draft meeting in two hours, by its secretary's commands. */
export const makeRoom = async (server: TestServer): Promise<Room> => {
  const secretary = await server.person({ secretary: true, displayName: 'Trần Thị Thư' })
  const chair = await server.person({ displayName: 'Nguyễn Văn Chủ', rank: 1 })
  const member = await server.person({ displayName: 'Lê Thị Viên', rank: 10 })
  const standIn = await server.person({ displayName: 'Phạm Văn Thay', rank: 30 })
  const invitee = await server.person({ displayName: 'Đỗ Thị Mời', rank: 40 })
  const teller = await server.person({ displayName: 'Vũ Văn Kiểm', rank: 50 })
  const operator = await server.person({ displayName: 'Bùi Thị Kỹ', rank: 60 })
  const administrator = await server.person({ administrator: true })
  const outsider = await server.person()
  const meetingId = crypto.randomUUID()
  const startsAt = server.clock.now() + 2 * 3_600_000
  await secretary.client.done(meetings.create, {
    meetingId,
    kind: 'regular',
    title: 'Phiên họp thường kỳ tháng 11',
    place: 'Phòng họp số 1',
    startsAt,
    endsAt: startsAt + 4 * 3_600_000,
    chairId: chair.accountId,
  })
  const seats: [Person, MeetingRole][] = [
    [member, 'member'],
    [standIn, 'standIn'],
    [invitee, 'invitee'],
    [teller, 'teller'],
    [operator, 'operator'],
  ]
  for (const [{ accountId }, role] of seats)
    await secretary.client.done(meetings.setParticipant, {
      meetingId,
      accountId,
      role,
      principalId: role === 'standIn' ? member.accountId : null,
    })
  let items = 0
  return {
    meetingId,
    secretary,
    chair,
    member,
    standIn,
    invitee,
    teller,
    operator,
    administrator,
    outsider,
    item: async ({ audience = everyone, reporterId = null, title } = {}) => {
      items += 1
      const itemId = crypto.randomUUID()
      await secretary.client.done(agenda.addItem, {
        meetingId,
        itemId,
        beforeItemId: null,
        title: title ?? `Nội dung ${items}`,
        durationMinutes: 20,
        reporterId,
        reporterNote: '',
        audience,
      })
      return itemId
    },
    paper: async (itemId, { audience = everyone, state = 'ready', pageCount = 40 } = {}) => {
      const documentId = crypto.randomUUID()
      const versionId = crypto.randomUUID()
      const { kysely } = server.database
      await kysely
        .insertInto('documents')
        .values({
          id: documentId,
          item_id: itemId,
          title: 'Báo cáo kinh tế - xã hội',
          position: 0,
          audience: JSON.stringify(audience),
          late: 0,
        })
        .execute()
      await kysely
        .insertInto('document_versions')
        .values({
          id: versionId,
          document_id: documentId,
          number: 1,
          file_name: 'bao-cao.pdf',
          byte_length: 1_000,
          uploaded_at: server.clock.now(),
          uploaded_by: secretary.accountId,
          state,
          refusal_code: null,
          refusal_found: null,
          original_hash: 'a'.repeat(64),
          paper_hash: 'b'.repeat(64),
          paper_bytes: 1_000,
          page_count: pageCount,
          page_runs: JSON.stringify([[pageCount, 595, 842]]),
          page_one_hash: null,
          has_text: 1,
          has_outline: 0,
        })
        .execute()
      return { documentId, versionId }
    },
    publish: async () => {
      await secretary.client.done(meetings.publish, { meetingId })
    },
    open: async () => {
      await secretary.client.done(meetings.open, { meetingId })
    },
  }
}

/** The code of a refusal, or 'ok'. */
export const codeOf = (result: { ok: boolean; error?: { code: string } }): string =>
  result.ok ? 'ok' : (result.error?.code ?? '')
