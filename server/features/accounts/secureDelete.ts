import { sql } from 'kysely'
import type { Database } from '#server/storage/database.ts'

/** [K40] From now on, what is deleted or overwritten is zeroed in the file (https://sqlite.org/pragma.html#pragma_secure_delete). */
export const deleteSecurely = ({ sqlite }: Database): void => {
  sqlite.raw.exec('PRAGMA secure_delete = ON')
}

/**
 * [K40] Empties the write-ahead log, which still holds pages as they were before. Through Kysely, so that it waits for
 * a transaction under way; where a reader keeps the log busy, the next checkpoint does it.
 */
export const forgetDeleted = async ({ kysely }: Database): Promise<void> => {
  await sql`pragma wal_checkpoint(truncate)`.execute(kysely)
}
