import { Menu as MantineMenu } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import styles from './Menu.module.css'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly perform: () => void
  /** Takes something away. */
  readonly danger?: boolean
  readonly disabled?: boolean
}

interface MenuProps {
  /** The button that opens it; it must take a ref and spread its props (Button, IconButton). */
  readonly trigger: ReactElement
  /** Above the entries: whose menu it is. */
  readonly head?: ReactNode
  readonly entries: readonly MenuEntry[]
}

/** Deeds behind a button, each 44 px; arrow keys move, Escape closes. */
export function Menu({ trigger, head, entries }: MenuProps) {
  return (
    <MantineMenu
      position="bottom-end"
      shadow="none"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ dropdown: styles.sheet ?? '' }}
    >
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {head && <div className={styles.head}>{head}</div>}
        {entries.map(entry => (
          <MantineMenu.Item
            key={entry.id}
            className={entry.danger ? styles.danger : styles.entry}
            leftSection={entry.icon}
            // Not `disabled`: the first entry takes focus, and a disabled button cannot.
            data-disabled={entry.disabled ?? false}
            closeMenuOnClick={!entry.disabled}
            onClick={() => !entry.disabled && entry.perform()}
          >
            {entry.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}
