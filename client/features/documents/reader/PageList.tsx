import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ReaderCore, ReaderState } from './core/ReaderCore.ts'
import styles from './reader.module.css'
import type { ReaderText } from './readerText.ts'

/** CSS pixels from one page of the list to the next: picture, number and the space between. */
const ROW = 196
const REACH = 3

interface PageListProps {
  core: ReaderCore
  state: ReaderState
  t: ReaderText
}

/** Small pictures of all pages, of which only those near the view are in the document. */
export function PageList({ core, state, t }: PageListProps) {
  const list = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ first: 1, last: 8 })
  const [focused, setFocused] = useState<number | null>(null)
  const { page, pageCount } = state

  const look = () => {
    const element = list.current
    if (!element) return
    const first = Math.max(1, Math.floor(element.scrollTop / ROW) + 1 - REACH)
    const last = Math.ceil((element.scrollTop + element.clientHeight) / ROW) + REACH
    setRange(range => (range.first === first && range.last === last ? range : { first, last }))
  }
  // The page that is read stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looking depends on the element alone.
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    const top = (page - 1) * ROW
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + ROW > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW - element.clientHeight
    }
    look()
  }, [page, pageCount])

  const current = focused ?? page
  const move = (event: KeyboardEvent, by: number) => {
    event.preventDefault()
    event.stopPropagation()
    const target = Math.min(Math.max(current + by, 1), pageCount)
    const element = list.current
    if (element) {
      const top = (target - 1) * ROW
      if (top < element.scrollTop) element.scrollTop = top
      if (top + ROW > element.scrollTop + element.clientHeight)
        element.scrollTop = top + ROW - element.clientHeight
      look()
    }
    setFocused(target)
  }
  useEffect(() => {
    if (focused === null) return
    list.current?.querySelector<HTMLElement>(`[data-page="${focused}"]`)?.focus({ preventScroll: true })
  }, [focused])
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(event, 1)
    if (event.key === 'ArrowUp') move(event, -1)
  }

  const pages: number[] = []
  for (let n = range.first; n <= Math.min(range.last, pageCount); n++) pages.push(n)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside.
    <div ref={list} className={styles.pageList} onScroll={look} onKeyDown={onKey}>
      <div style={{ height: pageCount * ROW, position: 'relative' }}>
        {pages.map(number => (
          <button
            key={number}
            type="button"
            data-page={number}
            className={styles.thumb}
            style={{ top: (number - 1) * ROW }}
            aria-label={t('page', { page: number })}
            aria-current={number === page ? 'page' : undefined}
            tabIndex={number === current ? 0 : -1}
            onClick={() => core.goToPage(number)}
            onBlur={() => setFocused(null)}
          >
            <Thumb core={core} page={number} />
            <span>{number}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

function Thumb({ core, page }: { core: ReaderCore; page: number }) {
  const [url, setUrl] = useState(() => core.peekPreview(page))
  useEffect(() => {
    if (url) return
    let gone = false
    core.preview(page).then(
      found => !gone && found && setUrl(found),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [core, page, url])
  const { width, height } = core.sizeOf(page)
  const scale = Math.min(120 / width, 156 / height)
  return (
    <span className={styles.thumbPaper} style={{ width: width * scale, height: height * scale }}>
      {url && <img src={url} alt="" />}
    </span>
  )
}
