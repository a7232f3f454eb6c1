import type { Store } from '#server/storage/database.ts'
import { waitsForSetUp } from '#shared/accounts/accounts.rules.ts'

/** [K21] Removes what a set-up left behind that nobody finished: nobody can have signed in. */
export const discardUnfinishedSetUp = async (store: Store): Promise<void> => {
  await store.deleteFrom('tokens').where('account_id', 'is not', null).execute()
  await store.deleteFrom('accounts').where('state', '=', 'invited').execute()
}

/** Whether nobody has chosen a password yet, so that a set-up link is to be shown. */
export const needsSetUp = async (store: Store): Promise<boolean> => {
  const rows = await store.selectFrom('accounts').select('state').execute()
  return waitsForSetUp(rows.map(({ state }) => state))
}
