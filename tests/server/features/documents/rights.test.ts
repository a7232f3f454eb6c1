import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Call } from '#shared/contract/define.ts'
import { documents, documentsEvents } from '#shared/documents/documents.contract.ts'
import type { MeetingRole } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { type PaperWorld, type Published, paperWorld, send } from '#tests/support/documents/paperWorld.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'

jest.setTimeout(60_000)

/** The table of rights as SPEC.md states it: row by row, what each column's viewer is answered. */
const readTable = (): { row: string; column: string; expected: string }[] => {
  const spec = readFileSync(join(import.meta.dirname, '../../../../shared/documents/SPEC.md'), 'utf8')
  const lines = spec
    .slice(spec.indexOf('## Rights'))
    .split('\n')
    .filter(line => line.startsWith('|'))
  const cellsOf = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('`', ''))
  const [head = [], , ...rows] = lines.map(cellsOf)
  return rows.flatMap(([row = '', ...cells]) =>
    cells.map((expected, index) => ({ row, column: head[index + 1] ?? '', expected })),
  )
}

const table = readTable()
const paper = textPaper(['Mot', 'Hai'])
let world: PaperWorld
let clients: Record<string, TestClient>
let ready: Published
let uploading: { versionId: string }

/** Thumbnails follow a paper that can be read already. */
const thumbnailsThere = async (): Promise<void> => {
  await world.secretary.client.until(
    documentsEvents.changed,
    ({ documents }) =>
      documents.some(
        ({ version }) =>
          version?.id === ready.versionId && version.state === 'ready' && version.thumbnails === 2,
      ),
    30_000,
  )
}

beforeAll(async () => {
  world = await paperWorld()
  const { server, meetingId } = world
  const inRole = async (role: MeetingRole): Promise<TestClient> => {
    const person = await server.person()
    await server.database.kysely
      .insertInto('participants')
      .values({
        meeting_id: meetingId,
        account_id: person.accountId,
        role,
        principal_id: role === 'standIn' ? world.member.accountId : null,
      })
      .execute()
    return person.client
  }
  clients = {
    anonymous: server.anonymous(),
    administrator: (await server.person({ administrator: true })).client,
    secretary: world.secretary.client,
    chair: world.chair.client,
    member: world.member.client,
    standIn: await inRole('standIn'),
    invitee: world.invitee.client,
    teller: await inRole('teller'),
    operator: await inRole('operator'),
    outsider: world.outsider.client,
    screen: (await server.screen(meetingId)).client,
  }
  ready = await world.publish(paper)
  await thumbnailsThere()
  uploading = await world.announce({ byteLength: paper.length })
})
afterAll(() => world.server.close())

/** 'yes' or the code of the refusal. */
const callAs = async (client: TestClient, name: string): Promise<string> => {
  const newPaper = { documentId: crypto.randomUUID(), versionId: crypto.randomUUID() }
  const { itemId } = world
  const everyone = { kind: 'everyone' } as const
  const ask = async <C extends Call>(contract: C, input: Parameters<typeof client.call<C>>[1]) => {
    const result = await client.call(contract, input)
    return result.ok ? 'yes' : result.error.code
  }
  const { documentId } = ready
  switch (name) {
    case 'documents:announce':
      return ask(documents.announce, {
        ...newPaper,
        itemId,
        title: 'Tờ trình',
        fileName: 'a.pdf',
        byteLength: 100,
        audience: everyone,
        secrecy: null,
      })
    case 'documents:update':
      return ask(documents.update, { documentId, title: 'Tờ trình', audience: everyone })
    case 'documents:move':
      return ask(documents.move, { documentId, itemId, beforeDocumentId: null })
    case 'documents:discardPending':
      return ask(documents.discardPending, { documentId })
    case 'documents:remove':
      return ask(documents.remove, { documentId })
    default:
      throw new Error(`The table names ${name}, which this test does not know.`)
  }
}

const fetchAs = async (client: TestClient, route: string): Promise<string> => {
  const [method = '', path = ''] = route.split(' ')
  const { versionId } = path.startsWith('/upload') ? uploading : ready
  if (method === 'PATCH') {
    const { status, text } = await send(client, versionId, 0, Buffer.alloc(0))
    return status === 204 ? 'yes' : JSON.parse(text).error.code
  }
  const response = await fetch(client.url + path.replace(':versionId', versionId).replace(':page', '1'), {
    method,
    headers: { ...client.headers(), 'tus-resumable': '1.0.0' },
  })
  if (response.ok) return 'yes'
  // A HEAD is answered without the code: its status stands for it.
  if (method === 'HEAD') return { 401: 'login.required', 404: 'object.notFound' }[response.status] ?? 'other'
  return (await response.json()).error.code
}

describe('the table of rights', () => {
  test('names every call of papers, every route, and every kind of viewer', () => {
    const rows = new Set(table.map(({ row }) => row))
    for (const { name } of Object.values(documents)) expect(rows).toContain(name)
    expect(rows.size).toBe(12)
    expect(new Set(table.map(({ column }) => column))).toEqual(new Set(Object.keys(clients)))
  })

  // The secretary's removal comes last: the others are asked about the paper that it removes.
  const last = ({ row, column }: (typeof table)[number]) =>
    row === 'documents:remove' && column === 'secretary' ? 1 : 0
  test.each(table.toSorted((a, b) => last(a) - last(b)))(
    '[D2][D7][D12] $row by $column: $expected',
    async ({ row, column, expected }) => {
      const client = clients[column]!
      expect(await (row.includes('/') ? fetchAs(client, row) : callAs(client, row))).toBe(expected)
    },
  )
})
