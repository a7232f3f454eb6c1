import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import { Keyring } from '#shared/annotations/keyring.contract.ts'
import { type SealedNote, type WrappedKey, wrapsOf } from './openings.ts'
import type { Piece } from './words.ts'

/** Every file under a folder, byte for byte. */
export const filesOf = async (folder: string): Promise<readonly Piece[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return Promise.all(
    files.map(async file => ({ where: relative(folder, file), bytes: await readFile(file) })),
  )
}

interface StoredValue {
  /** Table and column. */
  readonly where: string
  readonly value: Buffer | string
}

/** Every value of every column of every table, whole: in the file long ones are torn over pages. */
export const valuesOf = (file: string): readonly StoredValue[] => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    return tables.flatMap(({ name: table }) =>
      database
        .prepare(`SELECT * FROM "${table}"`)
        .all()
        .flatMap(row =>
          Object.entries(row).flatMap(([column, value]): StoredValue[] => {
            const where = `${table}.${column}`
            if (value instanceof Uint8Array) return [{ where, value: Buffer.from(value) }]
            return typeof value === 'string' ? [{ where, value }] : []
          }),
        ),
    )
  } finally {
    database.close()
  }
}

/** Every value that private layers ever had, of stored updates and snapshots, and all wraps of their keys. */
export const privateNotesOf = (
  file: string,
): { readonly notes: readonly SealedNote[]; readonly wraps: readonly WrappedKey[] } => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const layers = database
      .prepare("SELECT id, version_id, account_id FROM note_documents WHERE layer = 'private'")
      .all()
    const notes = layers.flatMap(({ id, version_id: versionId, account_id: accountId }) => {
      const rows = database
        .prepare(
          `SELECT bytes FROM note_snapshots WHERE note_document_id = ?1
           UNION ALL SELECT bytes FROM note_updates WHERE note_document_id = ?1`,
        )
        .all(id as number)
      const values = new Map<string, { bytes: Buffer; id: string | null }>()
      for (const { bytes } of rows)
        for (const struct of Y.decodeUpdate(bytes as Uint8Array).structs)
          for (const value of struct instanceof Y.Item ? struct.content.getContent() : [])
            if (value instanceof Uint8Array && struct instanceof Y.Item)
              values.set(Buffer.from(value).toString('base64'), {
                bytes: Buffer.from(value),
                id: struct.parentSub,
              })
      const ids = new Set([...values.values()].flatMap(({ id }) => id ?? []))
      // What took an earlier value's place does not say its id again: it is one of the layer's.
      return [...values.values()].map(({ bytes, id }) => ({
        bytes,
        places: (id === null ? [...ids] : [id]).map(noteId => ({
          ...{ accountId: String(accountId), versionId: String(versionId), noteId },
        })),
      }))
    })
    const rings = database.prepare('SELECT * FROM keyrings').all()
    const wraps = rings.flatMap(row => {
      const kept = Keyring.parse(JSON.parse(String(row.keyring)))
      return wrapsOf(String(row.account_id), kept)
    })
    return { notes, wraps }
  } finally {
    database.close()
  }
}
