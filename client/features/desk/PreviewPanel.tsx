import { IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { Select } from '#client/ui/Select.tsx'
import { State } from '#client/ui/State.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './desk.module.css'
import { seenBy } from './preview.ts'
import { roleKey } from './words.ts'

interface PreviewPanelProps {
  readonly participants: readonly Participant[]
  readonly items: readonly AgendaItem[]
  readonly documents: readonly MeetingDocument[]
  /** It went out: what is shown is seen already. */
  readonly published: boolean
}

/** The agenda and papers as one participant sees them; computed by the rules, and called a preview. */
export function PreviewPanel({ participants, items, documents, published }: PreviewPanelProps) {
  const t = useT('desk')
  const format = useFormat()
  const [chosen, setChosen] = useState('')
  const person = participants.find(({ accountId }) => accountId === chosen) ?? participants[0]
  if (person === undefined)
    return <EmptyState title={t('previewNobody')}>{t('previewNobodyText')}</EmptyState>
  const seen = seenBy(person, items, documents)
  const heading = t(published ? 'previewIsNow' : 'previewIs', { name: format.person(person) })
  const hidden = items.length - seen.length
  return (
    <div className={styles.preview}>
      <Select
        label={t('previewAs')}
        value={person.accountId}
        onChange={setChosen}
        options={participants.map(one => ({
          value: one.accountId,
          label: `${format.person(one)} · ${t(roleKey[one.role])}`,
        }))}
      />
      <p className={styles.previewMark}>
        <IconEye aria-hidden="true" />
        <span>{heading}</span>
      </p>
      {seen.length === 0 && <p>{t('previewNothing')}</p>}
      <List label={heading}>
        {seen.map(({ item, papers }) => (
          <Row
            key={item.id}
            lead={item.number}
            title={item.title}
            detail={
              <>
                {item.secrecy !== null && <State tone="warn">{t('secretPaper')}</State>}
                {papers.length === 0 && item.secrecy === null && <span>{t('previewNoPapers')}</span>}
                {papers.map(paper => (
                  <span key={paper.id} className={styles.line}>
                    {paper.title}
                    {paper.late && ` · ${t('late')}`}
                  </span>
                ))}
              </>
            }
          />
        ))}
      </List>
      {hidden > 0 && <p className={styles.soft}>{t('previewHidden', { count: hidden })}</p>}
    </div>
  )
}
