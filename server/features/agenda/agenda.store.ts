import type { Insertable, Updateable } from 'kysely'
import type { Store } from '#server/storage/database.ts'
import type { ItemsTable } from '#server/storage/tables.ts'
import type { ItemState, Placed } from '#shared/agenda/agenda.rules.ts'

/** An item's row; undefined where there is none. */
export const findItem = (store: Store, itemId: string) =>
  store.selectFrom('items').selectAll().where('id', '=', itemId).executeTakeFirst()

/** A meeting's items in their order. */
export const loadItems = (store: Store, meetingId: string) =>
  store
    .selectFrom('items')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .orderBy('id')
    .execute()

/** A meeting's items in their order, as far as their order asks. */
export const loadPlaces = async (store: Store, meetingId: string): Promise<readonly Placed[]> =>
  (await loadItems(store, meetingId)).map(({ id, state }) => ({ id, state }))

export const insertItem = async (store: Store, item: Insertable<ItemsTable>): Promise<void> => {
  await store.insertInto('items').values(item).execute()
}

export const changeItem = async (
  store: Store,
  itemId: string,
  change: Updateable<ItemsTable>,
): Promise<void> => {
  await store.updateTable('items').set(change).where('id', '=', itemId).execute()
}

export const deleteItem = async (store: Store, itemId: string): Promise<void> => {
  await store.deleteFrom('items').where('id', '=', itemId).execute()
}

/** Writes the order; items that keep their place are left alone. */
export const storeOrder = async (store: Store, order: readonly string[]): Promise<void> => {
  for (const [position, id] of order.entries())
    await store
      .updateTable('items')
      .set({ position })
      .where('id', '=', id)
      .where('position', '!=', position)
      .execute()
}

/** Writes new states and stamps them; what ends is written first, because one item at most is current. */
export const storeStates = async (
  store: Store,
  changed: ReadonlyMap<string, ItemState>,
  now: number,
): Promise<void> => {
  for (const [id, state] of [...changed].sort(([, one]) => (one === 'done' ? -1 : 1)))
    await changeItem(
      store,
      id,
      state === 'current' ? { state, started_at: now, ended_at: null } : { state, ended_at: now },
    )
}

export const countPapers = async (store: Store, itemId: string): Promise<number> => {
  const { count } = await store
    .selectFrom('documents')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('item_id', '=', itemId)
    .executeTakeFirstOrThrow()
  return Number(count)
}
