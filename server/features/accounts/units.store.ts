import type { Store } from '#server/storage/database.ts'
import type { Unit } from '#shared/accounts/accounts.contract.ts'
import { viewUnit } from './accounts.store.ts'

/** Every unit, in the committee's own order. */
export const allUnits = async (store: Store): Promise<Unit[]> => {
  const rows = await store.selectFrom('units').selectAll().orderBy('order').orderBy('id').execute()
  return rows.map(viewUnit)
}

export const saveUnit = async (store: Store, unit: Unit): Promise<void> => {
  const values = {
    name: unit.name,
    short_name: unit.shortName,
    parent_id: unit.parentId,
    valid_from: unit.validFrom,
    valid_until: unit.validUntil,
    predecessor_ids: JSON.stringify(unit.predecessorIds),
    order: unit.order,
  }
  await store
    .insertInto('units')
    .values({ id: unit.id, ...values })
    .onConflict(conflict => conflict.column('id').doUpdateSet(values))
    .execute()
}

/** The states of the accounts that belong to a unit. */
export const memberStates = async (store: Store, unitId: string) => {
  const rows = await store.selectFrom('accounts').select('state').where('unit_id', '=', unitId).execute()
  return rows.map(({ state }) => state)
}

/** The meetings that are not over in which somebody of this unit takes part. */
export const unfinishedMeetingsOf = async (store: Store, unitId: string): Promise<string[]> => {
  const rows = await store
    .selectFrom('participants')
    .innerJoin('accounts', 'accounts.id', 'participants.account_id')
    .innerJoin('meetings', 'meetings.id', 'participants.meeting_id')
    .select('meetings.id')
    .distinct()
    .where('accounts.unit_id', '=', unitId)
    .where('meetings.state', 'not in', ['closed', 'cancelled'])
    .execute()
  return rows.map(({ id }) => id)
}

/** [K10] Removes a unit: who has left no longer names it, nor do the units that came from it. */
export const removeUnit = async (store: Store, unitId: string): Promise<void> => {
  await store.updateTable('accounts').set({ unit_id: null }).where('unit_id', '=', unitId).execute()
  for (const unit of await allUnits(store))
    if (unit.predecessorIds.includes(unitId))
      await saveUnit(store, { ...unit, predecessorIds: unit.predecessorIds.filter(id => id !== unitId) })
  await store.deleteFrom('units').where('id', '=', unitId).execute()
}
