import { z } from 'zod'
import { Id, Instant } from '../contract/define.ts'

/** Most letters that one note's text has. */
export const textLimit = 4_000
/** Most points of one stroke: two minutes of an unbroken line. */
export const strokePoints = 8_000

/** Inks that are told apart on white paper, on a dark screen and in print; PDFs get their sRGB values. */
export const inks = {
  ink: '#1f2933',
  red: '#a4161a',
  blue: '#1d4ed8',
  green: '#15803d',
  amber: '#b45309',
  yellow: '#facc15',
} as const
export const Ink = z.enum(['ink', 'red', 'blue', 'green', 'amber', 'yellow'])
export type Ink = z.infer<typeof Ink>

/** đồng ý, không đồng ý, xem lại, đã xem, đã ký nháy, khẩn. */
export const Stamp = z.enum(['agreed', 'disagreed', 'reconsider', 'seen', 'initialled', 'urgent'])
export type Stamp = z.infer<typeof Stamp>

/** Points (1/72 inch) of the page as it is read, its own /Rotate applied; from its upper left corner, y downwards. */
const Length = z.number().min(-20_000).max(20_000)
const Point = z.tuple([Length, Length])
/** left, top, width, height. */
const Box = z.tuple([Length, Length, z.number().min(0).max(20_000), z.number().min(0).max(20_000)])
/** A piece of a line of text: left, top, width, height. */
const Lines = z.array(Box).min(1).max(400)
const Text = z.string().max(textLimit)

/** The words that a note touches, and what stands around them: by it a note finds its place in a new version. */
export const Quote = z.strictObject({
  exact: z.string().min(1).max(2_000),
  before: z.string().max(64),
  after: z.string().max(64),
})
export type Quote = z.infer<typeof Quote>

const common = {
  author: Id,
  /** When it was made and last changed, by its author's clock: shown; nobody may date a note more than a day ahead of the server's clock. */
  at: Instant,
  changedAt: Instant,
}
const said = {
  ...common,
  /** The version from which it was carried over. */
  carriedFrom: Id.optional(),
}
const placed = {
  ...said,
  /** From 1. */
  page: z.int().min(1).max(100_000),
  ink: Ink,
  quote: Quote.optional(),
}
const Width = z.number().min(0.25).max(60)

/** What one entry of a layer holds, by [N10]. */
export const Note = z.discriminatedUnion('kind', [
  /** One stroke of the pen; `stroke` as stroke.ts packs it. */
  z.strictObject({ kind: z.literal('pen'), ...placed, width: Width, stroke: z.instanceof(Uint8Array) }),
  /** A free highlighter's stroke, where there is no text. */
  z.strictObject({ kind: z.literal('marker'), ...placed, width: Width, stroke: z.instanceof(Uint8Array) }),
  z.strictObject({ kind: z.literal('highlight'), ...placed, lines: Lines }),
  z.strictObject({ kind: z.literal('underline'), ...placed, lines: Lines }),
  z.strictObject({ kind: z.literal('strikeOut'), ...placed, lines: Lines }),
  z.strictObject({ kind: z.literal('sticky'), ...placed, point: Point, text: Text }),
  z.strictObject({
    kind: z.literal('textBox'),
    ...placed,
    box: Box,
    text: Text,
    size: z.number().min(4).max(144),
  }),
  z.strictObject({ kind: z.literal('arrow'), ...placed, width: Width, from: Point, to: Point }),
  z.strictObject({ kind: z.literal('stamp'), ...placed, box: Box, stamp: Stamp }),
  /** [N12] An answer in the discussion under a note. */
  z.strictObject({ kind: z.literal('reply'), ...said, to: Id, text: Text.min(1) }),
  z.strictObject({ kind: z.literal('state'), ...said, to: Id, state: z.enum(['resolved', 'reopened']) }),
  /** [N52] Its author carried a note over to a newer version; null: it is left for good where it is. */
  z.strictObject({ kind: z.literal('carried'), ...common, to: Id, versionId: Id.nullable() }),
])
export type Note = z.infer<typeof Note>
export type PlacedNote = Extract<Note, { page: number }>

/** The name of a layer's map of notes in its Y.Doc. */
export const notesMap = 'notes'
