import { loadMarks } from '#server/access/attendance.ts'
import { type CallContext, type Handlers, handler } from '#server/transport/handler.ts'
import { attendance, attendanceEvents, type CheckInMode } from '#shared/attendance/attendance.contract.ts'
import {
  checkInOf,
  checkInProblem,
  excuseProblem,
  isSame,
  type Mark,
  markProblem,
  type PersonStanding,
  standingOf,
  timeProblem,
} from '#shared/attendance/attendance.rules.ts'
import { fail, ok, type Result } from '#shared/contract/result.ts'
import type { MeetingState } from '#shared/meetings/meetings.contract.ts'
import { mayForOthers, mayForSelf, mayShowCode } from './attendance.policy.ts'
import * as store from './attendance.store.ts'
import type { DoorCodes } from './DoorCodes.ts'

/** Everyone in the meeting hears it. */
const tell = (context: CallContext, meetingId: string): void => {
  context.note({ meetingId })
  context.touch(attendanceEvents.changed, meetingId)
}

const checkInNow = async (context: CallContext, meeting: { id: string; state: MeetingState }) =>
  checkInOf(meeting.state, await store.isOpened(context.store, meeting.id))

/** Stores what is so from now on. */
const put = async (
  context: CallContext,
  meetingId: string,
  accountId: string,
  mark: Pick<Mark, 'kind' | 'mode' | 'reason'>,
  byId: string,
): Promise<void> => {
  await store.addMark(context.store, {
    ...{ meeting_id: meetingId, account_id: accountId, ...mark },
    ...{ at: context.now, recorded_at: context.now, recorded_by: byId },
  })
  tell(context, meetingId)
}

/** [C9] Checks somebody in, unless they are there already. */
const checkIn = async (
  context: CallContext,
  meetingId: string,
  { accountId, standing }: { accountId: string; standing: PersonStanding },
  mode: CheckInMode,
) => {
  const stay = standing.stays.at(-1)
  context.note({ meetingId })
  if (standing.standing === 'present' && stay !== undefined) return ok({ since: stay.from, mode: stay.mode })
  await put(context, meetingId, accountId, { kind: 'present', mode, reason: '' }, accountId)
  return ok({ since: context.now, mode })
}

