import type { Store } from '#server/storage/database.ts'
import { sees } from '#shared/meetings/audience.rules.ts'
import type { Audience, MeetingRole, MeetingSummary } from '#shared/meetings/meetings.contract.ts'

/** What is counted in a meeting: its items' audiences, and those of its papers that can be read. */
interface Contents {
  readonly revision: number
  readonly items: readonly Audience[]
  readonly papers: readonly { readonly item: Audience; readonly own: Audience }[]
}

export interface Window {
  /** Meetings that end at or after this instant. */
  readonly from?: number | undefined
  /** Meetings that start before this instant. */
  readonly until?: number | undefined
}

/** Meetings whose contents are kept, so that a list costs one query: some years of a committee's. */
const kept = 500
/** Longest list: older meetings are asked for by their time. */
const longest = 500

/**
 * The lists of meetings. A change is told to every participant's list, so what a meeting holds is loaded once a
 * revision and not once a person.
 */
export class Summaries {
  readonly #contents = new Map<string, Contents>()

  /** [M17] Newest first: for secretaries all meetings, for others those they take part in and that were published. */
  async list(
    store: Store,
    account: { readonly id: string; readonly secretary: boolean },
    window: Window,
  ): Promise<MeetingSummary[]> {
    let select = store
      .selectFrom('meetings')
      .leftJoin('participants', join =>
        join
          .onRef('participants.meeting_id', '=', 'meetings.id')
          .on('participants.account_id', '=', account.id),
      )
      .select([
        'meetings.id',
        'meetings.kind',
        'meetings.title',
        'meetings.place',
        'meetings.starts_at',
        'meetings.ends_at',
        'meetings.state',
        'meetings.revision',
        'participants.role',
      ])
      .orderBy('meetings.starts_at', 'desc')
      .orderBy('meetings.id')
      .limit(longest)
    if (!account.secretary)
      select = select.where('participants.role', 'is not', null).where('meetings.state', '!=', 'draft')
    if (window.from !== undefined) select = select.where('meetings.ends_at', '>=', window.from)
    if (window.until !== undefined) select = select.where('meetings.starts_at', '<', window.until)
    const rows = await select.execute()
    await this.#load(
      store,
      rows.filter(({ id, revision }) => this.#contents.get(id)?.revision !== revision),
    )
    return rows.map(row => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      place: row.place,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      state: row.state,
      role: row.role,
      ...this.#counts(row.id, account, row.role),
    }))
  }

  #counts(
    meetingId: string,
    account: { readonly id: string; readonly secretary: boolean },
    role: MeetingRole | null,
  ): { itemCount: number; paperCount: number } {
    const eyes = { accountId: account.id, role, secretary: account.secretary }
    const contents = this.#contents.get(meetingId)
    return {
      itemCount: contents?.items.filter(audience => sees(audience, eyes)).length ?? 0,
      paperCount: contents?.papers.filter(({ item, own }) => sees(item, eyes) && sees(own, eyes)).length ?? 0,
    }
  }

  /** Loads after the revision was read: what is kept is never older than the revision it stands under. */
  async #load(store: Store, rows: readonly { id: string; revision: number }[]): Promise<void> {
    if (rows.length === 0) return
    const ids = rows.map(({ id }) => id)
    const items = await store
      .selectFrom('items')
      .select(['id', 'meeting_id', 'audience'])
      .where('meeting_id', 'in', ids)
      .execute()
    const papers = await store
      .selectFrom('documents')
      .innerJoin('items', 'items.id', 'documents.item_id')
      .select(['items.meeting_id', 'items.audience as item', 'documents.audience as own'])
      .where('items.meeting_id', 'in', ids)
      .where(eb =>
        eb.exists(
          eb
            .selectFrom('document_versions')
            .select('document_versions.id')
            .whereRef('document_versions.document_id', '=', 'documents.id')
            .where('document_versions.state', '=', 'ready'),
        ),
      )
      .execute()
    for (const { id, revision } of rows) {
      this.#contents.delete(id)
      this.#contents.set(id, {
        revision,
        items: items.filter(item => item.meeting_id === id).map(({ audience }) => JSON.parse(audience)),
        papers: papers
          .filter(paper => paper.meeting_id === id)
          .map(({ item, own }) => ({ item: JSON.parse(item), own: JSON.parse(own) })),
      })
    }
    for (const oldest of this.#contents.keys()) {
      if (this.#contents.size <= Math.max(kept, rows.length)) break
      this.#contents.delete(oldest)
    }
  }
}
