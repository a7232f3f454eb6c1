import { z } from 'zod'
import { Honorific } from '../accounts/accounts.contract.ts'
import { command, event, Id, Instant, Line, OptionalLine, query } from '../contract/define.ts'

/** thường kỳ, chuyên đề, đột xuất. */
export const MeetingKind = z.enum(['regular', 'thematic', 'extraordinary'])
export const MeetingState = z.enum(['draft', 'published', 'open', 'paused', 'closed', 'cancelled'])
export type MeetingState = z.infer<typeof MeetingState>
/** What a person is in one meeting. */
export const MeetingRole = z.enum(['chair', 'member', 'standIn', 'invitee', 'teller', 'operator'])
export type MeetingRole = z.infer<typeof MeetingRole>

/** Who may see an item or a paper: everyone in the meeting, members with chair and stand-ins, or people by name. */
export const Audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('members') }),
  z.strictObject({ kind: z.literal('chosen'), accountIds: z.array(Id).min(1).max(300) }),
])
export type Audience = z.infer<typeof Audience>

export const Participant = z.object({
  accountId: Id,
  role: MeetingRole,
  /** For a stand-in: the member stood in for. */
  principalId: Id.nullable(),
  displayName: z.string(),
  honorific: Honorific,
  title: z.string(),
  unitName: z.string(),
  rank: z.int(),
})
export type Participant = z.infer<typeof Participant>

export const MeetingSummary = z.object({
  id: Id,
  kind: MeetingKind,
  title: z.string(),
  place: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  state: MeetingState,
  /** The viewer's own role; null for a secretary or screen that is not a participant. */
  role: MeetingRole.nullable(),
  itemCount: z.int(),
  paperCount: z.int(),
})
export type MeetingSummary = z.infer<typeof MeetingSummary>

export const MeetingView = z.object({
  id: Id,
  kind: MeetingKind,
  title: z.string(),
  place: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  state: MeetingState,
  /** When it was opened, last paused and closed; null where it was not. */
  openedAt: Instant.nullable(),
  pausedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  cancelReason: z.string().nullable(),
  chairId: Id.nullable(),
  currentItemId: Id.nullable(),
  /** Sorted by protocol: chair, then rank, then Vietnamese name. */
  participants: z.array(Participant),
  /** Rights common to the viewer's class; what depends on the person is derived from `participants` by nobody. */
  can: z.object({
    edit: z.boolean(),
    publish: z.boolean(),
    open: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
    close: z.boolean(),
    cancel: z.boolean(),
    remove: z.boolean(),
    handOverChair: z.boolean(),
    editAgenda: z.boolean(),
    addUrgentItem: z.boolean(),
    takeItems: z.boolean(),
    managePapers: z.boolean(),
    manageScreens: z.boolean(),
  }),
})
export type MeetingView = z.infer<typeof MeetingView>

const MeetingFields = {
  kind: MeetingKind,
  title: Line(300),
  place: OptionalLine(200),
  startsAt: Instant,
  endsAt: Instant,
}
const onMeeting = z.strictObject({ meetingId: Id })
const done = z.object({})

