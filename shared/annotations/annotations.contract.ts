import { z } from 'zod'
import { command, event, Id, Line } from '../contract/define.ts'
import { Audience } from '../meetings/meetings.contract.ts'

/** A layer that every version has, or the id of a group's layer. */
export const LayerName = z.union([z.enum(['private', 'everyone', 'presenting']), Id])
export type LayerName = z.infer<typeof LayerName>

/** A group's layer, as those see it who are in it; a secretary also sees one that is left for them to remove. */
export const Layer = z.object({
  id: Id,
  documentId: Id,
  name: z.string(),
  makerId: Id,
  makerName: z.string(),
  readers: Audience,
  writers: Audience,
  /** `read` is false only where a secretary may remove what nobody else can any more. */
  can: z.object({ read: z.boolean(), write: z.boolean(), change: z.boolean(), remove: z.boolean() }),
})
export type Layer = z.infer<typeof Layer>

export const LayersView = z.object({
  /** Group layers that the viewer reads, by paper, oldest first. */
  layers: z.array(Layer),
  /** What the viewer may do with notes in this meeting, on papers that they see. */
  can: z.object({ writeEveryone: z.boolean(), makeLayer: z.boolean() }),
})
export type LayersView = z.infer<typeof LayersView>

const settings = { name: Line(120), readers: Audience, writers: Audience }
const done = z.object({})

export const annotations = {
  makeLayer: command('annotations:makeLayer', {
    summary: 'Makes a layer for a group on a paper: who reads, who writes.',
    input: z.strictObject({ layerId: Id, documentId: Id, ...settings }),
    output: done,
    errors: [
      'layers.tooMany',
      'object.exists',
      'audience.empty',
      'participant.missing',
      'meeting.wrongState',
    ],
  }),
  changeLayer: command('annotations:changeLayer', {
    summary: 'Renames a group’s layer, or changes who reads and writes; who loses the right is cut.',
    input: z.strictObject({ layerId: Id, ...settings }),
    output: done,
    errors: ['audience.empty', 'participant.missing', 'meeting.wrongState'],
  }),
  removeLayer: command('annotations:removeLayer', {
    summary: 'Takes a group’s layer from everybody, its notes included.',
    input: z.strictObject({ layerId: Id }),
    output: done,
  }),
} as const

export const annotationsEvents = {
  changed: event('annotations:changed', {
    scope: 'meeting',
    summary: 'The group layers that the viewer reads changed, or what may be done with them.',
    view: LayersView,
  }),
} as const
