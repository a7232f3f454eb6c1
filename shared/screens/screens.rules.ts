import type { MeetingState } from '../meetings/meetings.contract.ts'
import { sits } from '../meetings/meetings.rules.ts'

/** [S2] How long a code can be entered. */
export const pairingMs = 10 * 60_000

/** [S3] Codes that may wait at one network address: a hall has a few screens. */
export const waitingPerAddress = 20

/** [S8] A paired screen stays paired over power cuts and summer breaks: 400 days, what browsers keep at most. */
export const pairedForMs = 400 * 86_400_000

/** [S4] A code counts until its time is over. */
export const codeCounts = (expiresAt: number, now: number): boolean => now < expiresAt

export interface ShownMeeting {
  readonly id: string
  readonly state: MeetingState
}

/** [S10] The states in which a screen can be given a meeting, and in which the meeting shows notices. */
export const showsOnScreens = (state: MeetingState): boolean => state === 'published' || sits(state)

/** [S10] Drafts can be given a screen ahead; a meeting that is over cannot. */
export const canBeAssigned = (state: MeetingState): boolean => state === 'draft' || showsOnScreens(state)

/**
 * [S11] The meeting that a screen shows: the one it was assigned to, from when that is published until it is over;
 * without an assignment the one that sits, where there is only one; [S16] where none sits, the one that it showed to
 * its end; else none, which is the standing picture.
 */
export const shownMeeting = (
  assigned: ShownMeeting | null,
  sitting: readonly string[],
  ended: string | null,
): string | null => {
  if (assigned !== null) return showsOnScreens(assigned.state) ? assigned.id : null
  const [only, ...others] = sitting
  if (only === undefined) return ended
  return others.length === 0 ? only : null
}

/** [S16] How long a screen says that its meeting is over: the hall empties, and the next morning begins afresh. */
export const endShownForMs = 86_400_000

/** [S16] Whether the end of a meeting, at `closedAt`, is still shown. */
export const endCounts = (closedAt: number, now: number): boolean => now - closedAt < endShownForMs

/** [S5] Administrators and secretaries manage screens. */
export const managesScreens = (account: { administrator: boolean; secretary: boolean }): boolean =>
  account.administrator || account.secretary
