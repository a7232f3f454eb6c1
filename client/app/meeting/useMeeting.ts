import { useMemo } from 'react'
import { useMeetingSync, useView } from '#client/net/sync.ts'
import { type AgendaView, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { type AttendanceView, attendanceEvents } from '#shared/attendance/attendance.contract.ts'
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
      /** Who was checked in; null until the server has told, as after a start without the line. */
      readonly attendance: AttendanceView | null
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
  const attendance = useView(attendanceEvents.changed, meetingId)
  const left = useView(meetingsEvents.left, meetingId)
  return useMemo(() => {
    if (left !== null) return { kind: 'gone' }
    if (meeting === null || agenda === null || documents === null) return { kind: 'loading' }
    const present = presence === null ? null : new Set(presence.accountIds)
    return { kind: 'here', meeting, agenda, documents, present, attendance }
  }, [meeting, agenda, documents, presence, attendance, left])
}

/**
 * How many of those who are expected are here: members that were checked in, of all members, once check-in was opened;
 * before it whoever is connected. Null while nobody knows.
 */
export const presentOf = ({
  meeting: { participants },
  present,
  attendance,
}: Pick<MeetingHere, 'meeting' | 'present' | 'attendance'>): { here: number; expected: number } | null => {
  if (attendance !== null && attendance.checkIn !== 'notYet')
    return { here: attendance.quorum.present, expected: attendance.quorum.members }
  return present === null
    ? null
    : {
        here: participants.filter(({ accountId }) => present.has(accountId)).length,
        expected: participants.length,
      }
}
