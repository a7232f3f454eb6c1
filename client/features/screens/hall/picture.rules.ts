import type { AgendaItem, AgendaView } from '#shared/agenda/agenda.contract.ts'
import type { MeetingView } from '#shared/meetings/meetings.contract.ts'
import type { PresentingView } from '#shared/presenting/presenting.contract.ts'

/** A presented paper that the screen may show. */
export type Presented = NonNullable<PresentingView['current']> & { readonly versionId: string }

/** What fills the hall screen. */
export type Picture =
  | { readonly kind: 'standing' }
  | { readonly kind: 'break'; readonly since: number | null }
  | { readonly kind: 'paper'; readonly item: AgendaItem | null; readonly presented: Presented }
  | { readonly kind: 'secret'; readonly item: AgendaItem }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'item'; readonly item: AgendaItem }
  | { readonly kind: 'between' }
  | { readonly kind: 'over'; readonly at: number | null }

/** [H10] States of a meeting that has not sat. */
const unsat: readonly MeetingView['state'][] = ['draft', 'published', 'cancelled']

/** What the views that have come so far make of the screen; the first rule that fits counts. */
export const pictureOf = (
  meeting: Pick<MeetingView, 'state' | 'pausedAt' | 'closedAt'> | null,
  agenda: AgendaView | null,
  presenting: Pick<PresentingView, 'current'> | null,
): Picture => {
  // [H10]
  if (meeting === null || unsat.includes(meeting.state)) return { kind: 'standing' }
  // [H14]
  if (meeting.state === 'closed') return { kind: 'over', at: meeting.closedAt }
  // [H6]
  if (meeting.state === 'paused') return { kind: 'break', since: meeting.pausedAt }
  const item = agenda?.items.find(({ state }) => state === 'current') ?? null
  // [H8]
  if (item !== null && item.secrecy !== null) return { kind: 'secret', item }
  // [H7]
  const current = presenting?.current ?? null
  if (current !== null && current.versionId !== null)
    return { kind: 'paper', item, presented: { ...current, versionId: current.versionId } }
  if (agenda?.currentHidden === true) return { kind: 'hidden' }
  // [H9]
  return item === null ? { kind: 'between' } : { kind: 'item', item }
}

/** [H7] Whether most pages are broader than high: their heading stands above them, else at their side. */
export const isBroad = (pageRuns: readonly (readonly [number, number, number])[]): boolean => {
  let broad = 0
  for (const [count, width, height] of pageRuns) broad += width > height ? count : -count
  return broad > 0
}
