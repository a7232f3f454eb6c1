import { type ReactNode, useRef } from 'react'
import styles from './TopBar.module.css'
import { useToldHeight } from './useToldHeight.ts'

interface TopBarProps {
  /** Way back or the committee's mark. */
  readonly lead?: ReactNode
  /** Where one is: the meeting's or the screen's title. Wraps to two lines on narrow screens. */
  readonly title: ReactNode
  /** Clock, connection, who is present: always in this order and place. */
  readonly marks?: ReactNode
  /** One's own menu. */
  readonly menu?: ReactNode
}

/** The frame of the top bar, the same on every screen. */
export function TopBar({ lead, title, marks, menu }: TopBarProps) {
  const bar = useRef<HTMLElement>(null)
  useToldHeight(bar, '--top-bar')
  return (
    <header ref={bar} className={styles.bar}>
      {lead}
      <div className={styles.title}>{title}</div>
      <div className={styles.marks}>{marks}</div>
      {menu}
    </header>
  )
}
