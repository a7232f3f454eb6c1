import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import type { Handlers } from '#server/transport/handler.ts'
import type { accounts } from '#shared/accounts/accounts.contract.ts'
import { accountsParts } from './accounts.parts.ts'
import { meChanged } from './accounts.presenter.ts'
import { links } from './handlers/links.ts'
import { logins } from './handlers/logins.ts'
import { password } from './handlers/password.ts'
import { people } from './handlers/people.ts'
import { reading } from './handlers/reading.ts'
import { signIn } from './handlers/signIn.ts'
import { tabletCodes } from './handlers/tabletCodes.ts'
import { units } from './handlers/units.ts'
import { deleteSecurely } from './secureDelete.ts'

/** Accounts, roles, units, links, codes and logins; see shared/accounts/SPEC.md. */
export const createAccounts = (features: FeatureParts): Feature => {
  const parts = accountsParts(features)
  deleteSecurely(features.database)
  const handlers = {
    ...reading,
    ...units,
    ...signIn(parts),
    ...logins(parts),
    ...password(parts),
    ...links(parts),
    ...tabletCodes(parts),
    ...people(parts),
  } satisfies Handlers<typeof accounts>
  return {
    handlers: handlersOf<typeof accounts>(handlers),
    presenters: [meChanged],
    // A missing key is told at start and not to the first member who signs in.
    start: async () => {
      await parts.opaque(features.database.kysely)
    },
  }
}
