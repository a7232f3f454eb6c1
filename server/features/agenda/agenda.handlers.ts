import { touchMeeting } from '#server/access/meetingAccess.ts'
import type { MeetingSubject } from '#server/access/permitMeeting.ts'
import { reviewPresenting } from '#server/access/reviewPresenting.ts'
import { touchLists } from '#server/access/touchLists.ts'
import { type CallContext, type Handlers, handler } from '#server/transport/handler.ts'
import { agenda, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import {
  changeProblem,
  itemsPerMeeting,
  placeItem,
  takenStates,
  withoutItem,
} from '#shared/agenda/agenda.rules.ts'
import type { Event } from '#shared/contract/define.ts'
import { type Failed, fail, ok, type Result } from '#shared/contract/result.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { settleAudience } from '#shared/meetings/audience.rules.ts'
import { type Audience, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { type MeetingAction, sits, stateAllows } from '#shared/meetings/meetings.rules.ts'
import { mayAddItem, mayOnItem } from './agenda.policy.ts'
import * as store from './agenda.store.ts'

const refusedBy = (
  action: MeetingAction,
  { meeting }: MeetingSubject,
): Failed<'meeting.wrongState'> | null =>
  stateAllows(action, meeting.state) ? null : fail('meeting.wrongState', { params: { state: meeting.state } })

interface ItemFields {
  readonly title: string
  readonly durationMinutes: number
  readonly reporterId: string | null
  readonly reporterNote: string
  readonly audience: Audience
}

/** [A11] Reporter and chosen people take part in the meeting; the columns as they are stored. */
const settleFields = (fields: ItemFields, { roles }: MeetingSubject) => {
  if (fields.reporterId !== null && !roles.has(fields.reporterId))
    return fail('participant.missing', { field: 'reporterId' })
  const audience = settleAudience(fields.audience, roles)
  return audience.ok
    ? ok({
        title: fields.title,
        duration_minutes: fields.durationMinutes,
        reporter_id: fields.reporterId,
        reporter_note: fields.reporterNote,
        audience: JSON.stringify(audience.data),
      })
    : audience
}

/** The agenda alone changed, or what hangs on it too. */
const told = async (context: CallContext, meetingId: string, ...events: readonly Event[]): Promise<void> =>
  touchMeeting(context, meetingId, agendaEvents.changed, ...events)

/** [A9] [A15] The meeting turned: its current item, who may present, and what screens may see are new. */
const turned = async (context: CallContext, meetingId: string, to: string | null): Promise<void> => {
  await told(context, meetingId, meetingsEvents.changed, documentsEvents.changed)
  await reviewPresenting(context, meetingId, { to })
}

const done = (): Result<Record<string, never>, never> => ok({})

/** Answers every call of the agenda's contract. */
export const createAgendaHandlers = () =>
  ({
    addItem: handler(agenda.addItem, {
      policy: mayAddItem,
      run: async (context, { meetingId, itemId, beforeItemId, ...fields }, subject) => {
        const refused = refusedBy('editAgenda', subject)
        if (refused !== null) return refused
        if ((await store.findItem(context.store, itemId)) !== undefined) return fail('object.exists')
        const places = await store.loadPlaces(context.store, meetingId)
        if (places.length >= itemsPerMeeting)
          return fail('items.tooMany', { params: { limit: itemsPerMeeting } })
        const columns = settleFields(fields, subject)
        if (!columns.ok) return columns
        const placed = placeItem(places, itemId, beforeItemId)
        if (!placed.ok) return fail(placed.code, { field: 'beforeItemId' })
        await store.insertItem(context.store, {
          id: itemId,
          meeting_id: meetingId,
          position: places.length,
          ...columns.data,
          state: 'waiting',
          urgent: sits(subject.meeting.state) ? 1 : 0,
          secrecy: null,
          started_at: null,
          ended_at: null,
        })
        await store.storeOrder(context.store, placed.order)
        await told(context, meetingId)
        await touchLists(context, meetingId)
        return done()
      },
    }),

    updateItem: handler(agenda.updateItem, {
      policy: mayOnItem('editAgenda'),
      run: async (context, { itemId, ...fields }, subject) => {
        const refused = refusedBy('editAgenda', subject)
        if (refused !== null) return refused
        if (changeProblem('update', { state: subject.item.state, papers: 0 }) !== null)
          return fail('item.done')
        const columns = settleFields(fields, subject)
        if (!columns.ok) return columns
        await store.changeItem(context.store, itemId, columns.data)
        const { meeting, item } = subject
        if (item.audience !== columns.data.audience) {
          await told(context, meeting.id, documentsEvents.changed, meetingsEvents.changed)
          await touchLists(context, meeting.id)
        } else await told(context, meeting.id)
        await reviewPresenting(context, meeting.id)
        return done()
      },
    }),

    moveItem: handler(agenda.moveItem, {
      policy: mayOnItem('editAgenda'),
      run: async (context, { itemId, beforeItemId }, subject) => {
        const refused = refusedBy('editAgenda', subject)
        if (refused !== null) return refused
        const { meeting } = subject
        const placed = placeItem(await store.loadPlaces(context.store, meeting.id), itemId, beforeItemId)
        if (!placed.ok) return fail(placed.code)
        await store.storeOrder(context.store, placed.order)
        await told(context, meeting.id)
        return done()
      },
    }),

    removeItem: handler(agenda.removeItem, {
      policy: mayOnItem('editAgenda'),
      run: async (context, { itemId }, subject) => {
        const refused = refusedBy('editAgenda', subject)
        if (refused !== null) return refused
        const { meeting, item } = subject
        const papers = await store.countPapers(context.store, itemId)
        const problem = changeProblem('remove', { state: item.state, papers })
        if (problem !== null) return fail(problem)
        const order = withoutItem(await store.loadPlaces(context.store, meeting.id), itemId)
        await store.deleteItem(context.store, itemId)
        await store.storeOrder(context.store, order)
        await told(context, meeting.id)
        await touchLists(context, meeting.id)
        return done()
      },
    }),

    takeItem: handler(agenda.takeItem, {
      policy: mayOnItem('takeItems'),
      run: async (context, { itemId }, subject) => {
        const refused = refusedBy('takeItems', subject)
        if (refused !== null) return refused
        const { meeting } = subject
        const changed = takenStates(await store.loadPlaces(context.store, meeting.id), itemId)
        if (changed.size > 0) {
          await store.storeStates(context.store, changed, context.now)
          await turned(context, meeting.id, itemId)
        } else context.note({ meetingId: meeting.id })
        return done()
      },
    }),

    finishItem: handler(agenda.finishItem, {
      policy: mayOnItem('takeItems'),
      run: async (context, { itemId }, subject) => {
        const refused = refusedBy('takeItems', subject)
        if (refused !== null) return refused
        const { meeting, item } = subject
        if (item.state !== 'current') return fail('revision.stale')
        await store.storeStates(context.store, new Map([[itemId, 'done']]), context.now)
        await turned(context, meeting.id, null)
        return done()
      },
    }),

    declareSecrecy: handler(agenda.declareSecrecy, {
      policy: mayOnItem('editAgenda'),
      run: async (context, { itemId, secrecy }, subject) => {
        const refused = refusedBy('editAgenda', subject)
        if (refused !== null) return refused
        const { meeting, item } = subject
        if (changeProblem('declareSecrecy', { state: item.state, papers: 0 }) !== null)
          return fail('item.done')
        await store.changeItem(context.store, itemId, { secrecy })
        await told(context, meeting.id)
        await reviewPresenting(context, meeting.id)
        return done()
      },
    }),
  }) satisfies Handlers<typeof agenda>
