import { IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { kindWords } from '../panel/kindWords.ts'
import { Thread } from '../panel/Thread.tsx'
import type { NotesHere } from '../tools/deeds.ts'
import { refKey, useNotes } from '../tools/notesStore.ts'
import { textNote } from '../tools/text.ts'
import styles from './notes.module.css'

interface NoteCardProps {
  readonly here: NotesHere
  /** Focus goes back to the paper. */
  readonly onClosed: () => void
}

/** One note opened over the paper: its text and its discussion. A sheet at the foot on a phone. */
export function NoteCard({ here, onClosed }: NoteCardProps) {
  const t = useT('annotations')
  const open = useNotes(state => state.open)
  const fresh = useNotes(state => state.fresh)
  const card = useRef<HTMLElement>(null)
  const note = open ? textNote(here, open) : null
  const key = open && note ? refKey(open) : ''
  // Somebody else may have taken it away meanwhile.
  const gone = open !== null && note === null
  useEffect(() => {
    if (gone) useNotes.setState({ open: null })
  }, [gone])
  const isNew = useRef(false)
  isNew.current = fresh !== null && open !== null && fresh.id === open.id
  useEffect(() => {
    if (key === '') return
    card.current
      ?.querySelector<HTMLElement>(isNew.current ? 'textarea' : 'button')
      ?.focus({ preventScroll: true })
  }, [key])
  if (!open || !note) return null
  const close = () => {
    // A field that is left gives up what was written in it.
    const { activeElement } = document
    if (activeElement instanceof HTMLElement && card.current?.contains(activeElement)) activeElement.blur()
    useNotes.setState({ open: null, fresh: null })
    onClosed()
  }
  return (
    <section
      ref={card}
      className={styles.card}
      aria-label={t(kindWords[note.kind])}
      onKeyDown={pressed => {
        if (pressed.key !== 'Escape' || pressed.nativeEvent.isComposing) return
        pressed.stopPropagation()
        close()
      }}
    >
      <header className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{t(kindWords[note.kind])}</h2>
        <IconButton label={t('closeCard')} icon={<IconX aria-hidden="true" />} onClick={close} />
      </header>
      <Thread key={key} here={here} noteRef={open} note={note} />
    </section>
  )
}
