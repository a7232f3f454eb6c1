import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import type { PlacedNote } from '#shared/annotations/note.ts'
import {
  changeAll,
  type Found,
  mayChange,
  moveSelected,
  type NotesHere,
  removeSelected,
} from '../tools/deeds.ts'
import { refKey, useNotes } from '../tools/notesStore.ts'
import { placed } from './DomNote.tsx'
import {
  type Box,
  boundsOf,
  type Change,
  isMovable,
  isSizable,
  keptOnPage,
  reshaped,
  union,
} from './geometry.ts'
import styles from './notes.module.css'
import type { PageInk } from './PageInk.ts'
import { type PageFrame, type Point, toPage, unturned } from './pages.ts'
import { coatOf, paintNote } from './paintNote.ts'

interface SelectionFrameProps {
  readonly here: NotesHere
  readonly page: number
  readonly notes: readonly Found<PlacedNote>[]
  readonly frame: PageFrame
  readonly ink: PageInk
  /** Covers the page. */
  readonly element: HTMLElement
  readonly onHide: (keys: ReadonlySet<string>) => void
}

interface Drag {
  readonly kind: 'move' | 'resize'
  readonly from: Point
  readonly box: Box
}

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
/** Points that an arrow key moves; with Shift more. */
const step = { small: 3, large: 20 } as const
/** CSS pixels that a finger may tremble before it drags. */
const tremble = 6
const smallest = 8

