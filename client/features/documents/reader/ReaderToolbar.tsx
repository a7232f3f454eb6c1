import {
  IconArrowAutofitWidth,
  IconChevronLeft,
  IconChevronRight,
  IconDotsVertical,
  IconFile,
  IconLayoutSidebar,
  IconMinus,
  IconMoon,
  IconPlus,
  IconRotate,
  IconRotateClockwise,
  IconSearch,
  type TablerIcon,
} from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ReaderCore, ReaderState } from './core/ReaderCore.ts'
import styles from './reader.module.css'
import { type ReaderAction, type ReaderUi, readerActions } from './readerActions.ts'
import type { ReaderText } from './readerText.ts'

interface ToolbarProps {
  core: ReaderCore
  state: ReaderState
  ui: ReaderUi
  panel: boolean
  night: boolean
  t: ReaderText
  tools?: ReactNode
}

interface ToolProps extends ToolbarProps {
  action: ReaderAction
  icon: TablerIcon
  /** Pressed or not; left out for what is no switch. */
  on?: boolean
  /** Also says its name; in the menu. */
  worded?: boolean
  className?: string
  after?: () => void
}

function Tool({ core, state, ui, t, action, icon: Icon, on, worded, className, after }: ToolProps) {
  const words = t(action.text)
  return (
    <button
      type="button"
      className={`${styles[worded ? 'menuTool' : 'tool']} ${className ?? ''}`}
      aria-label={worded ? undefined : words}
      title={worded ? undefined : words}
      aria-pressed={on}
      disabled={action.can ? !action.can(state) : false}
      onClick={() => {
        action.perform(core, ui)
        after?.()
      }}
    >
      <Icon size={24} stroke={1.75} aria-hidden="true" />
      {worded && <span>{words}</span>}
    </button>
  )
}

/** The reading tools in one row; what does not fit folds into the last button. */
export function ReaderToolbar(props: ToolbarProps) {
  const { state, t, panel, night, tools } = props
  const wide = styles.wide ?? ''
  const middle = styles.middle ?? ''
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('toolbar')}>
      <Tool {...props} action={readerActions.panel} icon={IconLayoutSidebar} on={panel} />
      <div className={styles.group}>
        <Tool {...props} action={readerActions.previousPage} icon={IconChevronLeft} className={wide} />
        <PageField {...props} />
        <Tool {...props} action={readerActions.nextPage} icon={IconChevronRight} className={wide} />
      </div>
      <div className={`${styles.group} ${middle}`}>
        <Tool {...props} action={readerActions.zoomOut} icon={IconMinus} />
        <output className={styles.percent} aria-live="off">
          {t('zoomNow', { percent: Math.round(state.factor * 100) })}
        </output>
        <Tool {...props} action={readerActions.zoomIn} icon={IconPlus} />
        <Tool
          {...props}
          action={readerActions.fitWidth}
          icon={IconArrowAutofitWidth}
          on={state.zoom === 'width'}
          className={wide}
        />
        <Tool
          {...props}
          action={readerActions.fitPage}
          icon={IconFile}
          on={state.zoom === 'page'}
          className={wide}
        />
      </div>
      <div className={styles.group}>
        <Tool {...props} action={readerActions.search} icon={IconSearch} />
        <More {...props} night={night} />
        {tools}
      </div>
    </div>
  )
}

/** The page's number, which can be typed over. */
function PageField({ core, state, t }: ToolbarProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    const page = Number.parseInt(typed ?? '', 10)
    if (Number.isFinite(page)) core.goToPage(page)
    setTyped(null)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      commit()
      core.element.focus({ preventScroll: true })
    }
    if (event.key === 'Escape') setTyped(null)
  }
  return (
    <div className={styles.pageField}>
      <input
        inputMode="numeric"
        enterKeyHint="go"
        autoComplete="off"
        aria-label={t('pageNumber')}
        value={typed ?? String(state.page)}
        disabled={state.pageCount === 0}
        style={{ width: `${Math.max(String(state.pageCount).length, 2) + 2}ch` }}
        onFocus={event => event.target.select()}
        onChange={event => setTyped(event.target.value.replace(/\D/g, '').slice(0, 6))}
        onBlur={commit}
        onKeyDown={onKey}
      />
      {state.pageCount > 0 && <span>{t('pageOf', { count: state.pageCount })}</span>}
      {state.label && <span className={styles.label}>({state.label})</span>}
    </div>
  )
}

/** Tools that are used seldom, or have no room in the row. */
function More(props: ToolbarProps) {
  const { t, state, night } = props
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onDown, true)
    return () => document.removeEventListener('pointerdown', onDown, true)
  }, [open])
  const narrow = styles.narrow ?? ''
  const narrowest = styles.narrowest ?? ''
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside.
    <div className={styles.more} ref={box} onKeyDown={event => event.key === 'Escape' && open && close()}>
      <button
        ref={button}
        type="button"
        className={styles.tool}
        aria-label={t('more')}
        title={t('more')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <IconDotsVertical size={24} stroke={1.75} aria-hidden="true" />
      </button>
      {open && (
        <div className={styles.menu}>
          <Tool {...props} worded action={readerActions.zoomIn} icon={IconPlus} className={narrowest} />
          <Tool {...props} worded action={readerActions.zoomOut} icon={IconMinus} className={narrowest} />
          <Tool
            {...props}
            worded
            action={readerActions.fitWidth}
            icon={IconArrowAutofitWidth}
            on={state.zoom === 'width'}
            className={narrow}
            after={close}
          />
          <Tool
            {...props}
            worded
            action={readerActions.fitPage}
            icon={IconFile}
            on={state.zoom === 'page'}
            className={narrow}
            after={close}
          />
          <Tool {...props} worded action={readerActions.turnRight} icon={IconRotateClockwise} />
          <Tool {...props} worded action={readerActions.turnLeft} icon={IconRotate} />
          <Tool {...props} worded action={readerActions.night} icon={IconMoon} on={night} />
        </div>
      )}
    </div>
  )
}
