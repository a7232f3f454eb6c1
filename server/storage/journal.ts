import { createHash, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Store } from './database.ts'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Hash before the first row. */
const genesis = '0'.repeat(64)

interface Chained {
  seq: number
  at: number
  actor_id: string
  login_id: string
  command: string
  command_id: string
  meeting_id: string
  detail_hash: string
  previous: string
}

/** The chain's hash of a row: SHA-256 over a JSON array of its fields in a fixed order. */
const chainHash = (row: Chained): string =>
  sha256(
    JSON.stringify([
      row.seq,
      row.at,
      row.actor_id,
      row.login_id,
      row.command,
      row.command_id,
      row.meeting_id,
      row.detail_hash,
      row.previous,
    ]),
  )

/** The detail is salted, so that an erased name cannot be found by trying names. */
const detailHash = (salt: string, detail: string): string => sha256(`${salt}\n${detail}`)

export interface JournalEntry {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly actorId: string
  readonly loginId: string
  readonly command: string
  readonly commandId: string
  readonly meetingId: string
  /** The command's input without its secret fields. */
  readonly detail: unknown
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/**
 * Appends one row in the transaction that changes the state. Whom the detail speaks of is noted beside it: every
 * account whose id occurs in it, and the actor where the command is about accounts.
 * @returns the row's hash, 64 hexadecimal digits.
 */
export const appendJournal = async (store: Store, entry: JournalEntry): Promise<string> => {
  const last = await store
    .selectFrom('journal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const salt = randomBytes(16).toString('hex')
  const detail = JSON.stringify(entry.detail)
  const row: Chained = {
    seq: (last?.seq ?? 0) + 1,
    at: entry.at,
    actor_id: entry.actorId,
    login_id: entry.loginId,
    command: entry.command,
    command_id: entry.commandId,
    meeting_id: entry.meetingId,
    detail_hash: detailHash(salt, detail),
    previous: last?.hash ?? genesis,
  }
  const hash = chainHash(row)
  await store
    .insertInto('journal')
    .values({ ...row, hash })
    .execute()
  await store.insertInto('journal_details').values({ seq: row.seq, salt, detail, erased_at: null }).execute()
  const named = new Set(detail.match(uuids) ?? [])
  if (entry.actorId !== '' && entry.command.startsWith('accounts:')) named.add(entry.actorId)
  if (named.size > 0) {
    const people = await store
      .selectFrom('accounts')
      .select('id')
      .where('id', 'in', [...named].slice(0, 500))
      .execute()
    if (people.length > 0)
      await store
        .insertInto('journal_subjects')
        .values(people.map(({ id }) => ({ seq: row.seq, account_id: id })))
        .execute()
  }
  return hash
}

/** Erases what the journal's details say of a person; the chain holds only ids and hashes and stays whole. */
export const eraseFromJournal = async (store: Store, accountId: string, now: number): Promise<void> => {
  await store
    .updateTable('journal_details')
    .set({ detail: null, salt: '', erased_at: now })
    .where('erased_at', 'is', null)
    .where('seq', 'in', eb =>
      eb.selectFrom('journal_subjects').select('seq').where('account_id', '=', accountId),
    )
    .execute()
}

export type JournalVerdict =
  | { readonly sound: true; readonly rows: number; readonly erased: number; readonly head: string }
  | {
      readonly sound: false
      readonly seq: number
      readonly reason: 'gap' | 'chain' | 'hash' | 'detail' | 'missingDetail'
    }

/** Reads the whole journal and checks every link and every detail that was not erased. */
export const verifyJournal = (raw: DatabaseSync): JournalVerdict => {
  let previous = genesis
  let rows = 0
  let erased = 0
  const select = raw.prepare(
    'SELECT j.*, d.salt, d.detail, d.erased_at, d.seq AS detail_seq FROM journal j LEFT JOIN journal_details d ON d.seq = j.seq ORDER BY j.seq',
  )
  for (const found of select.iterate()) {
    const row: Chained = {
      seq: Number(found.seq),
      at: Number(found.at),
      actor_id: String(found.actor_id),
      login_id: String(found.login_id),
      command: String(found.command),
      command_id: String(found.command_id),
      meeting_id: String(found.meeting_id),
      detail_hash: String(found.detail_hash),
      previous: String(found.previous),
    }
    rows += 1
    if (row.seq !== rows) return { sound: false, seq: row.seq, reason: 'gap' }
    if (row.previous !== previous) return { sound: false, seq: row.seq, reason: 'chain' }
    previous = chainHash(row)
    if (previous !== found.hash) return { sound: false, seq: row.seq, reason: 'hash' }
    if (found.detail_seq === null) return { sound: false, seq: row.seq, reason: 'missingDetail' }
    if (found.erased_at !== null) erased += 1
    else if (detailHash(String(found.salt), String(found.detail)) !== row.detail_hash)
      return { sound: false, seq: row.seq, reason: 'detail' }
  }
  return { sound: true, rows, erased, head: previous }
}
