import type { Store } from '#server/storage/database.ts'
import type { LoginsTable } from '#server/storage/tables.ts'
import { tokenHash } from '#server/transport/cookies.ts'
import { listedAfterExpiryMs } from '#shared/accounts/accounts.rules.ts'
import type { LoginEndReason } from '#shared/contract/close.ts'
import type { LoginRow } from './accounts.store.ts'

export interface NewLogin {
  readonly id: string
  readonly accountId: string
  readonly token: string
  readonly deviceLabel: string
  readonly via: LoginsTable['via']
  readonly now: number
  readonly lifeMs: number
}

/** Stores a signed-in device; of its token only the hash. */
export const addLogin = async (store: Store, login: NewLogin): Promise<LoginRow> => {
  const row: LoginRow = {
    id: login.id,
    account_id: login.accountId,
    token_hash: tokenHash(login.token),
    device_label: login.deviceLabel,
    via: login.via,
    created_at: login.now,
    last_seen_at: login.now,
    expires_at: login.now + login.lifeMs,
    ended_at: null,
    end_reason: null,
  }
  await store.insertInto('logins').values(row).execute()
  return row
}

export const findLogin = (store: Store, id: string): Promise<LoginRow | undefined> =>
  store.selectFrom('logins').selectAll().where('id', '=', id).executeTakeFirst()

/** The devices on which a person is signed in now, the one used last first. */
export const liveLogins = (store: Store, accountId: string, now: number): Promise<LoginRow[]> =>
  store
    .selectFrom('logins')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('end_reason', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()

/** [K31] As liveLogins, and those that expired not too long ago: their devices may keep papers, locked. */
export const listedLogins = (store: Store, accountId: string, now: number): Promise<LoginRow[]> =>
  store
    .selectFrom('logins')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('end_reason', 'is', null)
    .where('expires_at', '>', now - listedAfterExpiryMs)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()

export const endLogin = async (
  store: Store,
  id: string,
  reason: LoginEndReason,
  now: number,
): Promise<void> => {
  await store.updateTable('logins').set({ ended_at: now, end_reason: reason }).where('id', '=', id).execute()
}

/** Ends every login of an account but one. @returns the ids of those that were still good. */
export const endLogins = async (
  store: Store,
  accountId: string,
  reason: LoginEndReason,
  now: number,
  except = '',
): Promise<string[]> => {
  const ended = await store
    .updateTable('logins')
    .set({ ended_at: now, end_reason: reason })
    .where('account_id', '=', accountId)
    .where('end_reason', 'is', null)
    .where('id', '!=', except)
    .returning(['id', 'expires_at'])
    .execute()
  return ended.filter(login => login.expires_at > now).map(({ id }) => id)
}

/** Forgets what an erased person's devices were called; that they ended stays, so that they hear it. */
export const blankLogins = async (store: Store, accountId: string): Promise<void> => {
  await store.updateTable('logins').set({ device_label: '' }).where('account_id', '=', accountId).execute()
}
