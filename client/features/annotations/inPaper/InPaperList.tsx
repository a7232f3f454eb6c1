import { IconPaperclip, IconShape2 } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { State } from '#client/ui/State.tsx'
import { Switch } from '#client/ui/Switch.tsx'
import { inks } from '#shared/annotations/note.ts'
import { goToPlace } from '../panel/goToPlace.ts'
import { noteIcons } from '../panel/KindIcon.tsx'
import { kindWords } from '../panel/kindWords.ts'
import styles from '../panel/panel.module.css'
import type { Filter } from '../panel/threads.ts'
import type { Paper } from '../paper/pages.ts'
import { matching } from './filtering.ts'
import own from './inPaper.module.css'
import type { InPaperNote } from './inPaper.ts'
import type { InPaper } from './useInPaper.ts'

interface InPaperListProps {
  readonly paper: Paper
  readonly inPaper: InPaper
  readonly filter: Filter
  readonly onGone?: (page: number) => void
}

/** Rows at a time. */
const batch = 100

/** [N68] What the uploaded paper has itself, beside the notes: read, found by the same filter, shown or hidden. */
export function InPaperList({ paper, inPaper, filter, onGone }: InPaperListProps) {
  const t = useT('inPaper')
  const ta = useT('annotations')
  const [onPage, setOnPage] = useState(true)
  const [shown, setShown] = useState(batch)
  // Whoever puts the list away sees the paper as it is.
  useEffect(() => {
    if (onPage) return
    paper.showAnnotations(false)
    return () => paper.showAnnotations(true)
  }, [paper, onPage])
  const { notes, looking, more } = inPaper
  if (notes.length === 0) return null
  if (filter.layer !== 'all' && filter.layer !== 'inPaper') return null
  const fitting = matching(notes, filter)
  const visible = fitting.slice(0, shown)
  const pages = [...new Set(visible.map(({ page }) => page))]
  return (
    <section className={own.list} aria-label={t('layer')}>
      <h3 className={own.title}>{t('layer')}</h3>
      <p className={own.hint}>{t('hint')}</p>
      <Switch label={t('show')} checked={onPage} onChange={setOnPage} />
      {fitting.length === 0 && <p className={own.hint}>{t('noneMatch')}</p>}
      {pages.map(page => (
        <section key={page} className={styles.page}>
          <h4 className={styles.pageTitle}>{ta('page', { page })}</h4>
          <ul>
            {visible
              .filter(note => note.page === page)
              .map(note => (
                <Row key={note.id} note={note} paper={paper} {...(onGone ? { onGone } : {})} />
              ))}
          </ul>
        </section>
      ))}
      {fitting.length > shown && (
        <Button wide onClick={() => setShown(shown + batch)}>
          {ta('more')}
        </Button>
      )}
      {looking && <p className={own.hint}>{t('looking')}</p>}
      {more && <p className={own.hint}>{t('more', { count: notes.length })}</p>}
    </section>
  )
}

function Row({
  note,
  paper,
  onGone,
}: {
  readonly note: InPaperNote
  readonly paper: Paper
  readonly onGone?: (page: number) => void
}) {
  const t = useT('inPaper')
  const ta = useT('annotations')
  const format = useFormat()
  const { kind, at } = note
  const special = kind === 'shape' || kind === 'file' || kind === 'other'
  const Icon = special ? (kind === 'file' ? IconPaperclip : IconShape2) : noteIcons[kind]
  const by = (author: string, when: number | null) =>
    [author || t('nobody'), ...(when === null ? [] : [`${format.time(when)}, ${format.day(when)}`])].join(
      ' · ',
    )
  return (
    <li className={own.row}>
      <button
        type="button"
        className={styles.face}
        title={ta('goTo')}
        onClick={() => {
          goToPlace(paper, note.page, note.top)
          onGone?.(note.page)
        }}
      >
        <span className={styles.kindIcon} aria-hidden="true">
          <Icon size={22} />
          <span className={styles.inkLine} style={{ background: note.colour ?? inks.ink }} />
        </span>
        <span className={styles.words}>
          <span className={styles.kind}>{special ? t(kind) : ta(kindWords[kind])}</span>
          {note.text && <span className={styles.excerpt}>{note.text}</span>}
          <span className={styles.detail}>{by(note.author, at)}</span>
          {note.resolved && (
            <State tone="ok" bare>
              {ta('stateResolved')}
            </State>
          )}
        </span>
      </button>
      {note.replies.length > 0 && (
        <ul className={own.replies}>
          {note.replies.map(reply => (
            <li key={reply.id}>
              <span className={styles.detail}>{by(reply.author, reply.at)}</span>
              <span className={own.reply}>{reply.text}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
