import type { Selectable } from 'kysely'
import type { Store } from '#server/storage/database.ts'
import type { AccountsTable, LoginsTable, UnitsTable } from '#server/storage/tables.ts'
import type { Account, Login, Me, Unit } from '#shared/accounts/accounts.contract.ts'
import { rightsOf, rolesOf, type Standing } from '#shared/accounts/accounts.rules.ts'

export type AccountRow = Selectable<AccountsTable>
export type LoginRow = Selectable<LoginsTable>

/** An account as those see it who may: never its password record. */
export const viewAccount = (row: AccountRow): Account => ({
  id: row.id,
  loginName: row.login_name,
  displayName: row.display_name,
  honorific: row.honorific,
  title: row.title,
  unitId: row.unit_id,
  rank: row.rank,
  roles: rolesOf({ administrator: row.administrator === 1, secretary: row.secretary === 1 }),
  state: row.state,
})

export const viewLogin = (row: LoginRow, currentId: string): Login => ({
  id: row.id,
  accountId: row.account_id,
  deviceLabel: row.device_label,
  via: row.via,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
  current: row.id === currentId,
})

export const viewUnit = (row: Selectable<UnitsTable>): Unit => ({
  id: row.id,
  name: row.name,
  shortName: row.short_name,
  parentId: row.parent_id,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  predecessorIds: JSON.parse(row.predecessor_ids),
  order: row.order,
})

/** What rules look at. */
export const standingOf = (row: AccountRow): Standing => ({
  id: row.id,
  administrator: row.administrator === 1,
  secretary: row.secretary === 1,
  state: row.state,
})

/** An account that was not erased. */
export const findAccount = (store: Store, id: string): Promise<AccountRow | undefined> =>
  store
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', id)
    .where('state', '!=', 'erased')
    .executeTakeFirst()

export const findByLoginName = (store: Store, loginName: string): Promise<AccountRow | undefined> =>
  store.selectFrom('accounts').selectAll().where('login_name', '=', loginName).executeTakeFirst()

/** Everyone that was not erased. */
export const allAccounts = (store: Store): Promise<AccountRow[]> =>
  store.selectFrom('accounts').selectAll().where('state', '!=', 'erased').execute()

export const countActiveAdministrators = async (store: Store): Promise<number> => {
  const { count } = await store
    .selectFrom('accounts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('administrator', '=', 1)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return count
}

/** The meetings that are not over in which the person takes part. */
export const unfinishedMeetings = async (store: Store, accountId: string): Promise<string[]> => {
  const rows = await store
    .selectFrom('participants')
    .innerJoin('meetings', 'meetings.id', 'participants.meeting_id')
    .select('meetings.id')
    .where('participants.account_id', '=', accountId)
    .where('meetings.state', 'not in', ['closed', 'cancelled'])
    .execute()
  return rows.map(({ id }) => id)
}

/** Raises a meeting's revision, for its view has changed. */
export const raiseMeeting = async (store: Store, meetingId: string): Promise<void> => {
  await store
    .updateTable('meetings')
    .set(eb => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', meetingId)
    .execute()
}

const committeeSetting = 'committee.name'

/** Empty until the system was set up. */
export const committeeName = async (store: Store): Promise<string> => {
  const row = await store
    .selectFrom('settings')
    .select('value')
    .where('key', '=', committeeSetting)
    .executeTakeFirst()
  return row?.value ?? ''
}

export const setCommitteeName = async (store: Store, name: string): Promise<void> => {
  await store
    .insertInto('settings')
    .values({ key: committeeSetting, value: name })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value: name }))
    .execute()
}

/** The signed-in person with what they may do, but for the login. */
export const meWithoutLogin = async (store: Store, row: AccountRow): Promise<Omit<Me, 'login'>> => {
  const account = viewAccount(row)
  return {
    account,
    committee: { name: await committeeName(store) },
    can: rightsOf({ administrator: row.administrator === 1, secretary: row.secretary === 1 }),
  }
}
