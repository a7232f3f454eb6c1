/** What two fingers, a double tap or a wheel with Ctrl ask for. Points are CSS pixels in the scroller. */
export interface GestureHandler {
  pinchStart(x: number, y: number): void
  /** `factor` since the start; x and y where the fingers' middle is now. */
  pinchMove(factor: number, x: number, y: number): void
  pinchEnd(): void
  doubleTap(x: number, y: number): void
}

const TAP_MS = 300
const TAP_PIXELS = 24
/** A wheel has no end: when it was still for so long, the zoom is taken. */
const WHEEL_REST_MS = 180

interface Tap {
  readonly x: number
  readonly y: number
  readonly at: number
}

/**
 * Listens for zooming on `scroller`. One finger stays the browser's (scrolling with its own momentum).
 * Touch events, because pointer events end (pointercancel) as soon as the browser starts to scroll.
 */
export function attachGestures(scroller: HTMLElement, handler: GestureHandler): () => void {
  const off = new AbortController()
  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ) => scroller.addEventListener(name, listener, { passive: false, signal: off.signal })

  const inside = (clientX: number, clientY: number) => {
    const rect = scroller.getBoundingClientRect()
    return { x: clientX - rect.left, y: clientY - rect.top }
  }
  const middle = (touches: TouchList) => {
    const [a, b] = [touches[0], touches[1]]
    if (!a || !b) return null
    return {
      ...inside((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2),
      apart: Math.max(Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), 1),
    }
  }

  let apart: number | null = null
  let down: Tap | null = null
  let lastTap: Tap | null = null

  listen('touchstart', event => {
    const touch = event.touches[0]
    if (event.touches.length === 1 && touch) {
      down = { x: touch.clientX, y: touch.clientY, at: event.timeStamp }
      return
    }
    down = null
    const fingers = middle(event.touches)
    if (event.touches.length !== 2 || !fingers) return
    if (event.cancelable) event.preventDefault()
    apart = fingers.apart
    handler.pinchStart(fingers.x, fingers.y)
  })
  listen('touchmove', event => {
    const touch = event.touches[0]
    if (down && touch && Math.hypot(touch.clientX - down.x, touch.clientY - down.y) > TAP_PIXELS) down = null
    const fingers = middle(event.touches)
    if (apart === null || !fingers) return
    if (event.cancelable) event.preventDefault()
    handler.pinchMove(fingers.apart / apart, fingers.x, fingers.y)
  })
  const finish = (event: TouchEvent) => {
    if (apart !== null && event.touches.length < 2) {
      apart = null
      handler.pinchEnd()
      return
    }
    const tap = event.type === 'touchend' && down && event.timeStamp - down.at < TAP_MS ? down : null
    down = null
    if (!tap) return
    const near = lastTap && Math.hypot(tap.x - lastTap.x, tap.y - lastTap.y) < TAP_PIXELS
    if (lastTap && near && event.timeStamp - lastTap.at < TAP_MS * 1.5) {
      lastTap = null
      if (event.cancelable) event.preventDefault()
      const at = inside(tap.x, tap.y)
      handler.doubleTap(at.x, at.y)
    } else lastTap = { ...tap, at: event.timeStamp }
  }
  listen('touchend', finish)
  listen('touchcancel', finish)

  let factor = 1
  let rest: ReturnType<typeof setTimeout> | undefined
  listen('wheel', event => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const at = inside(event.clientX, event.clientY)
    if (rest === undefined) {
      factor = 1
      handler.pinchStart(at.x, at.y)
    }
    clearTimeout(rest)
    // A mouse's notch is about 100, a trackpad's pinch a few at a time.
    factor *= Math.exp(-Math.max(-50, Math.min(50, event.deltaY)) * (event.deltaMode === 0 ? 0.008 : 0.1))
    handler.pinchMove(factor, at.x, at.y)
    rest = setTimeout(() => {
      rest = undefined
      handler.pinchEnd()
    }, WHEEL_REST_MS)
  })
  return () => {
    clearTimeout(rest)
    off.abort()
  }
}
