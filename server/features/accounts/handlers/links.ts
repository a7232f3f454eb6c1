import { type CallContext, handler } from '#server/transport/handler.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { linkPurpose, waitsForSetUp } from '#shared/accounts/accounts.rules.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { type AccountsParts, cutAfterCommit, signDeviceIn } from '../accounts.parts.ts'
import { administrator, anyone } from '../accounts.policy.ts'
import { findAccount, setCommitteeName } from '../accounts.store.ts'
import { endLogins } from '../logins.store.ts'
import { discardUnfinishedSetUp } from '../setUp.store.ts'
import { findToken, issueToken, spendToken, type TokenRow, voidTokens } from '../tokens.store.ts'

type Found = { readonly ok: true; readonly row: TokenRow } | { readonly ok: false; readonly wait: number }

/** Set-up, invitation and reset: the links through which a password is chosen (RFC 9807 §5). */
export const links = (parts: AccountsParts) => {
  /** [K38] The link, or what to answer: too many wrong ones from an address have to wait. */
  const find = async (
    { store, now, address }: CallContext,
    token: string,
    purposes: readonly TokenRow['purpose'][],
  ): Promise<Found> => {
    const wait = await parts.guesses.tokenWait(address)
    if (wait > 0) return { ok: false, wait }
    const row = await findToken(store, token, purposes, now)
    if (row !== undefined) return { ok: true, row }
    await parts.guesses.tokenWrong(address)
    return { ok: false, wait: 0 }
  }
  const refuse = ({ wait }: { wait: number }) =>
    wait > 0 ? fail('rate.limited', { retryAfterMs: wait }) : fail('link.invalid')

  return {
    describeLink: handler(accounts.describeLink, {
      policy: anyone,
      run: async (context, { token }) => {
        const found = await find(context, token, ['setUp', 'invitation', 'reset'])
        if (!found.ok) return refuse(found)
        const { purpose, account_id, expires_at } = found.row
        if (purpose === 'tabletCode') return fail('link.invalid')
        const account = account_id === null ? undefined : await findAccount(context.store, account_id)
        return ok({
          purpose,
          displayName: account?.display_name ?? '',
          loginName: account?.login_name ?? '',
          expiresAt: expires_at,
        })
      },
    }),
    setUp: handler(accounts.setUp, {
      policy: anyone,
      run: async (context, { token, accountId, committeeName, loginName, displayName }) => {
        const { store, now, ids } = context
        const found = await find(context, token, ['setUp'])
        if (!found.ok) return refuse(found)
        const states = await store.selectFrom('accounts').select('state').execute()
        if (!waitsForSetUp(states.map(({ state }) => state))) return fail('setUp.done')
        await discardUnfinishedSetUp(store)
        await setCommitteeName(store, committeeName)
        await store
          .insertInto('accounts')
          .values({
            id: accountId,
            login_name: loginName,
            display_name: displayName,
            ...{ honorific: 'none', title: '', unit_id: null, rank: 0 },
            ...{ administrator: 1, secretary: 0, state: 'invited' },
            ...{ registration_record: null, created_at: now },
          })
          .execute()
        await spendToken(store, found.row)
        const invitation = ids.token()
        await issueToken(store, {
          ...{ token: invitation, purpose: 'invitation', accountId, issuedBy: null, now },
        })
        context.note({ actorId: accountId })
        return ok({ token: invitation })
      },
    }),
    startRegistration: handler(accounts.startRegistration, {
      policy: anyone,
      run: async (context, { token, registrationRequest }) => {
        const found = await find(context, token, ['invitation', 'reset'])
        if (!found.ok) return refuse(found)
        if (found.row.account_id === null) return fail('link.invalid')
        const opaque = await parts.opaque(context.store)
        const registrationResponse = opaque.registrationResponse(found.row.account_id, registrationRequest)
        return registrationResponse === null
          ? fail('input.invalid', { field: 'registrationRequest' })
          : ok({ registrationResponse })
      },
    }),
    register: handler(accounts.register, {
      policy: anyone,
      run: async (context, { token, registrationRecord, device }) => {
        const { store, now } = context
        const found = await find(context, token, ['invitation', 'reset'])
        if (!found.ok) return refuse(found)
        const account =
          found.row.account_id === null ? undefined : await findAccount(store, found.row.account_id)
        if (account === undefined || account.state === 'deactivated') return fail('link.invalid')
        const opaque = await parts.opaque(store)
        if (!opaque.recordIsSound(registrationRecord))
          return fail('input.invalid', { field: 'registrationRecord' })
        await store
          .updateTable('accounts')
          .set({ registration_record: registrationRecord, state: 'active' })
          .where('id', '=', account.id)
          .execute()
        await voidTokens(store, account.id)
        const others = await endLogins(store, account.id, 'revoked', now)
        cutAfterCommit(parts, context, others, 'revoked')
        return ok(await signDeviceIn(parts, context, { ...account, state: 'active' }, device.label, 'link'))
      },
    }),
    issueLink: handler(accounts.issueLink, {
      policy: administrator,
      run: async ({ store, ids, now }, { accountId }, viewer) => {
        const account = await findAccount(store, accountId)
        if (account === undefined) return fail('object.notFound')
        if (account.state === 'deactivated') return fail('account.deactivated')
        const purpose = linkPurpose(account.registration_record !== null)
        const token = ids.token()
        const { expiresAt } = await issueToken(store, {
          ...{ token, purpose, accountId, now },
          issuedBy: viewer.accountId,
        })
        return ok({ token, purpose, expiresAt })
      },
    }),
  }
}
