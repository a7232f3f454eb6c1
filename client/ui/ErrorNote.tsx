import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import type { Failure } from '#shared/contract/result.ts'
import { Button } from './Button.tsx'
import styles from './ErrorNote.module.css'

interface ErrorNoteProps {
  /** The coded failure, or a sentence of one's own: what happened, what is safe, what to do. */
  readonly error: Failure | string
  readonly onRetry?: () => void
  readonly actions?: ReactNode
}

/** Something went wrong: one sentence, and a way on. Read aloud at once. */
export function ErrorNote({ error, onRetry, actions }: ErrorNoteProps) {
  const t = useT('ui')
  const sentence = useErrorSentence()
  return (
    <div role="alert" className={styles.note}>
      <IconAlertTriangle aria-hidden="true" />
      <p className={styles.text}>{typeof error === 'string' ? error : sentence(error)}</p>
      {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
      {actions}
    </div>
  )
}
