import { useNavigate } from 'react-router'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import type { Failure } from '#shared/contract/result.ts'

/** A link or code that leads nowhere: says why, and the other way in. */
export function Refused({ error }: { readonly error: Failure }) {
  const t = useT('accounts')
  const navigate = useNavigate()
  return (
    <Column width="narrow" centred>
      <h1>{t('linkRefused')}</h1>
      <ErrorNote error={error} />
      <Button size="large" wide onClick={() => navigate('/sign-in', { replace: true })}>
        {t('toSignIn')}
      </Button>
    </Column>
  )
}
