import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  /** It is the whole page, not a part of one: its title is the page's. */
  readonly page?: boolean
  /** What to do first, in a sentence or two. */
  readonly children?: ReactNode
  /** The button that does it. */
  readonly action?: ReactNode
}

/** Nothing here yet: says so, and what to do first. */
export function EmptyState({ icon, title, page = false, children, action }: EmptyStateProps) {
  const Title = page ? 'h1' : 'p'
  return (
    <div className={styles.empty}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <Title className={styles.title}>{title}</Title>
      {children && <p className={styles.text}>{children}</p>}
      {action}
    </div>
  )
}
