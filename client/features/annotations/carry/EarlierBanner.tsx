import { IconHistory } from '@tabler/icons-react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import styles from './carry.module.css'
import type { EarlierVersion } from './carrying.ts'

interface EarlierBannerProps {
  readonly version: EarlierVersion
  /** The newest version's number. */
  readonly newest: number
  readonly onNewest: () => void
}

/** [N57] Over a paper whose earlier version is shown: which one it is, and the way back. */
export function EarlierBanner({ version: { number, uploadedAt }, newest, onNewest }: EarlierBannerProps) {
  const t = useT('carry')
  const format = useFormat()
  return (
    <div className={styles.banner} role="status">
      <IconHistory aria-hidden="true" />
      <p>{t('reading', { number, newest, when: format.moment(uploadedAt) })}</p>
      <Button look="primary" onClick={onNewest}>
        {t('toNewest')}
      </Button>
    </div>
  )
}
