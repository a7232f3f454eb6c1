import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { HoldButton } from '#client/ui/HoldButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { type Account, accounts } from '#shared/accounts/accounts.contract.ts'
import type { OutputOf } from '#shared/contract/define.ts'
import { LinkDialog } from './LinkDialog.tsx'

/** What an administrator does to an account from its menu. */
export type Deed = 'link' | 'deactivate' | 'reactivate' | 'erase'

interface AccountDeedsProps {
  readonly kind: Deed
  readonly account: Account
  /** The deed is over or was given up. */
  readonly onClose: () => void
  /** It changed something. */
  readonly onDone: () => void
}

/** Asks where it has to be asked, does it, and shows what comes of it. */
export function AccountDeeds({ kind, account, onClose, onDone }: AccountDeedsProps) {
  const props = { account, onClose, onDone }
  if (kind === 'link') return <IssueLink {...props} />
  if (kind === 'deactivate') return <Deactivate {...props} />
  if (kind === 'reactivate') return <Reactivate {...props} />
  return <Erase {...props} />
}

type DeedProps = Omit<AccountDeedsProps, 'kind'>

/** An invitation is made at once; a reset, which loses something, is asked for first. */
function IssueLink({ account, onClose }: DeedProps) {
  const t = useT('accounts')
  const format = useFormat()
  const { run, busy, error } = useCall(accounts.issueLink)
  const [link, setLink] = useState<OutputOf<typeof accounts.issueLink> | null>(null)
  const name = format.person(account)
  const issue = async () => {
    const result = await run({ accountId: account.id })
    if (result.ok) setLink(result.data)
  }
  if (link) return <LinkDialog account={account} link={link} onClose={onClose} />
  const isReset = account.state === 'active'
  return (
    <ConfirmSentence
      open
      title={t(isReset ? 'resetAsk' : 'linkTitle', { name })}
      sentence={t(isReset ? 'resetSentence' : 'inviteSentence', { name })}
      confirmLabel={t(isReset ? 'reset' : 'invite')}
      busy={busy}
      error={error && <ErrorNote error={error} />}
      onConfirm={issue}
      onCancel={onClose}
    />
  )
}

function Deactivate({ account, onClose, onDone }: DeedProps) {
  const t = useT('accounts')
  const format = useFormat()
  const { run, busy, error } = useCall(accounts.deactivate)
  const name = format.person(account)
  const confirm = async () => {
    const result = await run({ accountId: account.id })
    if (!result.ok) return
    onDone()
    onClose()
  }
  return (
    <ConfirmSentence
      open
      title={t('deactivateAsk', { name })}
      sentence={t('deactivateSentence')}
      confirmLabel={t('deactivate')}
      danger
      busy={busy}
      error={error && <ErrorNote error={error} />}
      onConfirm={confirm}
      onCancel={onClose}
    />
  )
}

function Reactivate({ account, onClose, onDone }: DeedProps) {
  const t = useT('accounts')
  const format = useFormat()
  const { run, busy, error } = useCall(accounts.reactivate)
  const name = format.person(account)
  const confirm = async () => {
    const result = await run({ accountId: account.id })
    if (!result.ok) return
    notify('ok', t('reactivated'))
    onDone()
    onClose()
  }
  return (
    <ConfirmSentence
      open
      title={t('reactivateAsk', { name })}
      sentence={t('reactivateSentence')}
      confirmLabel={t('reactivate')}
      busy={busy}
      error={error && <ErrorNote error={error} />}
      onConfirm={confirm}
      onCancel={onClose}
    />
  )
}

function Erase({ account, onClose, onDone }: DeedProps) {
  const t = useT('accounts')
  const format = useFormat()
  const { run, busy, error } = useCall(accounts.erase)
  const erase = async () => {
    const result = await run({ accountId: account.id })
    if (!result.ok) return
    onDone()
    onClose()
  }
  return (
    <Dialog open title={t('eraseTitle', { name: format.person(account) })} onClose={onClose} size="small">
      <p>{t('eraseSentence')}</p>
      {error && <ErrorNote error={error} />}
      <HoldButton wide disabled={busy} onHold={erase}>
        {t('eraseHold')}
      </HoldButton>
    </Dialog>
  )
}
