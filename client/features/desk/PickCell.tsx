import { IconChevronDown } from '@tabler/icons-react'
import { join } from '#client/ui/join.ts'
import styles from './pick.module.css'

interface PickCellProps {
  /** What is chosen, for ears: "Người báo cáo 2". */
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[]
  readonly onPick: (value: string) => void
  readonly disabled?: boolean
}

/**
 * One of a list, chosen where it stands in a table. The device's own list lies unseen over the words, because a
 * closed list cuts long names off, and names wrap here instead.
 */
export function PickCell({ label, value, options, onPick, disabled = false }: PickCellProps) {
  const chosen = options.find(option => option.value === value)
  return (
    <span className={join(styles.pick, disabled && styles.still)}>
      <span className={styles.words} aria-hidden="true">
        {chosen?.label ?? ''}
      </span>
      {!disabled && <IconChevronDown size={18} aria-hidden="true" className={styles.arrow} />}
      <select
        className={styles.list}
        aria-label={label}
        value={value}
        disabled={disabled}
        onChange={changed => onPick(changed.currentTarget.value)}
      >
        {options.map(option => (
          <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
