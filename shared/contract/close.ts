/** Why a channel (socket, notes, media, a running download) was closed: one vocabulary for all of them. */
export const closeReasons = {
  signedOut: 'stop',
  expired: 'stop',
  revoked: 'stop',
  wiped: 'stop',
  deactivated: 'stop',
  notParticipant: 'stop',
  foreignOrigin: 'stop',
  flooding: 'retry',
  slowReader: 'retry',
  serverStopping: 'retry',
  rightsChanged: 'retry',
} as const satisfies Record<string, 'retry' | 'stop'>

export type CloseReason = keyof typeof closeReasons

/** Reasons for which a login ends; a device erases what it keeps on all of them but `expired`, which locks it. */
export const loginEndReasons = ['signedOut', 'expired', 'revoked', 'wiped', 'deactivated'] as const
export type LoginEndReason = (typeof loginEndReasons)[number]
