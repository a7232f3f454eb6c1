import type { ReactNode } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './hall.module.css'

interface FrameProps {
  /** The connection is away: said in a corner, quietly. */
  readonly lost?: boolean | undefined
  /** [H11] */
  readonly notice?: string | undefined
  /** A pointer is seen: only while there is something to touch. */
  readonly touchable?: boolean
  readonly children: ReactNode
}

/** The whole display: a picture, a notice under it, and in a corner what is wrong. */
export function Frame({ lost = false, notice = '', touchable = false, children }: FrameProps) {
  const t = useT('hall')
  return (
    <div className={styles.hall} data-touchable={touchable || undefined}>
      <main className={styles.picture}>{children}</main>
      <div role="status" className={styles.foot}>
        {notice !== '' && (
          <p className={styles.notice}>
            <strong>{t('notice')}</strong>
            <span>{notice}</span>
          </p>
        )}
        {lost && <p className={styles.lost}>{t('lost')}</p>}
      </div>
    </div>
  )
}
