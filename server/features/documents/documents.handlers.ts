import { touchMeeting } from '#server/access/meetingAccess.ts'
import { findDocument } from '#server/access/papers.ts'
import { profileOfMeeting } from '#server/access/profiles.ts'
import { reviewPresenting } from '#server/access/reviewPresenting.ts'
import { type CallContext, type Handlers, handler } from '#server/transport/handler.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { documents, documentsEvents } from '#shared/documents/documents.contract.ts'
import { announceRefusal, isLate, papersMayChange } from '#shared/documents/documents.rules.ts'
import { settleAudience } from '#shared/meetings/audience.rules.ts'
import type { MeetingState } from '#shared/meetings/meetings.contract.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { mayAddTo, mayManage } from './documents.policy.ts'
import {
  countPapers,
  dropIfEmpty,
  dropPending,
  findItem,
  lastNumber,
  listReaders,
  orderOf,
  putInOrder,
} from './documents.store.ts'

export interface DocumentActs {
  /** Largest paper in bytes. */
  readonly limitBytes: number
  /** Whether the disk has room for so many bytes more. */
  hasRoom(bytes: number): Promise<boolean>
  /** Forgets what has come of versions that were given up. */
  giveUp(versionIds: readonly string[]): void
  /** Removes files that no version names any more, soon. */
  tidy(): void
}

const over = (state: MeetingState) => fail('meeting.wrongState', { params: { state } })

/** The number of papers stands in everyone's list of meetings. */
const touchLists = async (context: CallContext, meetingId: string): Promise<void> => {
  for (const accountId of await listReaders(context.store, meetingId))
    context.touch(meetingsEvents.listChanged, accountId)
}

/** What papers do on command; SPEC.md has the rules by number. */
export const documentsHandlers = (acts: DocumentActs): Handlers<typeof documents> => ({
  announce: handler(documents.announce, {
    policy: (context, input) => mayAddTo(context.store, context.viewer, input.itemId),
    run: async (context, input, { item, meeting, roles }) => {
      const { store, now, viewer } = context
      const existing = await findDocument(store, input.documentId)
      const refusal = announceRefusal({
        secrecy: input.secrecy,
        meetingState: meeting.state,
        itemState: item.state,
        byteLength: input.byteLength,
        limitBytes: acts.limitBytes,
        papers: await countPapers(store, meeting.id),
        isNew: existing === null,
      })
      if (refusal !== null) return { ok: false, error: refusal }
      if (existing !== null && existing.itemId !== item.id) return fail('object.exists')
      const taken = await store
        .selectFrom('document_versions')
        .select('id')
        .where('id', '=', input.versionId)
        .executeTakeFirst()
      if (taken !== undefined) return fail('object.exists')
      if (!(await acts.hasRoom(input.byteLength))) return fail('disk.full')
      let dropped: string[] = []
      if (existing === null) {
        const audience = settleAudience(input.audience, roles)
        if (!audience.ok) return audience
        const { profile } = await profileOfMeeting(store, meeting.id)
        await store
          .insertInto('documents')
          .values({
            id: input.documentId,
            title: input.title,
            audience: JSON.stringify(audience.data),
            item_id: item.id,
            position: (await orderOf(store, item.id)).length + 1,
            late: isLate(profile, item, now) ? 1 : 0,
          })
          .execute()
      }
      // A new version leaves title and audience: they may have been changed since its upload was queued.
      else dropped = await dropPending(store, existing.id)
      await store
        .insertInto('document_versions')
        .values({
          id: input.versionId,
          document_id: input.documentId,
          number: (await lastNumber(store, input.documentId)) + 1,
          file_name: input.fileName,
          byte_length: input.byteLength,
          uploaded_at: now,
          uploaded_by: viewer.kind === 'person' ? viewer.accountId : '',
          state: 'uploading',
        })
        .execute()
      await touchMeeting(context, meeting.id, documentsEvents.changed, presentingEvents.changed)
      await touchLists(context, meeting.id)
      context.afterCommit(() => acts.giveUp(dropped))
      return ok({ uploadUrl: `/upload/${input.versionId}` })
    },
  }),

  update: handler(documents.update, {
    policy: (context, input) => mayManage(context.store, context.viewer, input.documentId),
    run: async (context, input, { document, meeting, roles }) => {
      if (!papersMayChange(meeting.state)) return over(meeting.state)
      const audience = settleAudience(input.audience, roles)
      if (!audience.ok) return audience
      await context.store
        .updateTable('documents')
        .set({ title: input.title, audience: JSON.stringify(audience.data) })
        .where('id', '=', document.id)
        .execute()
      await touchMeeting(context, meeting.id, documentsEvents.changed)
      await reviewPresenting(context, meeting.id)
      await touchLists(context, meeting.id)
      return ok({})
    },
  }),

  move: handler(documents.move, {
    policy: (context, input) => mayManage(context.store, context.viewer, input.documentId),
    run: async (context, input, { document, meeting }) => {
      const { store } = context
      const item = await findItem(store, input.itemId)
      if (item === null || item.meetingId !== meeting.id) return fail('object.notFound')
      if (!papersMayChange(meeting.state)) return over(meeting.state)
      if (document.itemState === 'done' || item.state === 'done') return fail('item.done')
      const order = (await orderOf(store, item.id)).filter(id => id !== document.id)
      const before = input.beforeDocumentId
      const place = before === null ? order.length : order.indexOf(before)
      if (place < 0) return fail('object.notFound')
      await putInOrder(store, item.id, order.toSpliced(place, 0, document.id))
      if (item.id !== document.itemId)
        await putInOrder(store, document.itemId, await orderOf(store, document.itemId))
      await touchMeeting(context, meeting.id, documentsEvents.changed)
      await reviewPresenting(context, meeting.id)
      return ok({})
    },
  }),

  remove: handler(documents.remove, {
    policy: (context, input) => mayManage(context.store, context.viewer, input.documentId),
    run: async (context, _input, { document, meeting }) => {
      const { store } = context
      if (!papersMayChange(meeting.state)) return over(meeting.state)
      if (document.presented) return fail('presenting.taken')
      const dropped = await dropPending(store, document.id)
      await store.deleteFrom('documents').where('id', '=', document.id).execute()
      await putInOrder(store, document.itemId, await orderOf(store, document.itemId))
      await touchMeeting(context, meeting.id, documentsEvents.changed)
      await touchLists(context, meeting.id)
      context.afterCommit(() => {
        acts.giveUp(dropped)
        acts.tidy()
      })
      return ok({})
    },
  }),

  discardPending: handler(documents.discardPending, {
    policy: (context, input) => mayManage(context.store, context.viewer, input.documentId),
    run: async (context, _input, { document, meeting }) => {
      const { store } = context
      const dropped = await dropPending(store, document.id)
      await dropIfEmpty(store, document.id)
      await putInOrder(store, document.itemId, await orderOf(store, document.itemId))
      await touchMeeting(context, meeting.id, documentsEvents.changed)
      await touchLists(context, meeting.id)
      context.afterCommit(() => acts.giveUp(dropped))
      return ok({})
    },
  }),
})
