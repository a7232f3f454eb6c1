import {
  CompiledQuery,
  type ControlledTransaction,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  SqliteDialect,
  SqliteDriver,
  type Transaction,
} from 'kysely'
import { first } from './migrations/0001-first.ts'
import { rightsThatOutlast } from './migrations/0002-rights-that-outlast.ts'
import { notes } from './migrations/0003-notes.ts'
import { keyrings } from './migrations/0004-keyring.ts'
import { profiles } from './migrations/0005-profiles.ts'
import { attendance } from './migrations/0006-attendance.ts'
import { Remembered } from './remembered.ts'
import { type OpenSqlite, openSqlite } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** Either the database or a transaction on it: stores take this. */
export type Store = Kysely<Tables> | Transaction<Tables> | ControlledTransaction<Tables>

export interface Database {
  readonly kysely: Kysely<Tables>
  /** The one connection, for backup and the verifier; everything else goes through Kysely. */
  readonly sqlite: OpenSqlite
  /** Answers that hold until the database changes: for rights that are asked many times a second. */
  readonly remembered: Remembered
  close(): Promise<void>
}

/** In order; a database's `user_version` is how many of them it has had. Never change one that was released: add. */
const migrations: readonly string[] = [first, rightsThatOutlast, notes, keyrings, profiles, attendance]

/** The database was written by a newer version of the program; it is left untouched. */
export class DatabaseTooNew extends Error {
  readonly code = 'database.tooNew'
  readonly found: number
  readonly known: number
  constructor(found: number, known: number) {
    super(`The database is of version ${found}; this program knows up to ${known}.`)
    this.found = found
    this.known = known
  }
}

/**
 * Transactions take the right to write when they begin. Kysely's own begin deferred: one that had read while another
 * process (a backup, a locked-out administrator's help) wrote would then fail with SQLITE_BUSY at its first write,
 * without waiting (https://sqlite.org/lang_transaction.html).
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

const immediateDialect = (database: OpenSqlite): Dialect => {
  const dialect = new SqliteDialect({ database })
  return {
    createDriver: () => new ImmediateDriver({ database }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: kysely => dialect.createIntrospector(kysely),
  }
}

const migrate = ({ raw }: OpenSqlite): void => {
  const found = Number(raw.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (found > migrations.length) throw new DatabaseTooNew(found, migrations.length)
  for (const [index, sql] of migrations.entries()) {
    if (index < found) continue
    raw.exec('BEGIN IMMEDIATE')
    try {
      raw.exec(sql)
      raw.exec(`PRAGMA user_version = ${index + 1}`)
      raw.exec('COMMIT')
    } catch (error) {
      raw.exec('ROLLBACK')
      throw error
    }
  }
}

/**
 * Opens the database file (`:memory:` for tests), brings its schema up to date, one transaction a migration.
 * @throws DatabaseTooNew before anything was written.
 */
export const openDatabase = (file: string): Database => {
  const sqlite = openSqlite(file)
  try {
    migrate(sqlite)
  } catch (error) {
    sqlite.close()
    throw error
  }
  const kysely = new Kysely<Tables>({ dialect: immediateDialect(sqlite) })
  // Kysely closes the file only after its first query; make that so, or close() would leave it open.
  return {
    kysely,
    sqlite,
    remembered: new Remembered(sqlite.raw),
    close: async () => {
      await kysely.selectFrom('settings').select('key').limit(1).execute()
      await kysely.destroy()
    },
  }
}
