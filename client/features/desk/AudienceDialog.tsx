import { useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import type { Failure } from '#shared/contract/result.ts'
import type { Audience, Participant } from '#shared/meetings/meetings.contract.ts'
import { AudienceFields } from './AudienceFields.tsx'

interface AudienceDialogProps {
  readonly title: string
  readonly audience: Audience
  readonly participants: readonly Participant[]
  /** `refused` is told why it could not be; the dialog shows it and stays. */
  readonly onChoose: (audience: Audience, refused: (failure: Failure) => void) => Promise<void>
  readonly onClose: () => void
}

/** Who may see an item or a paper: everyone in the meeting, its members, or people by name. */
export function AudienceDialog({ title, audience, participants, onChoose, onClose }: AudienceDialogProps) {
  const t = useT('desk')
  const [chosen, setChosen] = useState<Audience>(() => {
    if (audience.kind !== 'chosen') return audience
    // Whoever was taken out of the meeting since is no answer any more ([M22]).
    const here = new Set(participants.map(({ accountId }) => accountId))
    return { kind: 'chosen', accountIds: audience.accountIds.filter(id => here.has(id)) }
  })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const submit = async () => {
    setTried(true)
    if (chosen.kind === 'chosen' && chosen.accountIds.length === 0) return
    setBusy(true)
    setFailure(null)
    await onChoose(chosen, setFailure)
    setBusy(false)
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      closeByBackdrop={false}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void submit()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <AudienceFields audience={chosen} participants={participants} onChange={setChosen} asked={tried} />
      {failure && <ErrorNote error={failure} />}
    </Dialog>
  )
}
