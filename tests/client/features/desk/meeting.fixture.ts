import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { DocumentVersion, MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { MeetingRole, MeetingView, Participant } from '#shared/meetings/meetings.contract.ts'

/** An item of ten minutes that lacks nothing but papers. */
export const anItem = (part: Partial<AgendaItem> = {}): AgendaItem => ({
  id: 'item',
  number: 1,
  title: 'Dự toán năm 2027',
  durationMinutes: 10,
  reporterId: 'an',
  reporterNote: '',
  state: 'waiting',
  urgent: false,
  audience: { kind: 'everyone' },
  secrecy: null,
  startedAt: null,
  endedAt: null,
  ...part,
})

const file = { number: 1, uploadedAt: 0, byteLength: 1_000, fileName: 'Tờ trình.pdf' }

/** A version in one of its states. */
export const aVersion = (
  state: DocumentVersion['state'],
  id: string = state,
  fields: { readonly fileName?: string; readonly byteLength?: number } = {},
): DocumentVersion => {
  const common = { id, ...file, ...fields }
  switch (state) {
    case 'uploading':
      return { state, ...common, receivedBytes: 0 }
    case 'preparing':
      return { state, ...common, preparedPages: 0, pageCount: null }
    case 'refused':
      return { state, ...common, code: 'document.broken', params: {} }
    case 'ready':
      return {
        ...{ state, ...common, pageCount: 2, pageRuns: [[2, 595, 842]], paperHash: 'p', paperBytes: 900 },
        ...{ originalHash: 'o', thumbnails: 2, hasText: true, hasOutline: false },
      }
  }
}

/** A paper of `anItem()` that everyone may read. */
export const aPaper = (part: Partial<MeetingDocument> = {}): MeetingDocument => ({
  id: 'paper',
  itemId: 'item',
  title: 'Tờ trình',
  order: 0,
  audience: { kind: 'everyone' },
  late: false,
  version: aVersion('ready'),
  pending: null,
  earlier: [],
  ...part,
})

/** Somebody who takes part. */
export const aParticipant = (accountId: string, role: MeetingRole): Participant => ({
  ...{ accountId, role, principalId: null, displayName: accountId, honorific: 'ong' },
  ...{ title: '', unitName: '', rank: 1 },
})

const startsAt = Date.UTC(2026, 10, 23, 1)

/** A draft of three and a half hours, with a chair and a member, that may be published. */
export const aMeeting = (part: Partial<MeetingView> = {}): MeetingView => ({
  ...{ id: 'meeting', kind: 'regular', title: 'Phiên họp tháng 11', place: 'Phòng A' },
  ...{ startsAt, endsAt: startsAt + 210 * 60_000, state: 'draft' },
  ...{ openedAt: null, pausedAt: null, closedAt: null, cancelReason: null },
  ...{ chairId: 'an', currentItemId: null },
  participants: [aParticipant('an', 'chair'), aParticipant('binh', 'member')],
  can: {
    ...{ edit: true, publish: true, open: false, pause: false, resume: false, close: false, cancel: true },
    ...{ remove: true, handOverChair: false, editAgenda: true, addUrgentItem: false, takeItems: false },
    ...{ managePapers: true, manageScreens: true },
  },
  ...part,
})
