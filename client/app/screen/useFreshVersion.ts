import { registerSW } from 'virtual:pwa-register'
import { useEffect, useRef } from 'react'
import { beginAnew } from '#client/net/beginAnew.ts'
import { useConnection } from '#client/net/connection.ts'

const checkMilliseconds = 60 * 60 * 1000

/** [H13] Keeps the application on this display, and takes a new version while nothing is shown that it would disturb. */
export const useFreshVersion = (quiet: boolean): void => {
  const outdated = useConnection(store => store.outdated)
  const take = useRef<(() => Promise<void>) | null>(null)
  const registered = useRef<ServiceWorkerRegistration | undefined>(undefined)
  const isQuiet = useRef(quiet)
  isQuiet.current = quiet

  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined
    let isShown = true
    const apply = registerSW({
      immediate: true,
      onNeedRefresh: () => {
        // A registration cannot be taken back: what is shown now decides, not what was shown before it.
        if (!isShown) return
        take.current = () => beginAnew(apply)
        if (isQuiet.current) void take.current()
      },
      onRegisteredSW: (_address, registration) => {
        if (!isShown) return
        registered.current = registration
        timer = setInterval(() => void registration?.update().catch(() => undefined), checkMilliseconds)
      },
      // A display that does not trust the certificate cannot keep the application: it still works online.
      onRegisterError: () => undefined,
    })
    return () => {
      isShown = false
      take.current = null
      clearInterval(timer)
    }
  }, [])
  useEffect(() => {
    if (outdated) void registered.current?.update().catch(() => undefined)
  }, [outdated])
  useEffect(() => {
    if (quiet) void take.current?.()
  }, [quiet])
}
