import { Tooltip } from '@mantine/core'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './IconButton.module.css'
import { join } from './join.ts'

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'children'> {
  /** What it does, as a verb: read aloud, and shown under a resting pointer or the keyboard's focus. */
  readonly label: string
  readonly icon: ReactNode
  /** For a button that stays in or out (microphone, thumbnails): its state. */
  readonly pressed?: boolean
  /** The key that does the same, shown in the tooltip. */
  readonly shortcut?: string
  /** Drawn without an edge, for bars. */
  readonly bare?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button that is only a sign; 44 px, and never without words for those who ask for them. */
export function IconButton({
  label,
  icon,
  pressed,
  shortcut,
  bare = true,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip
      label={shortcut ? `${label} (${shortcut})` : label}
      events={{ hover: true, focus: true, touch: false }}
    >
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={join(styles.button, bare && styles.bare, className)}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
