import { handler } from '#server/transport/handler.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { endedReason } from '#shared/accounts/accounts.rules.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { type AccountsParts, cutAfterCommit } from '../accounts.parts.ts'
import { endsLogin, seesLogins } from '../accounts.policy.ts'
import { findAccount, viewLogin } from '../accounts.store.ts'
import { endLogin, findLogin, listedLogins } from '../logins.store.ts'

/** The devices on which a person is signed in. */
export const logins = (parts: AccountsParts) => ({
  listLogins: handler(accounts.listLogins, {
    policy: (context, { accountId }) => seesLogins(context, accountId),
    run: async ({ store, now }, { accountId }, viewer) => {
      if ((await findAccount(store, accountId)) === undefined) return fail('object.notFound')
      const rows = await listedLogins(store, accountId, now)
      return ok({
        logins: rows.map(row => ({ ...viewLogin(row, viewer.loginId), expired: row.expires_at <= now })),
      })
    },
  }),
  endLogin: handler(accounts.endLogin, {
    policy: async (context, { loginId }) =>
      endsLogin(context, (await findLogin(context.store, loginId))?.account_id),
    run: async (context, { loginId, wipe }) => {
      const login = await findLogin(context.store, loginId)
      if (login === undefined) return fail('object.notFound')
      const reason = endedReason(login.end_reason, wipe)
      await endLogin(context.store, loginId, reason, login.ended_at ?? context.now)
      cutAfterCommit(parts, context, [loginId], reason)
      return ok({})
    },
  }),
})
