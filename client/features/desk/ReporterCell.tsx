import { useEffect, useRef, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { EditableCell } from '#client/ui/EditableCell.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './agendaTable.module.css'
import { PickCell } from './PickCell.tsx'

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
  const cell = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // Whoever chose to write a name writes it next.
    if (naming) cell.current?.querySelector('textarea')?.focus()
  }, [naming])
  const named = item.reporterId === null && (naming || item.reporterNote !== '')
  return (
    <span ref={cell} className={styles.reporter}>
      <PickCell
        label={`${t('colReporter')} ${item.number}`}
        disabled={disabled}
        value={item.reporterId ?? (named ? byName : nobody)}
        options={[
          { value: nobody, label: t('reporterNone') },
          { value: byName, label: t('reporterByName') },
          ...participants.map(person => ({ value: person.accountId, label: format.person(person) })),
        ]}
        onPick={chosen => {
          setNaming(chosen === byName)
          if (chosen !== byName) onSave({ reporterId: chosen === nobody ? null : chosen, reporterNote: '' })
          else if (item.reporterId !== null) onSave({ reporterId: null, reporterNote: '' })
        }}
      />
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