export const meetings = {
  list: query('meetings:list', {
    summary: 'The meetings that the viewer takes part in or, for secretaries, all; newest first.',
    input: z.strictObject({ from: Instant.optional(), until: Instant.optional() }),
    output: z.object({ meetings: z.array(MeetingSummary) }),
  }),
  join: query('meetings:join', {
    summary: 'Subscribes this connection to a meeting; every view of it follows as events at once.',
    via: 'socket',
    input: onMeeting,
    output: done,
  }),
  leave: query('meetings:leave', {
    summary: 'Ends this connection’s subscription to a meeting.',
    via: 'socket',
    input: onMeeting,
    output: done,
  }),
  create: command('meetings:create', {
    summary: 'Makes a draft meeting with its chair.',
    input: z.strictObject({ meetingId: Id, ...MeetingFields, chairId: Id.nullable() }),
    output: done,
    errors: ['object.exists', 'meeting.timesReversed', 'account.deactivated'],
  }),
  update: command('meetings:update', {
    summary: 'Changes title, kind, place or times of a meeting that is not over.',
    input: z.strictObject({ meetingId: Id, ...MeetingFields }),
    output: done,
    errors: ['meeting.timesReversed', 'meeting.wrongState'],
  }),
  setParticipant: command('meetings:setParticipant', {
    summary:
      'Adds a person to a meeting or changes their role in it; the chair’s role is changed by handing over.',
    input: z.strictObject({
      meetingId: Id,
      accountId: Id,
      role: MeetingRole,
      principalId: Id.nullable().default(null),
    }),
    output: done,
    errors: [
      'meeting.wrongState',
      'participant.isChair',
      'participant.principalMissing',
      'account.deactivated',
    ],
  }),
  removeParticipant: command('meetings:removeParticipant', {
    summary: 'Takes a person out of a meeting; their open channels to it close within five seconds.',
    input: z.strictObject({ meetingId: Id, accountId: Id }),
    output: done,
    errors: [
      'meeting.wrongState',
      'participant.isChair',
      'participant.missing',
      'participant.principalMissing',
    ],
  }),
  handOverChair: command('meetings:handOverChair', {
    summary: 'Gives the chair to another participant; the former chair becomes a member.',
    input: z.strictObject({ meetingId: Id, accountId: Id }),
    output: done,
    errors: ['meeting.wrongState', 'participant.missing'],
  }),
  publish: command('meetings:publish', {
    summary: 'Makes a draft visible to its participants; tablets fetch its papers ahead.',
    input: onMeeting,
    output: done,
    errors: ['meeting.wrongState', 'meeting.noChair', 'meeting.noItems', 'meeting.papersPending'],
  }),
  open: command('meetings:open', {
    summary: 'Opens a published meeting.',
    input: onMeeting,
    output: done,
    errors: ['meeting.wrongState'],
  }),
  pause: command('meetings:pause', {
    summary: 'Begins a break.',
    input: onMeeting,
    output: done,
    errors: ['meeting.wrongState'],
  }),
  resume: command('meetings:resume', {
    summary: 'Ends a break.',
    input: onMeeting,
    output: done,
    errors: ['meeting.wrongState'],
  }),
  close: command('meetings:close', {
    summary: 'Closes the meeting: the current item ends, presenting stops, papers stay readable.',
    input: onMeeting,
    output: done,
    errors: ['meeting.wrongState'],
  }),
  cancel: command('meetings:cancel', {
    summary: 'Calls a meeting off, with the reason that participants read.',
    input: z.strictObject({ meetingId: Id, reason: Line(300) }),
    output: done,
    errors: ['meeting.wrongState'],
  }),
  remove: command('meetings:remove', {
    summary: 'Deletes a draft with its items and papers.',
    input: onMeeting,
    output: done,
    errors: ['meeting.notDraft'],
  }),
} as const

export const meetingsEvents = {
  listChanged: event('meetings:listChanged', {
    scope: 'account',
    summary: 'The viewer’s list of meetings changed.',
    view: z.object({ meetings: z.array(MeetingSummary) }),
  }),
  changed: event('meetings:changed', {
    scope: 'meeting',
    summary: 'The meeting’s data, state, participants or the viewer’s rights changed.',
    view: MeetingView,
  }),
  presenceChanged: event('meetings:presenceChanged', {
    scope: 'meeting',
    summary: 'Who is connected to the meeting now.',
    view: z.object({ accountIds: z.array(Id), screenIds: z.array(Id) }),
  }),
  left: event('meetings:left', {
    scope: 'meeting',
    summary: 'The viewer’s right to the meeting ended; erase what is kept of it.',
    view: z.object({ reason: z.enum(['notParticipant', 'removed', 'withdrawn']) }),
  }),
} as const
