import { useMe } from '#client/app/login.ts'
import { AccountPage } from '#client/features/accounts/AccountPage.tsx'
import { KeysPanel } from '#client/features/annotations/keys/KeysPanel.tsx'
import { useFormat } from '#client/i18n/useFormat.ts'
import { notes, useKeysState } from './notes.ts'
import { showUnlock } from './unlockStore.ts'

/** One's own account, with the keys of private notes. */
export function OwnAccountPage() {
  const format = useFormat()
  const { account } = useMe()
  const { state } = useKeysState()
  const { keys } = notes
  return (
    <AccountPage>
      {keys && <KeysPanel {...{ keys, state }} name={format.person(account)} onUnlock={showUnlock} />}
    </AccountPage>
  )
}
