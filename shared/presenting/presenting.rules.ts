import type { Secrecy } from '../agenda/agenda.contract.ts'
import { type Eyes, sees } from '../meetings/audience.rules.ts'
import type { Audience, MeetingState } from '../meetings/meetings.contract.ts'
import { sits } from '../meetings/meetings.rules.ts'
import type { Position, PresentingView } from './presenting.contract.ts'

/** The item that the meeting is dealing with, as far as presenting asks. */
export interface CurrentItem {
  readonly id: string
  readonly reporterId: string | null
  readonly secrecy: Secrecy | null
}

/** A paper and the item it belongs to. */
export interface Paper {
  readonly itemId: string
  readonly itemSecrecy: Secrecy | null
  readonly itemAudience: Audience
  readonly audience: Audience
}

/** [P2] Secretaries and the chair lead: they present any paper, and take over or end what others present. */
export const leads = (eyes: Eyes): boolean => eyes.secretary || eyes.role === 'chair'

/** [P2] [P3] Those who lead, and the reporter of the current item, may present. */
export const mayPresent = (eyes: Eyes, current: CurrentItem | null): boolean =>
  leads(eyes) || (eyes.role !== null && current !== null && current.reporterId === eyes.accountId)

/** [P6] Papers are presented to a room that sits, and never while an item with a state secret is open. */
export const presentingOff = (
  state: MeetingState,
  current: CurrentItem | null,
): 'meeting.wrongState' | 'presenting.secretItem' | null => {
  if (!sits(state)) return 'meeting.wrongState'
  return current !== null && current.secrecy !== null ? 'presenting.secretItem' : null
}

/** [P4] Somebody sees a paper who sees both it and its item. */
export const seesPaper = (paper: Paper, eyes: Eyes): boolean =>
  sees(paper.itemAudience, eyes) && sees(paper.audience, eyes)

/** [P7] Whether everyone who takes part in the meeting may see the paper. */
export const everyoneSees = (paper: Paper, participants: Iterable<Eyes>): boolean => {
  for (const eyes of participants) if (!seesPaper(paper, eyes)) return false
  return true
}

/** [P5] [P6] [P7] [P8] Why a paper may not be presented by somebody who may present; null where it may. */
export const startProblem = (start: {
  state: MeetingState
  current: CurrentItem | null
  paper: Paper
  ready: boolean
  everyoneSees: boolean
  audienceConfirmed: boolean
  /** Who presents now; null when nobody does. */
  presenterId: string | null
  takeOver: boolean
  eyes: Eyes
}):
  | 'meeting.wrongState'
  | 'presenting.secretItem'
  | 'document.notReady'
  | 'presenting.taken'
  | 'presenting.notEveryoneMaySee'
  | null => {
  const off = presentingOff(start.state, start.current)
  if (off !== null) return off
  if (start.paper.itemSecrecy !== null) return 'presenting.secretItem'
  if (!start.ready) return 'document.notReady'
  if (start.presenterId !== null && start.presenterId !== start.eyes.accountId)
    if (!start.takeOver || !leads(start.eyes)) return 'presenting.taken'
  if (!start.everyoneSees && !(start.audienceConfirmed && start.eyes.secretary))
    return 'presenting.notEveryoneMaySee'
  return null
}

/** [P4] [P9] [P10] Whether what is being presented may go on, after something in the meeting changed. */
export const goesOn = (now: {
  state: MeetingState
  current: CurrentItem | null
  paper: Paper
  /** The presenter's eyes; null for one that takes no part any more. */
  presenter: Eyes | null
  /** The item that the meeting has just turned to; null for none; left out when it did not turn. */
  turnedTo?: string | null
}): boolean =>
  presentingOff(now.state, now.current) === null &&
  now.paper.itemSecrecy === null &&
  now.presenter !== null &&
  mayPresent(now.presenter, now.current) &&
  seesPaper(now.paper, now.presenter) &&
  (now.turnedTo === undefined || now.turnedTo === now.paper.itemId)

