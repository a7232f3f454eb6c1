import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import { asShownTo, seesPaper } from '#shared/documents/documents.rules.ts'
import { sees } from '#shared/meetings/audience.rules.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'

export interface SeenItem {
  readonly item: AgendaItem
  readonly papers: readonly MeetingDocument[]
}

/** The items and papers that a participant sees, by the rules that the server presents by ([A14], [D12], [D14]). */
export const seenBy = (
  { accountId, role }: Participant,
  items: readonly AgendaItem[],
  documents: readonly MeetingDocument[],
): readonly SeenItem[] => {
  const eyes = { accountId, role, secretary: false, screen: false }
  return items
    .filter(({ audience }) => sees(audience, eyes))
    .map(item => ({
      item,
      papers: documents.flatMap(document => {
        if (document.itemId !== item.id) return []
        const shown = { audience: document.audience, itemAudience: item.audience, presented: false }
        const view = seesPaper(shown, eyes) ? asShownTo(document, false) : null
        return view === null ? [] : [view]
      }),
    }))
}
