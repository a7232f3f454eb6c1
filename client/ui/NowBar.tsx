import { type ReactNode, useRef } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { join } from './join.ts'
import styles from './NowBar.module.css'
import { useToldHeight } from './useToldHeight.ts'

/**
 * The bar at the bottom that answers at any moment: what is being done, who speaks and for how long, what I can
 * do. The only place that calls for action. Holds NowLine rows; a ballot rises above them through `rising`.
 */
export function NowBar({ children, rising }: { readonly children: ReactNode; readonly rising?: ReactNode }) {
  const t = useT('ui')
  const bar = useRef<HTMLElement>(null)
  // Notices stand above the bar, never over its buttons.
  useToldHeight(bar, '--now-bar')
  return (
    <section ref={bar} className={styles.bar} aria-label={t('nowBar')}>
      {rising}
      {children}
    </section>
  )
}

interface NowLineProps {
  readonly icon: ReactNode
  readonly children: ReactNode
  /** The one button of this line. */
  readonly action?: ReactNode
  /** gold while somebody has the floor; current for the item under way. */
  readonly tone?: 'current' | 'gold' | 'quiet'
}

/** One line of the now bar: a sign, a sentence, at most one deed. */
export function NowLine({ icon, children, action, tone = 'quiet' }: NowLineProps) {
  return (
    <div className={join(styles.line, styles[tone])}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <div className={styles.text} role="status">
        {children}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
