import { IconSettings, IconUsers } from '@tabler/icons-react'
import { Outlet } from 'react-router'
import { useT } from '#client/i18n/useT.ts'
import { useKeyboard } from '#client/ui/actions.ts'
import { Clock } from '#client/ui/Clock.tsx'
import { ConnectionMark } from '#client/ui/ConnectionMark.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Menu } from '#client/ui/Menu.tsx'
import { Notices } from '#client/ui/Notices.tsx'
import { ShortcutHelp } from '#client/ui/ShortcutHelp.tsx'
import { contentId, SkipLink } from '#client/ui/SkipLink.tsx'
import { TopBar } from '#client/ui/TopBar.tsx'
import styles from './AppShell.module.css'
import { useScreenEntries } from './screenEntries.tsx'
import { useShell } from './shellStore.ts'
import { UpdateNotice } from './UpdateNotice.tsx'

/** The frame around every screen: top bar, the screen, notices, help under "?". */
export function AppShell() {
  const t = useT('app')
  const entries = useScreenEntries()
  const { title, present, connection } = useShell()
  useKeyboard()
  return (
    <>
      <SkipLink />
      <TopBar
        title={title ?? t('productName')}
        marks={
          <>
            <Clock />
            <ConnectionMark state={connection} />
            {present && (
              <span className={styles.present}>
                <IconUsers size={18} aria-hidden="true" />
                <span className="figures">
                  {t('present', { here: present.here, expected: present.expected })}
                </span>
              </span>
            )}
          </>
        }
        menu={
          <Menu
            trigger={<IconButton label={t('settings')} icon={<IconSettings aria-hidden="true" />} />}
            entries={entries}
          />
        }
      />
      <main id={contentId} tabIndex={-1} className={styles.content}>
        <Outlet />
      </main>
      <Notices />
      <ShortcutHelp />
      <UpdateNotice />
    </>
  )
}
