import { eraseAttendanceReasons } from '#server/access/attendance.ts'
import { erasePrivateNotes } from '#server/access/erasePrivateNotes.ts'
import { reviewPresentedBy } from '#server/access/reviewPresenting.ts'
import { eraseFromJournal } from '#server/storage/journal.ts'
import { type CallContext, handler } from '#server/transport/handler.ts'
import { accounts, accountsEvents } from '#shared/accounts/accounts.contract.ts'
import {
  reactivated,
  refuseDeactivation,
  refuseErasure,
  refuseUpdate,
} from '#shared/accounts/accounts.rules.ts'
import type { InputOf } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { screensEvents } from '#shared/screens/screens.contract.ts'
import { type AccountsParts, cutAfterCommit } from '../accounts.parts.ts'
import { administrator } from '../accounts.policy.ts'
import {
  allAccounts,
  countActiveAdministrators,
  findAccount,
  findByLoginName,
  raiseMeeting,
  setCommitteeName,
  standingOf,
  unfinishedMeetings,
} from '../accounts.store.ts'
import { blankLogins, endLogins, liveLogins } from '../logins.store.ts'
import { forgetDeleted } from '../secureDelete.ts'
import { voidTokens } from '../tokens.store.ts'

type Fields = InputOf<typeof accounts.update>

const columnsOf = ({ loginName, displayName, honorific, title, unitId, rank, roles }: Fields) => ({
  login_name: loginName,
  display_name: displayName,
  ...{ honorific, title, unit_id: unitId, rank },
  administrator: roles.includes('administrator') ? (1 as const) : (0 as const),
  secretary: roles.includes('secretary') ? (1 as const) : (0 as const),
})

/** [K1] [K11] What of the fields collides with what is stored. */
const collision = async (store: CallContext['store'], { accountId, loginName, unitId }: Fields) => {
  const namesake = await findByLoginName(store, loginName)
  if (namesake !== undefined && namesake.id !== accountId)
    return fail('loginName.taken', { field: 'loginName' })
  if (unitId === null) return null
  const unit = await store.selectFrom('units').select('id').where('id', '=', unitId).executeTakeFirst()
  return unit === undefined ? fail('object.notFound', { field: 'unitId' }) : null
}

/** What administrators do with accounts. */
export const people = (parts: AccountsParts) => ({
  create: handler(accounts.create, {
    policy: administrator,
    run: async ({ store, now }, input) => {
      const taken = await store
        .selectFrom('accounts')
        .select('id')
        .where('id', '=', input.accountId)
        .executeTakeFirst()
      if (taken !== undefined) return fail('object.exists', { field: 'accountId' })
      const refusal = await collision(store, input)
      if (refusal !== null) return refusal
      await store
        .insertInto('accounts')
        .values({
          id: input.accountId,
          ...columnsOf(input),
          ...{ state: 'invited', registration_record: null, created_at: now },
        })
        .execute()
      return ok({})
    },
  }),
  update: handler(accounts.update, {
    policy: administrator,
    run: async (context, input) => {
      const { store, now } = context
      const account = await findAccount(store, input.accountId)
      if (account === undefined) return fail('object.notFound')
      const refusal = refuseUpdate(standingOf(account), input.roles, await countActiveAdministrators(store))
      if (refusal !== null) return fail(refusal)
      const collided = await collision(store, input)
      if (collided !== null) return collided
      const columns = columnsOf(input)
      await store.updateTable('accounts').set(columns).where('id', '=', account.id).execute()
      context.touch(accountsEvents.meChanged, account.id)
      // [K45] The name stands in the list of participants and beside the page that is presented.
      for (const meetingId of await unfinishedMeetings(store, account.id)) {
        await raiseMeeting(store, meetingId)
        context.touch(meetingsEvents.changed, meetingId)
        context.touch(presentingEvents.changed, meetingId)
      }
      const sameRights =
        columns.administrator === account.administrator && columns.secretary === account.secretary
      if (!sameRights) {
        await reviewPresentedBy(context, account.id)
        const ids = (await liveLogins(store, account.id, now)).map(({ id }) => id)
        cutAfterCommit(parts, context, ids, 'rightsChanged')
      }
      return ok({})
    },
  }),
  deactivate: handler(accounts.deactivate, {
    policy: administrator,
    run: async (context, { accountId }, viewer) => {
      const { store, now } = context
      const account = await findAccount(store, accountId)
      if (account === undefined) return fail('object.notFound')
      const refusal = refuseDeactivation(
        viewer.accountId,
        standingOf(account),
        await countActiveAdministrators(store),
      )
      if (refusal !== null) return fail(refusal)
      await store.updateTable('accounts').set({ state: 'deactivated' }).where('id', '=', accountId).execute()
      await voidTokens(store, accountId)
      await reviewPresentedBy(context, accountId)
      cutAfterCommit(parts, context, await endLogins(store, accountId, 'deactivated', now), 'deactivated')
      return ok({})
    },
  }),
  reactivate: handler(accounts.reactivate, {
    policy: administrator,
    run: async ({ store }, { accountId }) => {
      const account = await findAccount(store, accountId)
      if (account === undefined) return fail('object.notFound')
      await store
        .updateTable('accounts')
        .set({ state: reactivated(account.state, account.registration_record !== null) })
        .where('id', '=', accountId)
        .execute()
      return ok({})
    },
  }),
  erase: handler(accounts.erase, {
    policy: administrator,
    run: async (context, { accountId }, viewer) => {
      const { store, now, ids } = context
      const account = await findAccount(store, accountId)
      if (account === undefined) return fail('object.notFound')
      const refusal = refuseErasure(
        viewer.accountId,
        standingOf(account),
        await countActiveAdministrators(store),
        (await unfinishedMeetings(store, accountId)).length,
      )
      if (refusal !== null) return fail(refusal)
      await store
        .updateTable('accounts')
        .set({
          // Outside what people can type, so that it is nobody's.
          login_name: `erased:${ids.uuid()}`,
          ...{ display_name: '', honorific: 'none', title: '', unit_id: null, rank: 9999 },
          ...{ administrator: 0, secretary: 0, state: 'erased', registration_record: null },
        })
        .where('id', '=', accountId)
        .execute()
      await voidTokens(store, accountId)
      // [N24] What was private to the person goes: without the key nobody opens it, and it is nobody else's.
      await store.deleteFrom('keyrings').where('account_id', '=', accountId).execute()
      await store.deleteFrom('note_documents').where('account_id', '=', accountId).execute()
      await reviewPresentedBy(context, accountId)
      const ended = await endLogins(store, accountId, 'deactivated', now)
      await blankLogins(store, accountId)
      await eraseFromJournal(store, accountId, now)
      await erasePrivateNotes(store, accountId)
      await eraseAttendanceReasons(store, accountId)
      cutAfterCommit(parts, context, ended, 'deactivated')
      context.afterCommit(() => forgetDeleted(parts.features.database))
      return ok({})
    },
  }),
  renameCommittee: handler(accounts.renameCommittee, {
    policy: administrator,
    run: async (context, { name }) => {
      const { store } = context
      await setCommitteeName(store, name)
      for (const { id, state } of await allAccounts(store))
        if (state === 'active') context.touch(accountsEvents.meChanged, id)
      // [S9] It stands on every hall screen too.
      for (const { id } of await store.selectFrom('screens').select('id').execute())
        context.touch(screensEvents.assigned, id)
      return ok({})
    },
  }),
})
