import type { ReactNode } from 'react'
import styles from './Column.module.css'
import { join } from './join.ts'

interface ColumnProps {
  /** narrow: a form (28rem); normal: reading (44rem); wide: tables (80rem). */
  readonly width?: 'narrow' | 'normal' | 'wide'
  /** In the middle of the screen's height too: a screen with one short matter. */
  readonly centred?: boolean
  readonly children: ReactNode
}

/** A screen's content as one column in the middle, with air around it. */
export function Column({ width = 'normal', centred = false, children }: ColumnProps) {
  return <div className={join(styles.column, styles[width], centred && styles.centred)}>{children}</div>
}
