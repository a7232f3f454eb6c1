import type { AgendaItem } from './agenda.contract.ts'

export type ItemState = AgendaItem['state']

/** [A3] A meeting with more items than this is a mistake or an attack. */
export const itemsPerMeeting = 200

export interface Placed {
  readonly id: string
  readonly state: ItemState
}

/**
 * [A5] Items that were or are being dealt with keep their numbers; those waiting fill the places between them in
 * their order. Where too few wait, the later ones move up.
 */
const arrange = (agenda: readonly Placed[], waiting: readonly string[]): readonly string[] => {
  const fixed = new Map(
    agenda.flatMap(({ id, state }, place) => (state === 'waiting' ? [] : [[place, id] as const])),
  )
  const total = fixed.size + waiting.length
  const rest = [...waiting]
  const order: string[] = []
  for (let place = 0; order.length < total; place += 1) {
    const next = fixed.get(place) ?? rest.shift()
    if (next !== undefined) order.push(next)
  }
  return order
}

const waitingIds = (agenda: readonly Placed[]): readonly string[] =>
  agenda.filter(({ state }) => state === 'waiting').map(({ id }) => id)

export type OrderProblem = 'object.notFound' | 'item.done' | 'item.current'
export type Order =
  | { readonly ok: true; readonly order: readonly string[] }
  | { readonly ok: false; readonly code: OrderProblem }

/** [A4] [A5] [A6] The order with an item put before another one that waits, or at the end; new items may come so. */
export const placeItem = (agenda: readonly Placed[], itemId: string, beforeId: string | null): Order => {
  const moved = agenda.find(({ id }) => id === itemId)
  if (moved !== undefined && moved.state !== 'waiting') return { ok: false, code: `item.${moved.state}` }
  const others = waitingIds(agenda).filter(id => id !== itemId)
  if (beforeId === null) return { ok: true, order: arrange(agenda, [...others, itemId]) }
  const before = agenda.find(({ id }) => id === beforeId)
  if (before === undefined) return { ok: false, code: 'object.notFound' }
  if (before.state !== 'waiting') return { ok: false, code: `item.${before.state}` }
  if (beforeId === itemId) return { ok: true, order: agenda.map(({ id }) => id) }
  const at = others.indexOf(beforeId)
  return { ok: true, order: arrange(agenda, [...others.slice(0, at), itemId, ...others.slice(at)]) }
}

/** [A7] The order without an item. */
export const withoutItem = (agenda: readonly Placed[], itemId: string): readonly string[] =>
  arrange(
    agenda,
    waitingIds(agenda).filter(id => id !== itemId),
  )

/** [A6] [A7] [A8] [A12] Why an item may not be changed; null where it may. */
export const changeProblem = (
  change: 'update' | 'remove' | 'declareSecrecy',
  item: { readonly state: ItemState; readonly papers: number },
): 'item.done' | 'item.current' | 'item.hasPapers' | null => {
  if (item.state === 'done') return 'item.done'
  if (change !== 'remove') return null
  if (item.state === 'current') return 'item.current'
  return item.papers > 0 ? 'item.hasPapers' : null
}

/** [A9] [A10] What becomes of every item when one is taken: it is current, the former one done, the rest as it was. */
export const takenStates = (agenda: readonly Placed[], itemId: string): ReadonlyMap<string, ItemState> => {
  const changed = new Map<string, ItemState>()
  for (const { id, state } of agenda) {
    if (id === itemId && state !== 'current') changed.set(id, 'current')
    if (id !== itemId && state === 'current') changed.set(id, 'done')
  }
  return changed
}
