import { useId } from 'react'
import { formatPercent } from '#client/i18n/format.ts'
import styles from './Progress.module.css'

interface ProgressProps {
  /** What is going on: "Đang tải Tờ trình 12". */
  readonly label: string
  /** From 0 to 1; null while it cannot be told: then only the words stand, for an empty bar would say "nothing yet". */
  readonly value: number | null
  /** Beside the per cent: sizes, a remaining time. */
  readonly detail?: string
}

/** How far something long has come: a bar, with the number in words beside it. */
export function Progress({ label, value, detail }: ProgressProps) {
  const id = useId()
  return (
    <div className={styles.progress}>
      <span className={styles.text}>
        <span id={id}>{label}</span>
        <span className="figures">
          {detail} {value !== null && formatPercent(value)}
        </span>
      </span>
      {value !== null && <progress className={styles.bar} aria-labelledby={id} max={1} value={value} />}
    </div>
  )
}
