import type { InputHTMLAttributes, Ref } from 'react'
import styles from './Field.module.css'
import { Field, type FieldProps } from './Field.tsx'

interface TextInputProps
  extends FieldProps,
    Pick<
      InputHTMLAttributes<HTMLInputElement>,
      | 'autoComplete'
      | 'autoCapitalize'
      | 'autoFocus'
      | 'disabled'
      | 'inputMode'
      | 'max'
      | 'maxLength'
      | 'min'
      | 'name'
      | 'onBlur'
      | 'placeholder'
      | 'spellCheck'
      | 'step'
    > {
  readonly value: string
  /** The whole text at every change, also in the middle of a Telex composition: show it, do not rewrite it. */
  readonly onChange: (value: string) => void
  /** Enter, outside a composition: a Telex user confirms a word with it too. */
  readonly onEnter?: () => void
  readonly type?: 'text' | 'search' | 'number' | 'date' | 'time' | 'datetime-local' | 'url'
  readonly ref?: Ref<HTMLInputElement>
}

/** A line of text. Leaves keys alone while Vietnamese is being composed. */
export function TextInput({
  label,
  hint,
  error,
  required,
  optional,
  onChange,
  onEnter,
  type = 'text',
  ...rest
}: TextInputProps) {
  return (
    <Field {...{ label, hint, error }} required={required ?? false} optional={optional ?? false}>
      {control => (
        <input
          {...rest}
          {...control}
          type={type}
          className={styles.control}
          onChange={changed => onChange(changed.currentTarget.value)}
          onKeyDown={key => {
            if (key.key === 'Enter' && !key.nativeEvent.isComposing && onEnter) {
              key.preventDefault()
              onEnter()
            }
          }}
        />
      )}
    </Field>
  )
}
