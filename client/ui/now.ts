import { useSyncExternalStore } from 'react'

/** Where the time comes from; the application gives the server's clock as the connection knows it. */
let source: () => number = () => performance.timeOrigin + performance.now()

/** Tells all clocks of the screen whose time they show: milliseconds since the epoch. Once, at start. */
export function setClock(serverNow: () => number): void {
  source = serverNow
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let second = Math.floor(source() / 1000)

/** One timer for all clocks on the screen, firing just after each full second. */
function tick() {
  second = Math.floor(source() / 1000)
  for (const listener of listeners) listener()
  timer = listeners.size > 0 ? setTimeout(tick, 1005 - (source() % 1000)) : undefined
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (timer === undefined) tick()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === undefined) return
    clearTimeout(timer)
    timer = undefined
  }
}

/** The server's clock in a component, renewed every full second (milliseconds since the epoch, whole seconds). */
export const useNow = (): number => useSyncExternalStore(subscribe, () => second) * 1000
