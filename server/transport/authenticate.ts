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
  if (row.expires_at <= now) return { viewer: anonymous, ended: 'expired' }
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
 * with the next message. A login's expiry moves on with its use.
 */
export const authenticate = async (
  store: Store,
  tokens: { login?: string; screen?: string },
  now: number,
  loginMs: number,
): Promise<Authentication> => {
  if (tokens.login !== undefined) {
    const row = await logins(store)
      .where('logins.token_hash', '=', tokenHash(tokens.login))
      .executeTakeFirst()
    if (row !== undefined) {
      const found = ofLogin(row, now)
      if (found.ended === undefined && now - row.last_seen_at > touchEveryMs)
        await store
          .updateTable('logins')
          .set({ last_seen_at: now, expires_at: now + loginMs })
          .where('id', '=', row.id)
          .execute()
      return found
    }
  }
  if (tokens.screen !== undefined) {
    const row = await screens(store).where('token_hash', '=', tokenHash(tokens.screen)).executeTakeFirst()
    if (row !== undefined) return { viewer: { kind: 'screen', screenId: row.id, meetingId: row.meeting_id } }
  }
  return { viewer: anonymous }
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

/** As confirm, for many who stay connected, in one look. @returns by login, or by screen; nobody's is missing. */
export const confirmAll = async (
  store: Store,
  viewers: readonly Viewer[],
  now: number,
): Promise<ReadonlyMap<string, Authentication>> => {
  const found = new Map<string, Authentication>()
  const persons = new Set<string>()
  for (const viewer of viewers) {
    if (viewer.kind === 'person') persons.add(viewer.loginId)
    // There are a few screens in a hall.
    else if (viewer.kind === 'screen' && !found.has(viewer.screenId))
      found.set(viewer.screenId, await confirm(store, viewer, now))
  }
  const ids = [...persons]
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = ids.slice(at, at + idsAtOnce)
    for (const id of some) found.set(id, { viewer: anonymous })
    for (const row of await logins(store).where('logins.id', 'in', some).execute())
      found.set(row.id, ofLogin(row, now))
  }
  return found
}

/** Parameters of one query, well below what SQLite takes. */
const idsAtOnce = 500