/** Answers every call of the contract of attendance. */
export const createAttendanceHandlers = (codes: DoorCodes) => {
  const checkSelfIn = async (
    context: CallContext,
    {
      meeting,
      person,
      standing,
    }: Extract<Awaited<ReturnType<typeof mayForSelf>>, { allowed: true }>['subject'],
    mode: CheckInMode,
  ) => {
    const problem = checkInProblem(await checkInNow(context, meeting))
    if (problem !== null) return fail(problem)
    return checkIn(context, meeting.id, { accountId: person.accountId, standing }, mode)
  }

  return {
    openCheckIn: handler(attendance.openCheckIn, {
      policy: mayForOthers,
      run: async (context, { meetingId }, { meeting: { state } }) => {
        if (state !== 'published' && state !== 'open' && state !== 'paused')
          return fail('meeting.wrongState', { params: { state } })
        await store.putOpened(context.store, meetingId, context.now)
        tell(context, meetingId)
        return ok({})
      },
    }),

    checkIn: handler(attendance.checkIn, {
      policy: mayForSelf,
      run: (context, _input, subject) => checkSelfIn(context, subject, 'tablet'),
    }),

    checkInByCode: handler(attendance.checkInByCode, {
      policy: mayForSelf,
      run: async (context, { meetingId, code }, subject) =>
        codes.accepts(meetingId, code) ? checkSelfIn(context, subject, 'code') : fail('attendance.codeOld'),
    }),

    leave: handler(attendance.leave, {
      policy: mayForSelf,
      run: async (context, { meetingId }, { meeting, person, standing }) => {
        if ((await checkInNow(context, meeting)) === 'over') return fail('attendance.over')
        if (standing.standing !== 'present') return fail('attendance.notPresent')
        await put(
          ...([context, meetingId, person.accountId] as const),
          { kind: 'left', mode: null, reason: '' },
          person.accountId,
        )
        return ok({})
      },
    }),

    excuse: handler(attendance.excuse, {
      policy: mayForSelf,
      run: async (context, { meetingId, reason }, { meeting, person, standing }) => {
        const problem = excuseProblem(meeting.state, standing)
        if (problem !== null) return fail(problem)
        const { accountId } = person
        if (!isSame(standing, 'excused', reason))
          await put(context, meetingId, accountId, { kind: 'excused', mode: null, reason }, accountId)
        return ok({})
      },
    }),

    withdrawExcuse: handler(attendance.withdrawExcuse, {
      policy: mayForSelf,
      run: async (context, { meetingId }, { meeting, person: { accountId } }) => {
        if (meeting.state !== 'published') return fail('attendance.tooLate')
        const marks = (await loadMarks(context.store, meetingId)).get(accountId) ?? []
        for (const { id, kind } of marks)
          if (kind === 'excused')
            await store.strikeMark(context.store, id, { now: context.now, accountId, reason: '' })
        tell(context, meetingId)
        return ok({})
      },
    }),

    mark: handler(attendance.mark, {
      policy: mayForOthers,
      run: async (context, { meetingId, accountId, standing, reason }, { meeting, person, roles }) => {
        if (!roles.has(accountId)) return fail('participant.missing')
        const marks = (await loadMarks(context.store, meetingId)).get(accountId) ?? []
        const before = standingOf(marks, null)
        const problem = markProblem(before, standing, reason, {
          state: meeting.state,
          checkIn: await checkInNow(context, meeting),
        })
        if (problem !== null) return fail(problem)
        context.note({ meetingId })
        if (isSame(before, standing, reason)) return ok({})
        const mark: Pick<Mark, 'kind' | 'mode' | 'reason'> =
          standing === 'present' || standing === 'remote'
            ? { kind: 'present', mode: standing === 'remote' ? 'remote' : 'secretary', reason }
            : { kind: standing, mode: null, reason }
        await put(context, meetingId, accountId, mark, person.accountId)
        return ok({})
      },
    }),

    correct: handler(attendance.correct, {
      policy: mayForOthers,
      run: async (
        context,
        { meetingId, accountId, markId, at, reason },
        { person, roles },
      ): Promise<
        Result<Record<string, never>, 'participant.missing' | 'revision.stale' | 'attendance.wrongTime'>
      > => {
        if (!roles.has(accountId)) return fail('participant.missing')
        const marks = (await loadMarks(context.store, meetingId)).get(accountId) ?? []
        const mark = marks.at(-1)?.id === markId ? await store.findMark(context.store, markId) : undefined
        if (mark === undefined) return fail('revision.stale')
        const meeting = await store.findMeeting(context.store, meetingId)
        const problem =
          at === null
            ? null
            : timeProblem(marks, at, { now: context.now, closedAt: meeting?.closed_at ?? null })
        if (problem !== null) return fail(problem, { field: 'at' })
        const by = { now: context.now, accountId: person.accountId, reason }
        await store.strikeMark(context.store, markId, by)
        if (at !== null)
          await store.addMark(context.store, {
            ...{ meeting_id: meetingId, account_id: accountId, kind: mark.kind, mode: mark.mode, at },
            ...{ reason: mark.reason, recorded_at: context.now, recorded_by: person.accountId },
          })
        tell(context, meetingId)
        return ok({})
      },
    }),

    code: handler(attendance.code, {
      policy: mayShowCode,
      run: async (context, { meetingId }, { meeting }) => {
        const problem = checkInProblem(await checkInNow(context, meeting))
        return problem === null ? ok(codes.at(meetingId)) : fail(problem)
      },
    }),
  } satisfies Handlers<typeof attendance>
}
