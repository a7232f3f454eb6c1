import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import type { RawInputOf } from '#shared/contract/define.ts'
import {
  type DocumentVersion,
  documents,
  documentsEvents,
  type MeetingDocument,
} from '#shared/documents/documents.contract.ts'
import {
  type Audience,
  type MeetingRole,
  type MeetingState,
  meetings,
} from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '../client.ts'
import { type ServerOptions, startServer, type TestServer } from '../server.ts'

type Person = Awaited<ReturnType<TestServer['person']>>

export interface PaperWorld {
  readonly server: TestServer
  readonly meetingId: string
  /** An item for everyone. */
  readonly itemId: string
  readonly secretary: Person
  readonly chair: Person
  readonly member: Person
  readonly invitee: Person
  /** Signed in, but not of this meeting. */
  readonly outsider: Person
  addItem(audience?: Audience): Promise<string>
  setState(state: MeetingState): Promise<void>
  /** Announces a paper; ids are new unless given. */
  announce(
    input?: Partial<RawInputOf<typeof documents.announce>>,
  ): Promise<{ documentId: string; versionId: string }>
  /** Announces a file, sends it whole and waits until it is ready. */
  publish(file: Buffer, input?: Partial<RawInputOf<typeof documents.announce>>): Promise<Published>
  /** Waits until the secretary's view holds the version in a state. */
  until(versionId: string, state: DocumentVersion['state'], ms?: number): Promise<DocumentVersion>
  /** What lies in the data folder's place for papers, as paths. */
  stored(): Promise<string[]>
}

export interface Published {
  readonly documentId: string
  readonly versionId: string
  readonly version: Extract<DocumentVersion, { state: 'ready' }>
}

/** A published regular meeting with an item and one person of each kind, on the real program. */
export const paperWorld = async (options: ServerOptions = {}): Promise<PaperWorld> => {
  const server = await startServer(options)
  const { database, clock } = server
  const secretary = await server.person({ secretary: true })
  const [chair, member, invitee, outsider] = [
    await server.person(),
    await server.person(),
    await server.person(),
    await server.person(),
  ]
  const meetingId = crypto.randomUUID()
  await database.kysely
    .insertInto('meetings')
    .values({
      id: meetingId,
      kind: 'regular',
      title: 'Phiên họp thường kỳ tháng 11',
      place: 'Hội trường lớn',
      starts_at: clock.now() + 30 * 86_400_000,
      ends_at: clock.now() + 30 * 86_400_000 + 14_400_000,
      state: 'published',
      opened_at: null,
      paused_at: null,
      closed_at: null,
      cancel_reason: null,
      created_by: secretary.accountId,
      created_at: clock.now(),
    })
    .execute()
  const roles: [Person, MeetingRole][] = [
    [chair, 'chair'],
    [member, 'member'],
    [invitee, 'invitee'],
  ]
  for (const [{ accountId }, role] of roles)
    await database.kysely
      .insertInto('participants')
      .values({ meeting_id: meetingId, account_id: accountId, role, principal_id: null })
      .execute()
  let items = 0
  const addItem = async (audience: Audience = { kind: 'everyone' }) => {
    items += 1
    const id = crypto.randomUUID()
    await database.kysely
      .insertInto('items')
      .values({
        id,
        meeting_id: meetingId,
        position: items,
        title: `Nội dung ${items}`,
        duration_minutes: 20,
        reporter_id: null,
        reporter_note: '',
        state: 'waiting',
        urgent: 0,
        audience: JSON.stringify(audience),
        secrecy: null,
        started_at: null,
        ended_at: null,
      })
      .execute()
    return id
  }
  const itemId = await addItem()
  await secretary.client.ask(meetings.join, { meetingId })

  const announce: PaperWorld['announce'] = async (input = {}) => {
    const documentId = input.documentId ?? crypto.randomUUID()
    const versionId = input.versionId ?? crypto.randomUUID()
    await secretary.client.done(documents.announce, {
      itemId,
      title: 'Tờ trình về dự toán ngân sách',
      fileName: 'Tờ trình số 12.pdf',
      byteLength: 1_000,
      audience: { kind: 'everyone' },
      secrecy: null,
      ...input,
      documentId,
      versionId,
    })
    return { documentId, versionId }
  }
  const until: PaperWorld['until'] = async (versionId, state, ms = 30_000) => {
    const find = ({ documents }: { documents: MeetingDocument[] }) =>
      documents
        .flatMap(({ version, pending }) => [version, pending])
        .find(version => version?.id === versionId && version.state === state)
    const view = await secretary.client.until(documentsEvents.changed, view => find(view) !== undefined, ms)
    return find(view)!
  }
  return {
    server,
    meetingId,
    itemId,
    secretary,
    chair,
    member,
    invitee,
    outsider,
    addItem,
    setState: async state => {
      await database.kysely.updateTable('meetings').set({ state }).where('id', '=', meetingId).execute()
    },
    announce,
    until,
    publish: async (file, input = {}) => {
      const ids = await announce({ byteLength: file.length, ...input })
      const answer = await send(secretary.client, ids.versionId, 0, file)
      if (answer.status !== 204) throw new Error(`The upload was answered ${answer.status}: ${answer.text}`)
      const version = await until(ids.versionId, 'ready')
      if (version.state !== 'ready') throw new Error('not ready')
      return { ...ids, version }
    },
    stored: async () => {
      const found: string[] = []
      for (const folder of ['papers', 'uploads', 'preparing'])
        for (const entry of await readdir(join(server.folder, folder), {
          recursive: true,
          withFileTypes: true,
        }))
          if (entry.isFile()) found.push(join(folder, entry.name))
      return found
    },
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

const uploadHeaders = (client: TestClient): Record<string, string> => ({
  ...client.headers(),
  'tus-resumable': '1.0.0',
})

/** Sends bytes of an announced version from `offset` on, as a tus client does. */
export const send = (
  client: TestClient,
  versionId: string,
  offset: number,
  bytes: Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const { sending, answer } = beginSending(client, versionId, offset, bytes.length, headers)
  sending.end(bytes)
  return answer
}

/** Begins a PATCH of `length` bytes whose body the test writes, ends or breaks itself. */
export const beginSending = (
  client: TestClient,
  versionId: string,
  offset: number,
  length: number,
  headers: Record<string, string> = {},
) => {
  const sending = request(`${client.url}/upload/${versionId}`, {
    method: 'PATCH',
    agent: false,
    headers: {
      ...uploadHeaders(client),
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(length),
      ...headers,
    },
  })
  const answer = new Promise<Answer>((resolve, reject) => {
    sending.on('error', reject)
    sending.on('response', async response => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
  })
  // A test that breaks the request off does not wait for its answer.
  answer.catch(() => undefined)
  return { sending, answer }
}

/** How much of a version has come, as the server tells. */
export const askOffset = async (client: TestClient, versionId: string) => {
  const response = await fetch(`${client.url}/upload/${versionId}`, {
    method: 'HEAD',
    headers: uploadHeaders(client),
  })
  return { status: response.status, offset: Number(response.headers.get('upload-offset')), response }
}

/** Fetches one of a version's files. */
export const fetchFile = (
  client: TestClient,
  versionId: string,
  file: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${client.url}/files/${versionId}/${file}`, { headers: { ...client.headers(), ...headers } })
