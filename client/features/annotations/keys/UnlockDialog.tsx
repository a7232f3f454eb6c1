import { useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form } from '#client/ui/Form.tsx'
import { HoldButton } from '#client/ui/HoldButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { PasswordField } from '#client/ui/PasswordField.tsx'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { Failure, Result } from '#shared/contract/result.ts'
import { CodeForm } from './CodeForm.tsx'
import { FromDevice } from './FromDevice.tsx'
import styles from './keys.module.css'
import type { KeysState, NotesKeys } from './NotesKeys.ts'

export interface UnlockProps {
  readonly accountId: string
  readonly keys: NotesKeys
  readonly state: KeysState
  /** Proves the password on this device and keeps the key made from it. */
  readonly provePassword: (typed: string) => Promise<Result<null, ErrorCode>>
}

type Way = 'device' | 'code' | 'password'

/** [N34] Opens private notes on this device: by another of one's own, by the recovery code, or by the password. */
export function UnlockDialog({ onClose, ...props }: UnlockProps & { readonly onClose: () => void }) {
  const t = useT('keys')
  const [way, setWay] = useState<Way | null>(null)
  const { keys, state } = props
  const lost = state.kind === 'locked' && state.lost
  const recovery = state.kind === 'locked' && state.recovery
  const opened = () => {
    notify('ok', t('opened'))
    onClose()
  }
  return (
    <Dialog
      open
      title={t('unlock')}
      onClose={onClose}
      closeByBackdrop={way === null}
      actions={way !== null && <Button onClick={() => setWay(null)}>{t('back')}</Button>}
    >
      {way === null && (
        <div className={styles.ways}>
          <p>{t(lost ? 'lostIntro' : 'unlockIntro')}</p>
          <WayButton label={t('byDevice')} hint={t('byDeviceHint')} onClick={() => setWay('device')} />
          {recovery && (
            <WayButton label={t('byCode')} hint={t('byCodeHint')} onClick={() => setWay('code')} />
          )}
          {!lost && (
            <WayButton
              label={t('byPassword')}
              hint={t('byPasswordHint')}
              onClick={() => setWay('password')}
            />
          )}
          {lost && <Anew keys={keys} onDone={opened} />}
        </div>
      )}
      {way === 'device' && <FromDevice accountId={props.accountId} keys={keys} onOpened={opened} />}
      {way === 'code' && <CodeForm keys={keys} onOpened={opened} />}
      {way === 'password' && <PasswordForm {...props} onOpened={opened} />}
    </Dialog>
  )
}

interface WayProps {
  readonly label: string
  readonly hint: string
  readonly onClick: () => void
}

function WayButton({ label, hint, onClick }: WayProps) {
  return (
    <div className={styles.way}>
      <Button size="large" wide onClick={onClick}>
        {label}
      </Button>
      <span className={styles.hint}>{hint}</span>
    </div>
  )
}

function PasswordForm({ keys, provePassword, onOpened }: UnlockProps & { readonly onOpened: () => void }) {
  const t = useT('keys')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  const submit = async () => {
    if (busy || password === '') return
    setBusy(true)
    setError(null)
    const proved = await provePassword(password)
    if (proved.ok) await keys.look()
    setBusy(false)
    setPassword('')
    if (!proved.ok) setError(proved.error)
    else if (keys.state().kind === 'open') onOpened()
  }
  return (
    <Form label={t('byPassword')} onSubmit={submit}>
      <PasswordField
        label={t('password')}
        hint={t('byPasswordHint')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      {error && <ErrorNote error={error} />}
      <Button type="submit" look="primary" size="large" wide busy={busy}>
        {t('open')}
      </Button>
    </Form>
  )
}

/** [N35] Nothing opens the old notes any more: begins new ones. */
function Anew({ keys, onDone }: { readonly keys: NotesKeys; readonly onDone: () => void }) {
  const t = useT('keys')
  const [error, setError] = useState<Failure | null>(null)
  const begin = async () => {
    const made = await keys.startAnew()
    if (made.ok) onDone()
    else setError(made.error)
  }
  return (
    <details>
      <summary>{t('anew')}</summary>
      <p>{t('anewText')}</p>
      {error && <ErrorNote error={error} />}
      <HoldButton wide onHold={begin}>
        {t('anewHold')}
      </HoldButton>
    </details>
  )
}
