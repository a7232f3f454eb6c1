import { join } from 'node:path'
import * as Y from 'yjs'
import { openDatabase } from '#server/storage/database.ts'
import type { Hall } from '#tests/support/hall.ts'
import { stroke } from '#tests/support/notes.ts'
import { Chance } from '#tests/support/random.ts'

/** The database in a data folder. */
export const databaseIn = (folder: string): string => join(folder, 'phong-hop-so.sqlite')

/**
 * Stores a layer of strokes as it would stand after months: one piece, and what was added since as updates.
 * @returns its bytes, all together.
 */
export const storeLongLayer = async (
  { folder, accountIds, versionId }: Hall,
  strokes: number,
  asUpdates: number,
  seed: number,
): Promise<number> => {
  const chance = new Chance(seed)
  const database = openDatabase(databaseIn(folder))
  try {
    const { raw } = database.sqlite
    const writers = accountIds.map(accountId => ({
      accountId,
      doc: new Y.Doc(),
      updates: [] as Uint8Array[],
    }))
    const row = raw
      .prepare(
        "INSERT INTO note_documents (version_id, layer, group_id, account_id) VALUES (?, 'everyone', NULL, '') RETURNING id",
      )
      .get(versionId)
    const id = Number(row?.id)
    const whole = new Y.Doc()
    let bytes = 0
    raw.exec('BEGIN')
    for (const { accountId, doc } of writers)
      raw.prepare('INSERT INTO note_clients VALUES (?, ?, ?)').run(id, doc.clientID, accountId)
    const insert = raw.prepare('INSERT INTO note_updates (note_document_id, bytes) VALUES (?, ?)')
    const draw = ({ accountId, doc }: (typeof writers)[number]) =>
      doc.getMap('notes').set(crypto.randomUUID(), stroke(accountId, 20 + chance.below(40)))
    for (let at = 0; at < strokes - asUpdates; at += 1) draw(chance.pick(writers))
    whole.transact(() => {
      for (const { doc } of writers) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
    })
    const snapshot = Y.encodeStateAsUpdate(whole)
    raw.prepare('INSERT INTO note_snapshots VALUES (?, ?)').run(id, snapshot)
    bytes += snapshot.length
    for (const { doc } of writers)
      doc.on('update', update => {
        bytes += update.length
        insert.run(id, update)
      })
    for (let at = 0; at < asUpdates; at += 1) draw(chance.pick(writers))
    raw.exec('COMMIT')
    return bytes
  } finally {
    await database.close()
  }
}

/** How many updates are stored beside the one piece. */
export const updatesIn = async (folder: string): Promise<number> => {
  const database = openDatabase(databaseIn(folder))
  try {
    return Number(database.sqlite.raw.prepare('SELECT count(*) AS n FROM note_updates').get()?.n)
  } finally {
    await database.close()
  }
}
