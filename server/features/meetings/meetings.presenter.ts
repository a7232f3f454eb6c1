import { accessOf, loadMeetingRoles, type MeetingAccess, mayShowEnd } from '#server/access/meetingAccess.ts'
import { loadCurrentItem } from '#server/access/reviewPresenting.ts'
import type { FeatureParts } from '#server/feature.ts'
import type { Store } from '#server/storage/database.ts'
import { type Presenter, presenter } from '#server/transport/presenter.ts'
import { createRevisions } from '#server/transport/revisions.ts'
import type { Viewer } from '#server/transport/viewer.ts'
import { sees } from '#shared/meetings/audience.rules.ts'
import { type MeetingView, meetingsEvents, type Participant } from '#shared/meetings/meetings.contract.ts'
import { byProtocol, listedForMs, meetingCan } from '#shared/meetings/meetings.rules.ts'
import { findMeeting } from './meetings.store.ts'
import type { Summaries } from './meetings.summaries.ts'

/** [M14] Who takes part, by protocol. */
const loadParticipants = async (store: Store, meetingId: string): Promise<Participant[]> => {
  const rows = await store
    .selectFrom('participants')
    .innerJoin('accounts', 'accounts.id', 'participants.account_id')
    .leftJoin('units', 'units.id', 'accounts.unit_id')
    .select([
      'accounts.id as accountId',
      'participants.role as role',
      'participants.principal_id as principalId',
      'accounts.display_name as displayName',
      'accounts.honorific as honorific',
      'accounts.title as title',
      'units.name as unitName',
      'accounts.rank as rank',
    ])
    .where('participants.meeting_id', '=', meetingId)
    .execute()
  return rows.map(row => ({ ...row, unitName: row.unitName ?? '' })).sort(byProtocol)
}

const meetingChanged = presenter(meetingsEvents.changed, async (store, meetingId) => {
  const found = await loadMeetingRoles(store, meetingId)
  const meeting = await findMeeting(store, meetingId)
  if (found === null || meeting === undefined) return null
  const participants = await loadParticipants(store, meetingId)
  const current = await loadCurrentItem(store, meetingId)
  const currentAudience = current === null ? null : JSON.parse(current.audience)
  const seesCurrent = (access: MeetingAccess): boolean =>
    current !== null && (access.screen || sees(currentAudience, access))
  const common = {
    id: meeting.id,
    kind: meeting.kind,
    title: meeting.title,
    place: meeting.place,
    startsAt: meeting.starts_at,
    endsAt: meeting.ends_at,
    state: meeting.state,
    openedAt: meeting.opened_at,
    pausedAt: meeting.paused_at,
    closedAt: meeting.closed_at,
    cancelReason: meeting.cancel_reason,
    chairId: participants.find(({ role }) => role === 'chair')?.accountId ?? null,
    participants,
  }
  // [S16] A screen that says that the meeting is over needs its name, and nobody's.
  const ofEnd = { ...common, place: '', cancelReason: null, chairId: null, participants: [] }
  const nothing = { currentItemId: null, can: meetingCan(nobody, meeting.state) }
  const own = (viewer: Viewer): Pick<MeetingView, 'currentItemId' | 'can'> | null => {
    const access = accessOf(found, viewer)
    return access === null
      ? null
      : {
          currentItemId: current !== null && seesCurrent(access) ? current.id : null,
          can: meetingCan(access, meeting.state),
        }
  }
  return {
    revision: meeting.revision,
    classOf: viewer => {
      const differing = own(viewer)
      if (differing !== null) return JSON.stringify(differing)
      return mayShowEnd(found, viewer) ? 'end' : null
    },
    present: viewer => {
      const differing = own(viewer)
      return differing === null ? { ...ofEnd, ...nothing } : { ...common, ...differing }
    },
  }
})

const nobody = { accountId: null, role: null, secretary: false }

/** Makes the feature's views. */
export const createMeetingsPresenters = (parts: FeatureParts, summaries: Summaries): readonly Presenter[] => {
  const nextList = createRevisions(parts.ports.clock)
  const nextPresence = createRevisions(parts.ports.clock)

  const listChanged = presenter(meetingsEvents.listChanged, async (store, accountId) => {
    const revision = nextList()
    const account = await store
      .selectFrom('accounts')
      .select(['id', 'secretary'])
      .where('id', '=', accountId)
      .executeTakeFirst()
    if (account === undefined) return null
    const meetings = await summaries.list(
      store,
      { id: account.id, secretary: account.secretary === 1 },
      { from: Math.max(0, parts.ports.clock.now() - listedForMs) },
    )
    return {
      revision,
      classOf: viewer => (viewer.kind === 'person' && viewer.accountId === accountId ? 'own' : null),
      present: () => ({ meetings }),
    }
  })

  const presenceChanged = presenter(meetingsEvents.presenceChanged, async (store, meetingId) => {
    const revision = nextPresence()
    const found = await loadMeetingRoles(store, meetingId)
    if (found === null) return null
    const accountIds = new Set<string>()
    const screenIds = new Set<string>()
    for (const viewer of parts.connected('meeting', meetingId)) {
      if (viewer.kind === 'person') accountIds.add(viewer.accountId)
      if (viewer.kind === 'screen') screenIds.add(viewer.screenId)
    }
    const view = { accountIds: [...accountIds], screenIds: [...screenIds] }
    return {
      revision,
      classOf: viewer => (accessOf(found, viewer) === null ? null : 'all'),
      present: () => view,
    }
  })

  return [meetingChanged, listChanged, presenceChanged]
}
