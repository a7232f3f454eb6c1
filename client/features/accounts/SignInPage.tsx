import { useEffect, useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { type EndReason, signedIn, useLogin } from '#client/app/login.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { TimeLeft } from '#client/ui/Clock.tsx'
import { Column } from '#client/ui/Column.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form } from '#client/ui/Form.tsx'
import { PasswordField } from '#client/ui/PasswordField.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { Failure } from '#shared/contract/result.ts'
import styles from './accounts.module.css'
import { prepareOpaque, signInByPassword } from './opaque.ts'
import { useWait } from './useWait.ts'

const endTexts = {
  signedOut: 'endedSignedOut',
  expired: 'endedExpired',
  revoked: 'endedRevoked',
  wiped: 'endedWiped',
  deactivated: 'endedDeactivated',
} as const satisfies Record<Exclude<EndReason, 'none'>, string>

/** Only addresses of our own: "//elsewhere" and "https:" would lead away. */
const safeNext = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/')

/** Signs in by name and password, under the committee's name. */
export function SignInPage() {
  const t = useT('accounts')
  const [search] = useSearchParams()
  const login = useLogin(store => store.state)
  const committee = useQuery(accounts.committee, {})
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  const wait = useWait(error)
  useScreen({ title: t('signInTitle') })
  useEffect(prepareOpaque, [])

  if (login.kind === 'in') return <Navigate to={safeNext(search.get('next'))} replace />

  const submit = async () => {
    setMissing(true)
    if (busy || wait !== null || loginName.trim() === '' || password === '') return
    setBusy(true)
    setError(null)
    const result = await signInByPassword(loginName, password)
    setBusy(false)
    if (result.ok) return signedIn(result.data)
    // A name that cannot be a login name is as wrong as one that nobody has.
    setError(result.error.code === 'input.invalid' ? { code: 'signIn.refused' } : result.error)
  }

  return (
    <Column width="narrow" centred>
      <div className={styles.welcome}>
        <img src="/icons/icon.svg" alt="" width={56} height={56} />
        <h1 className={styles.committee}>{committee.data?.name || t('signInTitle')}</h1>
      </div>
      {login.kind === 'out' && login.reason !== 'none' && (
        <p role="status" className={styles.centre}>
          {t(endTexts[login.reason])}
        </p>
      )}
      {committee.data?.waitsForSetUp && <WarnNote>{t('notSetUp')}</WarnNote>}
      <Form label={t('signInTitle')} onSubmit={submit}>
        <TextInput
          label={t('loginName')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={loginName}
          onChange={setLoginName}
          error={missing && loginName.trim() === '' && t('loginNameMissing')}
        />
        <PasswordField
          label={t('password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={missing && password === '' && t('passwordMissing')}
        />
        {error && error.code !== 'rate.limited' && <ErrorNote error={error} />}
        {error && wait !== null && (
          <WarnNote>
            {t('waitBefore')} <TimeLeft until={wait} />
          </WarnNote>
        )}
        <Button type="submit" look="primary" size="large" wide busy={busy} disabled={wait !== null}>
          {t('signIn')}
        </Button>
      </Form>
      <p className={styles.hint}>{t('signInHelp')}</p>
    </Column>
  )
}
