import { useLayoutEffect, useRef } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { inks, type PlacedNote, textLimit } from '#shared/annotations/note.ts'
import type { NotesHere } from '../tools/deeds.ts'
import { type NoteRef, useNotes } from '../tools/notesStore.ts'
import { takeText } from '../tools/text.ts'
import { placed, styled } from './DomNote.tsx'
import styles from './notes.module.css'
import type { PageFrame } from './pages.ts'
import { useTyping } from './useTyping.ts'

interface TextEditorProps {
  readonly here: NotesHere
  readonly noteRef: NoteRef
  readonly note: Extract<PlacedNote, { kind: 'textBox' }>
  readonly frame: PageFrame
}

/** Writing in a text box, on the paper itself; it grows with its lines. */
export function TextEditor({ here, noteRef, note, frame }: TextEditorProps) {
  const t = useT('annotations')
  const area = useRef<HTMLTextAreaElement>(null)
  const height = useRef(note.box[3])
  const { text, field } = useTyping(note.text, written => {
    takeText(here, noteRef, note, written, height.current)
    if (written.left && useNotes.getState().editing?.id === noteRef.id) useNotes.setState({ editing: null })
  })
  useLayoutEffect(() => area.current?.focus({ preventScroll: true }), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what changes the height.
  useLayoutEffect(() => {
    const element = area.current
    if (!element) return
    // Measured by its lines alone; while it is written in it is never lower than a finger needs.
    element.style.minBlockSize = '0'
    element.style.height = '0'
    const lines = element.scrollHeight
    element.style.minBlockSize = ''
    element.style.height = `${lines}px`
    height.current = lines / frame.scale
  }, [text, frame.scale, note.size])
  return (
    <textarea
      ref={area}
      className={styles.editor}
      style={styled({ ...placed(note.box, frame), color: inks[note.ink], '--size': note.size })}
      aria-label={t('noteText')}
      rows={1}
      maxLength={textLimit}
      {...field}
      onKeyDown={pressed => {
        if (pressed.key === 'Escape' && !pressed.nativeEvent.isComposing) pressed.currentTarget.blur()
      }}
    />
  )
}
