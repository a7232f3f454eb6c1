import { type ReactNode, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'

interface ReasonDialogProps {
  readonly title: string
  readonly label: string
  readonly confirmLabel: string
  readonly busy: boolean
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
  /** What is said, or asked besides, above the reason. */
  readonly children?: ReactNode
}

/** Asks for a reason before something is recorded. */
export function ReasonDialog({
  title,
  label,
  confirmLabel,
  busy,
  onConfirm,
  onClose,
  children,
}: ReasonDialogProps) {
  const t = useT('attendance')
  const [reason, setReason] = useState('')
  const [judged, setJudged] = useState(false)
  const submit = () => {
    setJudged(true)
    if (reason.trim() !== '' && !busy) onConfirm(reason)
  }
  return (
    <Dialog open title={title} onClose={onClose} size="small" closeByBackdrop={false}>
      <Form label={title} onSubmit={submit}>
        {children}
        <TextInput
          label={label}
          value={reason}
          maxLength={300}
          onChange={setReason}
          error={judged && reason.trim() === '' && t('reasonMissing')}
        />
        <FormButtons>
          <Button type="submit" look="primary" busy={busy}>
            {confirmLabel}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </FormButtons>
      </Form>
    </Dialog>
  )
}
