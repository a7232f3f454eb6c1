import { handler } from '#server/transport/handler.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { refuseTabletCode } from '#shared/accounts/accounts.rules.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { type AccountsParts, signDeviceIn } from '../accounts.parts.ts'
import { anyone, issuesTabletCodes } from '../accounts.policy.ts'
import { findAccount, standingOf } from '../accounts.store.ts'
import { findToken, issueToken, spendToken } from '../tokens.store.ts'

/** Signing a tablet in by a code that is shown as a picture. */
export const tabletCodes = (parts: AccountsParts) => ({
  issueTabletCode: handler(accounts.issueTabletCode, {
    policy: (context, { accountId }) => issuesTabletCodes(context, accountId),
    run: async ({ store, ids, now }, { accountId }, viewer) => {
      const issuer = await findAccount(store, viewer.accountId)
      const target = await findAccount(store, accountId)
      if (issuer === undefined || target === undefined) return fail('object.notFound')
      const refusal = refuseTabletCode(standingOf(issuer), standingOf(target))
      if (refusal !== null) return fail(refusal === 'right' ? 'right.missing' : refusal)
      const code = ids.token()
      const { expiresAt } = await issueToken(store, {
        ...{ token: code, purpose: 'tabletCode', accountId, now },
        issuedBy: viewer.accountId,
      })
      return ok({ code, expiresAt })
    },
  }),
  redeemTabletCode: handler(accounts.redeemTabletCode, {
    policy: anyone,
    run: async (context, { code, device }) => {
      const { store, now, address } = context
      const wait = await parts.guesses.tokenWait(address)
      if (wait > 0) return fail('rate.limited', { retryAfterMs: wait })
      const row = await findToken(store, code, ['tabletCode'], now)
      const issuer = row?.issued_by ? await findAccount(store, row.issued_by) : undefined
      const target = row?.account_id ? await findAccount(store, row.account_id) : undefined
      // [K27] Who made the code must still have the right to when it is used.
      const good =
        row !== undefined &&
        issuer !== undefined &&
        target !== undefined &&
        refuseTabletCode(standingOf(issuer), standingOf(target)) === null
      if (!good) {
        await parts.guesses.tokenWrong(address)
        return fail('link.invalid')
      }
      await spendToken(store, row)
      return ok(await signDeviceIn(parts, context, target, device.label, 'tabletCode'))
    },
  }),
})
