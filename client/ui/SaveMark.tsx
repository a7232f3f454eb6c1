import { IconDeviceTablet, IconLoader2 } from '@tabler/icons-react'
import { useT } from '#client/i18n/useT.ts'
import { State } from './State.tsx'

/** kept: written on this device, not at the server yet. */
export type SaveState = 'saved' | 'saving' | 'kept' | 'failed'

/** Whether what was written is safe, always in the same place. */
export function SaveMark({ state }: { readonly state: SaveState }) {
  const t = useT('ui')
  return (
    <span role="status">
      {state === 'saved' && (
        <State tone="ok" bare>
          {t('saved')}
        </State>
      )}
      {state === 'saving' && (
        <State tone="quiet" bare icon={<IconLoader2 size={18} aria-hidden="true" />}>
          {t('saving')}
        </State>
      )}
      {state === 'kept' && (
        <State tone="warn" bare icon={<IconDeviceTablet size={18} aria-hidden="true" />}>
          {t('savedHere')}
        </State>
      )}
      {state === 'failed' && <State tone="bad">{t('saveFailed')}</State>}
    </span>
  )
}
