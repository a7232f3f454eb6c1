import { IconCloudDown, IconDeviceTabletCheck } from '@tabler/icons-react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { State } from '#client/ui/State.tsx'
import { pieceCount } from './offline.rules.ts'
import { useOffline } from './offlineStore.ts'

interface KeptMarkProps {
  readonly version: { readonly id: string; readonly paperBytes: number }
}

/** Whether a paper is on this device: all, a part in per cent, or nothing to say. */
export function KeptMark({ version }: KeptMarkProps) {
  const t = useT('offline')
  const format = useFormat()
  const pieces = useOffline(store => store.held.get(version.id)?.size ?? 0)
  if (pieces === 0) return null
  const part = pieces / pieceCount(version.paperBytes)
  return part >= 1 ? (
    <State tone="ok" bare icon={<IconDeviceTabletCheck size={18} aria-hidden="true" />}>
      {t('kept')}
    </State>
  ) : (
    <State tone="quiet" bare icon={<IconCloudDown size={18} aria-hidden="true" />}>
      {t('keptPart', { percent: format.percent(part) })}
    </State>
  )
}
