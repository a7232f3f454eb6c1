import type { Eyes } from './audience.rules.ts'
import type { MeetingRole, MeetingState, MeetingView, Participant } from './meetings.contract.ts'

/** Everything that a meeting's view says may or may not be done. */
export type MeetingAction = keyof MeetingView['can']

/** What changes a meeting's state. */
export type MeetingStep = 'publish' | 'open' | 'pause' | 'resume' | 'close' | 'cancel'

const notOver: readonly MeetingState[] = ['draft', 'published', 'open', 'paused']
const known: readonly MeetingState[] = ['published', 'open', 'paused']
/** [M2] The room sits, or is in a break of a meeting that was opened. */
const sitting: readonly MeetingState[] = ['open', 'paused']

interface Right {
  /** Whether the meeting's chair may too, besides the secretaries. */
  readonly chair: boolean
  readonly states: readonly MeetingState[]
}

/** [M6] [M7] Who may do what, and in which states. */
const rights: Readonly<Record<MeetingAction, Right>> = {
  edit: { chair: false, states: notOver },
  publish: { chair: false, states: ['draft'] },
  open: { chair: true, states: ['published'] },
  pause: { chair: true, states: ['open'] },
  resume: { chair: true, states: ['paused'] },
  close: { chair: true, states: sitting },
  cancel: { chair: false, states: ['published'] },
  remove: { chair: false, states: ['draft'] },
  handOverChair: { chair: true, states: notOver },
  editAgenda: { chair: false, states: notOver },
  addUrgentItem: { chair: true, states: sitting },
  takeItems: { chair: true, states: ['open'] },
  managePapers: { chair: false, states: notOver },
  manageScreens: { chair: false, states: known },
}

const after: Readonly<Record<MeetingStep, MeetingState>> = {
  publish: 'published',
  open: 'open',
  pause: 'paused',
  resume: 'open',
  close: 'closed',
  cancel: 'cancelled',
}

/** [M2] Whether the meeting was opened and is not over; breaks count. */
export const sits = (state: MeetingState): boolean => sitting.includes(state)

/** [M6] [M7] Whether somebody has the right at all; the state may still forbid it. */
export const hasRight = (action: MeetingAction, eyes: Eyes): boolean =>
  eyes.secretary || (rights[action].chair && eyes.role === 'chair')

/** [M1] Whether the meeting's state allows the action. */
export const stateAllows = (action: MeetingAction, state: MeetingState): boolean =>
  rights[action].states.includes(state)

/** [M1] The state after a step; null where the step is not possible from this state. */
export const stepFrom = (state: MeetingState, step: MeetingStep): MeetingState | null =>
  stateAllows(step, state) ? after[step] : null

/** [M8] What a viewer may do now: right and state together; sent with every view. */
export const meetingCan = (eyes: Eyes, state: MeetingState): MeetingView['can'] => {
  const may = (action: MeetingAction) => hasRight(action, eyes) && stateAllows(action, state)
  return {
    edit: may('edit'),
    publish: may('publish'),
    open: may('open'),
    pause: may('pause'),
    resume: may('resume'),
    close: may('close'),
    cancel: may('cancel'),
    remove: may('remove'),
    handOverChair: may('handOverChair'),
    editAgenda: may('editAgenda'),
    addUrgentItem: may('addUrgentItem'),
    takeItems: may('takeItems'),
    managePapers: may('managePapers'),
    manageScreens: may('manageScreens'),
  }
}

/** [M3] A meeting ends after it starts. */
export const timesReversed = (times: { startsAt: number; endsAt: number }): boolean =>
  times.endsAt <= times.startsAt

/** [M4] What a draft still lacks before it can be published; null where it lacks nothing. */
export const publishProblem = (draft: {
  hasChair: boolean
  items: number
  papersPending: number
}): 'meeting.noChair' | 'meeting.noItems' | 'meeting.papersPending' | null => {
  if (!draft.hasChair) return 'meeting.noChair'
  if (draft.items === 0) return 'meeting.noItems'
  return draft.papersPending > 0 ? 'meeting.papersPending' : null
}

