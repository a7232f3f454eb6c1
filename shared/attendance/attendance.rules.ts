import type { Eyes } from '../meetings/audience.rules.ts'
import type { MeetingRole, MeetingState } from '../meetings/meetings.contract.ts'
import type { RulesProfile } from '../profiles/profiles.contract.ts'
import { isMember, type Quorum, quorumOf } from '../profiles/profiles.rules.ts'
import { vietnamDay } from '../profiles/workingDays.rules.ts'
import type { AttendanceView, CheckInMode, MarkedStanding, Standing, Stay } from './attendance.contract.ts'

/** One thing that was recorded of somebody and holds: struck ones are left out before anything is reckoned. */
export interface Mark {
  readonly id: number
  readonly kind: 'present' | 'left' | 'excused' | 'absent'
  /** Of a check-in; null for the rest. */
  readonly mode: CheckInMode | null
  /** When it was so. */
  readonly at: number
  readonly reason: string
}

/** How somebody stands, by all their marks. */
export interface PersonStanding {
  readonly standing: Standing
  readonly mode: CheckInMode | null
  readonly since: number | null
  readonly stays: readonly Stay[]
  readonly reason: string
  readonly lastMark: Mark | null
}

/**
 * [C10] [C11] [C15] What marks, in the order in which they were made, say of a person. `endedAt`: when the meeting was
 * closed, which ends every stay; null while it is not.
 */
export const standingOf = (marks: readonly Mark[], endedAt: number | null): PersonStanding => {
  const stays: Stay[] = []
  for (const { kind, mode, at } of marks) {
    const last = stays.at(-1)
    const isThere = last !== undefined && last.until === null
    if (kind === 'present' && !isThere) stays.push({ from: at, until: null, mode: mode ?? 'secretary' })
    if (kind === 'left' && isThere) stays[stays.length - 1] = { ...last, until: at }
  }
  const lastMark = marks.at(-1) ?? null
  const mode = stays.at(-1)?.mode ?? null
  if (lastMark === null)
    return {
      // [C15] Whoever nobody saw and who told nobody was absent, once it is over.
      standing: endedAt === null ? 'expected' : 'absent',
      ...{ mode, since: null, stays, reason: '', lastMark },
    }
  const ended = endedAt === null ? stays : stays.map(stay => ({ ...stay, until: stay.until ?? endedAt }))
  return {
    standing: lastMark.kind,
    mode,
    since: lastMark.at,
    stays: ended,
    reason: lastMark.reason,
    lastMark,
  }
}

/** [C1] Whether people can check in: from the secretary's word or the meeting's opening, until its end. */
export const checkInOf = (state: MeetingState, opened: boolean): AttendanceView['checkIn'] => {
  if (state === 'closed' || state === 'cancelled') return 'over'
  if (state === 'open' || state === 'paused') return 'open'
  return state === 'published' && opened ? 'open' : 'notYet'
}

/** [C1] Why nobody checks in now; null where they can. */
export const checkInProblem = (
  checkIn: AttendanceView['checkIn'],
): 'attendance.notOpen' | 'attendance.over' | null => {
  if (checkIn === 'open') return null
  return checkIn === 'over' ? 'attendance.over' : 'attendance.notOpen'
}

/** [C2] Whoever takes part checks in, and nobody else. */
export const takesPart = (eyes: Eyes): boolean => eyes.role !== null

/** [C5] [C22] Who sees why somebody is absent, and takes the list: secretaries and the chair. */
export const seesRecord = (eyes: Eyes): boolean => eyes.secretary || eyes.role === 'chair'

type MarkProblem =
  | 'attendance.notOpen'
  | 'attendance.over'
  | 'attendance.notPresent'
  | 'attendance.wasPresent'
  | 'attendance.reasonNeeded'

