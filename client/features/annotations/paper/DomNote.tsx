import { IconMessage2Filled } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { inks, type PlacedNote } from '#shared/annotations/note.ts'
import { type NoteRef, useNotes } from '../tools/notesStore.ts'
import styles from './notes.module.css'
import type { PageFrame } from './pages.ts'
import { StampFace } from './StampFace.tsx'

interface DomNoteProps {
  readonly noteRef: NoteRef
  readonly note: PlacedNote
  readonly frame: PageFrame
  /** Its author. */
  readonly name: string
}

/** A style with our own properties in it. */
export const styled = (
  style: CSSProperties & Readonly<Record<`--${string}`, string | number>>,
): CSSProperties => style

const percent = (part: number, whole: number) => `${(part / whole) * 100}%`

/** Where a box of the page lies in its slot, at any zoom. */
export const placed = (
  [left, top, width, height]: readonly [number, number, number, number],
  frame: PageFrame,
) => ({
  left: percent(left, frame.pointsWidth),
  top: percent(top, frame.pointsHeight),
  width: percent(width, frame.pointsWidth),
  height: percent(height, frame.pointsHeight),
})

/** A note that is text: to be read aloud, selected and found; over the painted ones. */
export function DomNote({ noteRef, note, frame, name }: DomNoteProps) {
  const t = useT('annotations')
  const { layer, id } = noteRef
  const open = () => useNotes.setState({ open: { layer, id }, selected: [{ layer, id }], editing: null })
  if (note.kind === 'sticky') {
    return (
      <button
        type="button"
        className={styles.sticky}
        style={{
          left: percent(note.point[0], frame.pointsWidth),
          top: percent(note.point[1], frame.pointsHeight),
          color: inks[note.ink],
        }}
        data-note={id}
        aria-label={t('stickyBy', { name, text: note.text })}
        onClick={open}
      >
        <IconMessage2Filled size={32} aria-hidden="true" />
      </button>
    )
  }
  if (note.kind === 'textBox') {
    return (
      <div
        className={styles.textBox}
        style={styled({ ...placed(note.box, frame), color: inks[note.ink], '--size': note.size })}
        data-note={id}
      >
        {note.text}
      </div>
    )
  }
  if (note.kind !== 'stamp') return null
  return (
    <div
      className={styles.stamp}
      style={{ ...placed(note.box, frame), color: inks[note.ink] }}
      data-note={id}
      role="img"
      aria-label={t('stampBy', { stamp: t(note.stamp), name })}
    >
      <StampFace stamp={note.stamp} word={t(note.stamp)} width={note.box[2]} height={note.box[3]} />
    </div>
  )
}
