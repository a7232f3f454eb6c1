import { Popover } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import styles from './tools.module.css'

interface FlyoutProps {
  readonly open: boolean
  readonly label: string
  readonly layout: 'column' | 'row'
  /** The button that it belongs to; takes a ref. */
  readonly trigger: ReactElement
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Choices beside a tool; Escape and a touch elsewhere close it, focus goes back to the tool. */
export function Flyout({ open, label, layout, trigger, onClose, children }: FlyoutProps) {
  return (
    <Popover
      opened={open}
      onDismiss={onClose}
      position={layout === 'column' ? 'right-start' : 'top'}
      trapFocus
      returnFocus
      shadow="none"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.flyout ?? '' }}
    >
      <Popover.Target>{trigger}</Popover.Target>
      <Popover.Dropdown aria-label={label} aria-labelledby={undefined}>
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}
