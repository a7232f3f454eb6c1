import { loadStandings } from '#server/access/attendance.ts'
import { accessOf, loadMeetingRoles, type MeetingAccess } from '#server/access/meetingAccess.ts'
import { profileOfMeeting } from '#server/access/profiles.ts'
import type { FeatureParts } from '#server/feature.ts'
import { presenter } from '#server/transport/presenter.ts'
import { createRevisions } from '#server/transport/revisions.ts'
import type { Viewer } from '#server/transport/viewer.ts'
import {
  type AttendanceView,
  type Attendee,
  attendanceEvents,
} from '#shared/attendance/attendance.contract.ts'
import {
  attendanceCan,
  checkInOf,
  quorumNow,
  seesRecord,
  standingOf,
} from '#shared/attendance/attendance.rules.ts'
import { findMeeting, isOpened } from './attendance.store.ts'

const nobody: MeetingAccess = { accountId: null, role: null, secretary: false, screen: false }

/** [C5] [C16] [C18] [C24] Who has come, for those who lead, for everyone, and for screens. */
export const createAttendanceChanged = (parts: FeatureParts) => {
  const nextRevision = createRevisions(parts.ports.clock)
  return presenter(attendanceEvents.changed, async (store, meetingId) => {
    const revision = nextRevision()
    const found = await loadMeetingRoles(store, meetingId)
    const meeting = await findMeeting(store, meetingId)
    if (found === null || meeting === undefined) return null
    const { state } = meeting
    const endedAt = state === 'closed' ? meeting.closed_at : null
    const standings = await loadStandings(store, meetingId, endedAt)
    const unseen = standingOf([], endedAt)
    const people = [...found.roles].map(([accountId, role]) => ({
      ...{ accountId, role },
      ...(standings.get(accountId) ?? unseen),
    }))
    const checkIn = checkInOf(state, await isOpened(store, meetingId))
    const { version, profile } = await profileOfMeeting(store, meetingId)
    const attendee = (person: (typeof people)[number], whole: boolean): Attendee => ({
      accountId: person.accountId,
      standing: person.standing,
      mode: person.mode,
      since: person.since,
      stays: whole ? [...person.stays] : [],
      reason: whole ? person.reason : '',
      lastMarkId: whole ? (person.lastMark?.id ?? null) : null,
    })
    const common = { checkIn, quorum: quorumNow(profile, people), profileVersion: version }
    const lists = {
      whole: people.map(person => attendee(person, true)),
      plain: people.map(person => attendee(person, false)),
      none: [],
    } satisfies Record<string, Attendee[]>
    const listOf = (access: MeetingAccess): keyof typeof lists =>
      access.screen ? 'none' : seesRecord(access) ? 'whole' : 'plain'
    const can = (access: MeetingAccess): AttendanceView['can'] =>
      attendanceCan(access, {
        ...{ state, checkIn },
        own: people.find(({ accountId }) => accountId === access.accountId) ?? null,
      })
    return {
      revision,
      classOf: (viewer: Viewer) => {
        const access = accessOf(found, viewer)
        return access === null ? null : JSON.stringify([listOf(access), can(access)])
      },
      present: (viewer: Viewer) => {
        const access = accessOf(found, viewer) ?? nobody
        return { ...common, people: lists[listOf(access)], can: can(access) }
      },
    }
  })
}
