import { registerSW } from 'virtual:pwa-register'
import { useEffect, useRef } from 'react'
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
    const apply = registerSW({
      immediate: true,
      onNeedRefresh: () => {
        take.current = () => apply(true)
        if (isQuiet.current) void apply(true)
      },
      onRegisteredSW: (_address, registration) => {
        registered.current = registration
        timer = setInterval(() => void registration?.update().catch(() => undefined), checkMilliseconds)
      },
      // A display that does not trust the certificate cannot keep the application: it still works online.
      onRegisterError: () => undefined,
    })
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (outdated) void registered.current?.update().catch(() => undefined)
  }, [outdated])
  useEffect(() => {
    if (quiet) void take.current?.()
  }, [quiet])
}
