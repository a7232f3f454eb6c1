import { handler } from '#server/transport/handler.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { type AccountsParts, cutAfterCommit, signDeviceIn } from '../accounts.parts.ts'
import { anyone, signedIn } from '../accounts.policy.ts'
import { findAccount, findByLoginName } from '../accounts.store.ts'
import { endLogin, endLogins } from '../logins.store.ts'
import { voidTokens } from '../tokens.store.ts'

/** Signing in by password (RFC 9807 §6.3), and signing out. */
export const signIn = (parts: AccountsParts) => ({
  startSignIn: handler(accounts.startSignIn, {
    policy: anyone,
    run: async ({ store, address }, { loginName, startLoginRequest }) => {
      const wait = await parts.guesses.password(loginName, address)
      if (wait > 0) return fail('rate.limited', { retryAfterMs: wait })
      const opaque = await parts.opaque(store)
      // [K15] A name that nobody has, or that has no password yet, is answered as any other.
      const account = await findByLoginName(store, loginName)
      const started = opaque.start(
        account?.id ?? opaque.unknownIdentifier(loginName),
        account?.registration_record ?? null,
        startLoginRequest,
      )
      if (started === null) return fail('input.invalid', { field: 'startLoginRequest' })
      const attemptId = parts.attempts.begin({
        accountId: account?.registration_record ? account.id : null,
        ...{ loginName, address },
        serverLoginState: started.serverLoginState,
      })
      return ok({ attemptId, loginResponse: started.loginResponse })
    },
  }),
  signIn: handler(accounts.signIn, {
    policy: anyone,
    run: async (context, { attemptId, finishLoginRequest, device }) => {
      const attempt = parts.attempts.take(attemptId)
      if (attempt === undefined) return fail('attempt.expired')
      const opaque = await parts.opaque(context.store)
      const proved = opaque.finish(attempt.serverLoginState, finishLoginRequest)
      const account =
        attempt.accountId === null ? undefined : await findAccount(context.store, attempt.accountId)
      if (!proved || account?.state !== 'active') return fail('signIn.refused')
      await parts.guesses.passwordRight(attempt.loginName, attempt.address)
      return ok(await signDeviceIn(parts, context, account, device.label, 'password'))
    },
  }),
  signOut: handler(accounts.signOut, {
    policy: signedIn,
    run: async (context, _input, viewer) => {
      await endLogin(context.store, viewer.loginId, 'signedOut', context.now)
      context.cookies.clear('login')
      cutAfterCommit(parts, context, [viewer.loginId], 'signedOut')
      return ok({})
    },
  }),
  signOutEverywhere: handler(accounts.signOutEverywhere, {
    policy: signedIn,
    run: async (context, { here }, viewer) => {
      const { store, now } = context
      // A code that was shown a moment ago must not sign another device in after this.
      await voidTokens(store, viewer.accountId)
      const others = await endLogins(store, viewer.accountId, 'revoked', now, viewer.loginId)
      cutAfterCommit(parts, context, others, 'revoked')
      if (!here) return ok({ ended: others.length })
      await endLogin(store, viewer.loginId, 'signedOut', now)
      context.cookies.clear('login')
      cutAfterCommit(parts, context, [viewer.loginId], 'signedOut')
      return ok({ ended: others.length + 1 })
    },
  }),
})
