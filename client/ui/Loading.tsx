import { useEffect, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './EmptyState.module.css'

/** Below this nobody minds waiting, and a word that flashes by only worries. */
const patienceMilliseconds = 400

/** Says that something is on its way, once it takes longer than a blink. */
export function Loading({ label }: { readonly label?: string }) {
  const t = useT('ui')
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMilliseconds)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p role="status" className={styles.loading}>
      {late ? (label ?? t('loading')) : ''}
    </p>
  )
}
