import { handler } from '#server/transport/handler.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { byProtocol, waitsForSetUp } from '#shared/accounts/accounts.rules.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { administrator, anyone, choosesPeople, signedIn } from '../accounts.policy.ts'
import {
  allAccounts,
  committeeName,
  findAccount,
  meWithoutLogin,
  viewAccount,
  viewLogin,
} from '../accounts.store.ts'
import { findLogin } from '../logins.store.ts'
import { allUnits } from '../units.store.ts'

/** What is asked without changing anything. */
export const reading = {
  committee: handler(accounts.committee, {
    policy: anyone,
    run: async ({ store }) => {
      const rows = await store.selectFrom('accounts').select('state').execute()
      return ok({
        name: await committeeName(store),
        waitsForSetUp: waitsForSetUp(rows.map(({ state }) => state)),
      })
    },
  }),
  me: handler(accounts.me, {
    policy: signedIn,
    run: async ({ store }, _input, viewer) => {
      const account = await findAccount(store, viewer.accountId)
      const login = await findLogin(store, viewer.loginId)
      if (account === undefined || login === undefined) return fail('login.required')
      return ok({ ...(await meWithoutLogin(store, account)), login: viewLogin(login, login.id) })
    },
  }),
  list: handler(accounts.list, {
    policy: administrator,
    run: async ({ store }) =>
      ok({
        accounts: (await allAccounts(store)).map(viewAccount).sort(byProtocol),
        units: await allUnits(store),
      }),
  }),
  listPeople: handler(accounts.listPeople, {
    policy: choosesPeople,
    run: async ({ store }) => {
      const rows = await allAccounts(store)
      const people = rows
        .filter(({ state }) => state !== 'deactivated')
        .map(viewAccount)
        .sort(byProtocol)
        .map(({ id, displayName, honorific, title, unitId, rank }) => ({
          ...{ id, displayName, honorific, title, unitId, rank },
        }))
      return ok({ people, units: await allUnits(store) })
    },
  }),
}
