import type { ReactNode } from 'react'
import styles from './tools.module.css'

/** A tool's sign, and under it its word where there is room: no tool has to be tried out to be known. */
export function Face({ icon, word }: { readonly icon: ReactNode; readonly word: string }) {
  return (
    <span className={styles.face}>
      {icon}
      <span className={styles.word} aria-hidden="true">
        {word}
      </span>
    </span>
  )
}
