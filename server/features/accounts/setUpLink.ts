import type { FeatureParts } from '#server/feature.ts'
import { appendJournal } from '#server/storage/journal.ts'
import { issueToken } from './tokens.store.ts'

/**
 * [K21] Makes a link for setting the system up, good once and for three days; an earlier one is void. The
 * token is printed for whoever started the server, and never logged.
 */
export const issueSetUpLink = ({
  database,
  ports,
}: Pick<FeatureParts, 'database' | 'ports'>): Promise<{ token: string; expiresAt: number }> =>
  database.kysely.transaction().execute(async store => {
    const now = ports.clock.now()
    const token = ports.ids.token()
    const { expiresAt } = await issueToken(store, {
      ...{ token, purpose: 'setUp', accountId: null, issuedBy: null, now },
    })
    await appendJournal(store, {
      ...{ at: now, actorId: '', loginId: '', meetingId: '', detail: {} },
      command: 'accounts:issueSetUpLink',
      commandId: ports.ids.uuid(),
    })
    return { token, expiresAt }
  })
