import { useT } from '#client/i18n/useT.ts'
import { State } from '#client/ui/State.tsx'
import type { Lack } from './checklist.ts'
import styles from './desk.module.css'

/** Words for one thing that is missing or late. */
export function useLackWords(): (lack: Lack) => string {
  const t = useT('desk')
  return lack => {
    switch (lack.kind) {
      case 'noReporter':
      case 'noPapers':
        return t(`lack_${lack.kind}`, { number: lack.itemNumber })
      case 'overTime':
        return t('lack_overTime', { minutes: lack.minutes })
      case 'paperPending':
      case 'paperRefused':
      case 'paperLate':
        return t(`lack_${lack.kind}`, { title: lack.title })
      default:
        return t(`lack_${lack.kind}`)
    }
  }
}

/** Two papers may bear one title: what tells them apart is their id. */
const keyOf = (lack: Lack): string =>
  [lack.kind, 'documentId' in lack && lack.documentId, 'itemNumber' in lack && lack.itemNumber].join(' ')

/** What is missing or late, what keeps the meeting from going out first. */
export function MissingPanel({ lacks }: { readonly lacks: readonly Lack[] }) {
  const t = useT('desk')
  const words = useLackWords()
  if (lacks.length === 0) return <State tone="ok">{t('nothingMissing')}</State>
  return (
    <ul className={styles.lacks} aria-label={t('missing')}>
      {lacks.map(lack => (
        <li key={keyOf(lack)}>
          <State tone={lack.blocks ? 'bad' : 'warn'} bare>
            {words(lack)}
          </State>
        </li>
      ))}
    </ul>
  )
}
