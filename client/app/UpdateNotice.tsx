import { registerSW } from 'virtual:pwa-register'
import { useEffect, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { beginAnew } from '#client/net/beginAnew.ts'
import { useConnection } from '#client/net/connection.ts'
import { notify } from '#client/ui/notices.ts'
import { useShell } from './shellStore.ts'

/** How often a page that stays open for days asks for a new version: an hour. */
const checkMilliseconds = 60 * 60 * 1000

/** Offers a new version, quietly, and never while a meeting sits on this screen. */
export function UpdateNotice() {
  const t = useT('app')
  const sitting = useShell(state => state.sitting)
  const outdated = useConnection(state => state.outdated)
  const [registration, setRegistration] = useState<ServiceWorkerRegistration | null>(null)
  const [apply, setApply] = useState<(() => void) | null>(null)

  useEffect(() => {
    const update = registerSW({
      onNeedRefresh: () => setApply(() => () => void beginAnew(update)),
      onRegisteredSW: (_address, registered) => setRegistration(registered ?? null),
      // A tablet that does not trust the certificate yet cannot keep the application: it still works online.
      onRegisterError: () => undefined,
    })
  }, [])

  useEffect(() => {
    if (!registration) return
    // Without the network the check fails; the next hour's will do.
    const check = () => void registration.update().catch(() => undefined)
    if (outdated) check()
    const timer = setInterval(check, checkMilliseconds)
    return () => clearInterval(timer)
  }, [registration, outdated])

  // Where no service worker keeps the application, loading the page again brings what the server has.
  const isReady = apply !== null || (outdated && registration === null)
  useEffect(() => {
    if (!isReady || sitting) return
    const perform = () => (apply ? apply() : location.reload())
    return notify('quiet', t('newVersion'), { action: { label: t('update'), perform }, stays: true })
  }, [isReady, apply, sitting, t])

  return null
}
