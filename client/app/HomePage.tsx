import { useEffect, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { State } from '#client/ui/State.tsx'
import styles from './HomePage.module.css'
import { useScreen } from './useScreen.ts'

type Health = 'asking' | 'up' | 'down'

/** Asked again this often while the server is away. */
const retryMilliseconds = 5000

/** Says whether the system is up. */
export function HomePage() {
  const t = useT('app')
  const [health, setHealth] = useState<Health>('asking')
  useScreen({ title: t('productName') })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let shown = true
    const ask = async () => {
      const up = await fetch('/api/health', { cache: 'no-store' }).then(
        answer => answer.ok,
        () => false,
      )
      if (!shown) return
      setHealth(up ? 'up' : 'down')
      if (!up) timer = setTimeout(ask, retryMilliseconds)
    }
    void ask()
    return () => {
      shown = false
      clearTimeout(timer)
    }
  }, [])

  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('productName')}</h1>
      <div role="status">
        {health === 'asking' && <State tone="quiet">{t('upChecking')}</State>}
        {health === 'up' && <State tone="ok">{t('upTitle')}</State>}
        {health === 'down' && <State tone="bad">{t('downText')}</State>}
      </div>
      {health === 'up' && <p>{t('upText')}</p>}
    </div>
  )
}
