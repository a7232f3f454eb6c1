import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Panel } from '#client/ui/Panel.tsx'
import { State } from '#client/ui/State.tsx'
import type { Failure } from '#shared/contract/result.ts'
import type { KeysState, NotesKeys } from './NotesKeys.ts'
import { RecoverySheet } from './RecoverySheet.tsx'

interface KeysPanelProps {
  readonly keys: NotesKeys
  readonly state: KeysState
  /** Whose the printed code is. */
  readonly name: string
  readonly onUnlock: () => void
}

/** On the account's page: whether private notes are open here, and the recovery code. */
export function KeysPanel({ keys, state, name, onUnlock }: KeysPanelProps) {
  const t = useT('keys')
  return (
    <Panel title={t('title')} mark={<KeysMark state={state} />}>
      <p>{t('intro')}</p>
      {state.kind === 'locked' && (
        <Button look="primary" icon={<IconLockOpen aria-hidden="true" />} onClick={onUnlock}>
          {t('unlock')}
        </Button>
      )}
      {(state.kind === 'open' || (state.kind === 'none' && state.canMake)) && (
        <Recovery keys={keys} state={state} name={name} />
      )}
    </Panel>
  )
}

function KeysMark({ state }: { readonly state: KeysState }) {
  const t = useT('keys')
  if (state.kind === 'open') return <State tone="ok">{t('stateOpen')}</State>
  if (state.kind === 'locked')
    return (
      <State tone="warn" icon={<IconLock size={18} aria-hidden="true" />}>
        {t('stateLocked')}
      </State>
    )
  return <State tone="quiet">{t(state.kind === 'none' ? 'stateNone' : 'stateUnknown')}</State>
}

/** [N33] Made once, shown once. */
function Recovery({ keys, state, name }: Pick<KeysPanelProps, 'keys' | 'state' | 'name'>) {
  const t = useT('keys')
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  const [code, setCode] = useState<string | null>(null)
  const there = state.kind === 'open' && state.recovery
  const canMake = state.kind !== 'open' || state.canGive
  const make = async () => {
    setBusy(true)
    setError(null)
    const ensured = await keys.ensure()
    const made = ensured.ok ? await keys.makeRecoveryCode() : ensured
    setBusy(false)
    setAsking(false)
    if (made.ok) setCode(made.data)
    else setError(made.error)
  }
  return (
    <>
      <h3>{t('recoveryTitle')}</h3>
      <p>{t(there ? 'recoveryThere' : 'recoveryNone')}</p>
      {error && <ErrorNote error={error} />}
      {canMake ? (
        <Button busy={busy} onClick={() => (there ? setAsking(true) : void make())}>
          {t(there ? 'makeAnother' : 'makeCode')}
        </Button>
      ) : (
        <p>{t('recoveryElsewhere')}</p>
      )}
      <ConfirmSentence
        open={asking}
        title={t('makeAnotherAsk')}
        sentence={t('makeAnotherSentence')}
        confirmLabel={t('makeAnother')}
        danger
        busy={busy}
        onConfirm={make}
        onCancel={() => setAsking(false)}
      />
      {code !== null && <RecoverySheet code={code} name={name} onClose={() => setCode(null)} />}
    </>
  )
}
