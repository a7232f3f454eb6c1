import { registerSW } from 'virtual:pwa-register'
import { useEffect, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { notify } from '#client/ui/notices.ts'
import { useShell } from './shellStore.ts'

/** How often a page that stays open for days asks for a new version: an hour. */
const checkMilliseconds = 60 * 60 * 1000

/** Offers a new version, quietly, and never while a meeting sits on this screen. */
export function UpdateNotice() {
  const t = useT('app')
  const sitting = useShell(state => state.sitting)
  const [update, setUpdate] = useState<(() => Promise<void>) | null>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined
    const apply = registerSW({
      onNeedRefresh: () => setUpdate(() => () => apply(true)),
      onRegisteredSW: (_address, registration) => {
        // Without the network the check fails; the next hour's will do.
        timer = setInterval(() => void registration?.update().catch(() => undefined), checkMilliseconds)
      },
      // A tablet that does not trust the certificate yet cannot keep the application: it still works online.
      onRegisterError: () => undefined,
    })
    return () => clearInterval(timer)
  }, [])

  useEffect(() => {
    if (!update || sitting) return
    return notify('quiet', t('newVersion'), {
      action: { label: t('update'), perform: () => void update() },
      stays: true,
    })
  }, [update, sitting, t])

  return null
}
