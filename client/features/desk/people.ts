import type { Person, Unit } from '#shared/accounts/accounts.contract.ts'
import { foldText } from '#shared/documents/foldText.ts'

/** The words of a text without marks; whatever is neither letter nor digit parts them, also ’ and /. */
const wordsOf = (text: string): readonly string[] =>
  foldText(text)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Whether every sought word begins a word of the texts, with or without Vietnamese marks: "dinh" finds "Đình". */
export const finds = (sought: string, ...texts: readonly string[]): boolean => {
  const words = wordsOf(texts.join(' '))
  return wordsOf(sought).every(part => words.some(word => word.startsWith(part)))
}

/** A unit and all that belong to it, as ids. */
export const unitWithAll = (unitId: string, units: readonly Unit[]): ReadonlySet<string> => {
  const found = new Set([unitId])
  // Each round adds one level; a unit is added once, so that even a circle ends.
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const unit of units) if (unit.parentId !== null && found.has(unit.parentId)) found.add(unit.id)
  }
  return found
}

const collator = new Intl.Collator('vi')

/** Units that somebody to choose belongs to, directly or below, in the tree's order with their depth. */
export const unitsWithPeople = (
  units: readonly Unit[],
  people: readonly Person[],
): readonly { readonly unit: Unit; readonly depth: number }[] => {
  const staffed = new Set(people.map(({ unitId }) => unitId))
  const known = new Set(units.map(({ id }) => id))
  const sorted = units.toSorted((a, b) => a.order - b.order || collator.compare(a.name, b.name))
  const parentOf = ({ parentId }: Unit) => (parentId !== null && known.has(parentId) ? parentId : null)
  const below = (parent: string | null, depth: number): readonly { unit: Unit; depth: number }[] =>
    sorted
      .filter(unit => parentOf(unit) === parent)
      .flatMap(unit => {
        const under = below(unit.id, depth + 1)
        return staffed.has(unit.id) || under.length > 0 ? [{ unit, depth }, ...under] : []
      })
  return below(null, 0)
}
