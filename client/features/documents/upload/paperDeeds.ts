import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'

/** What is done to a paper besides uploading and removing it; each with its way back, where there is one. */
export interface PaperDeeds {
  readonly open: (document: MeetingDocument) => void
  readonly rename: (document: MeetingDocument, title: string) => void
  /** Lets the secretary say who sees it. */
  readonly chooseAudience: (document: MeetingDocument) => void
  /** Puts it before another paper of an item, or at its end. */
  readonly move: (document: MeetingDocument, itemId: string, beforeDocumentId: string | null) => void
}

/** One paper on the desk, among those of its item. */
export interface PaperRowProps {
  readonly meetingId: string
  readonly item: AgendaItem
  readonly items: readonly AgendaItem[]
  readonly document: MeetingDocument
  /** The item's papers in their order. */
  readonly siblings: readonly MeetingDocument[]
  readonly manage: boolean
  readonly deeds: PaperDeeds
}