/** Around what is selected on a page: moves it, resizes it, and takes the keyboard. */
export function SelectionFrame({ here, page, notes, frame, ink, element, onHide }: SelectionFrameProps) {
  const t = useT('annotations')
  const selected = useNotes(state => state.selected)
  const editing = useNotes(state => state.editing)
  const [to, setTo] = useState<Box | null>(null)
  const drag = useRef<Drag | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const chosen = notes.filter(({ layer, id }) => selected.some(ref => ref.layer === layer && ref.id === id))
  const box = union(chosen.map(({ note }) => boundsOf(note, frame.scale)))
  const own = chosen.filter(found => mayChange(here, found) && isMovable(found.note))
  const movable = own.length > 0 && own.length === chosen.length
  const sizable = movable && own.every(({ note }) => isSizable(note))
  const key = chosen.map(refKey).join(' ')
  const shown = key !== ''

  // What is selected takes the keyboard, unless somebody is writing.
  useEffect(() => {
    const writes = document.activeElement?.closest('input, textarea, select, [role="dialog"]')
    if (shown && !writes) root.current?.focus({ preventScroll: true })
  }, [shown])

  if (!box || editing) return null

  const first = own[0]
  const single = own.length === 1 ? first?.note : undefined

  const preview = (change: Change) => {
    setTo(change.to)
    onHide(new Set(own.map(refKey)))
    const shapes = own.map(({ note }) => reshaped(note, change)).filter(note => coatOf(note))
    const around = union(shapes.map(note => boundsOf(note, frame.scale)))
    if (around) {
      ink.preview([around[0] - 2, around[1] - 2, around[2] + 4, around[3] + 4], context => {
        for (const note of shapes) paintNote(context, note)
      })
    }
  }
  const changed = ({ kind, from, box: start }: Drag, at: Point): Change => {
    const by = { x: at.x - from.x, y: at.y - from.y }
    if (kind === 'move') {
      const kept = keptOnPage(start, by, { width: frame.pointsWidth, height: frame.pointsHeight })
      return { from: start, to: [start[0] + kept.x, start[1] + kept.y, start[2], start[3]] }
    }
    const room = { width: frame.pointsWidth - start[0], height: frame.pointsHeight - start[1] }
    const limited = (size: number, most: number) =>
      Math.min(Math.max(size, smallest), Math.max(smallest, most))
    // A text box takes any shape; ink and stamps keep theirs.
    if (single?.kind === 'textBox')
      return {
        from: start,
        to: [start[0], start[1], limited(start[2] + by.x, room.width), limited(start[3] + by.y, room.height)],
      }
    const wished = Math.max((start[2] + by.x) / (start[2] || 1), (start[3] + by.y) / (start[3] || 1))
    const least = smallest / Math.max(start[2], start[3], 1)
    const factor = Math.min(
      Math.max(wished, least),
      room.width / (start[2] || 1),
      room.height / (start[3] || 1),
    )
    return { from: start, to: [start[0], start[1], start[2] * factor, start[3] * factor] }
  }
  const down = (kind: Drag['kind']) => (pressed: PointerEvent<HTMLElement>) => {
    if (pressed.button !== 0) return
    pressed.stopPropagation()
    if (kind === 'resize' || movable) pressed.currentTarget.setPointerCapture(pressed.pointerId)
    drag.current = { kind, from: toPage(element, frame, pressed.clientX, pressed.clientY), box }
  }
  const move = (pointed: PointerEvent<HTMLElement>) => {
    if (!drag.current || !movable) return
    const at = toPage(element, frame, pointed.clientX, pointed.clientY)
    const far = Math.hypot(at.x - drag.current.from.x, at.y - drag.current.from.y) * frame.scale > tremble
    if (to || far) preview(changed(drag.current, at))
  }
  const stop = () => {
    drag.current = null
    setTo(null)
    ink.clear()
    onHide(new Set())
  }
  const up = () => {
    const dragged = drag.current
    if (!dragged) return
    if (to) {
      const change = { from: dragged.box, to }
      const at = here.now()
      changeAll(own.map(found => [found, { ...reshaped(found.note, change), changedAt: at }]))
    } else openOne()
    stop()
  }
  const openOne = () => {
    const [found] = chosen
    if (!found || chosen.length !== 1) return
    const ref = { layer: found.layer, id: found.id }
    if (found.note.kind === 'textBox' && mayChange(here, found)) useNotes.setState({ editing: ref })
    else useNotes.setState({ open: ref })
  }
  const onKey = (pressed: KeyboardEvent<HTMLElement>) => {
    if (pressed.nativeEvent.isComposing || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return
    const direction = directions[pressed.key]
    if (direction) {
      const far = pressed.shiftKey ? step.large : step.small
      // As seen: the paper may be turned.
      const zero = unturned({ x: 0, y: 0 }, frame.rotation)
      const one = unturned(direction, frame.rotation)
      const by = { x: (one.x - zero.x) * far, y: (one.y - zero.y) * far }
      moveSelected(here, by, { width: frame.pointsWidth, height: frame.pointsHeight }, frame.scale)
    } else if (pressed.key === 'Delete' || pressed.key === 'Backspace') removeSelected(here)
    else if (pressed.key === 'Enter') openOne()
    else if (pressed.key === 'Escape') useNotes.setState({ selected: [], open: null })
    else return
    pressed.preventDefault()
    pressed.stopPropagation()
  }
  const margin = 5 / frame.scale
  const [left, top, width, height] = to ?? box
  const outline: Box = [left - margin, top - margin, width + 2 * margin, height + 2 * margin]
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element stands for what is selected on a page.
    <div
      ref={root}
      className={styles.selection}
      style={placed(outline, frame)}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move what is selected.
      tabIndex={0}
      aria-label={t('selected', { count: chosen.length })}
      data-page-selection={page}
      data-movable={movable}
      onPointerDown={down('move')}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={stop}
      onKeyDown={onKey}
    >
      {to && own.map(({ id, note }) => <Ghost key={id} note={note} from={box} to={to} outline={outline} />)}
      {sizable && (
        // Keys resize by the bar's buttons; this is for pointers alone.
        <div
          className={styles.handle}
          title={t('resize')}
          data-resize=""
          onPointerDown={down('resize')}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={stop}
        />
      )}
    </div>
  )
}

/** Stands for a note that is an element while it is dragged. */
function Ghost({ note, from, to, outline }: { note: PlacedNote; from: Box; to: Box; outline: Box }) {
  if (coatOf(note)) return null
  const now = boundsOf(reshaped(note, { from, to }), 1)
  const percent = (value: number, whole: number) => `${(value / (whole || 1)) * 100}%`
  return (
    <span
      className={styles.ghost}
      style={{
        left: percent(now[0] - outline[0], outline[2]),
        top: percent(now[1] - outline[1], outline[3]),
        width: percent(now[2], outline[2]),
        height: percent(now[3], outline[3]),
      }}
    >
      {'text' in note ? note.text : ''}
    </span>
  )
}
