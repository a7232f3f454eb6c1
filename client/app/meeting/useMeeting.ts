import { useMemo } from 'react'
import { useMeetingSync, useView } from '#client/net/sync.ts'
import { type AgendaView, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { type DocumentsView, documentsEvents } from '#shared/documents/documents.contract.ts'
import { type MeetingView, meetingsEvents } from '#shared/meetings/meetings.contract.ts'

export type MeetingState =
  | { readonly kind: 'loading' }
  /** The right to it ended, or it never was. */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'here'
      readonly meeting: MeetingView
      readonly agenda: AgendaView
      readonly documents: DocumentsView
      /** Accounts that are here; null until the server has told, as after a start without the line. */
      readonly present: ReadonlySet<string> | null
    }

/** A meeting that is on the screen. */
export type MeetingHere = Extract<MeetingState, { kind: 'here' }>

/** Everything of a meeting that its screens show, kept current. */
export const useMeeting = (meetingId: string): MeetingState => {
  useMeetingSync(meetingId)
  const meeting = useView(meetingsEvents.changed, meetingId)
  const agenda = useView(agendaEvents.changed, meetingId)
  const documents = useView(documentsEvents.changed, meetingId)
  const presence = useView(meetingsEvents.presenceChanged, meetingId)
  const left = useView(meetingsEvents.left, meetingId)
  return useMemo(() => {
    if (left !== null) return { kind: 'gone' }
    if (meeting === null || agenda === null || documents === null) return { kind: 'loading' }
    const present = presence === null ? null : new Set(presence.accountIds)
    return { kind: 'here', meeting, agenda, documents, present }
  }, [meeting, agenda, documents, presence, left])
}

/** How many of those who are expected are here; null while nobody knows. */
export const presentOf = ({
  meeting: { participants },
  present,
}: Pick<MeetingHere, 'meeting' | 'present'>): { here: number; expected: number } | null =>
  present === null
    ? null
    : {
        here: participants.filter(({ accountId }) => present.has(accountId)).length,
        expected: participants.length,
      }
