import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ReaderCore, ReaderState } from './core/ReaderCore.ts'
import styles from './reader.module.css'
import type { ReaderText } from './readerText.ts'

/** Milliseconds after the last letter before the paper is looked through. */
const TYPING_REST_MS = 250

interface SearchBarProps {
  core: ReaderCore
  state: ReaderState
  t: ReaderText
  onClose: () => void
}

function resultWords({ search }: ReaderState, t: ReaderText): string {
  if (search.query.trim() === '') return ''
  if (search.total > 0) return t('searchCount', { current: search.current, total: search.total })
  if (search.busy) return t('searchBusy', { total: '' })
  return t(search.noText ? 'searchNoText' : 'searchNone')
}

/** Looking for words in the paper, with or without their diacritics. */
export function ReaderSearchBar({ core, state, t, onClose }: SearchBarProps) {
  const [typed, setTyped] = useState('')
  const [exact, setExact] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const composing = useRef(false)
  const ready = state.status === 'ready'

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (!ready) return
    // A Telex word under composition is not yet what is looked for.
    if (composing.current) return
    const timer = setTimeout(() => core.find(typed, exact ? 'match' : 'ignore'), TYPING_REST_MS)
    return () => clearTimeout(timer)
  }, [core, typed, exact, ready])

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') event.shiftKey ? core.findPrevious() : core.findNext()
    if (event.key === 'Escape') onClose()
  }
  const found = state.search.total > 0
  return (
    <search className={styles.searchBar}>
      <input
        ref={field}
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className={styles.searchField}
        aria-label={t('searchWords')}
        placeholder={t('searchWords')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={event => {
          composing.current = false
          setTyped(event.currentTarget.value)
          core.find(event.currentTarget.value, exact ? 'match' : 'ignore')
        }}
        onKeyDown={onKey}
      />
      <output className={styles.searchCount}>{resultWords(state, t)}</output>
      <div className={styles.group}>
        <button type="button" className={styles.switch} aria-pressed={exact} onClick={() => setExact(!exact)}>
          {t('searchExact')}
        </button>
        <button
          type="button"
          className={styles.tool}
          aria-label={t('searchPrevious')}
          title={t('searchPrevious')}
          disabled={!found}
          onClick={() => core.findPrevious()}
        >
          <IconChevronUp size={24} stroke={1.75} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={styles.tool}
          aria-label={t('searchNext')}
          title={t('searchNext')}
          disabled={!found}
          onClick={() => core.findNext()}
        >
          <IconChevronDown size={24} stroke={1.75} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={styles.tool}
          aria-label={t('searchClose')}
          title={t('searchClose')}
          onClick={onClose}
        >
          <IconX size={24} stroke={1.75} aria-hidden="true" />
        </button>
      </div>
    </search>
  )
}
