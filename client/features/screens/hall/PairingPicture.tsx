import type { ReactNode } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Clock } from '#client/ui/Clock.tsx'
import styles from './hall.module.css'

/** [H1] The code of a display that is not paired, and what to do with it. */
export function PairingPicture({ code, tools }: { readonly code: string; readonly tools: ReactNode }) {
  const t = useT('hall')
  return (
    <div className={styles.pairing}>
      <p className={styles.committee}>{t('pageTitle')}</p>
      <div className={styles.middle}>
        <h1 className={styles.lead}>{t('pairTitle')}</h1>
        <p className={styles.code} role="img" aria-label={code.split('').join(' ')}>
          <span>{code.slice(0, 3)}</span>
          <span>{code.slice(3)}</span>
        </p>
        <p className={styles.detail}>{t('pairDo')}</p>
      </div>
      <div className={styles.date}>
        <div className={styles.tools}>{tools}</div>
        <Clock />
      </div>
    </div>
  )
}
