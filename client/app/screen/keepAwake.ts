import { useEffect } from 'react'

/** Keeps the display from going dark while the page is seen; browsers that cannot are left as they are. */
export const useAwake = (): void => {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let wanted = true
    const ask = async () => {
      if (!wanted || document.visibilityState !== 'visible') return
      try {
        const given = await navigator.wakeLock?.request('screen')
        if (!wanted) return void given?.release()
        lock = given ?? null
      } catch {
        // Low battery, or not allowed: asked again when the page is seen the next time.
      }
    }
    void ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      wanted = false
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [])
}

/** Fills the display; harmless where the browser refuses. */
export const fillDisplay = (): void => {
  if (document.fullscreenElement === null)
    void document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }).catch(() => undefined)
}
