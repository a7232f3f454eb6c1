import { handler } from '#server/transport/handler.ts'
import { accounts, type Unit } from '#shared/accounts/accounts.contract.ts'
import { makesCircle, mayRemoveUnit } from '#shared/accounts/units.rules.ts'
import type { InputOf } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { administrator } from '../accounts.policy.ts'
import { allUnits, memberStates, removeUnit, saveUnit } from '../units.store.ts'

/** [K9] [K11] Why a unit cannot be stored so; null where it can. */
const misplaced = (
  { unitId, parentId, predecessorIds }: InputOf<typeof accounts.createUnit>,
  units: readonly Unit[],
) => {
  if (makesCircle(unitId, parentId, predecessorIds, units)) return fail('unit.circle', { field: 'parentId' })
  const known = new Set(units.map(({ id }) => id))
  if (parentId !== null && !known.has(parentId)) return fail('object.notFound', { field: 'parentId' })
  return predecessorIds.every(id => known.has(id))
    ? null
    : fail('object.notFound', { field: 'predecessorIds' })
}

/** Organisation units: they come and go, and remember what they were made from. */
export const units = {
  createUnit: handler(accounts.createUnit, {
    policy: administrator,
    run: async ({ store }, { unitId, ...fields }) => {
      const units = await allUnits(store)
      if (units.some(({ id }) => id === unitId)) return fail('object.exists', { field: 'unitId' })
      const refusal = misplaced({ unitId, ...fields }, units)
      if (refusal !== null) return refusal
      await saveUnit(store, { id: unitId, ...fields })
      return ok({})
    },
  }),
  updateUnit: handler(accounts.updateUnit, {
    policy: administrator,
    run: async ({ store }, { unitId, ...fields }) => {
      const units = await allUnits(store)
      if (!units.some(({ id }) => id === unitId)) return fail('object.notFound')
      const refusal = misplaced({ unitId, ...fields }, units)
      if (refusal !== null) return refusal
      await saveUnit(store, { id: unitId, ...fields })
      return ok({})
    },
  }),
  removeUnit: handler(accounts.removeUnit, {
    policy: administrator,
    run: async ({ store }, { unitId }) => {
      const units = await allUnits(store)
      if (!units.some(({ id }) => id === unitId)) return fail('object.notFound')
      const below = units.filter(({ parentId }) => parentId === unitId).length
      if (!mayRemoveUnit(await memberStates(store, unitId), below)) return fail('unit.inUse')
      await removeUnit(store, unitId)
      return ok({})
    },
  }),
}
