import { accessOf } from '#server/access/meetingAccess.ts'
import { participantsEyes } from '#server/access/permitMeeting.ts'
import { endPresenting } from '#server/access/reviewPresenting.ts'
import { type CallContext, type Handlers, handler } from '#server/transport/handler.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { type Position, presenting, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { everyoneSees, seesPaper, startProblem, withinPaper } from '#shared/presenting/presenting.rules.ts'
import type { Positions } from './Positions.ts'
import { mayMove, mayStart, mayStop, mayTakeOver } from './presenting.policy.ts'
import { isInSight } from './presenting.presenter.ts'
import * as store from './presenting.store.ts'

/** Answers every call of the contract of presenting. */
export const createPresentingHandlers = (positions: Positions) => {
  /** Stores who presents what from where, and turns the memory to it once that is committed. */
  const begin = async (
    context: CallContext,
    meetingId: string,
    row: {
      presenterId: string
      loginId: string
      versionId: string
      startedAt: number
      pageCount: number
      audienceConfirmed: boolean
    },
    position: Position,
  ): Promise<void> => {
    const stored = JSON.stringify(position)
    await store.putPresenting(context.store, {
      meeting_id: meetingId,
      presenter_id: row.presenterId,
      login_id: row.loginId,
      version_id: row.versionId,
      started_at: row.startedAt,
      position: stored,
      audience_confirmed: row.audienceConfirmed ? 1 : 0,
    })
    context.note({ meetingId })
    context.afterCommit(() => {
      positions.begin(meetingId, { ...row, position: stored }, position)
    })
    context.touch(presentingEvents.changed, meetingId)
    // A screen sees a paper that is not for everyone only while it is presented.
    context.touch(documentsEvents.changed, meetingId)
  }

  return {
    start: handler(presenting.start, {
      policy: mayStart,
      run: async (context, input, subject) => {
        const { meetingId, versionId } = input
        const { access, current, meeting, person, version } = subject
        const before = await store.findPresenting(context.store, meetingId)
        const forEveryone = everyoneSees(version.paper, participantsEyes(subject))
        const problem = startProblem({
          state: meeting.state,
          current,
          paper: version.paper,
          ready: version.ready,
          everyoneSees: forEveryone,
          audienceConfirmed: input.audienceConfirmed,
          presenterId: before?.presenterId ?? null,
          takeOver: input.takeOver,
          eyes: access,
        })
        if (problem === 'meeting.wrongState') return fail(problem, { params: { state: meeting.state } })
        if (problem !== null) return fail(problem)
        const { pageCount } = version
        await begin(
          context,
          meetingId,
          {
            presenterId: person.accountId,
            loginId: person.loginId,
            versionId,
            startedAt: before?.startedAt ?? context.now,
            pageCount,
            // [P20] A word that nothing asked for stands for nothing later.
            audienceConfirmed: input.audienceConfirmed && !forEveryone,
          },
          withinPaper(input.position, pageCount),
        )
        return ok({})
      },
    }),

    takeOver: handler(presenting.takeOver, {
      policy: mayTakeOver,
      run: async (context, { meetingId }, { access, person, presented }) => {
        if (presented === null) return fail('presenting.nothing')
        if (!seesPaper(presented.paper, access)) return fail('object.notFound')
        const { position } = positions.at(meetingId, presented)
        await begin(
          context,
          meetingId,
          {
            presenterId: person.accountId,
            loginId: person.loginId,
            versionId: presented.versionId,
            startedAt: presented.startedAt,
            pageCount: presented.pageCount ?? 1,
            audienceConfirmed: presented.audienceConfirmed,
          },
          position,
        )
        return ok({})
      },
    }),

    stop: handler(presenting.stop, {
      policy: mayStop,
      run: async (context, { meetingId }, subject) => {
        if (subject.presenting === undefined) return fail('presenting.nothing')
        await endPresenting(context, meetingId)
        context.note({ meetingId })
        return ok({})
      },
    }),

    move: handler(presenting.move, {
      policy: mayMove,
      run: async (context, { meetingId, seq, position }, subject) => {
        const { presented } = subject
        if (presented === null) return fail('presenting.notPresenter')
        const place = positions.move(meetingId, presented, seq, position)
        if (place === null) return ok({})
        const view = { seq: place.seq, position: place.position }
        context.broadcast(
          presentingEvents.moved,
          { scopeId: meetingId, revision: place.seq, view },
          viewer => {
            const access = accessOf(subject, viewer)
            return access !== null && isInSight(presented.paper, access)
          },
        )
        return ok({})
      },
    }),
  } satisfies Handlers<typeof presenting>
}
