import { useState } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { useCall } from '#client/app/useCall.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form } from '#client/ui/Form.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { accounts, LoginName } from '#shared/accounts/accounts.contract.ts'
import { Refused } from './Refused.tsx'

/** The set-up link: names the committee and makes the first administrator, who then chooses a password. */
export function SetUpPage() {
  const t = useT('accounts')
  const { token = '' } = useParams()
  const navigate = useNavigate()
  const link = useQuery(accounts.describeLink, { token })
  const setUp = useCall(accounts.setUp)
  // Kept over retries: the same person, not a second one.
  const [accountId] = useState(() => crypto.randomUUID())
  const [committeeName, setCommitteeName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [loginName, setLoginName] = useState('')
  const [judged, setJudged] = useState(false)
  useScreen({ title: t('setUpTitle') })

  if (link.error && !link.data) return <Refused error={link.error} />
  if (!link.data) return <Loading label={t('linkChecking')} />
  if (link.data.purpose !== 'setUp') return <Navigate to={`/invite/${token}`} replace />

  const missing = (text: string) => judged && text.trim() === '' && t('fieldMissing')
  const loginNameIsGood = LoginName.safeParse(loginName).success
  const submit = async () => {
    setJudged(true)
    if (setUp.busy || !committeeName.trim() || !displayName.trim() || !loginNameIsGood) return
    const result = await setUp.run({ token, accountId, committeeName, displayName, loginName })
    if (result.ok) navigate(`/invite/${result.data.token}`, { replace: true })
  }

  return (
    <Column width="narrow" centred>
      <h1>{t('setUpTitle')}</h1>
      <p>{t('setUpIntro')}</p>
      <Form onSubmit={submit}>
        <TextInput
          label={t('committeeName')}
          hint={t('committeeNameHint')}
          value={committeeName}
          maxLength={160}
          onChange={setCommitteeName}
          error={missing(committeeName)}
        />
        <TextInput
          label={t('yourName')}
          autoComplete="name"
          value={displayName}
          maxLength={120}
          onChange={setDisplayName}
          error={missing(displayName)}
        />
        <TextInput
          label={t('loginName')}
          hint={t('loginNameHint')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={loginName}
          onChange={setLoginName}
          error={judged && !loginNameIsGood && t('loginNameWrong')}
        />
        {setUp.error && <ErrorNote error={setUp.error} />}
        <Button type="submit" look="primary" size="large" wide busy={setUp.busy}>
          {t('continue')}
        </Button>
      </Form>
    </Column>
  )
}
