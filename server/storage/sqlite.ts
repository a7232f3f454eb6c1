import { chmodSync, closeSync, openSync, statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** Prepared statements kept for reuse: the program's own queries are a few hundred shapes. */
const statementsKept = 500

/** What SQLite can bind; booleans become 0 and 1, and everything else is a programming error. */
const bindable = (value: unknown): SQLInputValue => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`SQLite cannot bind a value of type ${typeof value}`)
}

const adapt = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: parameters => statement.all(...parameters.map(bindable)),
  run: parameters => statement.run(...parameters.map(bindable)),
  iterate: parameters => statement.iterate(...parameters.map(bindable)),
})

export interface OpenSqlite extends SqliteDatabase {
  readonly raw: DatabaseSync
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

/**
 * Makes a database file that its owner alone may read, or mends one that was made otherwise: SQLite itself makes it
 * by the umask, and gives `-wal` and `-shm` the file's mode. A file that is there is never opened: closing it again
 * would take away the locks that this process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export const keepToOwner = (file: string): void => {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  for (const part of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(part, { throwIfNoEntry: false })?.mode ?? 0
    if ((mode & 0o077) === 0) continue
    try {
      chmodSync(part, 0o600)
    } catch (error) {
      // The file of another account, whose business it is; a part that SQLite took away meanwhile.
      if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'ENOENT') throw error
    }
  }
}

/**
 * Opens a SQLite file as Kysely's SQLite dialect expects it (it was made for positional arrays).
 * WAL with `synchronous=FULL`: a commit that was acknowledged survives a power cut.
 */
export const openSqlite = (file: string): OpenSqlite => {
  if (file !== ':memory:') keepToOwner(file)
  const raw = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 })
  raw.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=1000',
  )
  const statements = new Map<string, SqliteStatement>()
  return {
    raw,
    close: () => {
      statements.clear()
      raw.close()
    },
    prepare: sql => {
      const kept = statements.get(sql)
      if (kept) return kept
      const statement = adapt(raw.prepare(sql))
      if (statements.size >= statementsKept) {
        const oldest = statements.keys().next().value
        if (oldest !== undefined) statements.delete(oldest)
      }
      statements.set(sql, statement)
      return statement
    },
  }
}

/** SQLITE_FULL and the file system's ENOSPC (https://sqlite.org/rescode.html#full). */
export const isDiskFull = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  (('errcode' in error && error.errcode === 13) || ('code' in error && error.code === 'ENOSPC'))
