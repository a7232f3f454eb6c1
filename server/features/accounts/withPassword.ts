import * as opaque from '@serenity-kit/opaque'
import type { FeatureParts } from '#server/feature.ts'
import { appendJournal } from '#server/storage/journal.ts'
import { type Account, LoginName } from '#shared/accounts/accounts.contract.ts'
import { opaqueIdentifiers, opaqueKeyStretching } from '#shared/accounts/opaque.ts'
import { preparePassword } from '#shared/accounts/passwords.rules.ts'
import { openOpaque } from './opaque.ts'

export interface NewAccount extends Omit<Account, 'state'> {
  readonly password: string
  /** Cheaper for tests alone: a client that signs in must stretch alike. */
  readonly keyStretching?: opaque.client.FinishRegistrationParams['keyStretching']
}

/**
 * Makes an active account with a password, for the demonstration: it runs both ends of the registration
 * (RFC 9807 §5) in this process, so that the record is as any other and the password is kept nowhere. Its unit, if
 * any, exists.
 */
export const createAccountWithPassword = async (
  { config, database, ports }: Pick<FeatureParts, 'config' | 'database' | 'ports'>,
  { password, keyStretching = opaqueKeyStretching, ...account }: NewAccount,
): Promise<void> => {
  const server = await openOpaque(database.kysely, config.dataFolder)
  const prepared = preparePassword(password)
  const { clientRegistrationState, registrationRequest } = opaque.client.startRegistration({
    password: prepared,
  })
  const registrationResponse = server.registrationResponse(account.id, registrationRequest)
  if (registrationResponse === null) throw new Error('OPAQUE refused its own registration request.')
  const { registrationRecord } = opaque.client.finishRegistration({
    ...{ password: prepared, clientRegistrationState, registrationResponse, keyStretching },
    identifiers: opaqueIdentifiers,
  })
  const now = ports.clock.now()
  await database.kysely.transaction().execute(async store => {
    await store
      .insertInto('accounts')
      .values({
        id: account.id,
        login_name: LoginName.parse(account.loginName),
        display_name: account.displayName,
        ...{
          honorific: account.honorific,
          title: account.title,
          unit_id: account.unitId,
          rank: account.rank,
        },
        administrator: account.roles.includes('administrator') ? 1 : 0,
        secretary: account.roles.includes('secretary') ? 1 : 0,
        ...{ state: 'active', registration_record: registrationRecord, created_at: now },
      })
      .execute()
    const { id: accountId, ...fields } = account
    await appendJournal(store, {
      ...{ at: now, actorId: '', loginId: '', meetingId: '', detail: { accountId, ...fields } },
      command: 'accounts:create',
      commandId: ports.ids.uuid(),
    })
  })
}
