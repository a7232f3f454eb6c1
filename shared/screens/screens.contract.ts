import { z } from 'zod'
import { command, event, Id, Instant, Line, OptionalLine, query, signal } from '../contract/define.ts'

/** A hall screen: a paired display, no person. */
export const HallScreen = z.object({
  id: Id,
  name: z.string(),
  /**
   * To those who manage screens: the meeting it was assigned to, or null. To the screen itself: the meeting that it
   * shows now, which without an assignment is the only one that sits, or the one that it showed to its end; null for
   * the standing picture.
   */
  meetingId: Id.nullable(),
  connected: z.boolean(),
  pairedAt: Instant,
})
export type HallScreen = z.infer<typeof HallScreen>

export const screens = {
  requestPairing: signal('screens:requestPairing', {
    summary: 'A display asks for a code to show; good for ten minutes.',
    via: 'http',
    input: z.strictObject({}),
    output: z.object({ pairingId: Id, code: z.string(), secret: z.string(), expiresAt: Instant }),
  }),
  finishPairing: command('screens:finishPairing', {
    summary: 'The display asks whether its code was entered; when it was, this sets the screen’s cookie.',
    via: 'http',
    input: z.strictObject({ pairingId: Id, secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
    output: z.object({ screen: HallScreen }),
    errors: ['pairing.unknown', 'pairing.waiting'],
    secret: ['secret'],
  }),
  pair: command('screens:pair', {
    summary: 'Enters the code that a display shows and gives it a name.',
    input: z.strictObject({
      screenId: Id,
      code: z.string().regex(/^[0-9]{6}$/),
      name: Line(80),
      meetingId: Id.nullable(),
    }),
    output: z.object({}),
    errors: ['pairing.unknown', 'object.exists', 'meeting.wrongState'],
    secret: ['code'],
  }),
  me: query('screens:me', {
    summary: 'Which screen this display is, and what the committee is called.',
    input: z.strictObject({}),
    output: z.object({ screen: HallScreen, committee: z.object({ name: z.string() }) }),
  }),
  list: query('screens:list', {
    summary: 'All paired screens.',
    input: z.strictObject({}),
    output: z.object({ screens: z.array(HallScreen) }),
  }),
  assign: command('screens:assign', {
    summary: 'Says which meeting a screen shows, or none; and its name.',
    input: z.strictObject({ screenId: Id, name: Line(80), meetingId: Id.nullable() }),
    output: z.object({}),
    errors: ['meeting.wrongState'],
  }),
  unpair: command('screens:unpair', {
    summary: 'Ends a screen’s pairing; it shows a new code.',
    input: z.strictObject({ screenId: Id }),
    output: z.object({}),
  }),
  setNotice: command('screens:setNotice', {
    summary: 'Shows a notice on the meeting’s screens; an empty text takes it away.',
    input: z.strictObject({ meetingId: Id, text: OptionalLine(200) }),
    output: z.object({}),
    errors: ['meeting.wrongState'],
  }),
} as const

export const screensEvents = {
  listChanged: event('screens:listChanged', {
    scope: 'committee',
    summary: 'Screens were paired, assigned, ended, connected or lost; for those who manage them.',
    view: z.object({ screens: z.array(HallScreen) }),
  }),
  assigned: event('screens:assigned', {
    scope: 'screen',
    summary: 'To the screen itself: its name and meeting.',
    view: z.object({ screen: HallScreen, committee: z.object({ name: z.string() }) }),
  }),
  noticeChanged: event('screens:noticeChanged', {
    scope: 'meeting',
    summary: 'The notice on the meeting’s screens.',
    view: z.object({ text: z.string() }),
  }),
} as const
