import { z } from 'zod'
import { command, event, Id, Instant, signal } from '../contract/define.ts'

/**
 * Where a reader stands: page from 1; x and y as fractions of the page's box (0 = left or top), the point that is at
 * the top centre of what is seen; zoom fits the page, the width, or is a factor of the width that fits.
 */
export const Position = z.strictObject({
  page: z.int().min(1).max(100_000),
  x: z.number().min(-1).max(2),
  y: z.number().min(-1).max(2),
  zoom: z.union([z.literal('page'), z.literal('width'), z.number().min(0.1).max(10)]),
})
export type Position = z.infer<typeof Position>

export const PresentingView = z.object({
  /** Null when nothing is presented. */
  current: z
    .object({
      presenterId: Id,
      presenterName: z.string(),
      /** False while the presenter's tablet is not connected. */
      connected: z.boolean(),
      /** Whether the viewer's own device is the one that moves the page. */
      here: z.boolean(),
      /** Null for a viewer who may not see the paper. */
      documentId: Id.nullable(),
      versionId: Id.nullable(),
      title: z.string(),
      pageCount: z.int(),
      startedAt: Instant,
    })
    .nullable(),
  /** Where the presenter stands now, for whoever comes late; with the sequence number of the last move. */
  position: Position.nullable(),
  seq: z.int(),
  can: z.object({
    /** Accounts that may start presenting now: secretaries, the chair, the current item's reporter. */
    start: z.boolean(),
    takeOver: z.boolean(),
    stop: z.boolean(),
    confirmAudience: z.boolean(),
  }),
})
export type PresentingView = z.infer<typeof PresentingView>

export const presenting = {
  start: command('presenting:start', {
    summary: 'Begins to present a paper, or changes to another one; followers see its page.',
    input: z.strictObject({
      meetingId: Id,
      versionId: Id,
      position: Position,
      /** The secretary's word that it may be shown though not everyone in the room may see it. */
      audienceConfirmed: z.boolean().default(false),
      /** Takes presenting over from somebody else: the secretary or the chair. */
      takeOver: z.boolean().default(false),
    }),
    output: z.object({}),
    errors: [
      'meeting.wrongState',
      'document.notReady',
      'presenting.taken',
      'presenting.notEveryoneMaySee',
      'presenting.secretItem',
    ],
  }),
  takeOver: command('presenting:takeOver', {
    summary: 'The secretary or the chair goes on presenting the same paper from the same place.',
    input: z.strictObject({ meetingId: Id }),
    output: z.object({}),
    errors: ['presenting.nothing'],
  }),
  stop: command('presenting:stop', {
    summary: 'Ends presenting: the presenter, the secretary or the chair.',
    input: z.strictObject({ meetingId: Id }),
    output: z.object({}),
    errors: ['presenting.nothing'],
  }),
  move: signal('presenting:move', {
    summary: 'The presenter’s page, zoom and place; many a second, the last one counts.',
    via: 'socket',
    maxBytes: 1024,
    input: z.strictObject({ meetingId: Id, seq: z.int().min(0), position: Position }),
    output: z.object({}),
    errors: ['presenting.notPresenter'],
  }),
} as const

export const presentingEvents = {
  changed: event('presenting:changed', {
    scope: 'meeting',
    summary: 'Presenting began, ended, or changed hands or paper.',
    view: PresentingView,
  }),
  moved: event('presenting:moved', {
    scope: 'meeting',
    summary: 'Where the presenter stands now.',
    newestOnly: true,
    view: z.object({ seq: z.int(), position: Position }),
  }),
} as const
