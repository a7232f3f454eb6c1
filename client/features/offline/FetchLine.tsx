import { IconCloudDown, IconDatabaseExclamation } from '@tabler/icons-react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { NowLine } from '#client/ui/NowBar.tsx'
import { progressOf } from './offline.rules.ts'
import { useOffline } from './offlineStore.ts'

/** In the now bar: papers are being fetched ahead, and how far; or that there is no room for them. */
export function FetchLine() {
  const t = useT('offline')
  const format = useFormat()
  const { wanted, held, fetching, full } = useOffline()
  if (full) return <NowLine icon={<IconDatabaseExclamation size={20} />}>{t('full')}</NowLine>
  if (!fetching) return null
  const done = progressOf(wanted, held)
  if (done.held >= done.total) return null
  return (
    <NowLine icon={<IconCloudDown size={20} />}>
      {t('fetching')}:{' '}
      <span className="figures">
        {t('progress', { held: format.size(done.held), total: format.size(done.total) })}
      </span>
    </NowLine>
  )
}
