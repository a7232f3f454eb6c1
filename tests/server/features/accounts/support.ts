import * as opaque from '@serenity-kit/opaque'
import { accounts, type Me } from '#shared/accounts/accounts.contract.ts'
import { opaqueIdentifiers } from '#shared/accounts/opaque.ts'
import type { Result } from '#shared/contract/result.ts'
import type { TestClient } from '#tests/support/client.ts'
import type { TestServer } from '#tests/support/server.ts'

/** The device alone stretches keys; tests do it cheaply. */
export const keyStretching = { 'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 } } as const

export const device = { label: 'Máy tính bảng thử' }

/** What a device keeps after it chose a password or signed in. */
export interface Keyed {
  readonly me: Me
  readonly exportKey: string
  readonly serverStaticPublicKey: string
}

/** Runs the device's half of a sign-in. @returns what to send last, or the refusal of the first message. */
export const beginSignIn = async (client: TestClient, loginName: string, password: string) => {
  await opaque.ready
  const { clientLoginState, startLoginRequest } = opaque.client.startLogin({ password })
  const started = await client.call(accounts.startSignIn, { loginName, startLoginRequest })
  if (!started.ok) return { started, finished: undefined, attemptId: '' }
  const finished = opaque.client.finishLogin({
    ...{ clientLoginState, password, keyStretching, identifiers: opaqueIdentifiers },
    loginResponse: started.data.loginResponse,
  })
  return { started, finished, attemptId: started.data.attemptId }
}

/** A whole sign-in; a wrong password, which the device finds out by itself, is answered as the device shows it. */
export const signIn = async (
  client: TestClient,
  loginName: string,
  password: string,
): Promise<Result<Keyed>> => {
  const { started, finished, attemptId } = await beginSignIn(client, loginName, password)
  if (!started.ok) return started
  if (finished === undefined) return { ok: false, error: { code: 'signIn.refused' } }
  const { finishLoginRequest, exportKey, serverStaticPublicKey } = finished
  const signed = await client.call(accounts.signIn, { attemptId, finishLoginRequest, device })
  return signed.ok ? { ok: true, data: { me: signed.data, exportKey, serverStaticPublicKey } } : signed
}

/** The registration's first half: what `register` is sent, and the key that the device made. */
export const beginRegistration = async (client: TestClient, token: string, password: string) => {
  await opaque.ready
  const { clientRegistrationState, registrationRequest } = opaque.client.startRegistration({ password })
  const started = await client.done(accounts.startRegistration, { token, registrationRequest })
  return opaque.client.finishRegistration({
    ...{ clientRegistrationState, password, keyStretching, identifiers: opaqueIdentifiers },
    registrationResponse: started.registrationResponse,
  })
}

/** Chooses a password through a link, as the link's page does. */
export const register = async (
  client: TestClient,
  token: string,
  password: string,
): Promise<Result<Keyed>> => {
  const { registrationRecord, exportKey, serverStaticPublicKey } = await beginRegistration(
    client,
    token,
    password,
  )
  const registered = await client.call(accounts.register, { token, registrationRecord, device })
  return registered.ok
    ? { ok: true, data: { me: registered.data, exportKey, serverStaticPublicKey } }
    : registered
}

/** An account with a password, made as an administrator and then the person would. */
export const withPassword = async (
  server: TestServer,
  administrator: TestClient,
  loginName: string,
  password: string,
  roles: ('administrator' | 'secretary')[] = [],
): Promise<{ accountId: string; client: TestClient; exportKey: string }> => {
  const accountId = crypto.randomUUID()
  await administrator.done(accounts.create, { ...fields(loginName), accountId, roles })
  const { token } = await administrator.done(accounts.issueLink, { accountId })
  const client = server.anonymous()
  const made = await register(client, token, password)
  if (!made.ok) throw new Error(made.error.code)
  return { accountId, client, exportKey: made.data.exportKey }
}

/** An account's fields, as an administrator fills them in. */
export const fields = (loginName: string) => ({
  loginName,
  displayName: 'Trần Thị Bình',
  honorific: 'ba' as const,
  title: 'Giám đốc Sở Y tế',
  unitId: null,
  rank: 5,
  roles: [] as ('administrator' | 'secretary')[],
})

/** Connects the device's socket. @returns what will resolve with the reason that it is closed for. */
export const closing = async (client: TestClient): Promise<{ readonly reason: Promise<string> }> => {
  const socket = await client.socket()
  return {
    reason: new Promise(resolve => {
      socket.once('closing', ({ reason }: { reason: string }) => resolve(reason))
    }),
  }
}
