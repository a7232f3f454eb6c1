import { useMemo, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { type Action, setSingleKeys, useActions, useActionsStore } from './actions.ts'
import { Dialog } from './Dialog.tsx'
import { keyNames } from './keys.ts'
import styles from './ShortcutHelp.module.css'
import { Switch } from './Switch.tsx'

/** Lists, under "?", every shortcut that works on the screen as it is now. Once in the application. */
export function ShortcutHelp() {
  const t = useT('ui')
  const [open, setOpen] = useState(false)
  const groups = useActionsStore(state => state.groups)
  const singleKeys = useActionsStore(state => state.singleKeys)
  const own = useMemo<readonly Action[]>(
    () => [{ id: 'ui.shortcuts', name: t('shortcuts'), shortcut: '?', perform: () => setOpen(true) }],
    [t],
  )
  useActions(own)
  const actions = [...groups.values()].flat().filter(action => action.shortcut)
  return (
    <Dialog open={open} title={t('shortcuts')} onClose={() => setOpen(false)}>
      <p>{t('shortcutsIntro')}</p>
      <dl className={styles.list}>
        {actions.map(action => (
          <div key={action.id} className={styles.line}>
            <dt>{action.name}</dt>
            <dd className={styles.keys}>
              {keyNames(action.shortcut ?? '').map(name => (
                <kbd key={name} className={styles.key}>
                  {name}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch label={t('shortcutsOn')} checked={singleKeys} onChange={setSingleKeys} />
    </Dialog>
  )
}
