import {
  allow,
  type CallContext,
  deny,
  type Handlers,
  handler,
  type Permission,
} from '#server/transport/handler.ts'
import type { PersonViewer } from '#server/transport/viewer.ts'
import { keyring, keyringEvents } from '#shared/annotations/keyring.contract.ts'
import { isCurrent } from '#shared/annotations/keyring.rules.ts'
import { fail, ok, type Result } from '#shared/contract/result.ts'
import { findKeyring, putKeyring } from './keyring.store.ts'
import type { Unlocks } from './keyring.unlocks.ts'

/** [N36] Whoever is signed in, for their own keyring alone; a hall screen is no person. */
const own = ({ viewer }: Pick<CallContext, 'viewer'>): Permission<PersonViewer> =>
  viewer.kind === 'person'
    ? allow(viewer)
    : deny(viewer.kind === 'screen' ? 'right.missing' : 'login.required')

type Step = Result<Record<string, never>, 'object.notFound' | 'unlock.taken'>

/** Answers every call of the keyring's contract. */
export const createKeyringHandlers = (unlocks: Unlocks) => {
  const step = (
    context: CallContext,
    viewer: PersonViewer,
    requestId: string,
    next: Parameters<Unlocks['step']>[3],
  ): Step => {
    const answer = unlocks.step(viewer.accountId, requestId, viewer.loginId, next, context.now)
    if (answer === 'notFound') return fail('object.notFound')
    if (answer === 'taken') return fail('unlock.taken')
    context.touch(keyringEvents.unlocksChanged, viewer.accountId)
    return ok({})
  }
  return {
    keyring: handler(keyring.keyring, {
      policy: own,
      run: async ({ store }, _input, { accountId }) => ok(await findKeyring(store, accountId)),
    }),
    replaceKeyring: handler(keyring.replaceKeyring, {
      policy: own,
      run: async (context, input, { accountId }) => {
        const stored = await findKeyring(context.store, accountId)
        if (!isCurrent(stored.revision, input.revision)) return fail('revision.stale')
        const revision = input.revision + 1
        await putKeyring(context.store, accountId, revision, input.keyring)
        context.touch(keyringEvents.keyringChanged, accountId)
        return ok({ revision })
      },
    }),
    askUnlock: handler(keyring.askUnlock, {
      policy: own,
      run: async (context, { requestId, commitment }, { accountId, loginId }) => {
        const wait = await unlocks.wait(accountId)
        if (wait > 0) return fail('rate.limited', { retryAfterMs: wait })
        const login = await context.store
          .selectFrom('logins')
          .select('device_label')
          .where('id', '=', loginId)
          .executeTakeFirst()
        const asked = { id: requestId, loginId, deviceLabel: login?.device_label ?? '', commitment }
        const request = unlocks.ask(accountId, asked, context.now)
        if (request === null) return fail('object.exists')
        context.touch(keyringEvents.unlocksChanged, accountId)
        return ok({ expiresAt: request.expiresAt })
      },
    }),
    allowUnlock: handler(keyring.allowUnlock, {
      policy: own,
      run: async (context, { requestId, publicKey }, viewer) =>
        step(context, viewer, requestId, { allowed: { loginId: viewer.loginId, publicKey } }),
    }),
    revealUnlock: handler(keyring.revealUnlock, {
      policy: own,
      run: async (context, { requestId, publicKey, nonce }, viewer) =>
        step(context, viewer, requestId, { revealed: { publicKey, nonce } }),
    }),
    sendNotesKey: handler(keyring.sendNotesKey, {
      policy: own,
      run: async (context, { requestId, iv, sealed }, viewer) =>
        step(context, viewer, requestId, { sent: { iv, sealed } }),
    }),
    dropUnlock: handler(keyring.dropUnlock, {
      policy: own,
      run: async (context, { requestId }, { accountId }) => {
        if (!unlocks.drop(accountId, requestId, context.now)) return fail('object.notFound')
        context.touch(keyringEvents.unlocksChanged, accountId)
        return ok({})
      },
    }),
  } satisfies Handlers<typeof keyring>
}
