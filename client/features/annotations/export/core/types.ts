import type { Note } from '#shared/annotations/note.ts'

/** As real annotations, drawn into the pages for printing, or as a list of what was written. */
export type ExportForm = 'annotated' | 'flattened' | 'summary'

/** A layer that is taken along. */
export interface ExportLayer {
  /** Its name for readers: "Chung cả phiên họp". */
  readonly title: string
  /** The viewer's own private layer: marked as such wherever its notes are named. */
  readonly isPrivate: boolean
  readonly notes: ReadonlyMap<string, Note>
}

export interface ExportOptions {
  readonly form: ExportForm
  readonly language: 'vi' | 'en'
  /** Whether notes whose discussion is resolved come along. */
  readonly resolved: boolean
  /** What people are called, by account. */
  readonly people: Readonly<Record<string, string>>
  readonly paper: {
    readonly title: string
    /** 1, 2, 3 … */
    readonly version: number
    readonly pageCount: number
    readonly meeting: string
    /** Milliseconds since the epoch. */
    readonly meetingAt: number
  }
  /** When this export is made; milliseconds since the epoch. */
  readonly at: number
}

/** Typefaces as TrueType files: the product's own in two weights, and one with more letters (Greek, Cyrillic, signs). */
export interface ExportFonts {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
  readonly wider: Uint8Array
}

export interface Exported {
  /** The file, in pieces that follow each other: the paper itself is never copied. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[]
  /** How many notes came along. */
  readonly notes: number
  /** The paper bears digital signatures. */
  readonly signed: boolean
  /** Every byte of the paper is in the file, and what is new follows it. */
  readonly appended: boolean
}

export type ExportFaultCode = 'export.damaged' | 'export.locked'

/** Why an export cannot be made. */
export class ExportFault extends Error {
  readonly code: ExportFaultCode
  constructor(code: ExportFaultCode, message: string) {
    super(message)
    this.name = 'ExportFault'
    this.code = code
  }
}
