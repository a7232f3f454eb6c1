import { loadStandings } from '#server/access/attendance.ts'
import { profileOfMeeting } from '#server/access/profiles.ts'
import type { Store } from '#server/storage/database.ts'
import { type PersonStanding, quorumNow, standingOf } from '#shared/attendance/attendance.rules.ts'
import type { MeetingRole, MeetingState } from '#shared/meetings/meetings.contract.ts'
import { byProtocol } from '#shared/meetings/meetings.rules.ts'
import type { Share } from '#shared/profiles/profiles.contract.ts'
import type { Quorum } from '#shared/profiles/profiles.rules.ts'
import { findMeeting } from '../attendance.store.ts'

/** One line of the attendance list. */
export interface RecordedPerson extends PersonStanding {
  readonly name: string
  readonly title: string
  readonly unitName: string
  readonly role: MeetingRole
  /** For a stand-in: whom they stand in for; for others, who stands in for them. Empty where nobody does. */
  readonly standsInFor: string
  readonly standIn: string
}

/** Everything that an attendance list says. */
export interface AttendanceRecord {
  readonly committee: string
  readonly meeting: {
    readonly title: string
    readonly place: string
    readonly startsAt: number
    readonly openedAt: number | null
    readonly closedAt: number | null
    readonly state: MeetingState
  }
  readonly madeAt: number
  readonly people: readonly RecordedPerson[]
  readonly quorum: Quorum
  readonly rule: { readonly share: Share; readonly profileVersion: number }
}

const honorifics = { ong: 'Ông ', ba: 'Bà ', none: '' } as const

/** [C22] A meeting's attendance as it stands at `now`, in the order of protocol; null where there is no such meeting. */
export const loadRecord = async (
  store: Store,
  meetingId: string,
  now: number,
): Promise<AttendanceRecord | null> => {
  const meeting = await findMeeting(store, meetingId)
  if (meeting === undefined) return null
  const rows = await store
    .selectFrom('participants')
    .innerJoin('accounts', 'accounts.id', 'participants.account_id')
    .leftJoin('units', 'units.id', 'accounts.unit_id')
    .select([
      'accounts.id as accountId',
      'accounts.display_name as displayName',
      'accounts.honorific as honorific',
      'accounts.title as title',
      'accounts.rank as rank',
      'units.name as unitName',
      'participants.role as role',
      'participants.principal_id as principalId',
    ])
    .where('participants.meeting_id', '=', meetingId)
    .execute()
  const endedAt = meeting.state === 'closed' ? meeting.closed_at : null
  const standings = await loadStandings(store, meetingId, endedAt)
  const unseen = standingOf([], endedAt)
  const nameOf = new Map(rows.map(row => [row.accountId, `${honorifics[row.honorific]}${row.displayName}`]))
  const standInOf = new Map(rows.map(row => [row.principalId, nameOf.get(row.accountId)]))
  const people = rows.sort(byProtocol).map(
    (row): RecordedPerson => ({
      ...(standings.get(row.accountId) ?? unseen),
      name: nameOf.get(row.accountId) ?? '',
      title: row.title,
      unitName: row.unitName ?? '',
      role: row.role,
      standsInFor: nameOf.get(row.principalId ?? '') ?? '',
      standIn: standInOf.get(row.accountId) ?? '',
    }),
  )
  const { version, profile } = await profileOfMeeting(store, meetingId)
  const committee = await store
    .selectFrom('settings')
    .select('value')
    .where('key', '=', 'committee.name')
    .executeTakeFirst()
  return {
    committee: committee?.value ?? '',
    meeting: {
      ...{ title: meeting.title, place: meeting.place, state: meeting.state },
      ...{ startsAt: meeting.starts_at, openedAt: meeting.opened_at, closedAt: meeting.closed_at },
    },
    madeAt: now,
    people,
    quorum: quorumNow(profile, people),
    rule: { share: profile.quorum, profileVersion: version },
  }
}
