import { handler } from '#server/transport/handler.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { type AccountsParts, cutAfterCommit } from '../accounts.parts.ts'
import { signedIn } from '../accounts.policy.ts'
import { findAccount } from '../accounts.store.ts'
import { endLogins } from '../logins.store.ts'
import { voidTokens } from '../tokens.store.ts'

/** Changing one's password: the old one is proved anew, as in a sign-in. */
export const password = (parts: AccountsParts) => ({
  startPasswordChange: handler(accounts.startPasswordChange, {
    policy: signedIn,
    run: async ({ store, address }, { startLoginRequest, registrationRequest }, viewer) => {
      const account = await findAccount(store, viewer.accountId)
      if (account === undefined) return fail('login.required')
      const wait = await parts.guesses.password(account.login_name, address)
      if (wait > 0) return fail('rate.limited', { retryAfterMs: wait })
      const opaque = await parts.opaque(store)
      const started = opaque.start(account.id, account.registration_record, startLoginRequest)
      if (started === null) return fail('input.invalid', { field: 'startLoginRequest' })
      const registrationResponse = opaque.registrationResponse(account.id, registrationRequest)
      if (registrationResponse === null) return fail('input.invalid', { field: 'registrationRequest' })
      const attemptId = parts.attempts.begin({
        ...{ accountId: account.id, loginName: account.login_name, address },
        serverLoginState: started.serverLoginState,
      })
      return ok({ attemptId, loginResponse: started.loginResponse, registrationResponse })
    },
  }),
  changePassword: handler(accounts.changePassword, {
    policy: signedIn,
    run: async (context, { attemptId, finishLoginRequest, registrationRecord }, viewer) => {
      const { store, now } = context
      const attempt = parts.attempts.take(attemptId)
      if (attempt === undefined || attempt.accountId !== viewer.accountId) return fail('attempt.expired')
      const opaque = await parts.opaque(store)
      if (!opaque.finish(attempt.serverLoginState, finishLoginRequest)) return fail('signIn.refused')
      if (!opaque.recordIsSound(registrationRecord))
        return fail('input.invalid', { field: 'registrationRecord' })
      await parts.guesses.passwordRight(attempt.loginName, attempt.address)
      await store
        .updateTable('accounts')
        .set({ registration_record: registrationRecord })
        .where('id', '=', viewer.accountId)
        .execute()
      await voidTokens(store, viewer.accountId)
      const others = await endLogins(store, viewer.accountId, 'revoked', now, viewer.loginId)
      cutAfterCommit(parts, context, others, 'revoked')
      return ok({})
    },
  }),
})
