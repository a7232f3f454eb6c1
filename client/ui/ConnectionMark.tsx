import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useT } from '#client/i18n/useT.ts'
import { State } from './State.tsx'

export type ConnectionState = 'connected' | 'reconnecting' | 'offline'

/** Whether this device reaches the server, always in the same place. Changes are read aloud, quietly. */
export function ConnectionMark({ state }: { readonly state: ConnectionState }) {
  const t = useT('ui')
  return (
    <span role="status">
      {state === 'connected' && (
        <State tone="ok" bare>
          {t('connected')}
        </State>
      )}
      {state === 'reconnecting' && (
        <State tone="warn" icon={<IconRefresh size={18} aria-hidden="true" />}>
          {t('reconnecting')}
        </State>
      )}
      {state === 'offline' && (
        <State tone="bad" icon={<IconPlugConnectedX size={18} aria-hidden="true" />}>
          {t('offline')}
        </State>
      )}
    </span>
  )
}
