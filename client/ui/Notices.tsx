import { IconX } from '@tabler/icons-react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './Notices.module.css'
import { dismissNotice, useNotices } from './notices.ts'
import { State } from './State.tsx'

/** Where notices stand: once in the application, above everything, never over the now bar's buttons. */
export function Notices() {
  const t = useT('ui')
  const notices = useNotices(state => state.notices)
  return (
    <section className={styles.place} aria-label={t('notices')} aria-live="polite">
      {notices.map(notice => (
        <div key={notice.id} className={styles.notice}>
          <span className={styles.text}>
            <State tone={notice.tone} bare>
              {notice.text}
            </State>
          </span>
          {notice.action && (
            <Button
              look="quiet"
              onClick={() => {
                notice.action?.perform()
                dismissNotice(notice.id)
              }}
            >
              {notice.action.label}
            </Button>
          )}
          <IconButton
            label={t('dismiss')}
            icon={<IconX aria-hidden="true" />}
            onClick={() => dismissNotice(notice.id)}
          />
        </div>
      ))}
    </section>
  )
}
