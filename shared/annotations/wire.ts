import type { CloseReason } from '../contract/close.ts'

/**
 * Messages of the notes' endpoint: y-websocket's (0 sync, 1 awareness, 2 authorisation, 3 query awareness), and for a
 * client that asks for them by `?stored=1` two more. Numbers are variable-length unsigned integers as lib0 writes them.
 */
export const messages = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /**
   * [N23] How many of the connection's messages that bring updates (sync kinds 1 and 2, empty ones too) are settled by
   * now, stored or refused: one number.
   */
  stored: 4,
  /** [N23] An update was not taken, or not whole: an error code (string), and its number among those messages. */
  refused: 5,
} as const

/** Codes that message 5 (and message 2's reason) carries. */
export const noteRefusals = [
  'notes.readOnly',
  'notes.foreign',
  'notes.invalid',
  'notes.incomplete',
  'notes.layerFull',
] as const
export type NoteRefusal = (typeof noteRefusals)[number]

/**
 * Codes with which a connection is closed (RFC 6455 §7.4.2, private use). y-websocket's client comes back after all
 * but 4400 to 4499, so those say "stop".
 */
export const closeCodes = {
  signedOut: 4401,
  expired: 4402,
  revoked: 4403,
  wiped: 4404,
  deactivated: 4405,
  notParticipant: 4406,
  foreignOrigin: 4407,
  flooding: 4501,
  slowReader: 4502,
  serverStopping: 4503,
  rightsChanged: 4504,
} as const satisfies Record<CloseReason, number>

/** A layer that is not there, or not for this caller; and one that could not be loaded now. */
export const notFoundCode = 4440
export const notLoadedCode = 4540
