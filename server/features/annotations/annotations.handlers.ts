import { touchMeeting } from '#server/access/meetingAccess.ts'
import { type Handlers, handler } from '#server/transport/handler.ts'
import { annotations, annotationsEvents } from '#shared/annotations/annotations.contract.ts'
import { makeProblem } from '#shared/annotations/annotations.rules.ts'
import { type Failed, fail, ok, type Result } from '#shared/contract/result.ts'
import { settleAudience } from '#shared/meetings/audience.rules.ts'
import type { Audience, MeetingState } from '#shared/meetings/meetings.contract.ts'
import { mayMake, mayOnGroup } from './annotations.policy.ts'
import { changeGroup, deleteGroup, findGroup, groupsOf, insertGroup } from './layers.store.ts'

interface Settings {
  readonly name: string
  readonly readers: Audience
  readonly writers: Audience
}

const wrongState = (state: MeetingState): Failed<'meeting.wrongState'> =>
  fail('meeting.wrongState', { params: { state } })

/** [N8] People by name take part in the meeting. */
const settle = (
  { name, readers, writers }: Settings,
  roles: ReadonlyMap<string, unknown>,
): Result<Settings, 'audience.empty' | 'participant.missing'> => {
  const settledReaders = settleAudience(readers, roles)
  if (!settledReaders.ok) return fail(settledReaders.error.code, { field: 'readers' })
  const settledWriters = settleAudience(writers, roles)
  if (!settledWriters.ok) return fail(settledWriters.error.code, { field: 'writers' })
  return ok({ name, readers: settledReaders.data, writers: settledWriters.data })
}

/** Answers every call of the contract of notes: their layers. */
export const annotationsHandlers: Handlers<typeof annotations> = {
  makeLayer: handler(annotations.makeLayer, {
    policy: mayMake,
    run: async (context, { layerId, documentId, ...settings }, { access, meeting, roles }) => {
      const layers = await groupsOf(context.store, documentId)
      const problem = makeProblem({
        state: meeting.state,
        layers: layers.length,
        own: layers.filter(({ makerId }) => makerId === access.accountId).length,
      })
      if (problem === 'meeting.wrongState') return wrongState(meeting.state)
      if (problem !== null) return fail(problem)
      if ((await findGroup(context.store, layerId)) !== null) return fail('object.exists')
      const settled = settle(settings, roles)
      if (!settled.ok) return settled
      const group = { ...settled.data, id: layerId, documentId, makerId: access.accountId }
      await insertGroup(context.store, group, context.now)
      await touchMeeting(context, meeting.id, annotationsEvents.changed)
      return ok({})
    },
  }),

  changeLayer: handler(annotations.changeLayer, {
    policy: mayOnGroup('change'),
    run: async (context, { layerId, ...settings }, { meeting, roles }) => {
      if (meeting.state === 'cancelled') return wrongState(meeting.state)
      const settled = settle(settings, roles)
      if (!settled.ok) return settled
      await changeGroup(context.store, layerId, settled.data)
      await touchMeeting(context, meeting.id, annotationsEvents.changed)
      return ok({})
    },
  }),

  removeLayer: handler(annotations.removeLayer, {
    policy: mayOnGroup('remove'),
    run: async (context, { layerId }, { meeting }) => {
      await deleteGroup(context.store, layerId)
      await touchMeeting(context, meeting.id, annotationsEvents.changed)
      return ok({})
    },
  }),
}