/** A person's place in a meeting. */
export interface Seat {
  readonly accountId: string
  readonly role: MeetingRole
  /** For a stand-in: the member stood in for. */
  readonly principalId: string | null
}

/** Roles that somebody can stand in for. */
const principals: readonly MeetingRole[] = ['chair', 'member']

const hasStandIn = (seats: readonly Seat[], accountId: string): boolean =>
  seats.some(seat => seat.principalId === accountId)

/** [M11] Only a stand-in has a principal. */
export const settleSeat = (seat: Seat): Seat =>
  seat.role === 'standIn' ? seat : { ...seat, principalId: null }

/** [M10] [M11] [M12] Why a person may not be given this place; null where they may. */
export const seatProblem = (
  seats: readonly Seat[],
  wanted: Seat,
): 'participant.isChair' | 'participant.principalMissing' | null => {
  const chair = seats.find(({ role }) => role === 'chair')
  if (chair !== undefined && (chair.accountId === wanted.accountId) !== (wanted.role === 'chair'))
    return 'participant.isChair'
  if (wanted.role === 'standIn') {
    const principal = seats.find(({ accountId }) => accountId === wanted.principalId)
    if (principal === undefined || !principals.includes(principal.role)) return 'participant.principalMissing'
    if (principal.accountId === wanted.accountId) return 'participant.principalMissing'
  }
  return !principals.includes(wanted.role) && hasStandIn(seats, wanted.accountId)
    ? 'participant.principalMissing'
    : null
}

/** [M10] [M12] Why a person may not be taken out of a meeting; null where they may. */
export const removalProblem = (
  seats: readonly Seat[],
  accountId: string,
): 'participant.missing' | 'participant.isChair' | 'participant.principalMissing' | null => {
  const seat = seats.find(found => found.accountId === accountId)
  if (seat === undefined) return 'participant.missing'
  if (seat.role === 'chair') return 'participant.isChair'
  return hasStandIn(seats, accountId) ? 'participant.principalMissing' : null
}

/**
 * [M13] The places that change when the chair is handed over, in the order in which to store them (there is never
 * more than one chair); null where the new chair takes no part in the meeting.
 */
export const handOver = (seats: readonly Seat[], accountId: string): readonly Seat[] | null => {
  const next = seats.find(seat => seat.accountId === accountId)
  if (next === undefined) return null
  if (next.role === 'chair') return []
  const former = seats.find(({ role }) => role === 'chair')
  return [
    ...(former === undefined ? [] : [{ ...former, role: 'member' as const }]),
    { accountId, role: 'chair', principalId: null },
  ]
}

const collator = new Intl.Collator('vi', { sensitivity: 'variant' })

/** [M15] Vietnamese names sort by the given name, which stands last, then by family and middle names. */
export const compareNames = (one: string, other: string): number => {
  const [a, b] = [one.trim().split(/\s+/), other.trim().split(/\s+/)]
  return (
    collator.compare(a.at(-1) ?? '', b.at(-1) ?? '') ||
    collator.compare(a.slice(0, -1).join(' '), b.slice(0, -1).join(' '))
  )
}

type Ranked = Pick<Participant, 'accountId' | 'role' | 'rank' | 'displayName'>

/** [M14] Order by protocol: the chair, then by rank (the smaller first), then by name. */
export const byProtocol = (one: Ranked, other: Ranked): number =>
  Number(other.role === 'chair') - Number(one.role === 'chair') ||
  one.rank - other.rank ||
  compareNames(one.displayName, other.displayName) ||
  (one.accountId < other.accountId ? -1 : 1)

/** [M17] How long a meeting stays in the list that comes by itself, after its end. */
export const listedForMs = 180 * 86_400_000
