import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { safeUrl } from './core/links.ts'
import type { PreviewSources } from './core/Previews.ts'
import type { ReaderCore, ReaderEvents } from './core/ReaderCore.ts'
import type { PageSize, Position, ReaderError, ReaderSource } from './core/types.ts'
import { OutsideLink } from './OutsideLink.tsx'
import { ReaderNotices } from './ReaderNotices.tsx'
import { ReaderPanel } from './ReaderPanel.tsx'
import { ReaderSearchBar } from './ReaderSearchBar.tsx'
import { ReaderToolbar } from './ReaderToolbar.tsx'
import styles from './reader.module.css'
import { actionFor, keyName, type ReaderUi } from './readerActions.ts'
import type { ReaderText } from './readerText.ts'
import { useReader } from './useReader.ts'

export interface ReaderProps {
  /** Another address or piece source opens another paper; the rest counts when it opens. */
  source: ReaderSource
  title: string
  /** Where pdf.js's folders are served: `/pdfjs/`. */
  assets: string
  t: ReaderText
  /** Every page's size in points, where the server told it. */
  pageSizes?: readonly PageSize[]
  previews?: PreviewSources
  start?: Position
  /** The core, once it is there: `goTo`, `getPosition`, `onPosition`, `on(…)`. */
  ref?: Ref<ReaderCore | null>
  /** Only the pages: for the hall screen. Nothing can be touched then. */
  bare?: boolean
  /** Off where the user turned shortcuts of a single letter off. */
  letterKeys?: boolean
  /** More buttons at the end of the toolbar, such as "present". */
  tools?: ReactNode
  /** Every movement; `byUser` false where `goTo` made it. */
  onMoved?: (moved: ReaderEvents['moved']) => void
  /** Leafed, scrolled or zoomed by hand: stop following. */
  onUserMoved?: (position: Position) => void
  onFailed?: (error: ReaderError) => void
  onPageMounted?: (page: ReaderEvents['pageMounted']) => void
  onPageChanged?: (page: ReaderEvents['pageChanged']) => void
  onPageUnmounted?: (page: ReaderEvents['pageUnmounted']) => void
}

/** Fields, dialogs and menus keep their keys; a button keeps the ones that press it. */
function keysBelongTo(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target.closest('input, textarea, select, dialog, [role="menu"], [role="tab"]')
  ) {
    return true
  }
  return key === ' ' && target.closest('button, a, summary, [role="button"]') !== null
}

/** A paper with its tools. Fills its parent, whose size it takes. */
export function Reader(props: ReaderProps) {
  const { t, title, bare = false, letterKeys = true } = props
  const host = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const [attempt, setAttempt] = useState(0)
  const [searching, setSearching] = useState(false)
  const [panel, setPanel] = useState(false)
  const [night, setNight] = useState(false)
  const [outside, setOutside] = useState<string | null>(null)
  const { core, state } = useReader(
    host,
    {
      source: props.source,
      title,
      assets: props.assets,
      words: {
        page: page => t('page', { page }),
        pageFailed: t('pageFailed'),
        outside: url => t('linkOutside', { url }),
        inside: t('linkInside'),
      },
      ...(props.pageSizes ? { pageSizes: props.pageSizes } : {}),
      ...(props.previews ? { previews: props.previews } : {}),
      ...(props.start ? { start: props.start } : {}),
    },
    attempt,
  )
  useImperativeHandle<ReaderCore | null, ReaderCore | null>(props.ref, () => core, [core])

  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    if (!core) return
    const offs = [
      core.on('moved', moved => latest.current.onMoved?.(moved)),
      core.on('userMoved', position => latest.current.onUserMoved?.(position)),
      core.on('failed', error => latest.current.onFailed?.(error)),
      core.on('pageMounted', page => latest.current.onPageMounted?.(page)),
      core.on('pageChanged', page => latest.current.onPageChanged?.(page)),
      core.on('pageUnmounted', page => latest.current.onPageUnmounted?.(page)),
      core.on('linkOutside', ({ url }) => setOutside(safeUrl(url))),
    ]
    // What happened before anyone listened.
    if (core.state.error) latest.current.onFailed?.(core.state.error)
    for (const page of core.mountedPages()) latest.current.onPageMounted?.(page)
    return () => {
      for (const off of offs) off()
    }
  }, [core])

  const ui: ReaderUi = useMemo(
    () => ({
      openSearch: () => setSearching(true),
      togglePanel: () => setPanel(open => !open),
      toggleNight: () => setNight(on => !on),
    }),
    [],
  )

  useEffect(() => {
    if (!core || bare) return
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const target = event.target
      const ours = target === document.body || (target instanceof Node && root.current?.contains(target))
      if (!ours || keysBelongTo(target, event.key)) return
      const action = actionFor(keyName(event), letterKeys)
      if (!action || (action.can && !action.can(core.state))) return
      event.preventDefault()
      action.perform(core, ui)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [core, bare, letterKeys, ui])

  const closeSearch = () => {
    core?.endSearch()
    setSearching(false)
    core?.element.focus({ preventScroll: true })
  }
  const closePanel = () => {
    setPanel(false)
    core?.element.focus({ preventScroll: true })
  }

  return (
    <div ref={root} className={styles.reader} data-bare={bare} data-night={night}>
      {core && state && !bare && (
        <ReaderToolbar
          core={core}
          state={state}
          ui={ui}
          panel={panel}
          night={night}
          t={t}
          tools={props.tools}
        />
      )}
      {core && state && searching && (
        <ReaderSearchBar core={core} state={state} t={t} onClose={closeSearch} />
      )}
      <div className={styles.body}>
        {core && state && panel && <ReaderPanel core={core} state={state} t={t} onClose={closePanel} />}
        <div className={styles.host} ref={host} inert={bare}>
          <ReaderNotices state={state} t={t} onRetry={() => setAttempt(attempt + 1)} />
        </div>
      </div>
      {outside && <OutsideLink url={outside} t={t} onClose={() => setOutside(null)} />}
    </div>
  )
}
