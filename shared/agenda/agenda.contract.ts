import { z } from 'zod'
import { command, event, Id, Instant, Line, OptionalLine } from '../contract/define.ts'
import { Audience } from '../meetings/meetings.contract.ts'

/** Mật, Tối mật, Tuyệt mật (Law on Protection of State Secrets 29/2018/QH14, art. 8). */
export const Secrecy = z.enum(['confidential', 'secret', 'topSecret'])
export type Secrecy = z.infer<typeof Secrecy>

export const AgendaItem = z.object({
  id: Id,
  /** 1-based place in the agenda, counted over all items, also those that the viewer does not see. */
  number: z.int(),
  title: z.string(),
  durationMinutes: z.int(),
  reporterId: Id.nullable(),
  /** Who reports, in words, where it is not a participant. */
  reporterNote: z.string(),
  state: z.enum(['waiting', 'current', 'done']),
  urgent: z.boolean(),
  audience: Audience,
  /** Set where a paper is a state secret: it is handed out on paper, and presenting is off while the item is open. */
  secrecy: Secrecy.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

export const AgendaView = z.object({
  items: z.array(AgendaItem),
  /** True where an item that the viewer may not see is being dealt with. */
  currentHidden: z.boolean(),
})
export type AgendaView = z.infer<typeof AgendaView>

const ItemFields = {
  title: Line(500),
  durationMinutes: z.int().min(1).max(600),
  reporterId: Id.nullable(),
  reporterNote: OptionalLine(160),
  audience: Audience,
}
const onItem = z.strictObject({ itemId: Id })
const done = z.object({})

export const agenda = {
  addItem: command('agenda:addItem', {
    summary: 'Adds an item at the end or before another; while the meeting sits it is marked urgent.',
    input: z.strictObject({ meetingId: Id, itemId: Id, beforeItemId: Id.nullable(), ...ItemFields }),
    output: done,
    errors: [
      'object.exists',
      'meeting.wrongState',
      'items.tooMany',
      'audience.empty',
      'participant.missing',
      'item.done',
      'item.current',
    ],
  }),
  updateItem: command('agenda:updateItem', {
    summary: 'Changes an item that was not dealt with yet.',
    input: z.strictObject({ itemId: Id, ...ItemFields }),
    output: done,
    errors: ['meeting.wrongState', 'item.done', 'audience.empty', 'participant.missing'],
  }),
  moveItem: command('agenda:moveItem', {
    summary: 'Puts an item before another, or at the end; items dealt with keep their places.',
    input: z.strictObject({ itemId: Id, beforeItemId: Id.nullable() }),
    output: done,
    errors: ['meeting.wrongState', 'item.done', 'item.current'],
  }),
  removeItem: command('agenda:removeItem', {
    summary: 'Removes an item without papers.',
    input: onItem,
    output: done,
    errors: ['meeting.wrongState', 'item.done', 'item.current', 'item.hasPapers'],
  }),
  takeItem: command('agenda:takeItem', {
    summary:
      'Turns the meeting to an item: every tablet and hall screen follows; the item before it is done.',
    input: onItem,
    output: done,
    errors: ['meeting.wrongState'],
  }),
  finishItem: command('agenda:finishItem', {
    summary: 'Ends the current item without taking another.',
    input: onItem,
    output: done,
    errors: ['meeting.wrongState', 'revision.stale'],
  }),
  declareSecrecy: command('agenda:declareSecrecy', {
    summary:
      'Notes that an item’s paper is a state secret and is handed out on paper; null takes the note back.',
    input: z.strictObject({ itemId: Id, secrecy: Secrecy.nullable() }),
    output: done,
    errors: ['meeting.wrongState', 'item.done'],
  }),
} as const

export const agendaEvents = {
  changed: event('agenda:changed', {
    scope: 'meeting',
    summary: 'The agenda, its order, or the current item changed.',
    view: AgendaView,
  }),
} as const