/** [P20] What the room sees, either everyone in it may see, or a secretary said that the room may. */
export const roomMaySee = (now: { everyoneSees: boolean; audienceConfirmed: boolean }): boolean =>
  now.everyoneSees || now.audienceConfirmed

/** [P11] What a viewer may do with presenting now. */
export const presentingCan = (
  eyes: Eyes,
  now: { state: MeetingState; current: CurrentItem | null; presenterId: string | null },
): PresentingView['can'] => {
  const on = presentingOff(now.state, now.current) === null
  const mine = now.presenterId === eyes.accountId
  const free = now.presenterId === null || mine
  return {
    start: on && mayPresent(eyes, now.current) && (free || leads(eyes)),
    takeOver: on && !free && leads(eyes),
    stop: now.presenterId !== null && (mine || leads(eyes)),
    confirmAudience: on && eyes.secretary,
  }
}

/** [P14] A presenter's number may run ahead by this much; more is an error, which would silence every later move. */
const largestLeap = 1_000_000

/** [P14] A move counts when its number is higher than the last one's. */
export const acceptsMove = (lastSeq: number, seq: number): boolean =>
  seq > lastSeq && seq - lastSeq <= largestLeap

/**
 * [P15] The number that a new presentation begins with. The clock's milliseconds run faster than anybody turns
 * pages, so numbers go on rising over a restart that forgot the last one.
 */
export const firstSeq = (lastSeq: number, now: number): number => Math.max(lastSeq + 1, now)

/** [P13] A page beyond the paper's last is its last. */
export const withinPaper = (position: Position, pageCount: number): Position =>
  position.page <= pageCount ? position : { ...position, page: pageCount }

/** Two places are one when a reader could not tell them apart: a hundredth of the page, a hundredth of the zoom. */
const tolerance = 0.01

const sameZoom = (one: Position['zoom'], other: Position['zoom']): boolean =>
  typeof one === 'number' && typeof other === 'number'
    ? Math.abs(one - other) <= tolerance * Math.max(one, other)
    : one === other

/** [P17] Whether two readers stand at the same place. */
export const samePlace = (one: Position, other: Position): boolean =>
  one.page === other.page &&
  Math.abs(one.x - other.x) <= tolerance &&
  Math.abs(one.y - other.y) <= tolerance &&
  sameZoom(one.zoom, other.zoom)

/** How a tablet stands to the presenter. `presentation` is when presenting began (its startedAt). */
export type Following =
  | { readonly kind: 'none' }
  | { readonly kind: 'following'; readonly presentation: number }
  | { readonly kind: 'away'; readonly presentation: number }

export type FollowEvent =
  /** The server's view: presenting since `presentation`, or null for nothing. */
  | { readonly kind: 'presented'; readonly presentation: number | null }
  /** The reader moved by hand, to a place. */
  | { readonly kind: 'leafed'; readonly to: Position; readonly presenterAt: Position | null }
  /** The reader opened another paper. */
  | { readonly kind: 'openedOther' }
  /** The one large button. */
  | { readonly kind: 'returned' }
  /** The meeting turned to an item. */
  | { readonly kind: 'itemTaken' }

/** [P16] [P17] [P19] What following becomes: everyone follows a new presentation, leafing away stops it, one touch returns. */
export const follow = (following: Following, happened: FollowEvent): Following => {
  switch (happened.kind) {
    case 'presented':
      if (happened.presentation === null) return { kind: 'none' }
      return following.kind !== 'none' && following.presentation === happened.presentation
        ? following
        : { kind: 'following', presentation: happened.presentation }
    case 'leafed':
      return following.kind === 'following' &&
        (happened.presenterAt === null || !samePlace(happened.to, happened.presenterAt))
        ? { kind: 'away', presentation: following.presentation }
        : following
    case 'openedOther':
      return following.kind === 'following'
        ? { kind: 'away', presentation: following.presentation }
        : following
    case 'returned':
    case 'itemTaken':
      return following.kind === 'away'
        ? { kind: 'following', presentation: following.presentation }
        : following
  }
}
