import type { TextareaHTMLAttributes } from 'react'
import styles from './Field.module.css'
import { Field, type FieldProps } from './Field.tsx'

interface TextAreaProps
  extends FieldProps,
    Pick<
      TextareaHTMLAttributes<HTMLTextAreaElement>,
      'disabled' | 'maxLength' | 'name' | 'placeholder' | 'rows'
    > {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Several lines of text; grows by its corner. Handles no keys, so that Telex composes undisturbed. */
export function TextArea({
  label,
  hint,
  error,
  required,
  optional,
  onChange,
  rows = 4,
  ...rest
}: TextAreaProps) {
  return (
    <Field {...{ label, hint, error }} required={required ?? false} optional={optional ?? false}>
      {control => (
        <textarea
          {...rest}
          {...control}
          rows={rows}
          className={styles.control}
          onChange={changed => onChange(changed.currentTarget.value)}
        />
      )}
    </Field>
  )
}
