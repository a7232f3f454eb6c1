import {
  IconCheck,
  IconFileText,
  IconLock,
  IconPlayerPlayFilled,
  IconPresentation,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { join } from '#client/ui/join.ts'
import { State } from '#client/ui/State.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './AgendaPanel.module.css'

interface AgendaPanelProps {
  readonly items: readonly AgendaItem[]
  readonly documents: readonly MeetingDocument[]
  readonly participants: readonly Participant[]
  /** The paper on the screen. */
  readonly openId: string | null
  /** The paper that is presented, where the viewer may see it. */
  readonly presentedId: string | null
  readonly onOpen: (documentId: string) => void
  /** More about a paper, such as "kept on this device". */
  readonly markOf?: (document: MeetingDocument) => ReactNode
  /** A deed on an item, such as taking it. */
  readonly deedOf?: (item: AgendaItem) => ReactNode
}

/** The agenda: every item with its state, its papers below it, one touch opens a paper. */
export function AgendaPanel(props: AgendaPanelProps) {
  const t = useT('agenda')
  if (props.items.length === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
  return (
    <ol className={styles.items} aria-label={t('title')}>
      {props.items.map(item => (
        <Item key={item.id} item={item} {...props} />
      ))}
    </ol>
  )
}

function Item({
  item,
  documents,
  participants,
  openId,
  presentedId,
  onOpen,
  markOf,
  deedOf,
}: AgendaPanelProps & { readonly item: AgendaItem }) {
  const t = useT('agenda')
  const format = useFormat()
  const reporter = participants.find(({ accountId }) => accountId === item.reporterId)
  const reports = reporter ? format.person(reporter) : item.reporterNote
  const papers = documents.filter(({ itemId }) => itemId === item.id)
  const deed = deedOf?.(item)
  return (
    <li
      className={join(styles.item, styles[item.state])}
      aria-current={item.state === 'current' ? 'step' : undefined}
    >
      <div className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {item.state === 'done' ? <IconCheck size={20} /> : item.number}
        </span>
        <div className={styles.text}>
          <p className={styles.title}>
            <span className="only-heard">
              {t('item', { number: item.number })}, {t(item.state)}.{' '}
            </span>
            {item.title}
          </p>
          <p className={styles.detail}>
            {[reports && t('reports', { name: reports }), t('minutes', { minutes: item.durationMinutes })]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {(item.state === 'current' || item.urgent || item.secrecy !== null) && (
            <p className={styles.marks}>
              {item.state === 'current' && (
                <State tone="current" bare icon={<IconPlayerPlayFilled size={16} aria-hidden="true" />}>
                  {t('current')}
                </State>
              )}
              {item.urgent && (
                <State tone="warn" bare>
                  {t('urgent')}
                </State>
              )}
              {item.secrecy !== null && (
                <State tone="quiet" bare icon={<IconLock size={18} aria-hidden="true" />}>
                  {t('secretPaper')}
                </State>
              )}
            </p>
          )}
        </div>
      </div>
      {papers.length > 0 && (
        <ul className={styles.papers}>
          {papers.map(paper => (
            <Paper
              key={paper.id}
              paper={paper}
              open={paper.id === openId}
              presented={paper.id === presentedId}
              onOpen={onOpen}
              mark={markOf?.(paper)}
            />
          ))}
        </ul>
      )}
      {deed && <div className={styles.deed}>{deed}</div>}
    </li>
  )
}

function Paper({
  paper,
  open,
  presented,
  onOpen,
  mark,
}: {
  readonly paper: MeetingDocument
  readonly open: boolean
  readonly presented: boolean
  readonly onOpen: (documentId: string) => void
  readonly mark: ReactNode
}) {
  const t = useT('agenda')
  const version = paper.version ?? paper.pending
  const ready = version?.state === 'ready'
  const facts = [
    ready ? t('pages', { count: version.pageCount }) : version ? t(stateWord[version.state]) : null,
    ready && version.number > 1 ? t('version', { number: version.number }) : null,
    paper.late ? t('late') : null,
  ].filter(Boolean)
  return (
    <li>
      <button
        type="button"
        className={join(styles.paper, open && styles.open)}
        aria-current={open ? 'true' : undefined}
        disabled={!ready}
        onClick={() => onOpen(paper.id)}
      >
        {presented ? (
          <IconPresentation size={20} aria-hidden="true" className={styles.presented} />
        ) : (
          <IconFileText size={20} aria-hidden="true" />
        )}
        <span className={styles.paperText}>
          <span>{paper.title}</span>
          <span className={styles.facts}>
            <span className={styles.detail}>
              {presented && `${t('presented')} · `}
              {facts.join(' · ')}
            </span>
            {mark}
          </span>
        </span>
      </button>
    </li>
  )
}

const stateWord = {
  uploading: 'uploading',
  preparing: 'preparing',
  refused: 'refused',
  ready: 'presented',
} as const
