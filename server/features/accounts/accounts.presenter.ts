import type { Store } from '#server/storage/database.ts'
import { presenter } from '#server/transport/presenter.ts'
import { accountsEvents } from '#shared/accounts/accounts.contract.ts'
import { findAccount, meWithoutLogin } from './accounts.store.ts'

/** Accounts have no revision of their own: the journal's last row is one, and outlives restarts. */
const revisionOf = async (store: Store): Promise<number> => {
  const last = await store
    .selectFrom('journal')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.seq ?? 0
}

/** [K44] Tells a person's devices who they are and what they may do, whenever it changed. */
export const meChanged = presenter(accountsEvents.meChanged, async (store, accountId) => {
  // Read first: the view is then at least as new as its revision says.
  const revision = await revisionOf(store)
  const row = await findAccount(store, accountId)
  if (row === undefined) return null
  const view = await meWithoutLogin(store, row)
  return {
    revision,
    classOf: viewer => (viewer.kind === 'person' && viewer.accountId === accountId ? 'self' : null),
    present: () => view,
  }
})
