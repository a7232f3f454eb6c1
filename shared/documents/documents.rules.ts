import type { Secrecy } from '../agenda/agenda.contract.ts'
import type { Failure } from '../contract/result.ts'
import { type Eyes, sees } from '../meetings/audience.rules.ts'
import type { Audience, MeetingState } from '../meetings/meetings.contract.ts'
import { papersDueBy } from '../profiles/workingDays.rules.ts'
import type { DocumentVersion, MeetingDocument } from './documents.contract.ts'

/** [D4] A meeting with more papers than this is a mistake or an attack. */
export const papersPerMeeting = 300

/** [D22] Whether a paper whose last byte came at `receivedAt` came late. */
export const isLate = (
  profile: Parameters<typeof papersDueBy>[0],
  meeting: Parameters<typeof papersDueBy>[1],
  receivedAt: number,
): boolean => receivedAt >= papersDueBy(profile, meeting)

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