/** [C6] [C7] [C8] [C12] Why the secretary may not say this of somebody; null where they may. */
export const markProblem = (
  before: Pick<PersonStanding, 'standing' | 'stays'>,
  wanted: MarkedStanding,
  reason: string,
  now: { readonly state: MeetingState; readonly checkIn: AttendanceView['checkIn'] },
): MarkProblem | null => {
  const isAbsence = wanted === 'excused' || wanted === 'absent'
  if (!isAbsence) {
    const closed = checkInProblem(now.checkIn)
    if (closed !== null) return closed
    return wanted === 'left' && before.standing !== 'present' && before.standing !== 'left'
      ? 'attendance.notPresent'
      : null
  }
  if (now.state === 'cancelled') return 'attendance.over'
  if (now.state === 'draft' || (wanted === 'absent' && now.checkIn === 'notYet')) return 'attendance.notOpen'
  if (before.stays.length > 0) return 'attendance.wasPresent'
  const needsReason = wanted === 'excused' || now.checkIn === 'over'
  return needsReason && reason === '' ? 'attendance.reasonNeeded' : null
}

/** [C9] Whether saying it changes nothing: present is present, whichever way one came. */
export const isSame = (
  before: Pick<PersonStanding, 'standing' | 'reason'> & { readonly lastMark: Mark | null },
  wanted: MarkedStanding,
  reason: string,
): boolean => {
  const kind = wanted === 'remote' ? 'present' : wanted
  if (before.lastMark?.kind !== kind) return false
  return kind === 'present' || kind === 'left' || before.reason === reason
}

/** [C13] Whether the last of these marks may be given another time: after the one before it, and not in the future. */
export const timeProblem = (
  marks: readonly Mark[],
  at: number,
  { now, closedAt }: { readonly now: number; readonly closedAt: number | null },
): 'attendance.wrongTime' | null => {
  const before = marks.at(-2)
  if (at > (closedAt ?? now)) return 'attendance.wrongTime'
  return before !== undefined && at < before.at ? 'attendance.wrongTime' : null
}

/** [C4] An excuse is one's own to give and to take back before the meeting is opened. */
export const excuseProblem = (
  state: MeetingState,
  before: Pick<PersonStanding, 'stays'>,
): 'attendance.tooLate' | 'attendance.wasPresent' | null => {
  if (state !== 'published') return 'attendance.tooLate'
  return before.stays.length > 0 ? 'attendance.wasPresent' : null
}

/** [C14] A break in which people went home: over midnight in Vietnam, and of four hours or more. */
const nightMs = 4 * 3_600_000
export const wasOverNight = (pausedAt: number, resumedAt: number): boolean =>
  resumedAt - pausedAt >= nightMs && vietnamDay(resumedAt) > vietnamDay(pausedAt)

/** [C16] [C17] The quorum as it is now: members alone, wherever they take part from. */
export const quorumNow = (
  profile: Pick<RulesProfile, 'quorum'>,
  people: Iterable<{ readonly role: MeetingRole; readonly standing: Standing }>,
): Quorum => {
  let members = 0
  let present = 0
  for (const { role, standing } of people) {
    if (!isMember(role)) continue
    members += 1
    if (standing === 'present') present += 1
  }
  return quorumOf(profile, members, present)
}

/** [C18] What a viewer may do now; `own` is their own standing, null for who takes no part. */
export const attendanceCan = (
  eyes: Eyes & { readonly screen: boolean },
  now: {
    readonly state: MeetingState
    readonly checkIn: AttendanceView['checkIn']
    readonly own: Pick<PersonStanding, 'standing' | 'stays'> | null
  },
): AttendanceView['can'] => {
  const own = takesPart(eyes) ? now.own : null
  const open = now.checkIn === 'open'
  const mayExcuse = own !== null && excuseProblem(now.state, own) === null
  return {
    openCheckIn: eyes.secretary && now.state === 'published' && !open,
    checkIn: own !== null && open && own.standing !== 'present',
    leave: own !== null && open && own.standing === 'present',
    excuse: mayExcuse && own.standing !== 'excused',
    withdrawExcuse: mayExcuse && own.standing === 'excused',
    mark: eyes.secretary && now.state !== 'draft' && now.state !== 'cancelled',
    showCode: open && (eyes.secretary || eyes.screen),
    takeList: seesRecord(eyes) && now.state !== 'draft',
  }
}
