import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { MeetingView } from '#shared/meetings/meetings.contract.ts'

/** What a meeting lacks before it goes out, or what came late. */
export type Lack =
  /** Without these a draft cannot be published ([M4]). */
  | { readonly kind: 'noChair' | 'noItems'; readonly blocks: boolean }
  | {
      readonly kind: 'paperPending'
      readonly blocks: boolean
      readonly documentId: string
      readonly title: string
    }
  /** These are worth a look. */
  | { readonly kind: 'fewPeople'; readonly blocks: false }
  | { readonly kind: 'overTime'; readonly blocks: false; readonly minutes: number }
  | { readonly kind: 'noReporter' | 'noPapers'; readonly blocks: false; readonly itemNumber: number }
  | {
      readonly kind: 'paperRefused' | 'paperLate'
      readonly blocks: false
      readonly documentId: string
      readonly title: string
    }

const papers = (documents: readonly MeetingDocument[], blocks: boolean): readonly Lack[] =>
  documents.flatMap(({ id, title, pending, late }): Lack[] => {
    if (pending?.state === 'refused') return [{ kind: 'paperRefused', blocks: false, documentId: id, title }]
    if (pending !== null) return [{ kind: 'paperPending', blocks, documentId: id, title }]
    return late ? [{ kind: 'paperLate', blocks: false, documentId: id, title }] : []
  })

/** Everything that is missing or late, what blocks publishing first; of a meeting that is over, only what was late. */
export const lacks = (
  meeting: MeetingView,
  items: readonly AgendaItem[],
  documents: readonly MeetingDocument[],
): readonly Lack[] => {
  if (meeting.state === 'closed' || meeting.state === 'cancelled')
    return papers(documents, false).filter(({ kind }) => kind === 'paperLate')
  const blocks = meeting.state === 'draft'
  const found: Lack[] = []
  if (meeting.chairId === null) found.push({ kind: 'noChair', blocks })
  if (items.length === 0) found.push({ kind: 'noItems', blocks })
  if (meeting.participants.length < 2) found.push({ kind: 'fewPeople', blocks: false })
  const minutes = items.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0)
  const over = minutes - Math.round((meeting.endsAt - meeting.startsAt) / 60_000)
  if (over > 0) found.push({ kind: 'overTime', blocks: false, minutes: over })
  for (const { id, number, reporterId, reporterNote, secrecy, state } of items) {
    if (state === 'done') continue
    if (reporterId === null && reporterNote === '')
      found.push({ kind: 'noReporter', blocks: false, itemNumber: number })
    // An item with a state secret has its papers on paper.
    if (secrecy === null && !documents.some(({ itemId }) => itemId === id))
      found.push({ kind: 'noPapers', blocks: false, itemNumber: number })
  }
  found.push(...papers(documents, blocks))
  return found.toSorted((a, b) => Number(b.blocks) - Number(a.blocks))
}
