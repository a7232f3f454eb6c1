import { IconArrowBackUp, IconCheck, IconPencil, IconSend, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { State } from '#client/ui/State.tsx'
import type { PlacedNote } from '#shared/annotations/note.ts'
import { textLimit } from '#shared/annotations/note.ts'
import { useTyping } from '../paper/useTyping.ts'
import { find, layerOf, mayChange, type NotesHere, remove, reply, setState } from '../tools/deeds.ts'
import { type NoteRef, useNotes } from '../tools/notesStore.ts'
import { takeReply, takeText } from '../tools/text.ts'
import styles from './panel.module.css'
import { type Said, threadsOf } from './threads.ts'

interface ThreadProps {
  readonly here: NotesHere
  readonly noteRef: NoteRef
  readonly note: PlacedNote
}

/** A note's text, who wrote it and when, what was answered, and answering. */
export function Thread({ here, noteRef, note }: ThreadProps) {
  const t = useT('annotations')
  const format = useFormat()
  const layer = layerOf(here, noteRef.layer)
  const found = find(here, noteRef)
  const own = found === null || mayChange(here, found)
  const thread = layer ? threadsOf(layer.notes(), here.now())(noteRef.id) : null
  const writable = found !== null && layer?.canWrite() === true
  const hasText = note.kind === 'sticky' || note.kind === 'textBox'
  return (
    <div className={styles.thread}>
      <p className={styles.by}>
        <strong>{note.author === here.me ? t('you') : here.nameOf(note.author)}</strong>
        <span>{format.moment(note.at)}</span>
      </p>
      {note.quote && <p className={styles.quote}>{t('onWords', { words: note.quote.exact })}</p>}
      {hasText && own && <OwnText here={here} noteRef={noteRef} note={note} />}
      {hasText && !own && <p className={styles.text}>{note.text}</p>}
      {note.kind === 'stamp' && <p className={styles.text}>{t(note.stamp)}</p>}
      {thread && thread.said.length > 0 && (
        <ul className={styles.said}>
          {thread.said.map(said => (
            <SaidLine key={said.id} here={here} noteRef={noteRef} said={said} />
          ))}
        </ul>
      )}
      {thread?.resolved && (
        <State tone="ok" bare>
          {t('stateResolved')}
        </State>
      )}
      {writable && <Answer here={here} noteRef={noteRef} />}
      {(writable || (found && own)) && (
        <div className={styles.deeds}>
          {writable && thread && (
            <Button
              look="quiet"
              icon={
                thread.resolved ? <IconArrowBackUp aria-hidden="true" /> : <IconCheck aria-hidden="true" />
              }
              onClick={() => setState(here, noteRef, thread.resolved ? 'reopened' : 'resolved')}
            >
              {t(thread.resolved ? 'reopen' : 'resolve')}
            </Button>
          )}
          {found && own && (
            <Button look="quiet" icon={<IconTrash aria-hidden="true" />} onClick={() => remove(here, found)}>
              {t('remove')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** [N44] */
function OwnText({ here, noteRef, note }: ThreadProps & { note: PlacedNote & { text: string } }) {
  const t = useT('annotations')
  const { field } = useTyping(note.text, written => {
    takeText(here, noteRef, note, written)
    // A new note that was left without a word never was.
    const { open, fresh } = useNotes.getState()
    if (written.left && !fresh && open?.id === noteRef.id && !find(here, noteRef))
      useNotes.setState({ open: null })
  })
  return (
    <textarea
      className={styles.field}
      aria-label={t('noteText')}
      placeholder={t('noteEmpty')}
      rows={3}
      maxLength={textLimit}
      {...field}
    />
  )
}

function SaidLine({ here, noteRef, said }: { here: NotesHere; noteRef: NoteRef; said: Said }) {
  const t = useT('annotations')
  const format = useFormat()
  const { note, id, at } = said
  const layer = layerOf(here, noteRef.layer)
  const [editing, setEditing] = useState(false)
  const name = note.author === here.me ? t('you') : here.nameOf(note.author)
  if (note.kind === 'state') {
    return (
      <li className={styles.turn}>
        {t(note.state === 'resolved' ? 'resolvedBy' : 'reopenedBy', { name })} · {format.moment(at)}
      </li>
    )
  }
  const found = layer ? { layer: noteRef.layer, id, note, in: layer } : null
  const own = found !== null && mayChange(here, found)
  return (
    <li className={styles.reply}>
      <p className={styles.by}>
        <strong>{name}</strong>
        <span>{format.moment(at)}</span>
      </p>
      {own && editing ? (
        <OwnReply
          text={note.text}
          onTake={text => takeReply(here, found, text)}
          onLeft={() => setEditing(false)}
        />
      ) : (
        <p className={styles.text}>{note.text}</p>
      )}
      {own && (
        <span className={styles.replyDeeds}>
          <IconButton
            label={t('editReply')}
            icon={<IconPencil size={20} aria-hidden="true" />}
            pressed={editing}
            onClick={() => setEditing(!editing)}
          />
          <IconButton
            label={t('removeReply')}
            icon={<IconTrash size={20} aria-hidden="true" />}
            onClick={() => remove(here, found)}
          />
        </span>
      )}
    </li>
  )
}

interface OwnReplyProps {
  readonly text: string
  readonly onTake: (text: string) => void
  readonly onLeft: () => void
}

/** [N44] One's own reply while its words are changed. */
function OwnReply({ text, onTake, onLeft }: OwnReplyProps) {
  const t = useT('annotations')
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])
  const { field } = useTyping(text, written => onTake(written.text))
  return (
    <textarea
      ref={area}
      className={styles.field}
      aria-label={t('editReply')}
      rows={2}
      maxLength={textLimit}
      {...field}
      onKeyDown={pressed => {
        if (pressed.key !== 'Escape' || pressed.nativeEvent.isComposing) return
        pressed.stopPropagation()
        onLeft()
      }}
    />
  )
}

function Answer({ here, noteRef }: { here: NotesHere; noteRef: NoteRef }) {
  const t = useT('annotations')
  const [text, setText] = useState('')
  return (
    <form
      className={styles.answer}
      onSubmit={sent => {
        sent.preventDefault()
        reply(here, noteRef, text)
        setText('')
      }}
    >
      <textarea
        className={styles.field}
        aria-label={t('replyLabel')}
        placeholder={t('replyLabel')}
        rows={1}
        maxLength={textLimit}
        value={text}
        onChange={changed => setText(changed.currentTarget.value)}
      />
      <button
        type="submit"
        className={styles.send}
        aria-label={t('replySend')}
        title={t('replySend')}
        disabled={text.trim() === ''}
      >
        <IconSend aria-hidden="true" />
      </button>
    </form>
  )
}
