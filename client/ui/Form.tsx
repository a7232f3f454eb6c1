import type { ReactNode } from 'react'
import styles from './Form.module.css'

interface FormProps {
  /** What the form is for, for ears; where no heading says it. */
  readonly label?: string
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** Fields one under another. Enter in a field sends it, once: the button in it is of type submit. */
export function Form({ label, onSubmit, children }: FormProps) {
  return (
    <form
      className={styles.form}
      aria-label={label}
      noValidate
      onSubmit={submitted => {
        submitted.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}

/** Buttons at a form's foot, the deed first. */
export function FormButtons({ children }: { readonly children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>
}
