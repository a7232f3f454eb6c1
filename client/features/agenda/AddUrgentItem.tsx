import { IconPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Select } from '#client/ui/Select.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'

const usualMinutes = '15'

/** [A2] Adds an item while the meeting sits: a title, minutes, who reports. */
export function AddUrgentItem({
  meetingId,
  participants,
}: {
  readonly meetingId: string
  readonly participants: readonly Participant[]
}) {
  const t = useT('agenda')
  const format = useFormat()
  const sentence = useErrorSentence()
  const [open, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [minutes, setMinutes] = useState(usualMinutes)
  const [reporterId, setReporterId] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  // The same id until the server has it: pressing again after a lost answer adds no second item.
  const itemId = useRef(crypto.randomUUID())

  const add = async () => {
    if (title.trim() === '' || busy) return
    setBusy(true)
    setError(null)
    const result = await call(agenda.addItem, {
      meetingId,
      itemId: itemId.current,
      beforeItemId: null,
      title,
      durationMinutes: Math.min(600, Math.max(1, Math.round(Number(minutes)) || 1)),
      reporterId: reporterId === '' ? null : reporterId,
      reporterNote: '',
      audience: { kind: 'everyone' },
    })
    setBusy(false)
    if (!result.ok && result.error.code !== 'object.exists') return setError(sentence(result.error))
    itemId.current = crypto.randomUUID()
    setOpen(false)
    setTitle('')
    setMinutes(usualMinutes)
    setReporterId('')
  }
  return (
    <>
      <Button wide icon={<IconPlus aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('addUrgent')}
      </Button>
      <Dialog
        open={open}
        title={t('addUrgent')}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button look="primary" busy={busy} disabled={title.trim() === ''} onClick={add}>
              {t('add')}
            </Button>
          </>
        }
      >
        <TextInput
          label={t('urgentTitle')}
          value={title}
          onChange={setTitle}
          onEnter={add}
          maxLength={500}
          required
        />
        <TextInput
          label={t('urgentMinutes')}
          type="number"
          min={1}
          max={600}
          value={minutes}
          onChange={setMinutes}
        />
        <Select
          label={t('urgentReporter')}
          value={reporterId}
          options={[
            { value: '', label: t('nobody') },
            ...participants.map(one => ({ value: one.accountId, label: format.person(one) })),
          ]}
          onChange={setReporterId}
        />
        {error && <ErrorNote error={error} />}
      </Dialog>
    </>
  )
}
