import { IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { HoldButton } from '#client/ui/HoldButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { TextInput } from '#client/ui/TextInput.tsx'
import { type MeetingView, meetings } from '#shared/meetings/meetings.contract.ts'
import type { Lack } from './checklist.ts'
import { MissingPanel } from './MissingPanel.tsx'

/** Publishes a draft, after showing what it lacks. */
export function PublishButton({
  meeting,
  lacks,
}: {
  readonly meeting: MeetingView
  readonly lacks: readonly Lack[]
}) {
  const t = useT('desk')
  const [asking, setAsking] = useState(false)
  const publish = useCall(meetings.publish)
  const blocked = lacks.some(({ blocks }) => blocks)
  return (
    <>
      <Button look="primary" icon={<IconSend aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('publish')}
      </Button>
      <Dialog
        open={asking}
        title={t('publishTitle')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('notYet')}</Button>
            <Button
              look="primary"
              busy={publish.busy}
              disabled={blocked}
              onClick={async () => {
                const result = await publish.run({ meetingId: meeting.id })
                if (!result.ok) return
                setAsking(false)
                notify('ok', t('published'))
              }}
            >
              {t('publish')}
            </Button>
          </>
        }
      >
        <p>{t(blocked ? 'publishBlocked' : 'publishSentence', { count: meeting.participants.length })}</p>
        <MissingPanel lacks={lacks} />
        {publish.error && <ErrorNote error={publish.error} />}
      </Dialog>
    </>
  )
}

/** Calls a published meeting off, with the reason that everybody invited reads. */
export function CancelButton({ meeting }: { readonly meeting: MeetingView }) {
  const t = useT('desk')
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const cancel = useCall(meetings.cancel)
  return (
    <>
      <Button icon={<IconX aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('cancelMeeting')}
      </Button>
      <Dialog
        open={asking}
        title={t('cancelMeeting')}
        onClose={() => setAsking(false)}
        closeByBackdrop={false}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('notYet')}</Button>
            <Button
              look="danger"
              busy={cancel.busy}
              onClick={async () => {
                setTried(true)
                if (reason.trim() === '') return
                const result = await cancel.run({ meetingId: meeting.id, reason })
                if (!result.ok) return
                setAsking(false)
                notify('ok', t('meetingCancelled'))
              }}
            >
              {t('cancelMeeting')}
            </Button>
          </>
        }
      >
        <p>{t('cancelSentence')}</p>
        <TextInput
          label={t('cancelReason')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          required
          error={tried && reason.trim() === '' && t('cancelReasonMissing')}
        />
        {cancel.error && <ErrorNote error={cancel.error} />}
      </Dialog>
    </>
  )
}

/** Deletes a draft with its items and papers; held, because nothing brings it back. */
export function RemoveDraft({
  meeting,
  onRemoved,
}: {
  readonly meeting: MeetingView
  readonly onRemoved: () => void
}) {
  const t = useT('desk')
  const remove = useCall(meetings.remove)
  return (
    <>
      <HoldButton
        onHold={async () => {
          const result = await remove.run({ meetingId: meeting.id })
          if (!result.ok) return
          notify('ok', t('draftRemoved', { title: meeting.title }))
          onRemoved()
        }}
      >
        {t('removeDraft')}
      </HoldButton>
      {remove.error && <ErrorNote error={remove.error} />}
    </>
  )
}
