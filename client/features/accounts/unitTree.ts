import type { Unit } from '#shared/accounts/accounts.contract.ts'

export interface PlacedUnit {
  readonly unit: Unit
  /** How many units stand above it. */
  readonly depth: number
}

const collator = new Intl.Collator('vi')

/** Units in the order of the tree: each after the one that it belongs to; siblings by order, then name. */
export function unitTree(units: readonly Unit[]): readonly PlacedUnit[] {
  const known = new Set(units.map(unit => unit.id))
  const sorted = units.toSorted((a, b) => a.order - b.order || collator.compare(a.name, b.name))
  const below = (parentId: string | null, depth: number): readonly PlacedUnit[] =>
    sorted
      // A parent that is not in the list leaves its units at the top rather than unseen.
      .filter(
        unit => (unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null) === parentId,
      )
      .flatMap(unit => [{ unit, depth }, ...below(unit.id, depth + 1)])
  return below(null, 0)
}
