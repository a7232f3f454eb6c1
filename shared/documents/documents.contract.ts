import { z } from 'zod'
import { Secrecy } from '../agenda/agenda.contract.ts'
import { command, event, Id, Instant, Line, route } from '../contract/define.ts'
import type { ErrorCode } from '../contract/errors.ts'
import { Audience } from '../meetings/meetings.contract.ts'

const ready = {
  id: Id,
  /** 1, 2, 3 … in order of upload. */
  number: z.int(),
  uploadedAt: Instant,
  byteLength: z.int(),
  fileName: z.string(),
}
const refusals = [
  'document.notPdf',
  'document.encrypted',
  'document.broken',
  'document.empty',
  'document.tooLarge',
  'document.tooManyPages',
  'document.tooComplex',
  'disk.full',
] as const satisfies readonly ErrorCode[]
export const DocumentRefusal = z.enum(refusals)

const readyVersion = z.object({
  state: z.literal('ready'),
  ...ready,
  pageCount: z.int(),
  /** Every page's box; a run of equal pages is written once: [count, width, height]. */
  pageRuns: z.array(z.tuple([z.int(), z.number(), z.number()])),
  /** SHA-256 (hex) and length of the derivative for reading, which `/files/:id/paper` serves. */
  paperHash: z.string(),
  paperBytes: z.int(),
  /** SHA-256 (hex) of the file as it was uploaded. */
  originalHash: z.string(),
  /** Pages that have a thumbnail so far. */
  thumbnails: z.int(),
  hasText: z.boolean(),
  hasOutline: z.boolean(),
})

/** A version is on its way, or readable, or refused with a reason; fields exist only in the state that owns them. */
export const DocumentVersion = z.discriminatedUnion('state', [
  z.object({ state: z.literal('uploading'), ...ready, receivedBytes: z.int() }),
  z.object({
    state: z.literal('preparing'),
    ...ready,
    preparedPages: z.int(),
    pageCount: z.int().nullable(),
  }),
  z.object({
    state: z.literal('refused'),
    ...ready,
    code: DocumentRefusal,
    /** What the code's sentence names, as in a failure: `found`, `limitMb` or `limit`. */
    params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
  readyVersion,
])
export type DocumentVersion = z.infer<typeof DocumentVersion>

export const MeetingDocument = z.object({
  id: Id,
  itemId: Id,
  title: z.string(),
  order: z.int(),
  audience: Audience,
  /** Came after the time by which papers go out. */
  late: z.boolean(),
  /** The newest version that can be read; null while the first is on its way. */
  version: DocumentVersion.nullable(),
  /** A newer version on its way or refused; only those who manage papers see it. */
  pending: DocumentVersion.nullable(),
  /** Versions that were read before this one, the newest first: notes on them are carried over from there. */
  earlier: z.array(readyVersion).default([]),
})
export type MeetingDocument = z.infer<typeof MeetingDocument>

export const DocumentsView = z.object({ documents: z.array(MeetingDocument) })
export type DocumentsView = z.infer<typeof DocumentsView>

const onDocument = z.strictObject({ documentId: Id })
const done = z.object({})

export const documents = {
  announce: command('documents:announce', {
    summary:
      'Tells of a paper before its upload: makes the document, or a new version of it; the file follows at /upload.',
    input: z.strictObject({
      documentId: Id,
      versionId: Id,
      itemId: Id,
      /** Title and audience of a document that is made; a new version keeps the document's own. */
      title: Line(300),
      fileName: Line(255),
      byteLength: z.int().min(1),
      audience: Audience,
      /** A paper that is a state secret is refused; null says that it is none. */
      secrecy: Secrecy.nullable(),
    }),
    output: z.object({ uploadUrl: z.string() }),
    errors: [
      'document.stateSecret',
      'document.tooLarge',
      'documents.tooMany',
      'meeting.wrongState',
      'item.done',
      'object.exists',
      'audience.empty',
      'participant.missing',
    ],
  }),
  update: command('documents:update', {
    summary:
      'Changes a paper’s title or who may see it; those who lose the right lose what their tablets keep.',
    input: z.strictObject({ documentId: Id, title: Line(300), audience: Audience }),
    output: done,
    errors: ['meeting.wrongState', 'audience.empty', 'participant.missing'],
  }),
  move: command('documents:move', {
    summary: 'Puts a paper under an item, before another paper or at the end.',
    input: z.strictObject({ documentId: Id, itemId: Id, beforeDocumentId: Id.nullable() }),
    output: done,
    errors: ['meeting.wrongState', 'item.done'],
  }),
  remove: command('documents:remove', {
    summary: 'Takes a paper out of the meeting; its file goes unless another paper is the same.',
    input: onDocument,
    output: done,
    errors: ['meeting.wrongState', 'presenting.taken'],
  }),
  discardPending: command('documents:discardPending', {
    summary:
      'Gives up a version that is on its way or was refused; a document without any version goes with it.',
    input: onDocument,
    output: done,
  }),
} as const

export const documentsEvents = {
  changed: event('documents:changed', {
    scope: 'meeting',
    summary: 'The papers that the viewer may see changed.',
    view: DocumentsView,
  }),
} as const

const readers = 'Those whom the paper’s audience names, checked on every request.'
export const documentsRoutes = {
  paper: route('GET', '/files/:versionId/paper', {
    summary: 'The paper for reading, with ranges and a strong ETag.',
    access: readers,
    errors: ['login.required', 'object.notFound', 'document.notReady', 'rate.limited'],
  }),
  original: route('GET', '/files/:versionId/original', {
    summary: 'The file as it was uploaded, byte for byte, as a download.',
    access: readers,
    errors: ['login.required', 'object.notFound', 'document.notReady', 'rate.limited'],
  }),
  pageOne: route('GET', '/files/:versionId/page-one', {
    summary: 'A picture of page one (image/jpeg), to show while the paper opens.',
    access: readers,
    errors: ['login.required', 'object.notFound', 'document.notReady', 'rate.limited'],
  }),
  thumbnail: route('GET', '/files/:versionId/thumbnails/:page', {
    summary: 'A small picture of one page (image/webp), numbered from 1.',
    access: readers,
    errors: ['login.required', 'object.notFound', 'document.notReady', 'rate.limited'],
  }),
  upload: route('PATCH', '/upload/:versionId', {
    summary:
      'Resumable upload of an announced version (tus 1.0.0: HEAD and PATCH; created by `documents:announce`).',
    access: 'Those who manage the meeting’s papers.',
    errors: [
      'login.required',
      'object.notFound',
      'input.invalid',
      'meeting.wrongState',
      'revision.stale',
      'document.sizeMismatch',
      'rate.limited',
      'server.busy',
      'disk.full',
    ],
  }),
  uploadOffset: route('HEAD', '/upload/:versionId', {
    summary: 'How much of an announced version has come (tus 1.0.0: Upload-Offset, Upload-Length).',
    access: 'Those who manage the meeting’s papers.',
    errors: ['login.required', 'object.notFound', 'input.invalid', 'meeting.wrongState'],
  }),
  uploadOptions: route('OPTIONS', '/upload/:versionId', {
    summary: 'What the upload protocol offers here (tus 1.0.0: Tus-Version, Tus-Max-Size).',
    access: 'Those who manage the meeting’s papers.',
    errors: ['login.required', 'object.notFound'],
  }),
} as const
