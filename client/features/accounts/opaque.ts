import type * as Opaque from '@serenity-kit/opaque'
import { call } from '#client/net/call.ts'
import { accounts, type Me } from '#shared/accounts/accounts.contract.ts'
import { opaqueIdentifiers, opaqueKeyStretching } from '#shared/accounts/opaque.ts'
import { preparePassword } from '#shared/accounts/passwords.rules.ts'
import { fail, ok, type Result } from '#shared/contract/result.ts'
import { deviceLabel } from './deviceLabel.ts'
import { keepPersonalKey, rewrapFor } from './personalKey.ts'

/** The library is 430 kB with its WebAssembly: fetched when a password is typed, not before. */
const load = async (): Promise<typeof Opaque> => {
  const opaque = await import('@serenity-kit/opaque')
  await opaque.ready
  return opaque
}

/** Fetches the library ahead, while the password is being typed. */
export const prepareOpaque = (): void => {
  // Without the network the sign-in itself will say so.
  load().catch(() => undefined)
}

const loadOrNull = (): Promise<typeof Opaque | null> => load().catch(() => null)

const device = () => ({ label: deviceLabel(navigator.userAgent, navigator.maxTouchPoints) })

/** Signs in by password (RFC 9807 §6.3): the password stays on this device, and so does the key made from it. */
export const signInByPassword = async (loginName: string, typed: string): Promise<Result<Me>> => {
  const opaque = await loadOrNull()
  if (opaque === null) return fail('network.lost')
  const password = preparePassword(typed)
  const { clientLoginState, startLoginRequest } = opaque.client.startLogin({ password })
  const started = await call(accounts.startSignIn, { loginName, startLoginRequest })
  if (!started.ok) return started
  const finished = opaque.client.finishLogin({
    ...{ clientLoginState, password, loginResponse: started.data.loginResponse },
    identifiers: opaqueIdentifiers,
    keyStretching: opaqueKeyStretching,
  })
  // The device itself sees that the password is wrong; the server counted the attempt at its start.
  if (finished === undefined) return fail('signIn.refused')
  const result = await call(accounts.signIn, {
    attemptId: started.data.attemptId,
    finishLoginRequest: finished.finishLoginRequest,
    device: device(),
  })
  if (result.ok) await keepPersonalKey(result.data.account.id, finished.exportKey)
  return result
}

/** Chooses a password through a link (RFC 9807 §5), which signs this device in. */
export const registerByLink = async (token: string, typed: string): Promise<Result<Me>> => {
  const opaque = await loadOrNull()
  if (opaque === null) return fail('network.lost')
  const password = preparePassword(typed)
  const { clientRegistrationState, registrationRequest } = opaque.client.startRegistration({ password })
  const started = await call(accounts.startRegistration, { token, registrationRequest })
  if (!started.ok) return started
  const { registrationRecord, exportKey } = opaque.client.finishRegistration({
    ...{ clientRegistrationState, password, registrationResponse: started.data.registrationResponse },
    identifiers: opaqueIdentifiers,
    keyStretching: opaqueKeyStretching,
  })
  const result = await call(accounts.register, { token, registrationRecord, device: device() })
  if (result.ok) await keepPersonalKey(result.data.account.id, exportKey)
  return result
}

/** Changes one's password: proves the old one, registers the new one, and takes over the key made from it. */
export const changePassword = async (
  accountId: string,
  typedOld: string,
  typedNew: string,
): Promise<Result<null>> => {
  const opaque = await loadOrNull()
  if (opaque === null) return fail('network.lost')
  const oldPassword = preparePassword(typedOld)
  const password = preparePassword(typedNew)
  const login = opaque.client.startLogin({ password: oldPassword })
  const registration = opaque.client.startRegistration({ password })
  const started = await call(accounts.startPasswordChange, {
    startLoginRequest: login.startLoginRequest,
    registrationRequest: registration.registrationRequest,
  })
  if (!started.ok) return started
  const proved = opaque.client.finishLogin({
    clientLoginState: login.clientLoginState,
    ...{ loginResponse: started.data.loginResponse, password: oldPassword },
    identifiers: opaqueIdentifiers,
    keyStretching: opaqueKeyStretching,
  })
  if (proved === undefined) return fail('signIn.refused')
  const { registrationRecord, exportKey } = opaque.client.finishRegistration({
    clientRegistrationState: registration.clientRegistrationState,
    ...{ registrationResponse: started.data.registrationResponse, password },
    identifiers: opaqueIdentifiers,
    keyStretching: opaqueKeyStretching,
  })
  const rewrapped = await rewrapFor(accountId, proved.exportKey, exportKey)
  if (!rewrapped.ok) return rewrapped
  const result = await call(accounts.changePassword, {
    attemptId: started.data.attemptId,
    finishLoginRequest: proved.finishLoginRequest,
    registrationRecord,
  })
  if (!result.ok) return result
  await keepPersonalKey(accountId, exportKey)
  return ok(null)
}

/**
 * Proves the password of whoever is signed in here, and keeps the key made from it: what a device that was signed in by
 * code needs to open what is private. The login stays as it is; the registration that the call also begins goes unused.
 */
export const provePassword = async (accountId: string, typed: string): Promise<Result<null>> => {
  const opaque = await loadOrNull()
  if (opaque === null) return fail('network.lost')
  const password = preparePassword(typed)
  const login = opaque.client.startLogin({ password })
  const { registrationRequest } = opaque.client.startRegistration({ password })
  const started = await call(accounts.startPasswordChange, {
    ...{ startLoginRequest: login.startLoginRequest, registrationRequest },
  })
  if (!started.ok) return started
  const proved = opaque.client.finishLogin({
    clientLoginState: login.clientLoginState,
    ...{ loginResponse: started.data.loginResponse, password },
    identifiers: opaqueIdentifiers,
    keyStretching: opaqueKeyStretching,
  })
  if (proved === undefined) return fail('signIn.refused')
  await keepPersonalKey(accountId, proved.exportKey)
  return ok(null)
}

/** Signs this device in with the code of a QR code. It brings no password, so no key made from one. */
export const signInByCode = (code: string): Promise<Result<Me>> =>
  call(accounts.redeemTabletCode, { code, device: device() })
