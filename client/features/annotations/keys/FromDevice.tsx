import { useEffect, useRef, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { useNow } from '#client/ui/now.ts'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import { keyring, keyringEvents } from '#shared/annotations/keyring.contract.ts'
import { keyringLimits } from '#shared/annotations/keyring.rules.ts'
import { type AskState, AskUnlock } from './AskUnlock.ts'
import { Compare } from './Compare.tsx'
import type { NotesKeys } from './NotesKeys.ts'

interface FromDeviceProps {
  readonly accountId: string
  readonly keys: NotesKeys
  readonly onOpened: () => void
}

/** [N34] Asks one's own other devices, and compares the digits. */
export function FromDevice(props: FromDeviceProps) {
  const [round, setRound] = useState(0)
  return <Asking key={round} {...props} onAgain={() => setRound(round + 1)} />
}

function Asking({ accountId, keys, onOpened, onAgain }: FromDeviceProps & { readonly onAgain: () => void }) {
  const t = useT('keys')
  const now = useNow()
  const requests = useView(keyringEvents.unlocksChanged, accountId)?.requests
  const [state, setState] = useState<AskState>({ kind: 'asking' })
  const [since] = useState(now)
  const asked = useRef<AskUnlock>(undefined)

  useEffect(() => {
    const ask = new AskUnlock(
      {
        ...{ accountId, keys },
        ask: input => call(keyring.askUnlock, input),
        reveal: input => call(keyring.revealUnlock, input),
        drop: input => call(keyring.dropUnlock, input),
      },
      setState,
    )
    asked.current = ask
    void ask.start()
    return () => ask.giveUp('refused')
  }, [accountId, keys])
  useEffect(() => {
    if (requests !== undefined) void asked.current?.hear(requests)
  }, [requests])
  useEffect(() => {
    if (state.kind === 'opened') onOpened()
  }, [state.kind, onOpened])

  const again = (
    <Button look="primary" onClick={onAgain}>
      {t('askAgain')}
    </Button>
  )
  const expired = now - since > keyringLimits.requestMs
  switch (state.kind) {
    case 'asking':
      return expired ? (
        <>
          <WarnNote>{t('expired')}</WarnNote>
          {again}
        </>
      ) : (
        <Loading label={t('asking')} />
      )
    case 'compare':
      return state.confirmed ? (
        <Loading label={t('waitingKey')} />
      ) : (
        <Compare
          question={t('compareHere')}
          digits={state.digits}
          onAlike={() => void asked.current?.alike()}
          onDiffer={() => asked.current?.giveUp('differ')}
        />
      )
    case 'opened':
      return null
    case 'failed':
      return (
        <>
          <ErrorNote error={state} />
          {again}
        </>
      )
    default:
      return (
        <>
          <WarnNote>{t(state.kind === 'differ' ? 'differText' : expired ? 'expired' : 'refused')}</WarnNote>
          {again}
        </>
      )
  }
}
