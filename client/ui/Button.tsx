import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './Button.module.css'
import { join } from './join.ts'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** primary: the one thing to do now, at most one on a screen; danger: takes something away. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** large (56 px) for what is frequent or decides something; otherwise 44 px. */
  readonly size?: 'normal' | 'large'
  readonly icon?: ReactNode
  /** The call is under way: the button stays where it is, says so, and takes no second press. */
  readonly busy?: boolean
  /** Takes the whole width. */
  readonly wide?: boolean
  readonly type?: 'button' | 'submit'
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button with a verb on it. Never shorter than 44 px; its text wraps rather than being cut. */
export function Button({
  look = 'secondary',
  size = 'normal',
  icon,
  busy = false,
  wide = false,
  type = 'button',
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={join(styles.button, styles[look], styles[size], wide && styles.wide, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={pressed => {
        if (busy) pressed.preventDefault()
        else onClick?.(pressed)
      }}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </button>
  )
}
