import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { signedIn, useLogin } from '#client/app/login.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import type { Failure } from '#shared/contract/result.ts'
import { signInByCode } from './opaque.ts'
import { Refused } from './Refused.tsx'

/**
 * Where a tablet lands that scanned a QR code. One touch signs it in: by itself it would let any link that somebody
 * sends sign a device in as somebody else unseen, and a preview of the link would use the code up.
 */
export function QrPage() {
  const t = useT('accounts')
  const format = useFormat()
  const { code = '' } = useParams()
  const navigate = useNavigate()
  const login = useLogin(store => store.state)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  useScreen({ title: t('qrTitle') })

  if (error) return <Refused error={error} />

  const submit = async () => {
    setBusy(true)
    const result = await signInByCode(code)
    setBusy(false)
    if (!result.ok)
      return setError(result.error.code === 'input.invalid' ? { code: 'link.invalid' } : result.error)
    signedIn(result.data)
    navigate('/', { replace: true })
  }

  return (
    <Column width="narrow" centred>
      <h1>{t('qrTitle')}</h1>
      <p>{t('qrIntro')}</p>
      {login.kind === 'in' && (
        <WarnNote>{t('qrReplaces', { name: format.person(login.me.account) })}</WarnNote>
      )}
      <Button look="primary" size="large" wide busy={busy} onClick={submit}>
        {t('qrSignIn')}
      </Button>
    </Column>
  )
}
