import { IconCopy } from '@tabler/icons-react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { notify } from '#client/ui/notices.ts'
import { QrCode } from '#client/ui/QrCode.tsx'
import type { Account, accounts } from '#shared/accounts/accounts.contract.ts'
import type { OutputOf } from '#shared/contract/define.ts'
import styles from './accounts.module.css'

interface LinkDialogProps {
  readonly account: Account
  readonly link: OutputOf<typeof accounts.issueLink>
  readonly onClose: () => void
}

/** A link to choose a password, shown once: to read out, copy, or scan. */
export function LinkDialog({ account, link, onClose }: LinkDialogProps) {
  const t = useT('accounts')
  const format = useFormat()
  const address = `${location.origin}/invite/${link.token}`
  const name = format.person(account)
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    notify('ok', t('copied'))
  }
  return (
    <Dialog open title={t('linkTitle', { name })} onClose={onClose} closeByBackdrop={false}>
      <p>
        {t(link.purpose === 'reset' ? 'linkResetIntro' : 'linkInviteIntro', {
          until: format.moment(link.expiresAt),
        })}
      </p>
      <p className={styles.link}>{address}</p>
      <div className={styles.code}>
        <Button icon={<IconCopy aria-hidden="true" />} onClick={copy}>
          {t('copy')}
        </Button>
        <QrCode text={address} label={t('linkQr', { name })} size={220} />
      </div>
    </Dialog>
  )
}
