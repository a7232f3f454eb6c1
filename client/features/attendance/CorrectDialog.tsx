import { useState } from 'react'
import { localParts } from '#client/i18n/format.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { TextInput } from '#client/ui/TextInput.tsx'
import { type Attendee, attendance } from '#shared/attendance/attendance.contract.ts'
import styles from './attendance.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useAct } from './useAct.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** The instant of a day "2026-11-23" and a time "08:05" in Vietnam; null where they are none. */
const instantOf = (day: string, time: string): number | null => {
  const instant = Date.parse(`${day}T${time}:00+07:00`)
  return Number.isNaN(instant) ? null : instant
}

interface CorrectDialogProps {
  readonly meetingId: string
  readonly person: Attendee
  readonly name: string
  /** strike: the last mark counts no more; time: it was at another time. */
  readonly how: 'strike' | 'time'
  readonly onClose: () => void
}

/** [C13] Corrects somebody's last mark, with the reason. */
export function CorrectDialog({ meetingId, person, name, how, onClose }: CorrectDialogProps) {
  const t = useT('attendance')
  const format = useFormat()
  const { act, busy } = useAct()
  // What is corrected is the mark that was seen when the dialog opened.
  const [{ lastMarkId, since, standing }] = useState(person)
  const parts = localParts(since ?? 0)
  const [day, setDay] = useState(`${parts.year}-${two(parts.month)}-${two(parts.day)}`)
  const [time, setTime] = useState(`${two(parts.hour)}:${two(parts.minute)}`)
  const at = how === 'time' ? instantOf(day, time) : null
  const isWrong = how === 'time' && at === null
  const confirm = async (reason: string) => {
    if (isWrong || lastMarkId === null) return
    const { accountId } = person
    if (await act(attendance.correct, { meetingId, accountId, markId: lastMarkId, at, reason })) onClose()
  }
  return (
    <ReasonDialog
      title={t(how === 'time' ? 'setTimeOf' : 'strikeOf', { name })}
      label={t('whyCorrect')}
      confirmLabel={t('save')}
      busy={busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {t('lastMark', { standing: t(`standing_${standing}`), moment: format.moment(since ?? 0) })}
        {how === 'strike' && ` ${t('strikeText')}`}
      </p>
      {how === 'time' && (
        <div className={styles.times}>
          <TextInput
            label={t('rightTime')}
            type="time"
            value={time}
            onChange={setTime}
            error={isWrong && t('timeMissing')}
          />
          <TextInput label={t('rightDay')} type="date" value={day} onChange={setDay} />
        </div>
      )}
    </ReasonDialog>
  )
}
