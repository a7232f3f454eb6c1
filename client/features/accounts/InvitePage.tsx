import { useEffect, useState } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { signedIn } from '#client/app/login.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form } from '#client/ui/Form.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { Failure } from '#shared/contract/result.ts'
import { NewPasswordFields, useNewPassword } from './NewPassword.tsx'
import { prepareOpaque, registerByLink } from './opaque.ts'
import { Refused } from './Refused.tsx'

/** An invitation or reset link: greets, says before what a reset loses, and takes the password. */
export function InvitePage() {
  const t = useT('accounts')
  const { token = '' } = useParams()
  const navigate = useNavigate()
  const link = useQuery(accounts.describeLink, { token })
  const owner = { loginName: link.data?.loginName ?? '', displayName: link.data?.displayName ?? '' }
  const chosen = useNewPassword(owner)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  const isReset = link.data?.purpose === 'reset'
  const title = t(isReset ? 'resetTitle' : 'inviteTitle', { name: owner.displayName })
  useScreen({ title: t('newPassword') })
  useEffect(prepareOpaque, [])

  if (link.error && !link.data) return <Refused error={link.error} />
  if (!link.data) return <Loading label={t('linkChecking')} />
  if (link.data.purpose === 'setUp') return <Navigate to={`/setup/${token}`} replace />

  const submit = async () => {
    if (!chosen.judge() || busy) return
    setBusy(true)
    setError(null)
    const result = await registerByLink(token, chosen.password)
    setBusy(false)
    if (!result.ok) return setError(result.error)
    signedIn(result.data)
    navigate('/', { replace: true })
  }

  return (
    <Column width="narrow" centred>
      <h1>{title}</h1>
      <p>{t('inviteIntro')}</p>
      <p>{t('inviteLoginName', { loginName: owner.loginName })}</p>
      {isReset && <WarnNote>{t('resetLoss')}</WarnNote>}
      <Form onSubmit={submit}>
        {/* Password managers store the name with the password. */}
        <input type="text" name="username" autoComplete="username" value={owner.loginName} readOnly hidden />
        <NewPasswordFields chosen={chosen} />
        {error && <ErrorNote error={error} />}
        <Button type="submit" look="primary" size="large" wide busy={busy}>
          {t('choosePassword')}
        </Button>
      </Form>
    </Column>
  )
}
