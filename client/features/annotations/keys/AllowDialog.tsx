import { useEffect, useRef, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { notify } from '#client/ui/notices.ts'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import { keyring, type UnlockRequest } from '#shared/annotations/keyring.contract.ts'
import { type AllowState, AllowUnlock } from './AllowUnlock.ts'
import { Compare } from './Compare.tsx'
import type { NotesKeys } from './NotesKeys.ts'

interface AllowDialogProps {
  readonly accountId: string
  readonly keys: NotesKeys
  /** The request that is asked about, as it came first. */
  readonly request: UnlockRequest
  /** All requests as they are now. */
  readonly requests: readonly UnlockRequest[]
  readonly onClose: () => void
}

/** [N34] Asks on one's own device whether another may open private notes. */
export function AllowDialog({ accountId, keys, request, requests, onClose }: AllowDialogProps) {
  const t = useT('keys')
  const [state, setState] = useState<AllowState>({ kind: 'asked' })
  const allowing = useRef<AllowUnlock>(undefined)
  allowing.current ??= new AllowUnlock(
    request,
    {
      ...{ accountId, keys },
      allow: input => call(keyring.allowUnlock, input),
      send: input => call(keyring.sendNotesKey, input),
      drop: input => call(keyring.dropUnlock, input),
    },
    setState,
  )
  const device = request.deviceLabel
  useEffect(() => {
    void allowing.current?.hear(requests)
  }, [requests])
  useEffect(() => {
    if (state.kind === 'sent') notify('ok', t('sent', { device }))
    if (state.kind === 'sent' || state.kind === 'gone') onClose()
  }, [state.kind, onClose, t, device])
  const giveUp = (kind: 'gone' | 'differ') => allowing.current?.giveUp(kind)
  const close = () => {
    if (state.kind === 'differ' || state.kind === 'failed') onClose()
    else giveUp('gone')
  }
  return (
    <Dialog
      open
      title={t('allowTitle')}
      onClose={close}
      closeByBackdrop={false}
      actions={
        state.kind === 'asked' ? (
          <>
            <Button onClick={() => giveUp('gone')} data-autofocus>
              {t('refuse')}
            </Button>
            <Button onClick={() => void allowing.current?.allow()}>{t('allow')}</Button>
          </>
        ) : (
          (state.kind === 'differ' || state.kind === 'failed') && (
            <Button onClick={onClose}>{t('close')}</Button>
          )
        )
      }
    >
      {state.kind === 'asked' && <p>{t('allowText', { device })}</p>}
      {state.kind === 'waiting' && <Loading label={t('allowWaiting')} />}
      {state.kind === 'compare' && (
        <Compare
          question={t('compareThere', { device })}
          digits={state.digits}
          onAlike={() => void allowing.current?.alike()}
          onDiffer={() => giveUp('differ')}
        />
      )}
      {state.kind === 'differ' && <WarnNote>{t('differText')}</WarnNote>}
      {state.kind === 'failed' && <ErrorNote error={state} />}
    </Dialog>
  )
}
