import type { MeetingRole } from '#shared/meetings/meetings.contract.ts'
import type { meetingsVi } from './meetings.vi.ts'

/** The word for each role in a meeting. */
export const roleKey = {
  chair: 'roleChair',
  member: 'roleMember',
  standIn: 'roleStandIn',
  invitee: 'roleInvitee',
  teller: 'roleTeller',
  operator: 'roleOperator',
} as const satisfies Record<MeetingRole, keyof typeof meetingsVi>
