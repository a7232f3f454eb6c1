import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Field.module.css'
import { Field, type FieldProps } from './Field.tsx'
import { join } from './join.ts'

interface SelectProps<V extends string> extends FieldProps {
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string; readonly disabled?: boolean }[]
  readonly onChange: (value: V) => void
  readonly disabled?: boolean
  readonly name?: string
  readonly children?: ReactNode
}

/** One of a short list, by the device's own list: large on tablets, searchable by typing on a desk. */
export function Select<V extends string>({
  label,
  hint,
  error,
  required,
  optional,
  options,
  value,
  onChange,
  ...rest
}: SelectProps<V>) {
  return (
    <Field {...{ label, hint, error }} required={required ?? false} optional={optional ?? false}>
      {control => (
        <span className={styles.withAddition}>
          <select
            {...rest}
            {...control}
            value={value}
            className={join(styles.control, styles.select)}
            onChange={changed => {
              const chosen = options.find(option => option.value === changed.currentTarget.value)
              if (chosen) onChange(chosen.value)
            }}
          >
            {options.map(option => (
              <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
                {option.label}
              </option>
            ))}
          </select>
          <span className={styles.addition} aria-hidden="true">
            <IconChevronDown size={20} />
          </span>
        </span>
      )}
    </Field>
  )
}
