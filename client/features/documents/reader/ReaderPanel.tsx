import { IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { OutlineEntry } from './core/links.ts'
import type { ReaderCore, ReaderState } from './core/ReaderCore.ts'
import { PageList } from './PageList.tsx'
import styles from './reader.module.css'
import type { ReaderText } from './readerText.ts'

interface PanelProps {
  core: ReaderCore
  state: ReaderState
  t: ReaderText
  onClose: () => void
}

type Tab = 'pages' | 'outline'
const TABS: readonly Tab[] = ['pages', 'outline']

/** Beside the paper: small pictures of all pages, or the table of contents. */
export function ReaderPanel({ core, state, t, onClose }: PanelProps) {
  const [tab, setTab] = useState<Tab>('pages')
  const [outline, setOutline] = useState<readonly OutlineEntry[] | null>(null)
  const id = useId()
  const ready = state.status === 'ready'
  useEffect(() => {
    if (!ready) return
    let gone = false
    core.outline().then(
      entries => !gone && setOutline(entries),
      () => !gone && setOutline([]),
    )
    return () => {
      gone = true
    }
  }, [core, ready])

  const onTabKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const other = tab === 'pages' ? 'outline' : 'pages'
    setTab(other)
    document.getElementById(`${id}-${other}`)?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
  }
  const words = { pages: t('panelPages'), outline: t('panelOutline') }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside.
    <div className={styles.panel} onKeyDown={onKey}>
      <div className={styles.panelHead}>
        <div role="tablist" aria-label={t('panelOpen')} className={styles.tabs}>
          {TABS.map(name => (
            <button
              key={name}
              id={`${id}-${name}`}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls={`${id}-panel`}
              tabIndex={tab === name ? 0 : -1}
              className={styles.tab}
              onClick={() => setTab(name)}
              onKeyDown={onTabKey}
            >
              {words[name]}
            </button>
          ))}
        </div>
        <button
          type="button"
          className={styles.tool}
          aria-label={t('panelClose')}
          title={t('panelClose')}
          onClick={onClose}
        >
          <IconX size={24} stroke={1.75} aria-hidden="true" />
        </button>
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`} className={styles.panelBody}>
        {tab === 'pages' && <PageList core={core} state={state} t={t} />}
        {tab === 'outline' && outline && outline.length === 0 && (
          <p className={styles.hint}>{t('outlineNone')}</p>
        )}
        {tab === 'outline' && outline && outline.length > 0 && (
          <div className={styles.outline}>
            <Entries core={core} entries={outline} />
          </div>
        )}
      </div>
    </div>
  )
}

function Entries({ core, entries }: { core: ReaderCore; entries: readonly OutlineEntry[] }) {
  return (
    <ul>
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an outline never changes and its titles repeat.
        <li key={index}>
          <button
            type="button"
            disabled={!entry.target}
            onClick={() => entry.target && void core.follow(entry.target)}
          >
            {entry.title}
          </button>
          {entry.entries.length > 0 && <Entries core={core} entries={entry.entries} />}
        </li>
      ))}
    </ul>
  )
}
