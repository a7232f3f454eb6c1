import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobStore } from '#server/storage/blobs.ts'
import type { Database } from '#server/storage/database.ts'

/** Folders that are removed by `clean`. */
const folders: string[] = []
export const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'phs-command-'))
  folders.push(made)
  return made
}
export const clean = async (): Promise<void> => {
  for (const one of folders.splice(0)) await rm(one, { recursive: true, force: true })
}

/** Stores a paper and a row that names it, as uploads do. @returns its hash. */
export const storePaper = async (
  database: Database,
  blobs: BlobStore,
  by: string,
  content: string,
): Promise<string> => {
  const file = join(await folder(), 'paper')
  await writeFile(file, content)
  const stored = await blobs.put(file)
  if (!stored.ok) throw new Error(stored.error.code)
  const id = () => crypto.randomUUID()
  const [meetingId, itemId, documentId] = [id(), id(), id()]
  const { kysely } = database
  await kysely
    .insertInto('meetings')
    .values({
      ...{ id: meetingId, kind: 'regular', title: 'Họp', place: '', starts_at: 1, ends_at: 2 },
      ...{ state: 'draft', created_by: by, created_at: 1 },
      ...{ opened_at: null, paused_at: null, closed_at: null, cancel_reason: null },
    })
    .execute()
  await kysely
    .insertInto('items')
    .values({
      ...{ id: itemId, meeting_id: meetingId, position: 1, title: 'Nội dung', duration_minutes: 1 },
      ...{ reporter_id: null, reporter_note: '', state: 'waiting', urgent: 0, secrecy: null },
      ...{ audience: '{"kind":"everyone"}', started_at: null, ended_at: null },
    })
    .execute()
  await kysely
    .insertInto('documents')
    .values({
      ...{ id: documentId, item_id: itemId, title: 'Tờ trình', position: 1, late: 0 },
      audience: '{"kind":"everyone"}',
    })
    .execute()
  await kysely
    .insertInto('document_versions')
    .values({
      ...{ id: id(), document_id: documentId, number: 1, file_name: 'a.pdf', byte_length: 1 },
      ...{ uploaded_at: 1, uploaded_by: by, state: 'ready', refusal_code: null, refusal_found: null },
      ...{ original_hash: stored.data.hash, paper_hash: null, paper_bytes: null, page_count: 1 },
      ...{ page_runs: null, page_one_hash: null, has_text: null, has_outline: null },
    })
    .execute()
  return stored.data.hash
}
