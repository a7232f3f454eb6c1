import { touchMeeting } from '#server/access/meetingAccess.ts'
import type { FeatureParts } from '#server/feature.ts'
import { tokenHash } from '#server/transport/cookies.ts'
import { type CallContext, type Handlers, handler } from '#server/transport/handler.ts'
import { type Failed, fail, ok } from '#shared/contract/result.ts'
import { screens, screensEvents } from '#shared/screens/screens.contract.ts'
import { canBeAssigned, pairedForMs, showsOnScreens } from '#shared/screens/screens.rules.ts'
import type { Pairings } from './Pairings.ts'
import { anybody, mayBeScreen, mayManage, mayNotify } from './screens.policy.ts'
import { listScreens, ownScreen } from './screens.presenter.ts'
import * as store from './screens.store.ts'

/** [S10] Why a screen cannot be given this meeting; null where it can, or is given none. */
const assignProblem = async (
  context: CallContext,
  meetingId: string | null,
): Promise<Failed<'object.notFound' | 'meeting.wrongState'> | null> => {
  if (meetingId === null) return null
  const meeting = await store.findMeeting(context.store, meetingId)
  if (meeting === null) return fail('object.notFound', { field: 'meetingId' })
  return canBeAssigned(meeting.state)
    ? null
    : fail('meeting.wrongState', { params: { state: meeting.state } })
}

/** Answers every call of the screens' contract. */
export const createScreensHandlers = (parts: FeatureParts, pairings: Pairings) =>
  ({
    requestPairing: handler(screens.requestPairing, {
      policy: anybody,
      run: async context => pairings.offer(context.address, context.now),
    }),

    finishPairing: handler(screens.finishPairing, {
      policy: anybody,
      run: async (context, { pairingId, secret }) => {
        const found = pairings.ask(pairingId, secret, context.now)
        if (!found.ok) return found
        const screenId = found.data
        if (screenId === null) return fail('pairing.waiting', { retryAfterMs: 2_000 })
        const token = context.ids.token()
        const taken = await store.giveToken(context.store, screenId, tokenHash(token))
        const view = taken ? await ownScreen(parts, context.store, screenId) : null
        if (view === null) return fail('pairing.unknown')
        context.cookies.set('screen', token, pairedForMs)
        context.note({ actorId: screenId, loginId: screenId })
        context.afterCommit(() => pairings.finish(pairingId))
        context.touch(screensEvents.listChanged, 'committee')
        return ok({ screen: view.screen })
      },
    }),

    pair: handler(screens.pair, {
      policy: mayManage,
      run: async (context, input, viewer) => {
        const wait = await pairings.wait(viewer.accountId)
        if (wait > 0) return fail('rate.limited', { retryAfterMs: wait })
        const pairingId = pairings.byCode(input.code, context.now)
        if (pairingId === null) {
          await pairings.wrong(viewer.accountId)
          return fail('pairing.unknown', { field: 'code' })
        }
        if ((await store.findScreen(context.store, input.screenId)) !== undefined)
          return fail('object.exists')
        const problem = await assignProblem(context, input.meetingId)
        if (problem !== null) return problem
        await store.insertScreen(context.store, {
          id: input.screenId,
          name: input.name,
          meetingId: input.meetingId,
          pairedAt: context.now,
          pairedBy: viewer.accountId,
        })
        context.afterCommit(() => pairings.assign(pairingId, input.screenId))
        if (input.meetingId !== null) context.note({ meetingId: input.meetingId })
        context.touch(screensEvents.listChanged, 'committee')
        return ok({})
      },
    }),

    me: handler(screens.me, {
      policy: mayBeScreen,
      run: async (context, _input, viewer) => {
        const view = await ownScreen(parts, context.store, viewer.screenId)
        return view === null ? fail('object.notFound') : ok(view)
      },
    }),

    list: handler(screens.list, {
      policy: mayManage,
      run: async context => ok({ screens: await listScreens(parts, context.store) }),
    }),

    assign: handler(screens.assign, {
      policy: mayManage,
      run: async (context, { screenId, name, meetingId }) => {
        const screen = await store.findScreen(context.store, screenId)
        if (screen === undefined) return fail('object.notFound', { field: 'screenId' })
        const problem = screen.meetingId === meetingId ? null : await assignProblem(context, meetingId)
        if (problem !== null) return problem
        await store.changeScreen(context.store, screenId, { name, meetingId })
        if (meetingId !== null) context.note({ meetingId })
        context.touch(screensEvents.listChanged, 'committee')
        context.touch(screensEvents.assigned, screenId)
        // Its right to the former meeting ends now: the screen connects anew and joins what it shows then.
        if (screen.meetingId !== meetingId)
          context.afterCommit(() => parts.connections.cut(screenId, 'rightsChanged'))
        return ok({})
      },
    }),

    unpair: handler(screens.unpair, {
      policy: mayManage,
      run: async (context, { screenId }) => {
        const screen = await store.findScreen(context.store, screenId)
        if (screen === undefined) return fail('object.notFound')
        await store.deleteScreen(context.store, screenId)
        context.afterCommit(() => parts.connections.cut(screenId, 'revoked'))
        context.touch(screensEvents.listChanged, 'committee')
        return ok({})
      },
    }),

    setNotice: handler(screens.setNotice, {
      policy: mayNotify,
      run: async (context, { meetingId, text }, { meeting }) => {
        if (!showsOnScreens(meeting.state))
          return fail('meeting.wrongState', { params: { state: meeting.state } })
        await store.storeNotice(context.store, meetingId, text)
        await touchMeeting(context, meetingId, screensEvents.noticeChanged)
        return ok({})
      },
    }),
  }) satisfies Handlers<typeof screens>
