import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import styles from './reader.module.css'
import type { ReaderText } from './readerText.ts'

/** Asks before a link of a paper leaves the system; the whole address is shown. */
export function OutsideLink({ url, t, onClose }: { url: string; t: ReaderText; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
  }, [])
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={title} onClose={onClose}>
      <h2 id={title}>{t('outsideTitle')}</h2>
      <p>{t('outsideText')}</p>
      <p className={styles.address}>{url}</p>
      <div className={styles.choices}>
        <button type="button" className={styles.wordButton} onClick={onClose}>
          {t('outsideStay')}
        </button>
        <a
          className={styles.wordButton}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          onClick={onClose}
        >
          <IconExternalLink size={20} aria-hidden="true" />
          {t('outsideOpen')}
        </a>
      </div>
    </dialog>
  )
}
