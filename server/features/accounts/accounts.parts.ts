import type { FeatureParts } from '#server/feature.ts'
import type { Store } from '#server/storage/database.ts'
import type { LoginsTable } from '#server/storage/tables.ts'
import { loginCookieMs } from '#server/transport/cookies.ts'
import type { CallContext } from '#server/transport/handler.ts'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { replacedLoginReason } from '#shared/accounts/accounts.rules.ts'
import type { CloseReason, LoginEndReason } from '#shared/contract/close.ts'
import { type AccountRow, meWithoutLogin, viewLogin } from './accounts.store.ts'
import { Attempts } from './attempts.ts'
import { Guesses } from './guesses.ts'
import { addLogin, endLogin, findLogin } from './logins.store.ts'
import { type OpaqueServer, openOpaque } from './opaque.ts'

/** What the handlers of this feature share. */
export interface AccountsParts {
  readonly features: FeatureParts
  readonly attempts: Attempts
  readonly guesses: Guesses
  /** Opened at start, or at the first use: on the caller's own transaction, for there is one connection. */
  opaque(store: Store): Promise<OpaqueServer>
}

export const accountsParts = (features: FeatureParts): AccountsParts => {
  let opened: Promise<OpaqueServer> | undefined
  return {
    features,
    attempts: new Attempts(features.ports.clock, features.ports.ids),
    guesses: new Guesses(),
    opaque: store => {
      opened ??= openOpaque(store, features.config.dataFolder)
      return opened
    },
  }
}

/** [K34] After the commit, closes every channel of these logins at once. */
export const cutAfterCommit = (
  { features }: AccountsParts,
  context: CallContext,
  loginIds: readonly string[],
  reason: CloseReason,
): void =>
  context.afterCommit(() => {
    for (const id of loginIds) features.connections.cut(id, reason)
  })

/** [K30] Ends the login that this device had or that expired on it, if any: it is about to get another. */
const endReplaced = async (
  parts: AccountsParts,
  context: CallContext,
  newAccountId: string,
): Promise<void> => {
  const hadId = context.viewer.kind === 'person' ? context.viewer.loginId : context.expiredLoginId
  const had = hadId === undefined ? undefined : await findLogin(context.store, hadId)
  if (had === undefined || had.end_reason !== null) return
  const reason: LoginEndReason = replacedLoginReason(had.account_id, newAccountId)
  await endLogin(context.store, had.id, reason, context.now)
  cutAfterCommit(parts, context, [had.id], reason)
}

/** [K29] [K47] Signs this device in: a login row, the cookie, and whom the journal's row names. */
export const signDeviceIn = async (
  parts: AccountsParts,
  context: CallContext,
  account: AccountRow,
  deviceLabel: string,
  via: LoginsTable['via'],
): Promise<Me> => {
  const { loginMs } = parts.features.config
  await endReplaced(parts, context, account.id)
  const token = context.ids.token()
  const row = await addLogin(context.store, {
    id: context.ids.uuid(),
    accountId: account.id,
    token,
    deviceLabel,
    via,
    now: context.now,
    lifeMs: loginMs,
  })
  context.cookies.set('login', token, loginCookieMs)
  context.note({ actorId: account.id, loginId: row.id })
  return { ...(await meWithoutLogin(context.store, account)), login: viewLogin(row, row.id) }
}
