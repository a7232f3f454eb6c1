import type { LoginEndReason } from '#shared/contract/close.ts'
import type { Database, Store } from '../storage/database.ts'
import { cookieRenewedAfterMs, tokenHash } from './cookies.ts'
import { anonymous, type Viewer } from './viewer.ts'

export interface Authentication {
  readonly viewer: Viewer
  /** Set where the cookie names a login that has ended: whoever asks as a person hears why, on a screen too. */
  readonly ended?: LoginEndReason
  /** The login that expired and was not ended otherwise: it is over for good when its device signs in again. */
  readonly expiredLoginId?: string
  /** [K47] Set where the login is good and its cookie not of today: an answer over HTTP sends it anew. */
  readonly renewsCookie?: true
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
      'logins.created_at',
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
    ...(now - row.created_at > cookieRenewedAfterMs ? { renewsCookie: true } : {}),
  }
}

const screens = (store: Store) => store.selectFrom('screens').select(['id', 'meeting_id'])

/**
 * Who a request's cookies stand for, as storage has it at each message, so that an ended login or a changed role counts
 * with the next one. [K29] Given `usedForMs`, this counts as use: the login's expiry moves to so many milliseconds from
 * now. Without, it is only looked at, as for a connection that stays open. [S17] A login that ended stands for nobody:
 * it leaves the screen that its browser has become.
 */
export const authenticate = async (
  { kysely, remembered }: Pick<Database, 'kysely' | 'remembered'>,
  tokens: { login?: string; screen?: string },
  now: number,
  usedForMs?: number,
): Promise<Authentication> => {
  let dead: Authentication | undefined
  if (tokens.login !== undefined) {
    const hash = tokenHash(tokens.login)
    const row = await remembered.get(`login ${hash}`, () =>
      logins(kysely).where('logins.token_hash', '=', hash).executeTakeFirst(),
    )
    if (row !== undefined) {
      const found = ofLogin(row, now)
      if (found.ended === undefined) {
        if (usedForMs !== undefined && now - row.last_seen_at > touchEveryMs)
          await kysely
            .updateTable('logins')
            .set({ last_seen_at: now, expires_at: now + usedForMs })
            .where('id', '=', row.id)
            .execute()
        return found
      }
      dead = found
    }
  }
  if (tokens.screen !== undefined) {
    const hash = tokenHash(tokens.screen)
    const row = await remembered.get(`screen ${hash}`, () =>
      screens(kysely).where('token_hash', '=', hash).executeTakeFirst(),
    )
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
