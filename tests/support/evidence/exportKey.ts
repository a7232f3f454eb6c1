import * as opaque from '@serenity-kit/opaque'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { opaqueIdentifiers, opaqueKeyStretching } from '#shared/accounts/opaque.ts'
import { preparePassword } from '#shared/accounts/passwords.rules.ts'
import type { TestClient } from '#tests/support/client.ts'

/** What a password makes on its owner's device and nowhere else (RFC 9807 §6.3.2): 64 bytes, base64url. */
export const exportKeyOf = async (client: TestClient, loginName: string, typed: string): Promise<string> => {
  await opaque.ready
  const password = preparePassword(typed)
  const { clientLoginState, startLoginRequest } = opaque.client.startLogin({ password })
  const { loginResponse } = await client.done(accounts.startSignIn, { loginName, startLoginRequest })
  const finished = opaque.client.finishLogin({
    ...{ clientLoginState, loginResponse, password },
    identifiers: opaqueIdentifiers,
    keyStretching: opaqueKeyStretching,
  })
  if (finished === undefined) throw new Error(`${loginName} has another password`)
  return finished.exportKey
}
