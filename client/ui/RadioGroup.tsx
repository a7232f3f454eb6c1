import { type ReactNode, useId } from 'react'
import styles from './Choice.module.css'
import fieldStyles from './Field.module.css'

interface RadioGroupProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string; readonly hint?: ReactNode }[]
  readonly onChange: (value: V) => void
  /** row: side by side where there is room, for two or three short words. */
  readonly layout?: 'column' | 'row'
  readonly disabled?: boolean
}

/** One of a few, all in sight. Arrow keys move, as radio buttons do. */
export function RadioGroup<V extends string>({
  label,
  value,
  options,
  onChange,
  layout = 'column',
  disabled = false,
}: RadioGroupProps<V>) {
  const name = useId()
  return (
    <fieldset className={styles.group} disabled={disabled}>
      <legend className={fieldStyles.label}>{label}</legend>
      <div className={styles[layout]}>
        {options.map(option => (
          <label key={option.value} className={styles.line}>
            <input
              type="radio"
              name={name}
              className={styles.dot}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span className={styles.text}>
              <span className={styles.label}>{option.label}</span>
              {option.hint && <span className={styles.hint}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
