import type { LoginEndReason } from '#shared/contract/close.ts'
import type { Store } from '../storage/database.ts'
import { tokenHash } from './cookies.ts'
import { anonymous, type Viewer } from './viewer.ts'

export interface Authentication {
  readonly viewer: Viewer
  /** Set where the cookie names a login that has ended: the device hears why. */
  readonly ended?: LoginEndReason
}

/** How often a login's last use is written: seldom enough that reading costs no write. */
const touchEveryMs = 5 * 60_000

/**
 * Who a request's cookies stand for, read from storage each time, so that an ended login or a changed role counts
 * with the next message. A login's expiry moves on with its use.
 */
export const authenticate = async (
  store: Store,
  tokens: { login?: string; screen?: string },
  now: number,
  loginMs: number,
): Promise<Authentication> => {
  if (tokens.login !== undefined) {
    const row = await store
      .selectFrom('logins')
      .innerJoin('accounts', 'accounts.id', 'logins.account_id')
      .select([
        'logins.id',
        'logins.account_id',
        'logins.expires_at',
        'logins.last_seen_at',
        'logins.end_reason',
        'accounts.state',
        'accounts.administrator',
        'accounts.secretary',
      ])
      .where('logins.token_hash', '=', tokenHash(tokens.login))
      .executeTakeFirst()
    if (row !== undefined) {
      if (row.end_reason !== null) return { viewer: anonymous, ended: row.end_reason }
      if (row.state !== 'active') return { viewer: anonymous, ended: 'deactivated' }
      if (row.expires_at <= now) return { viewer: anonymous, ended: 'expired' }
      if (now - row.last_seen_at > touchEveryMs)
        await store
          .updateTable('logins')
          .set({ last_seen_at: now, expires_at: now + loginMs })
          .where('id', '=', row.id)
          .execute()
      return {
        viewer: {
          kind: 'person',
          accountId: row.account_id,
          loginId: row.id,
          administrator: row.administrator === 1,
          secretary: row.secretary === 1,
        },
      }
    }
  }
  if (tokens.screen !== undefined) {
    const row = await store
      .selectFrom('screens')
      .select(['id', 'meeting_id'])
      .where('token_hash', '=', tokenHash(tokens.screen))
      .executeTakeFirst()
    if (row !== undefined) return { viewer: { kind: 'screen', screenId: row.id, meetingId: row.meeting_id } }
  }
  return { viewer: anonymous }
}
