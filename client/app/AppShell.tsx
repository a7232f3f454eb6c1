import { IconSettings, IconUsers } from '@tabler/icons-react'
import { Outlet } from 'react-router'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useKeyboard } from '#client/ui/actions.ts'
import { Clock } from '#client/ui/Clock.tsx'
import { ConnectionMark } from '#client/ui/ConnectionMark.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Initials } from '#client/ui/Initials.tsx'
import { initials } from '#client/ui/initials.ts'
import { Menu } from '#client/ui/Menu.tsx'
import { Notices } from '#client/ui/Notices.tsx'
import { ShortcutHelp } from '#client/ui/ShortcutHelp.tsx'
import { contentId, SkipLink } from '#client/ui/SkipLink.tsx'
import { TopBar } from '#client/ui/TopBar.tsx'
import styles from './AppShell.module.css'
import { useConnectionMark } from './connectionMark.ts'
import { HomeLink } from './HomeLink.tsx'
import { useLogin } from './login.ts'
import { Unlocking } from './notes/Unlocking.tsx'
import { SignOut, useOwnEntries } from './ownMenu.tsx'
import { useScreenEntries } from './screenEntries.tsx'
import { useShell } from './shellStore.ts'
import { UpdateNotice } from './UpdateNotice.tsx'

/** The frame around every screen: top bar, the screen, notices, help under "?". */
export function AppShell() {
  const t = useT('app')
  const { title, present } = useShell()
  const login = useLogin(store => store.state)
  const connection = useConnectionMark()
  useKeyboard()
  return (
    <>
      <SkipLink />
      <TopBar
        lead={login.kind === 'in' && <HomeLink />}
        title={title ?? t('productName')}
        marks={
          <>
            <Clock />
            {connection && <ConnectionMark state={connection} />}
            {present && (
              <span className={styles.present} data-known={connection === 'connected' || undefined}>
                <IconUsers size={18} aria-hidden="true" />
                <span className="figures">
                  {t('present', { here: present.here, expected: present.expected })}
                </span>
              </span>
            )}
          </>
        }
        menu={<OwnMenu />}
      />
      <main id={contentId} tabIndex={-1} className={styles.content}>
        <Outlet />
      </main>
      <Notices />
      <SignOut />
      <Unlocking />
      <ShortcutHelp />
      <UpdateNotice />
    </>
  )
}

/** Behind one's initials: the own account and the screen; before sign-in only the screen. */
function OwnMenu() {
  const t = useT('app')
  const format = useFormat()
  const login = useLogin(store => store.state)
  const screenEntries = useScreenEntries()
  const [before, after] = useOwnEntries()
  if (login.kind !== 'in')
    return (
      <Menu
        trigger={<IconButton label={t('settings')} icon={<IconSettings aria-hidden="true" />} />}
        entries={screenEntries}
      />
    )
  const { account } = login.me
  return (
    <Menu
      trigger={
        <IconButton
          label={`${initials(account.displayName)}, ${t('account')}`}
          icon={<Initials name={account.displayName} />}
        />
      }
      head={
        <>
          <strong>{format.person(account)}</strong>
          {account.title && <div>{account.title}</div>}
        </>
      }
      entries={[...before, ...screenEntries, ...after]}
    />
  )
}
