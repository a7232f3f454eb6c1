import {
  IconCheck,
  IconEye,
  IconMessage2Filled,
  IconRepeat,
  IconSignature,
  IconUrgent,
  IconX,
} from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { inks, type PlacedNote, type Stamp } from '#shared/annotations/note.ts'
import { type NoteRef, useNotes } from '../tools/notesStore.ts'
import styles from './notes.module.css'
import type { PageFrame } from './pages.ts'

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

export const stampIcons: Record<Stamp, typeof IconCheck> = {
  agreed: IconCheck,
  disagreed: IconX,
  reconsider: IconRepeat,
  seen: IconEye,
  initialled: IconSignature,
  urgent: IconUrgent,
}

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
  const Icon = stampIcons[note.stamp]
  return (
    <div
      className={styles.stamp}
      style={styled({
        ...placed(note.box, frame),
        color: inks[note.ink],
        '--size': stampLetters(note.box[2], note.box[3], t(note.stamp)),
      })}
      data-note={id}
      role="img"
      aria-label={t('stampBy', { stamp: t(note.stamp), name })}
    >
      <Icon aria-hidden="true" />
      <span aria-hidden="true">{t(note.stamp)}</span>
    </div>
  )
}

/** The letters' size in points with which a stamp's word, its sign and its edges fit in the box. */
export const stampLetters = (width: number, height: number, word: string): number =>
  Math.max(4, Math.min(height * 0.52, (width - height * 0.4) / (word.length * 0.62 + 1.6)))
