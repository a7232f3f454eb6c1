import { endStaysOverNight } from '#server/access/attendance.ts'
import { touchMeeting } from '#server/access/meetingAccess.ts'
import type { MeetingSubject } from '#server/access/permitMeeting.ts'
import { newestProfile } from '#server/access/profiles.ts'
import { endPresenting, reviewPresenting } from '#server/access/reviewPresenting.ts'
import { touchLists } from '#server/access/touchLists.ts'
import { type CallContext, type Handlers, handler } from '#server/transport/handler.ts'
import { agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { type Failed, fail, ok, type Result } from '#shared/contract/result.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { type MeetingState, meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import {
  handOver,
  type MeetingAction,
  type MeetingStep,
  publishProblem,
  removalProblem,
  seatProblem,
  settleSeat,
  stateAllows,
  stepFrom,
  timesReversed,
} from '#shared/meetings/meetings.rules.ts'
import { screensEvents } from '#shared/screens/screens.contract.ts'
import { mayCreate, mayIn, mayJoin, mayLeave, mayList } from './meetings.policy.ts'
import * as store from './meetings.store.ts'
import type { Summaries } from './meetings.summaries.ts'

const wrongState = (state: MeetingState): Failed<'meeting.wrongState'> =>
  fail('meeting.wrongState', { params: { state } })

const refusedBy = (
  action: MeetingAction,
  { meeting }: MeetingSubject,
): Failed<'meeting.wrongState'> | null =>
  stateAllows(action, meeting.state) ? null : wrongState(meeting.state)

/** [M9] Everyone hears that roles, and with them sights, changed: whatever depends on them is presented anew. */
const rolesChanged = async (
  context: CallContext,
  meetingId: string,
  removed: readonly string[] = [],
): Promise<void> => {
  await touchMeeting(
    context,
    meetingId,
    meetingsEvents.changed,
    agendaEvents.changed,
    documentsEvents.changed,
  )
  await reviewPresenting(context, meetingId)
  await touchLists(context, meetingId, removed)
}

/** Why a person cannot be invited to a meeting; null where they can. */
const inviteProblem = async (
  context: CallContext,
  accountId: string,
  field: string,
): Promise<Failed<'object.notFound' | 'account.deactivated'> | null> => {
  const state = await store.findAccountState(context.store, accountId)
  if (state === undefined) return fail('object.notFound', { field })
  return state === 'active' || state === 'invited' ? null : fail('account.deactivated', { field })
}

/** A step of the meeting's life: the new state, what it stamps, and who hears of it. */
const step = async (
  context: CallContext,
  { meeting }: MeetingSubject,
  name: MeetingStep,
  stamp: (now: number) => Parameters<typeof store.changeMeeting>[2],
): Promise<Result<Record<string, never>, 'meeting.wrongState'>> => {
  const state = stepFrom(meeting.state, name)
  if (state === null) return wrongState(meeting.state)
  const screenIds = await store.screensConcerned(context.store, meeting.id)
  const showing = state === 'closed' ? await store.screensShowing(context.store, meeting.id) : []
  await store.changeMeeting(context.store, meeting.id, { ...stamp(context.now), state })
  if (state === 'closed' || state === 'cancelled') {
    await store.endCurrentItem(context.store, meeting.id, context.now)
    await store.releaseScreens(context.store, meeting.id, showing)
    await endPresenting(context, meeting.id)
    if (screenIds.length > 0) context.touch(screensEvents.listChanged, 'committee')
  } else await reviewPresenting(context, meeting.id)
  await touchMeeting(
    context,
    meeting.id,
    meetingsEvents.changed,
    agendaEvents.changed,
    documentsEvents.changed,
  )
  await touchLists(context, meeting.id)
  for (const screenId of screenIds) context.touch(screensEvents.assigned, screenId)
  return ok({})
}

