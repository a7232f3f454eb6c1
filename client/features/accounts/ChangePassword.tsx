import { useEffect, useState } from 'react'
import { useMe } from '#client/app/login.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { notify } from '#client/ui/notices.ts'
import { PasswordField } from '#client/ui/PasswordField.tsx'
import type { Failure } from '#shared/contract/result.ts'
import { NewPasswordFields, useNewPassword } from './NewPassword.tsx'
import { changePassword, prepareOpaque } from './opaque.ts'
import { useWait } from './useWait.ts'

/** Changes one's own password, which keeps what the old one protected. */
export function ChangePassword({ onChanged }: { readonly onChanged: () => void }) {
  const t = useT('accounts')
  const { account } = useMe()
  const chosen = useNewPassword(account)
  const [old, setOld] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  const wait = useWait(error)
  useEffect(prepareOpaque, [])

  const submit = async () => {
    if (!chosen.judge() || old === '' || busy || wait !== null) return
    setBusy(true)
    setError(null)
    const result = await changePassword(account.id, old, chosen.password)
    setBusy(false)
    if (!result.ok) return setError(result.error)
    setOld('')
    chosen.reset()
    notify('ok', t('passwordChanged'))
    onChanged()
  }

  return (
    <Form label={t('passwordTitle')} onSubmit={submit}>
      <p>{t('passwordIntro')}</p>
      <input type="text" name="username" autoComplete="username" value={account.loginName} readOnly hidden />
      <PasswordField
        label={t('oldPassword')}
        autoComplete="current-password"
        value={old}
        onChange={setOld}
        error={chosen.judged && old === '' && t('passwordMissing')}
      />
      <NewPasswordFields chosen={chosen} />
      {error && <ErrorNote error={error} />}
      <FormButtons>
        <Button type="submit" look="primary" busy={busy} disabled={wait !== null}>
          {t('changePassword')}
        </Button>
      </FormButtons>
    </Form>
  )
}
