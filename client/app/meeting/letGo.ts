import { closeNotes } from '#client/app/notes/openNotes.ts'
import type { Layer } from '#client/features/annotations/layers/Layer.ts'

/** The server cuts within five seconds; a layer that comes back meanwhile is closed all the same. */
const endsWithinMs = 20_000

/**
 * Closes a layer whose right is gone, as a view said before the layer's own connection did: what this device keeps of
 * it is erased when that end comes, so it is waited for. @param lost called where something written was not taken.
 */
export const letGo = (layer: Layer, lost: () => void): void => {
  const close = () => {
    clearTimeout(timer)
    stop()
    closeNotes(layer)
  }
  const look = () => {
    if (layer.refusals().length > 0) {
      layer.dismissRefusals()
      lost()
    }
    if (layer.state() === 'denied') close()
  }
  const timer = setTimeout(close, endsWithinMs)
  const stop = layer.subscribe(look)
  look()
}
