import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { join } from './join.ts'
import styles from './Tabs.module.css'

export interface TabEntry<V extends string> {
  readonly value: V
  readonly label: string
  readonly icon?: ReactNode
  /** A count or mark after the label. */
  readonly mark?: ReactNode
}

interface TabsProps<V extends string> {
  /** What the tabs choose among, for ears. */
  readonly label: string
  readonly value: V
  readonly tabs: readonly TabEntry<V>[]
  readonly onChange: (value: V) => void
  /** bottom: a phone's bar at the foot, signs over words. */
  readonly place?: 'top' | 'bottom'
  /** The shown tab's content. */
  readonly children: ReactNode
}

/** A few views of one thing, one at a time. Arrow keys move between the tabs. */
export function Tabs<V extends string>({
  label,
  value,
  tabs,
  onChange,
  place = 'top',
  children,
}: TabsProps<V>) {
  const list = (
    <MantineTabs.List aria-label={label} className={join(styles.list, styles[place])}>
      {tabs.map(tab => (
        <MantineTabs.Tab key={tab.value} value={tab.value} className={styles.tab}>
          <span className={styles.face}>
            {tab.icon}
            <span>{tab.label}</span>
            {tab.mark}
          </span>
        </MantineTabs.Tab>
      ))}
    </MantineTabs.List>
  )
  return (
    <MantineTabs
      value={value}
      keepMounted={false}
      className={styles.root}
      onChange={next => {
        const found = tabs.find(tab => tab.value === next)
        if (found) onChange(found.value)
      }}
    >
      {place === 'top' && list}
      {tabs.map(tab => (
        <MantineTabs.Panel key={tab.value} value={tab.value} className={styles.panel}>
          {tab.value === value ? children : null}
        </MantineTabs.Panel>
      ))}
      {place === 'bottom' && list}
    </MantineTabs>
  )
}
