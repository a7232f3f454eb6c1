import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import styles from './keys.module.css'

interface CompareProps {
  readonly question: string
  readonly digits: string
  readonly onAlike: () => void
  readonly onDiffer: () => void
}

/** Six digits that a person compares on two screens; neither answer is the one to touch without looking. */
export function Compare({ question, digits, onAlike, onDiffer }: CompareProps) {
  const t = useT('keys')
  return (
    <div className={styles.ways}>
      <p>{question}</p>
      <p className={styles.digits} data-testid="digits">
        {digits.slice(0, 3)} {digits.slice(3)}
      </p>
      <div className={styles.buttons}>
        <Button onClick={onDiffer}>{t('differ')}</Button>
        <Button onClick={onAlike}>{t('alike')}</Button>
      </div>
    </div>
  )
}
