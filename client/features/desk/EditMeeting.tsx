import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { Dialog } from '#client/ui/Dialog.tsx'
import { type MeetingView, meetings } from '#shared/meetings/meetings.contract.ts'
import { MeetingForm } from './MeetingForm.tsx'

interface EditMeetingProps {
  readonly meeting: MeetingView
  readonly open: boolean
  readonly onClose: () => void
}

/** Changes kind, title, place and times. */
export function EditMeeting({ meeting, open, onClose }: EditMeetingProps) {
  const t = useT('desk')
  return (
    <Dialog open={open} title={t('editMeeting')} onClose={onClose} closeByBackdrop={false}>
      {open && <EditForm meeting={meeting} onClose={onClose} />}
    </Dialog>
  )
}

function EditForm({ meeting, onClose }: Omit<EditMeetingProps, 'open'>) {
  const t = useT('desk')
  // What another secretary changes meanwhile does not replace what is being typed here.
  const [initial] = useState(meeting)
  const update = useCall(meetings.update)
  return (
    <MeetingForm
      initial={initial}
      proposesTitle={false}
      submitLabel={t('save')}
      busy={update.busy}
      error={update.error}
      onSubmit={async fields => {
        const result = await update.run({ meetingId: meeting.id, ...fields })
        if (result.ok) onClose()
      }}
      onCancel={onClose}
    />
  )
}
