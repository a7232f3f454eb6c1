import { IconAlertCircle } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './Field.module.css'

/** What every field has around it. */
export interface FieldProps {
  readonly label: string
  /** One sentence under the label that helps to fill it in. */
  readonly hint?: ReactNode
  /** What is wrong with it and what to do, once it is. */
  readonly error?: ReactNode
  readonly required?: boolean
  /** Says "(không bắt buộc)" after the label. */
  readonly optional?: boolean
}

/** What a control takes over from its field, so that label, hint and error are read with it. */
export interface ControlProps {
  readonly id: string
  readonly required?: boolean
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

/** A label, a control, its hint and its error, tied together for ears too. */
export function Field({
  label,
  hint,
  error,
  required = false,
  optional = false,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ReactNode }) {
  const t = useT('ui')
  const id = useId()
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && <span className={styles.optional}> ({t('optional')})</span>}
      </label>
      {hint && (
        <span className={styles.hint} id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({
        id,
        ...(required ? { required } : {}),
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      {error && (
        <span className={styles.error} id={`${id}-error`} role="alert">
          <IconAlertCircle size={20} aria-hidden="true" />
          <span>{error}</span>
        </span>
      )}
    </div>
  )
}
