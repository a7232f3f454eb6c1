import { OwnStanding } from '#client/features/attendance/OwnStanding.tsx'
import { StandingMark } from '#client/features/attendance/StandingMark.tsx'
import { PeoplePanel } from '#client/features/meetings/PeoplePanel.tsx'
import type { MeetingHere } from './useMeeting.ts'

/** Who takes part: who is connected, and from the opening of check-in on, who was checked in; with one's own deeds. */
export function People({
  meeting,
  present,
  attendance,
  accountId,
}: Pick<MeetingHere, 'meeting' | 'present' | 'attendance'> & { readonly accountId: string }) {
  const known = attendance !== null && attendance.checkIn !== 'notYet'
  const standings = new Map(attendance?.people.map(person => [person.accountId, person.standing]))
  return (
    <PeoplePanel
      participants={meeting.participants}
      present={present}
      head={attendance && <OwnStanding meetingId={meeting.id} view={attendance} accountId={accountId} />}
      markOf={
        known
          ? person => <StandingMark standing={standings.get(person.accountId) ?? 'expected'} />
          : undefined
      }
    />
  )
}
