import type { Secrecy } from '../agenda/agenda.contract.ts'
import type { Failure } from '../contract/result.ts'
import { type Eyes, sees } from '../meetings/audience.rules.ts'
import type { Audience, MeetingState } from '../meetings/meetings.contract.ts'
import type { DocumentVersion, MeetingDocument } from './documents.contract.ts'

/** [D4] A meeting with more papers than this is a mistake or an attack. */
export const papersPerMeeting = 300

const dayMs = 86_400_000
/** Vietnam keeps UTC+7 all year (Decision 134/2002/QĐ-TTg). */
const offsetMs = 7 * 3_600_000
/** Public holidays with a fixed date, month and day (Labour Code 45/2019/QH14, art. 112). */
const fixedHolidays: readonly string[] = ['01-01', '04-30', '05-01', '09-02']

/** Days since the epoch on the calendar of Vietnam. */
const vietnamDay = (instant: number): number => Math.floor((instant + offsetMs) / dayMs)

const isWorkingDay = (day: number): boolean => {
  const date = new Date(day * dayMs)
  const weekday = date.getUTCDay()
  return weekday !== 0 && weekday !== 6 && !fixedHolidays.includes(date.toISOString().slice(5, 10))
}

/** [D22] How many working days before a meeting its papers go out. */
const workingDaysBefore = (kind: MeetingKindName): number => (kind === 'regular' ? 3 : 1)
type MeetingKindName = 'regular' | 'thematic' | 'extraordinary'

/**
 * [D22] The instant by which a meeting's papers go out: the end, in Vietnam, of the working day that lies three
 * (regular meetings) or one (all others) working days before the day on which the meeting starts.
 */
export const papersDueBy = (meeting: { kind: MeetingKindName; startsAt: number }): number => {
  let day = vietnamDay(meeting.startsAt)
  for (let left = workingDaysBefore(meeting.kind); left > 0; ) {
    day -= 1
    if (isWorkingDay(day)) left -= 1
  }
  return (day + 1) * dayMs - offsetMs
}

/** [D22] Whether a paper whose last byte came at `receivedAt` came late. */
export const isLate = (meeting: { kind: MeetingKindName; startsAt: number }, receivedAt: number): boolean =>
  receivedAt >= papersDueBy(meeting)

/** [D2] Papers change while a meeting is prepared, sits or breaks; afterwards they stand. */
export const papersMayChange = (state: MeetingState): boolean => state !== 'closed' && state !== 'cancelled'

type AnnounceRefusal =
  | 'document.stateSecret'
  | 'meeting.wrongState'
  | 'item.done'
  | 'document.tooLarge'
  | 'documents.tooMany'

/** [D1] to [D5] Why a paper may not be announced; null where it may. */
export const announceRefusal = (announced: {
  secrecy: Secrecy | null
  meetingState: MeetingState
  itemState: 'waiting' | 'current' | 'done'
  byteLength: number
  limitBytes: number
  /** Papers that the meeting has already. */
  papers: number
  /** True for a new paper, false for a new version of one. */
  isNew: boolean
}): Failure<AnnounceRefusal> | null => {
  if (announced.secrecy !== null) return { code: 'document.stateSecret' }
  if (!papersMayChange(announced.meetingState))
    return { code: 'meeting.wrongState', params: { state: announced.meetingState } }
  if (announced.itemState === 'done') return { code: 'item.done' }
  if (announced.byteLength > announced.limitBytes)
    return {
      code: 'document.tooLarge',
      params: { limitMb: Math.floor(announced.limitBytes / 1_000_000) },
    }
  if (announced.isNew && announced.papers >= papersPerMeeting)
    return { code: 'documents.tooMany', params: { limit: papersPerMeeting } }
  return null
}

export interface Shown {
  readonly audience: Audience
  readonly itemAudience: Audience
  /** It is on the hall's screens now. */
  readonly presented: boolean
}

/**
 * [D12] A paper is seen by those who see both it and its item. [D13] A hall screen besides sees the paper that is
 * presented, since the secretary confirmed that it is shown.
 */
export const seesPaper = (shown: Shown, eyes: Eyes & { readonly screen: boolean }): boolean =>
  (sees(shown.itemAudience, eyes) && sees(shown.audience, eyes)) || (eyes.screen && shown.presented)

/** [D14] Versions on their way or refused are for those who manage papers; others see what can be read. */
export const asShownTo = (document: MeetingDocument, manages: boolean): MeetingDocument | null =>
  manages ? document : document.version === null ? null : { ...document, pending: null }

/**
 * [D6] The newest version that can be read, and what is newer than that; [N50] and those that could be read before it,
 * the newest first. Versions in any order.
 */
export const currentVersions = (
  versions: readonly DocumentVersion[],
): Pick<MeetingDocument, 'version' | 'pending' | 'earlier'> => {
  const newest = (found: DocumentVersion | null, next: DocumentVersion): DocumentVersion =>
    found === null || next.number > found.number ? next : found
  const version = versions.filter(({ state }) => state === 'ready').reduce(newest, null)
  const last = versions.reduce(newest, null)
  const earlier = versions
    .filter(each => each.state === 'ready')
    .filter(each => each !== version)
    .sort((a, b) => b.number - a.number)
  return { version, pending: last === version ? null : last, earlier }
}

/** [D15] What a request for a version's file meets, from somebody who sees the paper. */
export const fileRefusal = (
  state: DocumentVersion['state'],
  manages: boolean,
): 'object.notFound' | 'document.notReady' | null => {
  if (state === 'ready') return null
  return manages && state !== 'refused' ? 'document.notReady' : 'object.notFound'
}
