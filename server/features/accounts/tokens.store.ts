import type { Selectable } from 'kysely'
import type { Store } from '#server/storage/database.ts'
import type { TokensTable } from '#server/storage/tables.ts'
import { tokenHash } from '#server/transport/cookies.ts'
import { isLive, type TokenPurpose, tokenLifeMs } from '#shared/accounts/accounts.rules.ts'

export type TokenRow = Selectable<TokensTable>

export interface NewToken {
  readonly token: string
  readonly purpose: TokenPurpose
  readonly accountId: string | null
  readonly issuedBy: string | null
  readonly now: number
}

const links: readonly TokenPurpose[] = ['invitation', 'reset']

/** [K22] Stores a one-time secret's hash; what it replaces is void, and what expired is forgotten. */
export const issueToken = async (store: Store, token: NewToken): Promise<{ expiresAt: number }> => {
  await store.deleteFrom('tokens').where('expires_at', '<=', token.now).execute()
  let replaced = store
    .deleteFrom('tokens')
    .where('purpose', 'in', links.includes(token.purpose) ? links : [token.purpose])
    .where('account_id', token.accountId === null ? 'is' : '=', token.accountId)
  // Two desks may each show a code for the same person.
  if (token.purpose === 'tabletCode') replaced = replaced.where('issued_by', '=', token.issuedBy)
  await replaced.execute()
  const expiresAt = token.now + tokenLifeMs[token.purpose]
  await store
    .insertInto('tokens')
    .values({
      token_hash: tokenHash(token.token),
      purpose: token.purpose,
      account_id: token.accountId,
      issued_by: token.issuedBy,
      created_at: token.now,
      expires_at: expiresAt,
    })
    .execute()
  return { expiresAt }
}

/** The live secret of one of these purposes; undefined where it was used, has expired or never was. */
export const findToken = async (
  store: Store,
  token: string,
  purposes: readonly TokenPurpose[],
  now: number,
): Promise<TokenRow | undefined> => {
  const row = await store
    .selectFrom('tokens')
    .selectAll()
    .where('token_hash', '=', tokenHash(token))
    .where('purpose', 'in', purposes)
    .executeTakeFirst()
  return row !== undefined && isLive({ expiresAt: row.expires_at }, now) ? row : undefined
}

export const spendToken = async (store: Store, row: TokenRow): Promise<void> => {
  await store.deleteFrom('tokens').where('token_hash', '=', row.token_hash).execute()
}

/** [K28] Voids every link and code for an account, and every code that it issued for others. */
export const voidTokens = async (store: Store, accountId: string): Promise<void> => {
  await store
    .deleteFrom('tokens')
    .where(eb => eb.or([eb('account_id', '=', accountId), eb('issued_by', '=', accountId)]))
    .execute()
}
