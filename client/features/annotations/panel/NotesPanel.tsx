import { IconFileDownload, IconMessage2, IconNote } from '@tabler/icons-react'
import { useId, useMemo, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Select } from '#client/ui/Select.tsx'
import { State } from '#client/ui/State.tsx'
import type { PlacedNote } from '#shared/annotations/note.ts'
import { authorsOf, authorValue } from '../inPaper/filtering.ts'
import { InPaperList } from '../inPaper/InPaperList.tsx'
import { useInPaper } from '../inPaper/useInPaper.ts'
import type { Paper } from '../paper/pages.ts'
import { useLayers } from '../paper/useLayers.ts'
import type { NotesHere } from '../tools/deeds.ts'
import { showLayer, useNotes } from '../tools/notesStore.ts'
import { goToPlace } from './goToPlace.ts'
import { KindIcon } from './KindIcon.tsx'
import { kindWords } from './kindWords.ts'
import styles from './panel.module.css'
import { Thread } from './Thread.tsx'
import { type Filter, type Group, grouped, listNotes, noFilter, topOf } from './threads.ts'

interface NotesPanelProps {
  /** Where a chosen note is shown; null while the paper is not open. */
  readonly paper: Paper | null
  readonly here: NotesHere
  /** A note was chosen, on this page; the paper, where it is open, went to its place. */
  readonly onGone?: (page: number) => void
}

const kinds: readonly PlacedNote['kind'][] = [
  'pen',
  'marker',
  'highlight',
  'underline',
  'strikeOut',
  'sticky',
  'textBox',
  'arrow',
  'stamp',
]
/** Rows at a time: a layer may hold a hundred thousand notes. */
const batch = 100

