/**
 * The thread of Compactions: reads what is stored of one layer, makes one piece of it and stores that in place of what
 * it was made of. Encoding takes half a second at a hundred thousand notes, and copying what was committed into the
 * database's file about as long as that; neither is done where others wait for it.
 */
import { parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { type OpenSqlite, openSqlite } from '#server/storage/sqlite.ts'
import type { Compacted } from './LayerDocument.ts'

export interface CompactOrder {
  /** The database's. */
  readonly file: string
  /** The layer's row. */
  readonly row: number
}

const bytesOf = (row: Record<string, unknown> | undefined): Uint8Array | null =>
  row?.bytes instanceof Uint8Array ? row.bytes : null

/** What is stored of the layer, as it was at one instant. */
const read = ({ raw }: OpenSqlite, row: number) => {
  raw.exec('BEGIN')
  try {
    return {
      snapshot: bytesOf(raw.prepare('SELECT bytes FROM note_snapshots WHERE note_document_id = ?').get(row)),
      updates: raw
        .prepare('SELECT id, bytes FROM note_updates WHERE note_document_id = ? ORDER BY id')
        .all(row)
        .map(found => ({ id: Number(found.id), bytes: bytesOf(found) ?? new Uint8Array() })),
    }
  } finally {
    raw.exec('COMMIT')
  }
}

/** @returns whether the layer is still there. */
const write = ({ raw }: OpenSqlite, row: number, bytes: Uint8Array, last: number): boolean => {
  raw.exec('BEGIN IMMEDIATE')
  try {
    const there = raw.prepare('SELECT id FROM note_documents WHERE id = ?').get(row) !== undefined
    if (there) {
      raw
        .prepare(
          'INSERT INTO note_snapshots (note_document_id, bytes) VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes',
        )
        .run(row, bytes)
      raw.prepare('DELETE FROM note_updates WHERE note_document_id = ? AND id <= ?').run(row, last)
    }
    raw.exec('COMMIT')
    return there
  } catch (error) {
    raw.exec('ROLLBACK')
    throw error
  }
}

const compact = ({ file, row }: CompactOrder): Compacted | null => {
  const database = openSqlite(file)
  try {
    const { snapshot, updates } = read(database, row)
    const last = updates.at(-1)?.id
    if (last === undefined) return null
    const doc = new Y.Doc()
    doc.transact(() => {
      if (snapshot !== null) Y.applyUpdate(doc, snapshot)
      for (const { bytes } of updates) Y.applyUpdate(doc, bytes)
    })
    const { pendingStructs, pendingDs } = doc.store
    if (pendingStructs !== null || pendingDs !== null) throw new Error('A stored layer lacks updates')
    const bytes = Y.encodeStateAsUpdate(doc)
    if (!write(database, row, bytes, last)) return null
    // Otherwise whoever commits next would copy it all into the file, and everybody would wait for that.
    database.raw.exec('PRAGMA wal_checkpoint(PASSIVE)')
    const since = updates.reduce((sum, update) => sum + update.bytes.length, 0)
    return { bytes: bytes.length, since, rows: updates.length }
  } finally {
    database.close()
  }
}

parentPort?.postMessage(compact(workerData as CompactOrder))
