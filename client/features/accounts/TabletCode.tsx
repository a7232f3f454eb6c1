import { IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { TimeLeft } from '#client/ui/Clock.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { useNow } from '#client/ui/now.ts'
import { QrCode } from '#client/ui/QrCode.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import styles from './accounts.module.css'

interface TabletCodeProps {
  readonly accountId: string
  /** Whom it signs in, for ears. */
  readonly name: string
}

/** Addresses that mean this very computer: a tablet that scans them would look for the system on itself. */
const isOnlyHere = (hostname: string): boolean => /^(localhost|127\..*|\[::1\])$/.test(hostname)

/** Makes and shows a code that signs another tablet in, with the time that is left. Never shown unasked. */
export function TabletCode({ accountId, name }: TabletCodeProps) {
  const t = useT('accounts')
  const issue = useCall(accounts.issueTabletCode)
  const [shown, setShown] = useState<{ readonly code: string; readonly expiresAt: number } | null>(null)
  const isGood = useNow() < (shown?.expiresAt ?? 0)
  const show = async () => {
    const result = await issue.run({ accountId })
    if (result.ok) setShown(result.data)
  }
  return (
    <div className={styles.code}>
      {isOnlyHere(location.hostname) && <WarnNote>{t('tabletLocalhost')}</WarnNote>}
      {shown && isGood && (
        <>
          <QrCode text={`${location.origin}/qr/${shown.code}`} label={t('tabletQrLabel', { name })} />
          <p>
            {t('tabletLeft')} <TimeLeft until={shown.expiresAt} />
          </p>
        </>
      )}
      {shown && !isGood && <p role="status">{t('tabletOver')}</p>}
      {issue.error && <ErrorNote error={issue.error} />}
      {!(shown && isGood) && (
        <Button
          look="primary"
          size="large"
          busy={issue.busy}
          icon={<IconQrcode aria-hidden="true" />}
          onClick={show}
        >
          {t(shown ? 'tabletAgain' : 'tabletShow')}
        </Button>
      )}
    </div>
  )
}
