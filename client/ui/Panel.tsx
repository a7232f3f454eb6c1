import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { join } from './join.ts'
import styles from './Panel.module.css'

interface PanelProps {
  readonly title: string
  readonly children: ReactNode
  /** A count or state beside the title. */
  readonly mark?: ReactNode
  /** Buttons at the head's end. */
  readonly actions?: ReactNode
  /** False keeps it open always. */
  readonly foldable?: boolean
  readonly startsFolded?: boolean
  /** The heading's level in the page's outline. */
  readonly level?: 2 | 3
}

/** An area with a head; folds away when its reader has no use for it. A line apart from the rest, no box in a box. */
export function Panel({
  title,
  children,
  mark,
  actions,
  foldable = false,
  startsFolded = false,
  level = 2,
}: PanelProps) {
  const t = useT('ui')
  const [folded, setFolded] = useState(foldable && startsFolded)
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={styles.panel} aria-labelledby={`${id}-title`}>
      <header className={styles.head}>
        <Heading id={`${id}-title`} className={styles.title}>
          {title}
        </Heading>
        {mark}
        <span className={styles.actions}>{actions}</span>
        {foldable && (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={!folded}
            aria-controls={`${id}-body`}
            aria-label={t(folded ? 'panelOpen' : 'panelFold', { title })}
            onClick={() => setFolded(!folded)}
          >
            <IconChevronDown aria-hidden="true" className={join(styles.arrow, folded && styles.turned)} />
          </button>
        )}
      </header>
      <div id={`${id}-body`} className={styles.body} hidden={folded}>
        {children}
      </div>
    </section>
  )
}
