import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './WarnNote.module.css'

/** What one should know before going on: no error, no colour alone. */
export function WarnNote({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.note}>
      <IconAlertTriangle aria-hidden="true" />
      <div className={styles.text}>{children}</div>
    </div>
  )
}
