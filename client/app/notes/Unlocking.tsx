import { lazy, Suspense, useCallback, useState } from 'react'
import { useLogin } from '#client/app/login.ts'
import { provePassword } from '#client/features/accounts/opaque.ts'
import { useView } from '#client/net/sync.ts'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { keyringEvents, type UnlockRequest } from '#shared/annotations/keyring.contract.ts'
import { notes, useKeysState } from './notes.ts'
import { useUnlocking } from './unlockStore.ts'

const UnlockDialog = lazy(async () => ({
  default: (await import('#client/features/annotations/keys/UnlockDialog.tsx')).UnlockDialog,
}))
const AllowDialog = lazy(async () => ({
  default: (await import('#client/features/annotations/keys/AllowDialog.tsx')).AllowDialog,
}))

/** Over every screen: unlocking private notes here, and the question whether another device may. */
export function Unlocking() {
  const login = useLogin(store => store.state)
  return login.kind === 'in' && login.confirmed ? <OfPerson key={login.me.login.id} me={login.me} /> : null
}

const none: readonly UnlockRequest[] = []

function OfPerson({ me }: { readonly me: Me }) {
  const accountId = me.account.id
  const loginId = me.login.id
  const { open } = useUnlocking()
  const { state } = useKeysState()
  const requests = useView(keyringEvents.unlocksChanged, accountId)?.requests ?? none
  const [asked, setAsked] = useState<UnlockRequest | null>(null)
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const close = useCallback(() => useUnlocking.setState({ open: false }), [])
  const closeAsked = useCallback(() => {
    setAsked(null)
    setAnswered(before => (asked === null ? before : new Set([...before, asked.id])))
  }, [asked])
  const { keys } = notes
  const canGive = state.kind === 'open' && state.canGive
  const next =
    asked ??
    (canGive
      ? (requests.find(
          request => request.loginId !== loginId && request.allowed === null && !answered.has(request.id),
        ) ?? null)
      : null)
  // What was told first counts, so it is held on to while it is being answered.
  if (asked === null && next !== null) setAsked(next)
  if (keys === null) return null
  return (
    <Suspense fallback={null}>
      {open && (
        <UnlockDialog
          {...{ accountId, keys, state }}
          provePassword={typed => provePassword(accountId, typed)}
          onClose={close}
        />
      )}
      {asked && (
        <AllowDialog key={asked.id} {...{ accountId, keys, requests }} request={asked} onClose={closeAsked} />
      )}
    </Suspense>
  )
}