/** All notes of a paper: by page and author, filtered, each leading to its place, with its discussion. */
export function NotesPanel({ paper, here, onGone }: NotesPanelProps) {
  const t = useT('annotations')
  const tx = useT('takeHome')
  const ti = useT('inPaper')
  const change = useLayers(here.layers)
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [shown, setShown] = useState(batch)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` says that a layer changed.
  const { groups, authors, total } = useMemo(() => {
    const layers = here.layers.map(({ layer }) => layer)
    const now = here.now()
    const all = listNotes(layers, noFilter, now)
    const listed = filter === noFilter ? all : listNotes(layers, filter, now)
    return {
      groups: grouped(listed),
      authors: [...new Set(all.map(({ note }) => note.author))],
      total: all.length,
    }
  }, [here, change, filter])
  const set = (part: Partial<Filter>) => {
    setFilter({ ...filter, ...part })
    setShown(batch)
  }
  const inPaper = useInPaper(paper)
  const hasOwn = inPaper.notes.length > 0
  if (total === 0 && !hasOwn)
    return (
      <EmptyState icon={<IconNote size={48} aria-hidden="true" />} title={t('panelNone')}>
        {t('panelNoneText')}
      </EmptyState>
    )
  const all = { value: 'all' as const, label: t('all') }
  const visible = groups.slice(0, shown)
  const pages = [...new Set(visible.map(({ first }) => first.note.page))]
  return (
    <div className={styles.panel}>
      {here.takeHome && total > 0 && (
        <Button wide icon={<IconFileDownload aria-hidden="true" />} onClick={here.takeHome}>
          {tx('open')}
        </Button>
      )}
      <details className={styles.filters} open={filter !== noFilter}>
        <summary>{t('filters')}</summary>
        <div className={styles.filterFields}>
          <Select<Filter['layer']>
            label={t('filterLayer')}
            value={filter.layer}
            options={[
              all,
              ...here.layers.map(({ layer, title }) => ({ value: layer.name, label: title })),
              ...(hasOwn ? [{ value: 'inPaper' as const, label: ti('layer') }] : []),
            ]}
            onChange={layer => set({ layer })}
          />
          <Select
            label={t('filterAuthor')}
            value={filter.author}
            options={[
              { value: 'all', label: t('all') },
              ...authors.map(id => ({ value: id, label: id === here.me ? t('you') : here.nameOf(id) })),
              ...authorsOf(inPaper.notes).map(name => ({ value: authorValue(name), label: name })),
            ]}
            onChange={author => set({ author })}
          />
          <Select<PlacedNote['kind'] | 'all'>
            label={t('filterKind')}
            value={filter.kind}
            options={[all, ...kinds.map(kind => ({ value: kind, label: t(kindWords[kind]) }))]}
            onChange={kind => set({ kind })}
          />
          <Select<Filter['state']>
            label={t('filterState')}
            value={filter.state}
            options={[
              all,
              { value: 'open', label: t('stateOpen') },
              { value: 'resolved', label: t('stateResolved') },
              { value: 'discussed', label: t('stateDiscussed') },
            ]}
            onChange={state => set({ state })}
          />
        </div>
      </details>
      {groups.length === 0 && total > 0 && filter.layer !== 'inPaper' && (
        <EmptyState title={t('panelNoneMatch')}>{t('panelNoneMatchText')}</EmptyState>
      )}
      {pages.map(page => (
        <section key={page} className={styles.page}>
          <h3 className={styles.pageTitle}>{t('page', { page })}</h3>
          <ul>
            {visible
              .filter(({ first }) => first.note.page === page)
              .map(group => (
                <NoteRow
                  key={`${group.first.layer}/${group.first.id}`}
                  group={group}
                  paper={paper}
                  here={here}
                  {...(onGone ? { onGone } : {})}
                />
              ))}
          </ul>
        </section>
      ))}
      {groups.length > shown && (
        <Button wide onClick={() => setShown(shown + batch)}>
          {t('more')}
        </Button>
      )}
      {paper && (
        <InPaperList paper={paper} inPaper={inPaper} filter={filter} {...(onGone ? { onGone } : {})} />
      )}
    </div>
  )
}

function NoteRow({ group, paper, here, onGone }: NotesPanelProps & { readonly group: Group }) {
  const t = useT('annotations')
  const format = useFormat()
  const id = useId()
  const [unfolded, setUnfolded] = useState(false)
  const { first, count } = group
  const { note, thread, layer } = first
  const title = here.layers.find(each => each.layer.name === layer)?.title ?? ''
  const isSelected = useNotes(state => state.selected.some(ref => ref.layer === layer && ref.id === first.id))
  const words =
    ('text' in note && note.text) || (note.kind === 'stamp' && t(note.stamp)) || note.quote?.exact || ''
  const name = note.author === here.me ? t('you') : here.nameOf(note.author)
  const go = () => {
    showLayer(layer, true)
    if (paper) goToPlace(paper, note.page, topOf(note))
    useNotes.setState({ selected: [{ layer, id: first.id }], open: null, editing: null })
    onGone?.(note.page)
  }
  return (
    <li className={styles.row} aria-current={isSelected || undefined}>
      <button type="button" className={styles.face} onClick={go} title={t('goTo')}>
        <KindIcon kind={note.kind} ink={note.ink} />
        <span className={styles.words}>
          <span className={styles.kind}>
            {t(kindWords[note.kind])}
            {count > 1 && ` · ${t('count', { count })}`}
          </span>
          {words && <span className={styles.excerpt}>{words}</span>}
          <span className={styles.detail}>
            {name} · {title} · {format.time(note.at)}, {format.day(note.at)}
          </span>
          {thread.resolved && (
            <State tone="ok" bare>
              {t('stateResolved')}
            </State>
          )}
        </span>
      </button>
      <button
        type="button"
        className={styles.unfold}
        aria-expanded={unfolded}
        aria-controls={`${id}-thread`}
        aria-label={thread.replies > 0 ? t('replies', { count: thread.replies }) : t('discuss')}
        onClick={() => setUnfolded(!unfolded)}
      >
        <IconMessage2 aria-hidden="true" />
        {thread.replies > 0 && <span className="figures">{thread.replies}</span>}
      </button>
      <div id={`${id}-thread`} className={styles.inRow} hidden={!unfolded}>
        {unfolded && <Thread here={here} noteRef={{ layer, id: first.id }} note={note} />}
      </div>
    </li>
  )
}
