import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'

const waiting = (items: readonly AgendaItem[]): readonly string[] =>
  items.filter(({ state }) => state === 'waiting').map(({ id }) => id)

/** Before which waiting item one stands now; null at the end. Moving it back there undoes a move. */
export const beforeOf = (items: readonly AgendaItem[], itemId: string): string | null => {
  const ids = waiting(items)
  return ids[ids.indexOf(itemId) + 1] ?? null
}

/** Before which item one goes that was dropped in the place of another; undefined where nothing changes. */
export const droppedBefore = (
  items: readonly AgendaItem[],
  itemId: string,
  overId: string,
): string | null | undefined => {
  const ids = waiting(items)
  const [from, to] = [ids.indexOf(itemId), ids.indexOf(overId)]
  if (from < 0 || to < 0 || from === to) return undefined
  return to < from ? overId : (ids[to + 1] ?? null)
}

/** Before which item one goes that is moved a place up or down; undefined where there is no such place. */
export const stepBefore = (
  items: readonly AgendaItem[],
  itemId: string,
  step: 'up' | 'down',
): string | null | undefined => {
  const ids = waiting(items)
  const at = ids.indexOf(itemId)
  if (at < 0) return undefined
  const over = ids[step === 'up' ? at - 1 : at + 1]
  return over === undefined ? undefined : droppedBefore(items, itemId, over)
}
