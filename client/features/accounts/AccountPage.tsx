import { type ReactNode, useState } from 'react'
import { useMe } from '#client/app/login.ts'
import { useCall } from '#client/app/useCall.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Initials } from '#client/ui/Initials.tsx'
import { notify } from '#client/ui/notices.ts'
import { Panel } from '#client/ui/Panel.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import styles from './accounts.module.css'
import { ChangePassword } from './ChangePassword.tsx'
import { Devices } from './Devices.tsx'
import { TabletCode } from './TabletCode.tsx'

/** One's own account: devices, another tablet, password, and what `children` add. */
export function AccountPage({ children }: { readonly children?: ReactNode }) {
  const t = useT('accounts')
  const format = useFormat()
  const { account } = useMe()
  const signOutOthers = useCall(accounts.signOutEverywhere)
  const [asking, setAsking] = useState(false)
  const [round, setRound] = useState(0)
  useScreen({ title: t('accountTitle') })
  const name = format.person(account)

  const confirm = async () => {
    const result = await signOutOthers.run({ here: false })
    if (!result.ok) return
    setAsking(false)
    setRound(round + 1)
    notify(
      'ok',
      result.data.ended > 0 ? t('signedOutOthers', { count: result.data.ended }) : t('noOtherDevices'),
    )
  }

  return (
    <Column>
      <div className={styles.person}>
        <Initials name={account.displayName} size="large" />
        <div className={styles.words}>
          <h1>{name}</h1>
          <span>{account.title}</span>
          <span className={styles.hint}>{t('inviteLoginName', { loginName: account.loginName })}</span>
        </div>
      </div>
      <Panel
        title={t('myDevices')}
        actions={<Button onClick={() => setAsking(true)}>{t('signOutOthers')}</Button>}
      >
        <Devices accountId={account.id} round={round} />
      </Panel>
      <Panel title={t('tabletTitle')}>
        <div className={styles.code}>
          <p>{t('tabletIntro')}</p>
          <TabletCode accountId={account.id} name={name} />
        </div>
      </Panel>
      <Panel title={t('passwordTitle')}>
        <ChangePassword onChanged={() => setRound(round + 1)} />
      </Panel>
      {children}
      <ConfirmSentence
        open={asking}
        title={t('signOutOthersAsk')}
        sentence={t('signOutOthersSentence')}
        confirmLabel={t('signOutOthers')}
        busy={signOutOthers.busy}
        error={signOutOthers.error && <ErrorNote error={signOutOthers.error} />}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
      />
    </Column>
  )
}
