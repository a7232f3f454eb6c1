import type { Database, Store } from '#server/storage/database.ts'

/** One layer of one version: a document of its own. */
export interface LayerKey {
  readonly versionId: string
  /** private, everyone, presenting, or a group layer's id. */
  readonly layer: string
  /** Whose private layer; empty for shared ones. */
  readonly accountId: string
}

/** A layer as it is stored. */
export interface StoredLayer {
  /** Null where nothing was written yet. */
  readonly id: number | null
  readonly snapshot: Uint8Array | null
  readonly updates: readonly Uint8Array[]
  /** Yjs client ids and the accounts that wrote under them. */
  readonly owners: ReadonlyMap<number, string>
}

/** What is added to a layer at once. */
export interface LayerAddition {
  readonly key: LayerKey
  readonly id: number | null
  /** Null where only client ids are settled. */
  readonly update: Uint8Array | null
  readonly claims: ReadonlyMap<number, string>
}

const standing: readonly string[] = ['private', 'everyone', 'presenting']

/** Reads a layer whole. */
export const loadLayer = async (store: Store, key: LayerKey): Promise<StoredLayer> => {
  const found = await store
    .selectFrom('note_documents')
    .select('id')
    .where('version_id', '=', key.versionId)
    .where('layer', '=', key.layer)
    .where('account_id', '=', key.accountId)
    .executeTakeFirst()
  if (found === undefined) return { id: null, snapshot: null, updates: [], owners: new Map() }
  const updates = await store
    .selectFrom('note_updates')
    .select('bytes')
    .where('note_document_id', '=', found.id)
    .orderBy('id')
    .execute()
  // After the updates: a piece that takes their place meanwhile holds them, and what comes twice counts once.
  const snapshot = await store
    .selectFrom('note_snapshots')
    .select('bytes')
    .where('note_document_id', '=', found.id)
    .executeTakeFirst()
  const owners = await store
    .selectFrom('note_clients')
    .select(['client', 'account_id'])
    .where('note_document_id', '=', found.id)
    .execute()
  return {
    id: found.id,
    snapshot: snapshot?.bytes ?? null,
    updates: updates.map(({ bytes }) => bytes),
    owners: new Map(owners.map(row => [row.client, row.account_id])),
  }
}

/** The layer's row, made where there is none yet; null where its paper or its group is gone. */
const settleRow = async (store: Store, { key, id }: LayerAddition): Promise<number | null> => {
  if (id !== null) {
    const row = await store.selectFrom('note_documents').select('id').where('id', '=', id).executeTakeFirst()
    return row?.id ?? null
  }
  const version = await store
    .selectFrom('document_versions')
    .select('document_id')
    .where('id', '=', key.versionId)
    .executeTakeFirst()
  if (version === undefined) return null
  const group = standing.includes(key.layer) ? null : key.layer
  if (group !== null) {
    const layer = await store
      .selectFrom('note_layers')
      .select('id')
      .where('id', '=', group)
      .where('document_id', '=', version.document_id)
      .executeTakeFirst()
    if (layer === undefined) return null
  }
  const made = await store
    .insertInto('note_documents')
    .values({ version_id: key.versionId, layer: key.layer, group_id: group, account_id: key.accountId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

/**
 * [N18] Stores what came for many layers in one transaction.
 * @returns for each its row, or null where the paper or the group is gone and nothing was stored.
 */
export const storeAdditions = (
  { kysely }: Database,
  additions: readonly LayerAddition[],
): Promise<readonly (number | null)[]> =>
  kysely.transaction().execute(async store => {
    const rows: (number | null)[] = []
    for (const addition of additions) {
      const id = await settleRow(store, addition)
      rows.push(id)
      if (id === null) continue
      if (addition.update !== null)
        await store
          .insertInto('note_updates')
          .values({ note_document_id: id, bytes: addition.update })
          .execute()
      for (const [client, accountId] of addition.claims)
        await store
          .insertInto('note_clients')
          .values({ note_document_id: id, client, account_id: accountId })
          .onConflict(conflict => conflict.doNothing())
          .execute()
    }
    return rows
  })

/** [N20] One snapshot takes the place of a layer's updates; nothing happens where the layer is gone. */
export const storeSnapshot = ({ kysely }: Database, id: number, bytes: Uint8Array): Promise<void> =>
  kysely.transaction().execute(async store => {
    const there = await store
      .selectFrom('note_documents')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst()
    if (there === undefined) return
    await store
      .insertInto('note_snapshots')
      .values({ note_document_id: id, bytes })
      .onConflict(conflict => conflict.column('note_document_id').doUpdateSet({ bytes }))
      .execute()
    await store.deleteFrom('note_updates').where('note_document_id', '=', id).execute()
  })
