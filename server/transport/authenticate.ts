import type { LoginEndReason } from '#shared/contract/close.ts'
import type { Store } from '../storage/database.ts'
import { tokenHash } from './cookies.ts'
import { anonymous, type Viewer } from './viewer.ts'

export interface Authentication {
  readonly viewer: Viewer
  /** Set where the cookie names a login that has ended: whoever asks as a person hears why, on a screen too. */
  readonly ended?: LoginEndReason
  /** The login that expired and was not ended otherwise: it is over for good when its device signs in again. */
  readonly expiredLoginId?: string
}

/** How often a login's last use is written: seldom enough that reading costs no write. */
const touchEveryMs = 5 * 60_000

const logins = (store: Store) =>
  store
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

type LoginRow = NonNullable<Awaited<ReturnType<ReturnType<typeof logins>['executeTakeFirst']>>>

const ofLogin = (row: LoginRow, now: number): Authentication => {
  if (row.end_reason !== null) return { viewer: anonymous, ended: row.end_reason }
  if (row.state !== 'active') return { viewer: anonymous, ended: 'deactivated' }
  if (row.expires_at <= now) return { viewer: anonymous, ended: 'expired', expiredLoginId: row.id }
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

const screens = (store: Store) => store.selectFrom('screens').select(['id', 'meeting_id'])

/**
 * Who a request's cookies stand for, read from storage each time, so that an ended login or a changed role counts
 * with the next message. A login's expiry moves on with its use. [S17] A login that ended stands for nobody: it leaves
 * the screen that its browser has become.
 */
export const authenticate = async (
  store: Store,
  tokens: { login?: string; screen?: string },
  now: number,
  loginMs: number,
): Promise<Authentication> => {
  let dead: Authentication | undefined
  if (tokens.login !== undefined) {
    const row = await logins(store)
      .where('logins.token_hash', '=', tokenHash(tokens.login))
      .executeTakeFirst()
    if (row !== undefined) {
      const found = ofLogin(row, now)
      if (found.ended === undefined) {
        if (now - row.last_seen_at > touchEveryMs)
          await store
            .updateTable('logins')
            .set({ last_seen_at: now, expires_at: now + loginMs })
            .where('id', '=', row.id)
            .execute()
        return found
      }
      dead = found
    }
  }
  if (tokens.screen !== undefined) {
    const row = await screens(store).where('token_hash', '=', tokenHash(tokens.screen)).executeTakeFirst()
    if (row !== undefined)
      return { ...dead, viewer: { kind: 'screen', screenId: row.id, meetingId: row.meeting_id } }
  }
  return dead ?? { viewer: anonymous }
}

/**
 * The same viewer as a command's own transaction finds them: a login may have ended, or a role been taken away,
 * while the command waited for its turn.
 */
export const confirm = async (store: Store, viewer: Viewer, now: number): Promise<Authentication> => {
  if (viewer.kind === 'person') {
    const row = await logins(store).where('logins.id', '=', viewer.loginId).executeTakeFirst()
    return row === undefined ? { viewer: anonymous } : ofLogin(row, now)
  }
  if (viewer.kind === 'screen') {
    const row = await screens(store).where('id', '=', viewer.screenId).executeTakeFirst()
    return { viewer: row === undefined ? anonymous : { ...viewer, meetingId: row.meeting_id } }
  }
  return { viewer }
}
