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
      readonly present: ReadonlySet<string>
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
    return { kind: 'here', meeting, agenda, documents, present: new Set(presence?.accountIds ?? []) }
  }, [meeting, agenda, documents, presence, left])
}
