import type { LayerState } from '../layer.ts'

/** From what needs the reader most to what needs nothing. */
const order: readonly LayerState[] = ['denied', 'locked', 'offline', 'saving', 'loading', 'saved']

/**
 * [N46] The one state that is shown: the layer that is written in tells all of its own; others only what would
 * lose writing, because a layer that one may not open says so in the list of layers.
 */
export function stateShown(writing: LayerState | null, others: readonly LayerState[]): LayerState {
  const unsaved = others.filter(state => state === 'offline' || state === 'saving')
  const all = [...(writing ? [writing] : []), ...unsaved]
  return order.find(state => all.includes(state)) ?? 'saved'
}
