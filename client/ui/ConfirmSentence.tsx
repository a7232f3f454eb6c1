import type { ReactNode } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

interface ConfirmSentenceProps {
  readonly open: boolean
  /** What is asked, as a question of a few words. */
  readonly title: string
  /** One plain sentence: what will happen, and what of it cannot be undone. */
  readonly sentence: ReactNode
  /** The deed as a verb, never "OK". */
  readonly confirmLabel: string
  readonly onConfirm: () => void
  readonly onCancel: () => void
  readonly busy?: boolean
  /** Takes something away, so the button warns. */
  readonly danger?: boolean
  /** What went wrong when it was tried. */
  readonly error?: ReactNode
}

/** Asks once, in one sentence, before what is hard to take back. Focus starts on the way back. */
export function ConfirmSentence({
  open,
  title,
  sentence,
  confirmLabel,
  onConfirm,
  onCancel,
  busy = false,
  danger = false,
  error,
}: ConfirmSentenceProps) {
  const t = useT('ui')
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onCancel}
      size="small"
      actions={
        <>
          <Button onClick={onCancel} data-autofocus>
            {t('cancel')}
          </Button>
          <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <p>{sentence}</p>
      {error}
    </Dialog>
  )
}
