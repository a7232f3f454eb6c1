import { type CallContext, handler } from '#server/transport/handler.ts'
import { accounts, type Unit } from '#shared/accounts/accounts.contract.ts'
import { makesCircle, mayRemoveUnit } from '#shared/accounts/units.rules.ts'
import type { InputOf } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { administrator } from '../accounts.policy.ts'
import { raiseMeeting } from '../accounts.store.ts'
import { allUnits, memberStates, removeUnit, saveUnit, unfinishedMeetingsOf } from '../units.store.ts'

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

/** [K45] The unit's name stands beside its people in the meetings that are not over: they are told anew. */
const tellMeetings = async (context: CallContext, meetingIds: readonly string[]): Promise<void> => {
  for (const meetingId of meetingIds) {
    await raiseMeeting(context.store, meetingId)
    context.touch(meetingsEvents.changed, meetingId)
  }
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
    run: async (context, { unitId, ...fields }) => {
      const { store } = context
      const units = await allUnits(store)
      const before = units.find(({ id }) => id === unitId)
      if (before === undefined) return fail('object.notFound')
      const refusal = misplaced({ unitId, ...fields }, units)
      if (refusal !== null) return refusal
      await saveUnit(store, { id: unitId, ...fields })
      if (before.name !== fields.name) await tellMeetings(context, await unfinishedMeetingsOf(store, unitId))
      return ok({})
    },
  }),
  removeUnit: handler(accounts.removeUnit, {
    policy: administrator,
    run: async (context, { unitId }) => {
      const { store } = context
      const units = await allUnits(store)
      if (!units.some(({ id }) => id === unitId)) return fail('object.notFound')
      const below = units.filter(({ parentId }) => parentId === unitId).length
      if (!mayRemoveUnit(await memberStates(store, unitId), below)) return fail('unit.inUse')
      const told = await unfinishedMeetingsOf(store, unitId)
      await removeUnit(store, unitId)
      await tellMeetings(context, told)
      return ok({})
    },
  }),
}
