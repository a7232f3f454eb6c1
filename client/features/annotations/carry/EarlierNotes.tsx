import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { notify } from '#client/ui/notices.ts'
import { State } from '#client/ui/State.tsx'
import { KindIcon } from '../panel/KindIcon.tsx'
import { kindWords } from '../panel/kindWords.ts'
import panel from '../panel/panel.module.css'
import type { NotesHere } from '../tools/deeds.ts'
import styles from './carry.module.css'
import { type CarryingHere, wordsOf } from './carrying.ts'
import { type Row, rowsOf } from './rows.ts'

interface EarlierNotesProps {
  readonly carrying: CarryingHere
  readonly here: NotesHere
  /** A note was put on this page. */
  readonly onPut: (page: number) => void
}

/** Rows at a time. */
const batch = 20
const headingId = 'notes-of-earlier-versions'

/** Over the list of the paper's notes, however long it is: what stays in earlier versions, and the way down to it. */
export function EarlierJump({ carrying }: { readonly carrying: CarryingHere }) {
  const t = useT('carry')
  const count = carrying.state.remaining.filter(({ left }) => !left).length
  if (count === 0) return null
  return (
    <Button
      look="quiet"
      wide
      icon={<IconHistory aria-hidden="true" />}
      onClick={() => document.getElementById(headingId)?.focus()}
    >
      {t('remaining', { count })}
    </Button>
  )
}

/** [N57] What stays in earlier versions, under the list of the paper's notes. */
export function EarlierNotes({ carrying, here, onPut }: EarlierNotesProps) {
  const t = useT('carry')
  const ta = useT('annotations')
  const format = useFormat()
  const [shown, setShown] = useState(batch)
  const { state, versions } = carrying
  const rows = rowsOf(
    state.remaining,
    versions.map(({ id }) => id),
  )
  const count = state.remaining.filter(({ left }) => !left).length
  return (
    <div className={styles.earlier}>
      {state.busy && (
        <State tone="quiet" bare>
          {t('busy')}
        </State>
      )}
      {state.locked && (
        <div className={styles.locked}>
          <p>{t('locked')}</p>
          {here.unlock && <Button onClick={here.unlock}>{ta('unlock')}</Button>}
        </div>
      )}
      {rows.length > 0 && (
        <section>
          <h3 id={headingId} tabIndex={-1} className={styles.title}>
            {t('remaining', { count })}
          </h3>
          <p className={styles.hint}>{t('remainingText')}</p>
          <ul>
            {rows.slice(0, shown).map(row => (
              <EarlierRow
                key={`${row.first.versionId}/${row.first.layer}/${row.first.id}`}
                {...{ row, carrying, here, onPut }}
              />
            ))}
          </ul>
          {rows.length > shown && (
            <Button wide onClick={() => setShown(shown + batch)}>
              {t('more')}
            </Button>
          )}
        </section>
      )}
      <details className={styles.versions}>
        <summary>{t('versions')}</summary>
        <ul>
          {versions.map(({ id, number, uploadedAt }) => (
            <li key={id}>
              <Button look="quiet" wide onClick={() => carrying.open(id)}>
                {t('version', { number, when: format.moment(uploadedAt) })}
              </Button>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}

function EarlierRow({ row, carrying, here, onPut }: EarlierNotesProps & { readonly row: Row }) {
  const t = useT('carry')
  const ta = useT('annotations')
  const { first, all } = row
  const { note, layer, versionId, own, left } = first
  const number = carrying.versions.find(({ id }) => id === versionId)?.number ?? 0
  const shownIn = here.layers.find(each => each.layer.name === layer)
  const words = wordsOf(note) || (note.kind === 'stamp' ? ta(note.stamp) : '')
  const name = note.author === here.me ? ta('you') : here.nameOf(note.author)
  const leave = (leaves: boolean) => {
    for (const each of all) carrying.carrier.leave(each, leaves)
  }
  const put = () => {
    const page = carrying.put(all)
    if (page === null) {
      notify('warn', t('cannotPut'))
      return
    }
    notify('quiet', t('put', { page }))
    onPut(page)
  }
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={panel.face}
        onClick={() => carrying.open(versionId, first)}
        title={t('open', { number })}
      >
        <KindIcon kind={note.kind} ink={note.ink} />
        <span className={panel.words}>
          <span className={panel.kind}>
            {ta(kindWords[note.kind])}
            {all.length > 1 && ` · ${ta('count', { count: all.length })}`}
          </span>
          {words && <span className={panel.excerpt}>{words}</span>}
          <span className={panel.detail}>
            {t('where', { number, page: note.page })} · {name} · {shownIn?.title ?? ''}
          </span>
        </span>
      </button>
      {left && (
        <div className={styles.deeds}>
          <State tone="quiet" bare>
            {t('left', { number })}
          </State>
          <Button look="quiet" onClick={() => leave(false)}>
            {t('takeBack')}
          </Button>
        </div>
      )}
      {own && !left && shownIn?.layer.canWrite() === true && layer !== 'presenting' && (
        <div className={styles.deeds}>
          <Button onClick={put}>{t('putHere')}</Button>
          <Button look="quiet" onClick={() => leave(true)}>
            {t('leave')}
          </Button>
        </div>
      )}
    </li>
  )
}
