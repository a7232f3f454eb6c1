import { useConnection } from '#client/net/connection.ts'
import type { ConnectionState } from '#client/ui/ConnectionMark.tsx'
import { useNow } from '#client/ui/now.ts'

/** A gap shorter than this is "reconnecting": the hall's Wi-Fi has them all the time. */
const patienceMilliseconds = 15_000

/** How the connection is shown in the top bar; null where nobody is signed in and none is kept. */
export function useConnectionMark(): ConnectionState | null {
  const state = useConnection(store => store.state)
  // Renewed every second, so that a long gap comes to be called offline.
  useNow()
  if (state.kind === 'connected') return 'connected'
  if (state.kind === 'connecting') return 'reconnecting'
  if (state.kind !== 'lost') return null
  return performance.now() - state.since > patienceMilliseconds ? 'offline' : 'reconnecting'
}
