import type { Database } from '#server/storage/database.ts'

/** [K40] From now on, what is deleted or overwritten is zeroed in the file (https://sqlite.org/pragma.html#pragma_secure_delete). */
export const deleteSecurely = ({ sqlite }: Database): void => {
  sqlite.raw.exec('PRAGMA secure_delete = ON')
}

/** [K40] Empties the write-ahead log, which still holds pages as they were before. */
export const forgetDeleted = ({ sqlite }: Database): void => {
  sqlite.raw.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}
