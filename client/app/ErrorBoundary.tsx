import { Component, type ReactNode } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import styles from './ErrorBoundary.module.css'

/** What stands in for a screen that failed: a sentence, and a way on. */
export function CrashPage() {
  const t = useT('app')
  return (
    <main className={styles.page}>
      <h1>{t('crashTitle')}</h1>
      <p>{t('crashText')}</p>
      <span className={styles.actions}>
        <Button look="primary" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
        <Button onClick={() => location.assign('/')}>{t('home')}</Button>
      </span>
    </main>
  )
}

/** An address that leads nowhere; stands inside the shell. */
export function NotFoundPage() {
  const t = useT('app')
  return (
    <div className={styles.page}>
      <h1>{t('notFoundTitle')}</h1>
      <p>{t('notFoundText')}</p>
      <Button look="primary" onClick={() => location.assign('/')}>
        {t('home')}
      </Button>
    </div>
  )
}

/** Keeps a fault anywhere from leaving a white screen. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? <CrashPage /> : this.props.children
  }
}
