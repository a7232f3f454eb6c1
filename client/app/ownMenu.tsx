import {
  IconDeviceTabletCheck,
  IconDeviceTabletPlus,
  IconLogout,
  IconSettings,
  IconUserCircle,
} from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { create } from 'zustand'
import { useT } from '#client/i18n/useT.ts'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import type { MenuEntry } from '#client/ui/Menu.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { loginEnded, useLogin } from './login.ts'
import { notes } from './notes/notes.ts'
import { useCall } from './useCall.ts'

/** Whether the question before signing out is shown. */
const useAsking = create<{ readonly asking: boolean }>()(() => ({ asking: false }))

/** Entries of one's own menu before and after those of the screen; by what the person may do. */
export function useOwnEntries(): readonly [readonly MenuEntry[], readonly MenuEntry[]] {
  const t = useT('app')
  const navigate = useNavigate()
  const login = useLogin(store => store.state)
  return useMemo(() => {
    if (login.kind !== 'in') return [[], []]
    const { can } = login.me
    const before: MenuEntry[] = [
      {
        id: 'account',
        label: t('account'),
        icon: <IconUserCircle aria-hidden="true" />,
        perform: () => navigate('/account'),
      },
    ]
    before.push({
      id: 'offline',
      label: t('offline'),
      icon: <IconDeviceTabletCheck aria-hidden="true" />,
      perform: () => navigate('/offline'),
    })
    if (can.issueTabletCodes)
      before.push({
        id: 'tablets',
        label: t('tablets'),
        icon: <IconDeviceTabletPlus aria-hidden="true" />,
        perform: () => navigate('/tablets'),
      })
    if (can.manageAccounts)
      before.push({
        id: 'admin',
        label: t('admin'),
        icon: <IconSettings aria-hidden="true" />,
        perform: () => navigate('/admin/accounts'),
      })
    const signOut: MenuEntry = {
      id: 'signOut',
      label: t('signOut'),
      icon: <IconLogout aria-hidden="true" />,
      perform: () => useAsking.setState({ asking: true }),
    }
    return [before, [signOut]]
  }, [login, navigate, t])
}

/** Asks before this device is signed out: what it keeps for reading offline is erased with it. */
export function SignOut() {
  const t = useT('app')
  const asking = useAsking(store => store.asking)
  const { run, busy, error, clear } = useCall(accounts.signOut)
  const keys = useT('keys')
  const [unsent, setUnsent] = useState(0)
  useEffect(() => {
    if (asking) void notes.unsent().then(setUnsent)
  }, [asking])
  const close = () => {
    clear()
    useAsking.setState({ asking: false })
  }
  const confirm = async () => {
    const result = await run({})
    // A login that had ended already is as good as ended now.
    if (!result.ok && result.error.code !== 'login.required' && result.error.code !== 'login.ended') return
    close()
    loginEnded('signedOut')
  }
  return (
    <ConfirmSentence
      open={asking}
      title={t('signOutAsk')}
      sentence={
        unsent > 0
          ? `${keys('unsentSentence', { count: unsent })} ${t('signOutSentence')}`
          : t('signOutSentence')
      }
      danger={unsent > 0}
      confirmLabel={t('signOut')}
      busy={busy}
      error={error && <ErrorNote error={error} />}
      onConfirm={confirm}
      onCancel={close}
    />
  )
}
