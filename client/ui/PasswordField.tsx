import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './Field.module.css'
import { Field, type FieldProps } from './Field.tsx'
import { IconButton } from './IconButton.tsx'

interface PasswordFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** current-password where one signs in, new-password where one is chosen: password managers go by it. */
  readonly autoComplete: 'current-password' | 'new-password'
  readonly name?: string
  readonly disabled?: boolean
}

/** A password, hidden until its owner asks to see it; pasting and password managers work. */
export function PasswordField({
  label,
  hint,
  error,
  required,
  optional,
  onChange,
  ...rest
}: PasswordFieldProps) {
  const t = useT('ui')
  const [shown, setShown] = useState(false)
  return (
    <Field {...{ label, hint, error }} required={required ?? false} optional={optional ?? false}>
      {control => (
        <span className={styles.withAddition}>
          <input
            {...rest}
            {...control}
            type={shown ? 'text' : 'password'}
            className={styles.control}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            onChange={changed => onChange(changed.currentTarget.value)}
          />
          <span className={styles.addition}>
            <IconButton
              label={t(shown ? 'passwordHide' : 'passwordShow')}
              icon={shown ? <IconEyeOff aria-hidden="true" /> : <IconEye aria-hidden="true" />}
              onClick={() => setShown(!shown)}
            />
          </span>
        </span>
      )}
    </Field>
  )
}
