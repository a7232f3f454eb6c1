import type { ReactNode } from 'react'
import { join } from './join.ts'
import styles from './List.module.css'

/** Rows one under another, a line between them. */
export function List({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  )
}

interface RowProps {
  readonly title: ReactNode
  /** The second line. */
  readonly detail?: ReactNode
  /** Number, initials or icon before it. */
  readonly lead?: ReactNode
  /** State or count after it. */
  readonly mark?: ReactNode
  /** Buttons at the end; where the row itself opens something they stand beside it, never inside. */
  readonly actions?: ReactNode
  /** Makes the row a button. */
  readonly onOpen?: () => void
  /** The one that is under way: lacquer red at its edge, and said aloud. */
  readonly current?: boolean
}

/** One line of a list: at least 56 px, its text wraps. */
export function Row({ title, detail, lead, mark, actions, onOpen, current = false }: RowProps) {
  const face = (
    <>
      {lead && <span className={styles.lead}>{lead}</span>}
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        {detail && <span className={styles.detail}>{detail}</span>}
      </span>
      {mark && <span className={styles.mark}>{mark}</span>}
    </>
  )
  return (
    <li className={join(styles.row, current && styles.current)} aria-current={current || undefined}>
      {onOpen ? (
        <button type="button" className={join(styles.face, styles.opens)} onClick={onOpen}>
          {face}
        </button>
      ) : (
        <span className={styles.face}>{face}</span>
      )}
      {actions && <span className={styles.actions}>{actions}</span>}
    </li>
  )
}
