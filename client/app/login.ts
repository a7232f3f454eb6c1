import { create } from 'zustand'
import { recall, remember } from '#client/i18n/remembered.ts'
import { call } from '#client/net/call.ts'
import { connection, serverNow, useConnection } from '#client/net/connection.ts'
import { deviceNow } from '#client/net/ports.ts'
import { forgetViews, onView } from '#client/net/sync.ts'
import { accounts, accountsEvents, Me } from '#shared/accounts/accounts.contract.ts'
import type { LoginEndReason } from '#shared/contract/close.ts'

export type EndReason = LoginEndReason | 'none'

export type LoginState =
  /** The server has not said yet whether anybody is signed in here. */
  | { readonly kind: 'asking' }
  /** It cannot be asked, and this device remembers nobody. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'out'; readonly reason: EndReason }
  /** Unconfirmed: as this device remembers, until the server is reached; enough to read what is kept offline. */
  | { readonly kind: 'in'; readonly me: Me; readonly confirmed: boolean }

interface LoginStore {
  readonly state: LoginState
}

export const useLogin = create<LoginStore>()(() => ({ state: { kind: 'asking' } }))

const storageKey = 'phong-hop-so.me'
const againMilliseconds = 3_000
/** [K29] A hand on the device moves the login's expiry; the server is told so at most this often. */
const touchedMilliseconds = 10 * 60_000

const set = (state: LoginState): void => useLogin.setState({ state })

const remembered = (): Me | null => {
  try {
    const found = Me.safeParse(JSON.parse(recall(storageKey) ?? ''))
    return found.success && found.data.login.expiresAt > serverNow() ? found.data : null
  } catch {
    return null
  }
}

type EndListener = (reason: EndReason) => void
const endListeners = new Set<EndListener>()

/**
 * Hears that the login on this device is over. What is kept for reading offline is locked on `expired` and erased on
 * every other reason. @returns how to stop.
 */
export const onLoginEnd = (listener: EndListener): (() => void) => {
  endListeners.add(listener)
  return () => endListeners.delete(listener)
}

/** Somebody signed in on this device: remembers who, and opens the socket anew under the new login. */
export const signedIn = (me: Me): void => {
  const { state } = useLogin.getState()
  if (state.kind === 'in' && state.me.login.id !== me.login.id) {
    // The server ended the login that was here; another person's views must not stay.
    connection.close()
    forgetViews()
    if (state.me.account.id !== me.account.id) for (const listener of endListeners) listener('signedOut')
  }
  remember(storageKey, JSON.stringify(me))
  set({ kind: 'in', me, confirmed: true })
  connection.open()
}

/** The login on this device is over: forgets who it was, and tells those who keep things. */
export const loginEnded = (reason: EndReason): void => {
  const { state } = useLogin.getState()
  // A wipe is heard also by a device whose login had ended before ([K33]).
  if (state.kind === 'out' && reason !== 'wiped') return
  remember(storageKey, '')
  connection.close()
  forgetViews()
  set({ kind: 'out', reason })
  for (const listener of endListeners) listener(reason)
}

/** Asks the server who is signed in here; keeps asking while it cannot be reached. */
const ask = async (): Promise<void> => {
  const result = await call(accounts.me, {}, { patienceMs: 5_000 })
  if (result.ok) return signedIn(result.data)
  const { code, params } = result.error
  if (code === 'login.required') return loginEnded('none')
  // call() tells the connection, which tells us; but a page without a socket hears it here.
  if (code === 'login.ended') return loginEnded(endReasonOf(params?.reason))
  if (useLogin.getState().state.kind === 'asking') set({ kind: 'unreachable' })
  setTimeout(() => void ask(), againMilliseconds)
}

const endReasons: readonly EndReason[] = ['signedOut', 'expired', 'revoked', 'wiped', 'deactivated']
const endReasonOf = (text: unknown): EndReason => endReasons.find(reason => reason === text) ?? 'none'

let touchedAt = 0

/** [K29] The person touched the device: that is use, and this device learns until when the login is good now. */
const touched = (): void => {
  const now = deviceNow()
  // Either way: a clock may have been turned back.
  if (Math.abs(now - touchedAt) < touchedMilliseconds || !connection.connected()) return
  const { state } = useLogin.getState()
  if (state.kind !== 'in') return
  touchedAt = now
  const { id } = state.me.login
  void call(accounts.me, {}, { patienceMs: 5_000 }).then(result => {
    const { state: after } = useLogin.getState()
    // Somebody may have signed out, or in, while the answer was under way.
    if (result.ok && after.kind === 'in' && after.me.login.id === id && result.data.login.id === id)
      signedIn(result.data)
  })
}

/** Begins: shows whom this device remembers, and asks the server. Once, at start. */
export const startLogin = (): void => {
  const known = remembered()
  if (known) {
    set({ kind: 'in', me: known, confirmed: false })
    connection.open()
  }
  useConnection.subscribe(({ state }) => {
    if (state.kind === 'ended') loginEnded(state.reason)
  })
  onView((event, scopeId, _revision, view) => {
    if (event.name !== accountsEvents.meChanged.name) return
    const { state } = useLogin.getState()
    const changed = accountsEvents.meChanged.view.safeParse(view)
    if (!changed.success || state.kind !== 'in' || state.me.account.id !== scopeId) return
    const me: Me = { ...changed.data, login: state.me.login }
    remember(storageKey, JSON.stringify(me))
    set({ ...state, me })
  })
  touchedAt = deviceNow()
  for (const kind of ['pointerdown', 'keydown', 'wheel'] as const)
    addEventListener(kind, touched, { capture: true, passive: true })
  void ask()
}

/** Who is signed in, below RequireLogin. @throws elsewhere. */
export const useMe = (): Me => {
  const state = useLogin(store => store.state)
  if (state.kind !== 'in') throw new Error('useMe belongs below RequireLogin')
  return state.me
}
