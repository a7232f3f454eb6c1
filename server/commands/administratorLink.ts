import { sql } from 'kysely'
import { linkPurpose } from '#shared/accounts/accounts.rules.ts'
import { needsSetUp } from '../features/accounts/setUp.store.ts'
import { issueToken } from '../features/accounts/tokens.store.ts'
import type { Ports } from '../ports.ts'
import type { Database, Store } from '../storage/database.ts'
import { appendJournal } from '../storage/journal.ts'
import { done, type Outcome, refuse } from './sentences.ts'

export interface AdministratorLink {
  readonly token: string
  readonly purpose: 'setUp' | 'invitation' | 'reset'
  readonly displayName: string
  readonly loginName: string
}

type Parts = { readonly database: Database; readonly ports: Pick<Ports, 'clock' | 'ids'> }

/** One transaction that takes the write lock first: the server may be writing from its own process. */
const alone = <T>({ kysely }: Database, act: (store: Store) => Promise<T>): Promise<T> =>
  kysely.connection().execute(async store => {
    await sql`begin immediate`.execute(store)
    try {
      const result = await act(store)
      await sql`commit`.execute(store)
      return result
    } catch (error) {
      await sql`rollback`.execute(store)
      throw error
    }
  })

/**
 * Makes a link with which an administrator chooses a new password, for whoever may run commands on the machine; a
 * set-up link where the system was never set up. It is in the journal, with nobody as the actor.
 */
export const issueAdministratorLink = (
  { database, ports }: Parts,
  loginName: string | undefined,
): Promise<Outcome<AdministratorLink>> =>
  alone(database, async store => {
    const now = ports.clock.now()
    const token = ports.ids.token()
    const record = (command: string, detail: unknown) =>
      appendJournal(store, {
        ...{ at: now, actorId: '', loginId: '', meetingId: '', command, detail },
        commandId: ports.ids.uuid(),
      })
    if (await needsSetUp(store)) {
      await issueToken(store, { ...{ token, purpose: 'setUp', accountId: null, issuedBy: null, now } })
      await record('accounts:issueSetUpLink', {})
      return done({ token, purpose: 'setUp', displayName: '', loginName: '' })
    }
    const administrators = await store
      .selectFrom('accounts')
      .selectAll()
      .where('administrator', '=', 1)
      .where('state', 'in', ['active', 'invited'])
      .orderBy('login_name')
      .execute()
    const [only] = administrators
    const chosen =
      loginName === undefined
        ? administrators.length === 1
          ? only
          : undefined
        : administrators.find(account => account.login_name === loginName.trim().toLowerCase())
    if (chosen === undefined)
      return refuse('reset.choose', { names: administrators.map(account => account.login_name).join(', ') })
    const purpose = linkPurpose(chosen.registration_record !== null)
    await issueToken(store, { ...{ token, purpose, accountId: chosen.id, issuedBy: null, now } })
    await record('accounts:issueLink', { accountId: chosen.id })
    return done({ token, purpose, displayName: chosen.display_name, loginName: chosen.login_name })
  })
