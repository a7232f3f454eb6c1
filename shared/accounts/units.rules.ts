interface Placed {
  readonly id: string
  readonly parentId: string | null
}

/**
 * [K9] Whether a unit placed under `parentId` would stand below itself. Units that are not in `units` end the walk.
 */
export const makesCircle = (
  unitId: string,
  parentId: string | null,
  predecessorIds: readonly string[],
  units: readonly Placed[],
): boolean => {
  if (predecessorIds.includes(unitId)) return true
  const parents = new Map(units.map(unit => [unit.id, unit.parentId]))
  const seen = new Set<string>()
  for (let at = parentId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === unitId) return true
    seen.add(at)
  }
  return false
}

/** [K10] Whether a unit may go: nobody who is or will be active belongs to it, and no unit stands below it. */
export const mayRemoveUnit = (
  memberStates: readonly ('invited' | 'active' | 'deactivated' | 'erased')[],
  unitsBelow: number,
): boolean => unitsBelow === 0 && !memberStates.some(state => state === 'invited' || state === 'active')
