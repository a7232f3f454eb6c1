import type { Store } from '#server/storage/database.ts'

/** [N24] A person's private notes go with them; what they wrote in shared layers stays, by id. */
export const erasePrivateNotes = async (store: Store, accountId: string): Promise<void> => {
  await store.deleteFrom('note_documents').where('account_id', '=', accountId).execute()
}
