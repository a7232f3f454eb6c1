import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { EditableCell } from '#client/ui/EditableCell.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './agendaTable.module.css'

interface ReporterCellProps {
  readonly item: AgendaItem
  readonly participants: readonly Participant[]
  readonly disabled: boolean
  readonly onSave: (part: Pick<AgendaItem, 'reporterId' | 'reporterNote'>) => void
}

const nobody = ''
const byName = 'name'

/** Who reports: a participant, or somebody else in words. */
export function ReporterCell({ item, participants, disabled, onSave }: ReporterCellProps) {
  const t = useT('desk')
  const format = useFormat()
  const [naming, setNaming] = useState(false)
  const named = item.reporterId === null && (naming || item.reporterNote !== '')
  return (
    <span className={styles.reporter}>
      <select
        className={styles.select}
        aria-label={`${t('colReporter')} ${item.number}`}
        disabled={disabled}
        value={item.reporterId ?? (named ? byName : nobody)}
        onChange={changed => {
          const chosen = changed.currentTarget.value
          setNaming(chosen === byName)
          if (chosen !== byName) onSave({ reporterId: chosen === nobody ? null : chosen, reporterNote: '' })
          else if (item.reporterId !== null) onSave({ reporterId: null, reporterNote: '' })
        }}
      >
        <option value={nobody}>{t('reporterNone')}</option>
        <option value={byName}>{t('reporterByName')}</option>
        {participants.map(person => (
          <option key={person.accountId} value={person.accountId}>
            {format.person(person)}
            {person.title && ` · ${person.title}`}
          </option>
        ))}
      </select>
      {named && (
        <EditableCell
          label={`${t('reporterName')} ${item.number}`}
          value={item.reporterNote}
          placeholder={t('reporterName')}
          maxLength={160}
          disabled={disabled}
          onSave={reporterNote => {
            setNaming(false)
            onSave({ reporterId: null, reporterNote })
          }}
        />
      )}
    </span>
  )
}
