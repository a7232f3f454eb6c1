import { type ReactNode, useState } from 'react'
import { localParts } from '#client/i18n/format.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import type { Failure } from '#shared/contract/result.ts'
import styles from './desk.module.css'
import { dateValue, instantOf, type MeetingKindName, timeValue } from './deskTime.ts'
import { kindKey } from './words.ts'

export interface MeetingFields {
  readonly kind: MeetingKindName
  readonly title: string
  readonly place: string
  readonly startsAt: number
  readonly endsAt: number
}

interface MeetingFormProps {
  readonly initial: MeetingFields
  /** True for a meeting that is being made: its title follows kind and date until somebody types another. */
  readonly proposesTitle: boolean
  readonly submitLabel: string
  readonly busy: boolean
  readonly error: Failure | null
  readonly onSubmit: (fields: MeetingFields) => void
  readonly onCancel: () => void
  /** More fields, such as the chair's. */
  readonly children?: ReactNode
}

/** Kind, title, place and times of a meeting. */
export function MeetingForm({
  initial,
  proposesTitle,
  submitLabel,
  busy,
  error,
  onSubmit,
  onCancel,
  children,
}: MeetingFormProps) {
  const t = useT('desk')
  const format = useFormat()
  const [kind, setKind] = useState(initial.kind)
  const [typed, setTyped] = useState<string | null>(proposesTitle ? null : initial.title)
  const [place, setPlace] = useState(initial.place)
  const [date, setDate] = useState(dateValue(initial.startsAt))
  const [lastDate, setLastDate] = useState(dateValue(initial.endsAt))
  const [starts, setStarts] = useState(timeValue(initial.startsAt))
  const [ends, setEnds] = useState(timeValue(initial.endsAt))
  const [tried, setTried] = useState(false)

  const startsAt = instantOf(date, starts)
  const endsAt = instantOf(lastDate, ends)
  const proposed = (): string => {
    if (startsAt === null) return ''
    const { month, year } = localParts(startsAt)
    return t(`propose_${kind}`, { month, year, day: format.day(startsAt) })
  }
  const title = typed ?? proposed()
  const missingTimes = startsAt === null || endsAt === null
  const reversed = !missingTimes && endsAt <= startsAt
  const submit = () => {
    setTried(true)
    if (title.trim() === '' || missingTimes || reversed) return
    onSubmit({ kind, title, place, startsAt, endsAt })
  }
  return (
    <Form onSubmit={submit}>
      <RadioGroup
        label={t('kind')}
        layout="row"
        value={kind}
        onChange={setKind}
        options={[
          { value: 'regular', label: t(kindKey.regular) },
          { value: 'thematic', label: t(kindKey.thematic) },
          { value: 'extraordinary', label: t(kindKey.extraordinary) },
        ]}
      />
      <TextInput
        label={t('title')}
        value={title}
        onChange={setTyped}
        maxLength={300}
        required
        error={tried && title.trim() === '' && t('titleMissing')}
      />
      {children}
      <div className={styles.times}>
        <TextInput
          label={t('date')}
          type="date"
          value={date}
          onChange={value => {
            // A meeting of one day moves as a whole.
            if (lastDate === date) setLastDate(value)
            setDate(value)
          }}
          required
        />
        <TextInput label={t('starts')} type="time" value={starts} onChange={setStarts} required />
        <TextInput
          label={t('lastDate')}
          type="date"
          value={lastDate}
          min={date}
          onChange={setLastDate}
          required
        />
        <TextInput label={t('ends')} type="time" value={ends} onChange={setEnds} required />
      </div>
      <p role="status" className={reversed ? styles.wrong : styles.soft}>
        {missingTimes
          ? t('timesMissing')
          : reversed
            ? t('timesReversed')
            : dateValue(startsAt) === dateValue(endsAt)
              ? `${format.time(startsAt)} – ${format.time(endsAt)}, ${format.date(startsAt)}`
              : `${format.moment(startsAt)} – ${format.moment(endsAt)}`}
      </p>
      <TextInput label={t('place')} value={place} onChange={setPlace} maxLength={200} optional />
      {error && <ErrorNote error={error} />}
      <FormButtons>
        <Button type="submit" look="primary" busy={busy}>
          {submitLabel}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </FormButtons>
    </Form>
  )
}
