import { createHash } from 'node:crypto'
import { afterEach, expect, jest, test } from '@jest/globals'
import { verifyJournal } from '#server/storage/journal.ts'
import { type PaperWorld, paperWorld, send } from '#tests/support/documents/paperWorld.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

/** Each paper is prepared in a process of its own, which takes seconds on a busy machine. */
jest.setTimeout(60_000)

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const begin = async (): Promise<PaperWorld> => {
  const world = await paperWorld()
  server = world.server
  return world
}

/** What the journal says of a version, in order; the chain is sound. */
const deeds = async ({ database }: TestServer, versionId: string) => {
  expect(verifyJournal(database.sqlite.raw)).toMatchObject({ sound: true })
  const rows = await database.kysely
    .selectFrom('journal')
    .innerJoin('journal_details', 'journal_details.seq', 'journal.seq')
    .select(['command', 'actor_id', 'meeting_id', 'detail'])
    .orderBy('journal.seq')
    .execute()
  return rows
    .map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail ?? '{}') }))
    .filter(({ command, detail }) => command !== 'documents:announce' && detail.versionId === versionId)
}

test('[D23] that a paper came is journalled under whoever sent its last byte, that it is ready with its hashes', async () => {
  const world = await begin()
  const colleague = await world.server.person({ secretary: true })
  const file = textPaper(['Trang mot', 'Trang hai'])
  const { documentId, versionId } = await world.announce({ byteLength: file.length })
  await send(world.secretary.client, versionId, 0, file.subarray(0, 100))
  expect((await send(colleague.client, versionId, 100, file.subarray(100))).status).toBe(204)
  await world.until(versionId, 'ready')
  const hash = createHash('sha256').update(file).digest('hex')
  const { meetingId } = world
  expect(await deeds(world.server, versionId)).toEqual([
    {
      command: 'documents:received',
      actor_id: colleague.accountId,
      meeting_id: meetingId,
      detail: { documentId, versionId, byteLength: file.length },
    },
    {
      command: 'documents:prepared',
      actor_id: '',
      meeting_id: meetingId,
      detail: { documentId, versionId, originalHash: hash, paperHash: hash, pages: 2 },
    },
  ])
})

test('[D23] a refusal is journalled with its reason, by nobody', async () => {
  const world = await begin()
  const file = Buffer.from('Không phải PDF')
  const { documentId, versionId } = await world.announce({ byteLength: file.length })
  await send(world.secretary.client, versionId, 0, file)
  const refused = await world.until(versionId, 'refused')
  const [received, judged, ...more] = await deeds(world.server, versionId)
  expect(received).toMatchObject({ command: 'documents:received', actor_id: world.secretary.accountId })
  expect(judged).toMatchObject({
    command: 'documents:refused',
    actor_id: '',
    detail: { documentId, versionId, code: refused.state === 'refused' ? refused.code : '' },
  })
  expect(more).toEqual([])
})

test('[D10] [D23] giving up an upload that never came is journalled, by nobody', async () => {
  const world = await begin()
  const { documentId, versionId } = await world.announce()
  const yesterday = world.server.clock.now() - 25 * 3_600_000
  await world.server.database.kysely
    .updateTable('document_versions')
    .set({ uploaded_at: yesterday })
    .where('id', '=', versionId)
    .execute()
  await world.server.close({ keep: true })
  server = await startServer({ folder: world.server.folder })
  expect(await deeds(server, versionId)).toEqual([
    {
      command: 'documents:expired',
      actor_id: '',
      meeting_id: world.meetingId,
      detail: { documentId, versionId },
    },
  ])
})
