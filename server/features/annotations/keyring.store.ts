import type { Store } from '#server/storage/database.ts'
import { Keyring } from '#shared/annotations/keyring.contract.ts'

export interface StoredKeyring {
  readonly revision: number
  readonly keyring: Keyring | null
}

/** A person's wrapped notes key; revision 0 where none was made. */
export const findKeyring = async (store: Store, accountId: string): Promise<StoredKeyring> => {
  const row = await store
    .selectFrom('keyrings')
    .select(['revision', 'keyring'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row === undefined
    ? { revision: 0, keyring: null }
    : { revision: row.revision, keyring: Keyring.parse(JSON.parse(row.keyring)) }
}

export const putKeyring = async (
  store: Store,
  accountId: string,
  revision: number,
  keyring: Keyring,
): Promise<void> => {
  const text = JSON.stringify(keyring)
  await store
    .insertInto('keyrings')
    .values({ account_id: accountId, revision, keyring: text })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet({ revision, keyring: text }))
    .execute()
}
