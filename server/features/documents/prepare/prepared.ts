import { z } from 'zod'

/** Equal pages in a row, written once: how many, width and height in points as they are read (rotated). */
export const PageRun = z.tuple([z.int().min(1), z.number().positive(), z.number().positive()])
export type PageRun = z.infer<typeof PageRun>

const File = z.strictObject({ path: z.string(), size: z.int().min(1) })

/** What is known of a paper once it can be read. The files named lie in `folder`, which `discard` removes. */
export const PreparedDocument = z.strictObject({
  pageCount: z.int().min(1),
  pageRuns: z.array(PageRun),
  /** The title that the file itself states, NFC, at most 300 characters; empty where it states none. */
  title: z.string().max(300),
  hasOutline: z.boolean(),
  /** Whether some page among the first and others spread over the paper has text. */
  hasText: z.boolean(),
  /** Whether the file carries a digital signature: only its original is the record. */
  isSigned: z.boolean(),
  /** A picture of page one, image/jpeg, at most 1600 pixels long. */
  pageOne: File.extend({ width: z.int(), height: z.int() }),
  /** The derivative for reading (application/pdf), or null where the original opens as fast. */
  balanced: File.nullable(),
  /** 64 KiB pieces that a reader fetches to find page one: of the original, and of what is to be served. */
  piecesToOpen: z.strictObject({ original: z.int(), served: z.int() }).nullable(),
})
export type PreparedDocument = z.infer<typeof PreparedDocument>

/**
 * Thumbnails of consecutive pages, image/webp, at most 240 pixels long, one after another in one file:
 * the first is `lengths[0]` bytes long and so on. One file for many keeps a long scan to few blobs and requests.
 */
export const ThumbnailPack = File.extend({
  /** Counted from 1. */
  firstPage: z.int().min(1),
  lengths: z.array(z.int().min(1)),
})
export type ThumbnailPack = z.infer<typeof ThumbnailPack>

/** Consecutive pages' text, a page a string (NFC, lines separated by line feeds), and their thumbnails. */
export const PageBatch = z.strictObject({ thumbnails: ThumbnailPack, textPath: z.string() })
export type PageBatch = z.infer<typeof PageBatch>

export const RefusalCode = z.enum([
  'document.notPdf',
  'document.encrypted',
  'document.broken',
  'document.empty',
  'document.tooLarge',
  'document.tooManyPages',
  'document.tooComplex',
  'disk.full',
])
export type RefusalCode = z.infer<typeof RefusalCode>

/** Why a file was refused. `detail` is for the log, in English; `params` are what the code's sentence names. */
export const Refusal = z.strictObject({
  code: RefusalCode,
  detail: z.string().max(500),
  params: z.record(z.string(), z.union([z.string().max(100), z.number()])).optional(),
})
export type Refusal = z.infer<typeof Refusal>

/** What the process says to the server, one message each. */
export const Said = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('refused'), refusal: Refusal }),
  z.strictObject({ say: z.literal('prepared'), prepared: PreparedDocument }),
  z.strictObject({ say: z.literal('batch'), batch: PageBatch }),
  z.strictObject({ say: z.literal('finished') }),
])
export type Said = z.infer<typeof Said>

/** What the server asks of the process, as its one argument, in JSON. */
export const Job = z.strictObject({
  work: z.enum(['prepare', 'extras']),
  path: z.string(),
  folder: z.string(),
  fromPage: z.int().min(1),
  limits: z.strictObject({
    maxBytes: z.number(),
    maxPages: z.number(),
    maxMemoryBytes: z.number(),
    maxCpuSeconds: z.number(),
    maxSeconds: z.number(),
  }),
})
export type Job = z.infer<typeof Job>

/** Thrown inside the process to end the work with a reason. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(code: RefusalCode, detail: string, params?: Record<string, string | number>) {
    super(detail)
    this.refusal = { code, detail: detail.slice(0, 500), ...(params && { params }) }
  }
}
