import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useT } from '#client/i18n/useT.ts'
import { serverNow } from '#client/net/connection.ts'
import { Dialog } from '#client/ui/Dialog.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { proposedTimes } from './deskTime.ts'
import { type MeetingFields, MeetingForm } from './MeetingForm.tsx'
import { PersonSearch } from './PersonSearch.tsx'

interface NewMeetingProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onMade: (meetingId: string) => void
}

/** Makes a meeting. Its id is made here, once: pressing again after a lost answer makes no second one. */
export function NewMeeting({ open, onClose, onMade }: NewMeetingProps) {
  const t = useT('desk')
  return (
    <Dialog open={open} title={t('create')} onClose={onClose} closeByBackdrop={false}>
      {open && <NewMeetingForm onClose={onClose} onMade={onMade} />}
    </Dialog>
  )
}

function NewMeetingForm({ onClose, onMade }: Omit<NewMeetingProps, 'open'>) {
  const t = useT('desk')
  const { data } = useQuery(accounts.listPeople, {})
  const [chairId, setChairId] = useState<string | null>(null)
  const [meetingId] = useState(() => crypto.randomUUID())
  const [times] = useState(() => proposedTimes(serverNow()))
  const create = useCall(meetings.create)
  const submit = async (fields: MeetingFields) => {
    const result = await create.run({ meetingId, ...fields, chairId })
    // It was made by an earlier press whose answer was lost.
    if (result.ok || result.error.code === 'object.exists') onMade(meetingId)
  }
  return (
    <MeetingForm
      initial={{ kind: 'regular', title: '', place: '', ...times }}
      proposesTitle
      submitLabel={t('create')}
      busy={create.busy}
      error={create.error}
      onSubmit={submit}
      onCancel={onClose}
    >
      <PersonSearch
        label={t('chair')}
        people={data?.people ?? []}
        units={data?.units ?? []}
        chosenId={chairId}
        onChoose={setChairId}
      />
    </MeetingForm>
  )
}
