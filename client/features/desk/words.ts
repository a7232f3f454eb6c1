import type { Secrecy } from '#shared/agenda/agenda.contract.ts'
import type { Audience, MeetingRole, MeetingState } from '#shared/meetings/meetings.contract.ts'
import type { deskVi } from './desk.vi.ts'
import type { MeetingKindName } from './deskTime.ts'

type DeskKey = keyof typeof deskVi

export const kindKey = {
  regular: 'kindRegular',
  thematic: 'kindThematic',
  extraordinary: 'kindExtraordinary',
} as const satisfies Record<MeetingKindName, DeskKey>

export const stateKey = {
  draft: 'stateDraft',
  published: 'statePublished',
  open: 'stateOpen',
  paused: 'statePaused',
  closed: 'stateClosed',
  cancelled: 'stateCancelled',
} as const satisfies Record<MeetingState, DeskKey>

/** A meeting's state as State shows it. */
export const stateTone = {
  draft: 'quiet',
  published: 'ok',
  open: 'current',
  paused: 'warn',
  closed: 'quiet',
  cancelled: 'bad',
} as const satisfies Record<MeetingState, string>

export const roleKey = {
  chair: 'roleChair',
  member: 'roleMember',
  standIn: 'roleStandIn',
  invitee: 'roleInvitee',
  teller: 'roleTeller',
  operator: 'roleOperator',
} as const satisfies Record<MeetingRole, DeskKey>

export const audienceKey = {
  everyone: 'audienceEveryone',
  members: 'audienceMembers',
  chosen: 'audienceChosen',
} as const satisfies Record<Audience['kind'], DeskKey>

export const secrecyKey = {
  confidential: 'secrecyConfidential',
  secret: 'secrecySecret',
  topSecret: 'secrecyTopSecret',
} as const satisfies Record<Secrecy, DeskKey>
