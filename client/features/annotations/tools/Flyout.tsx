import { Popover } from '@mantine/core'
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
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

/** CSS pixels that stay free beside the window's edge. */
const edge = 8

const fitHeight = ({
  availableHeight,
  elements,
}: {
  availableHeight: number
  elements: { floating: HTMLElement }
}) => {
  elements.floating.style.maxHeight = `${availableHeight}px`
}

/** Choices beside a tool; Escape and a touch elsewhere close it, focus goes back to the tool. */
export function Flyout({ open, label, layout, trigger, onClose, children }: FlyoutProps) {
  const inside = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    if (!open) return
    // Captured: who writes on the paper keeps its events for the pen.
    const down = (pressed: PointerEvent) => {
      const target = pressed.target instanceof Element ? pressed.target : null
      if (inside.current?.contains(target) || target?.closest('[aria-expanded="true"]')) return
      close.current()
    }
    document.addEventListener('pointerdown', down, true)
    return () => document.removeEventListener('pointerdown', down, true)
  }, [open])
  return (
    <Popover
      opened={open}
      onDismiss={onClose}
      position={layout === 'column' ? 'right-start' : 'top'}
      middlewares={{ flip: true, shift: { padding: edge }, size: { padding: edge, apply: fitHeight } }}
      closeOnClickOutside={false}
      trapFocus
      returnFocus
      shadow="none"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.flyout ?? '' }}
    >
      <Popover.Target>{trigger}</Popover.Target>
      <Popover.Dropdown aria-label={label} aria-labelledby={undefined}>
        <div ref={inside}>{children}</div>
      </Popover.Dropdown>
    </Popover>
  )
}
