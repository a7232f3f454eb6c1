import { IconCloudOff, IconFileAlert } from '@tabler/icons-react'
import type { ReaderState } from './core/ReaderCore.ts'
import type { ReaderErrorCode } from './core/types.ts'
import styles from './reader.module.css'
import type { ReaderText, ReaderTextKey } from './readerText.ts'

const WORDS: Readonly<Record<ReaderErrorCode, ReaderTextKey>> = {
  'reader.broken': 'broken',
  'reader.encrypted': 'encrypted',
  'reader.loginEnded': 'loginEnded',
  'reader.forbidden': 'forbidden',
  'reader.notFound': 'notFound',
  'reader.unreadable': 'unreadable',
}

/** What the reader says over the pages: why a paper cannot be read, or, quietly, that the network is lost. */
export function ReaderNotices(props: { state: ReaderState | null; t: ReaderText; onRetry: () => void }) {
  const { state, t, onRetry } = props
  if (state?.status === 'failed' && state.error) {
    return (
      <div className={styles.failure} role="alert">
        <IconFileAlert size={40} stroke={1.5} aria-hidden="true" />
        <p>{t(WORDS[state.error.code])}</p>
        {state.error.code === 'reader.unreadable' && (
          <button type="button" className={styles.wordButton} onClick={onRetry}>
            {t('retry')}
          </button>
        )}
      </div>
    )
  }
  return (
    <div className={styles.notices} role="status">
      {state?.waiting ? (
        <p className={styles.notice}>
          <IconCloudOff size={20} aria-hidden="true" />
          {t('waiting')}
        </p>
      ) : null}
      {state?.status === 'opening' && !state.waiting ? (
        <p className={styles.onlyHeard}>{t('opening')}</p>
      ) : null}
    </div>
  )
}