/** Answers every call of the meetings' contract. */
export const createMeetingsHandlers = (summaries: Summaries) =>
  ({
    list: handler(meetings.list, {
      policy: mayList,
      run: async (context, window, viewer) =>
        ok({
          meetings: await summaries.list(
            context.store,
            { id: viewer.accountId, secretary: viewer.secretary },
            window,
          ),
        }),
    }),

    join: handler(meetings.join, {
      policy: mayJoin,
      run: async (context, { meetingId }) => {
        await context.subscriber.subscribe('meeting', meetingId)
        return ok({})
      },
    }),

    leave: handler(meetings.leave, {
      policy: mayLeave,
      run: async (context, { meetingId }) => {
        context.subscriber.unsubscribe('meeting', meetingId)
        return ok({})
      },
    }),

    create: handler(meetings.create, {
      policy: mayCreate,
      run: async (context, input, viewer) => {
        if (timesReversed(input)) return fail('meeting.timesReversed', { field: 'endsAt' })
        if ((await store.findMeeting(context.store, input.meetingId)) !== undefined)
          return fail('object.exists')
        if (input.chairId !== null) {
          const problem = await inviteProblem(context, input.chairId, 'chairId')
          if (problem !== null) return problem
        }
        await store.insertMeeting(context.store, {
          id: input.meetingId,
          kind: input.kind,
          title: input.title,
          place: input.place,
          starts_at: input.startsAt,
          ends_at: input.endsAt,
          created_by: viewer.accountId,
          created_at: context.now,
        })
        if (input.chairId !== null)
          await store.putSeat(context.store, input.meetingId, {
            accountId: input.chairId,
            role: 'chair',
            principalId: null,
          })
        context.note({ meetingId: input.meetingId })
        await touchLists(context, input.meetingId)
        return ok({})
      },
    }),

    update: handler(meetings.update, {
      policy: mayIn('edit'),
      run: async (context, input, subject) => {
        const refused = refusedBy('edit', subject)
        if (refused !== null) return refused
        if (timesReversed(input)) return fail('meeting.timesReversed', { field: 'endsAt' })
        await store.changeMeeting(context.store, input.meetingId, {
          kind: input.kind,
          title: input.title,
          place: input.place,
          starts_at: input.startsAt,
          ends_at: input.endsAt,
        })
        await touchMeeting(context, input.meetingId, meetingsEvents.changed)
        await touchLists(context, input.meetingId)
        return ok({})
      },
    }),

    setParticipant: handler(meetings.setParticipant, {
      policy: mayIn('edit'),
      run: async (context, { meetingId, ...seat }, subject) => {
        const refused = refusedBy('edit', subject)
        if (refused !== null) return refused
        const uninvited = await inviteProblem(context, seat.accountId, 'accountId')
        if (uninvited !== null) return uninvited
        const problem = seatProblem(await store.loadSeats(context.store, meetingId), seat)
        if (problem !== null) return fail(problem)
        await store.putSeat(context.store, meetingId, settleSeat(seat))
        await rolesChanged(context, meetingId)
        return ok({})
      },
    }),

    removeParticipant: handler(meetings.removeParticipant, {
      policy: mayIn('edit'),
      run: async (context, { meetingId, accountId }, subject) => {
        const refused = refusedBy('edit', subject)
        if (refused !== null) return refused
        const problem = removalProblem(await store.loadSeats(context.store, meetingId), accountId)
        if (problem !== null) return fail(problem)
        await store.deleteSeat(context.store, meetingId, accountId)
        await rolesChanged(context, meetingId, [accountId])
        return ok({})
      },
    }),

    handOverChair: handler(meetings.handOverChair, {
      policy: mayIn('handOverChair'),
      run: async (context, { meetingId, accountId }, subject) => {
        const refused = refusedBy('handOverChair', subject)
        if (refused !== null) return refused
        const changed = handOver(await store.loadSeats(context.store, meetingId), accountId)
        if (changed === null) return fail('participant.missing')
        for (const seat of changed) await store.putSeat(context.store, meetingId, seat)
        await rolesChanged(context, meetingId)
        return ok({})
      },
    }),

    publish: handler(meetings.publish, {
      policy: mayIn('publish'),
      run: async (context, { meetingId }, subject) => {
        const refused = refusedBy('publish', subject)
        if (refused !== null) return refused
        const seats = await store.loadSeats(context.store, meetingId)
        const problem = publishProblem({
          hasChair: seats.some(({ role }) => role === 'chair'),
          ...(await store.countForPublishing(context.store, meetingId)),
        })
        return problem === null ? step(context, subject, 'publish', () => ({})) : fail(problem)
      },
    }),

    open: handler(meetings.open, {
      policy: mayIn('open'),
      run: async (context, _input, subject) => {
        // [Q4] What the committee changes of its rules from now on is for other meetings.
        const { version } = await newestProfile(context.store)
        return step(context, subject, 'open', now => ({ opened_at: now, profile_version: version }))
      },
    }),

    pause: handler(meetings.pause, {
      policy: mayIn('pause'),
      run: (context, _input, subject) => step(context, subject, 'pause', now => ({ paused_at: now })),
    }),

    resume: handler(meetings.resume, {
      policy: mayIn('resume'),
      run: async (context, { meetingId }, subject) => {
        const pausedAt = (await store.findMeeting(context.store, meetingId))?.paused_at ?? null
        const result = await step(context, subject, 'resume', () => ({}))
        if (result.ok) await endStaysOverNight(context, meetingId, pausedAt)
        return result
      },
    }),

    close: handler(meetings.close, {
      policy: mayIn('close'),
      run: (context, _input, subject) => step(context, subject, 'close', now => ({ closed_at: now })),
    }),

    cancel: handler(meetings.cancel, {
      policy: mayIn('cancel'),
      run: (context, { reason }, subject) =>
        step(context, subject, 'cancel', () => ({ cancel_reason: reason })),
    }),

    remove: handler(meetings.remove, {
      policy: mayIn('remove'),
      run: async (context, { meetingId }, { meeting }) => {
        if (!stateAllows('remove', meeting.state)) return fail('meeting.notDraft')
        await touchLists(context, meetingId)
        const screenIds = await store.screensConcerned(context.store, meetingId)
        await store.deleteMeeting(context.store, meetingId)
        context.note({ meetingId })
        context.touch(meetingsEvents.changed, meetingId)
        for (const screenId of screenIds) context.touch(screensEvents.assigned, screenId)
        return ok({})
      },
    }),
  }) satisfies Handlers<typeof meetings>
