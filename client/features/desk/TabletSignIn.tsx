import { IconQrcode } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { TimeLeft } from '#client/ui/Clock.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { useNow } from '#client/ui/now.ts'
import { QrCode } from '#client/ui/QrCode.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './desk.module.css'

interface TabletSignInProps {
  readonly person: Participant
  readonly onClose: () => void
}

/** CSS pixels: read by a tablet at arm's length over a table. */
const codeSide = 420

/** A large code, good once and for a minute, that signs one participant's tablet in; to be shown to the member. */
export function TabletSignIn({ person, onClose }: TabletSignInProps) {
  const t = useT('desk')
  const format = useFormat()
  const { run, busy, error } = useCall(accounts.issueTabletCode)
  const [shown, setShown] = useState<{ readonly code: string; readonly expiresAt: number } | null>(null)
  const isGood = useNow() < (shown?.expiresAt ?? 0)
  const asked = useRef(false)
  const { accountId } = person
  const show = async () => {
    const result = await run({ accountId })
    if (result.ok) setShown(result.data)
  }
  useEffect(() => {
    // Opening the view asked for a code: once, though effects may run twice.
    if (asked.current) return
    asked.current = true
    void run({ accountId }).then(result => {
      if (result.ok) setShown(result.data)
    })
  }, [run, accountId])
  const name = format.person(person)
  return (
    <Dialog open size="wide" title={t('tabletTitle', { name })} onClose={onClose}>
      <div className={styles.code}>
        <p>{t('tabletHelp')}</p>
        {shown && isGood && (
          <>
            <QrCode
              text={`${location.origin}/qr/${shown.code}`}
              label={t('tabletQr', { name })}
              size={codeSide}
            />
            <p className={styles.large}>
              {t('tabletLeft')} <TimeLeft until={shown.expiresAt} />
            </p>
          </>
        )}
        {shown && !isGood && (
          <p role="status" className={styles.large}>
            {t('tabletOver')}
          </p>
        )}
        {error && <ErrorNote error={error} />}
        <Button
          look={shown && isGood ? 'secondary' : 'primary'}
          size="large"
          busy={busy}
          icon={<IconQrcode aria-hidden="true" />}
          onClick={() => void show()}
        >
          {t('tabletAgain')}
        </Button>
      </div>
    </Dialog>
  )
}
