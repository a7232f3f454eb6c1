import { accessOf, loadMeetingRoles } from '#server/access/meetingAccess.ts'
import type { FeatureParts } from '#server/feature.ts'
import type { Store } from '#server/storage/database.ts'
import { type Presenter, presenter } from '#server/transport/presenter.ts'
import { createRevisions } from '#server/transport/revisions.ts'
import { type HallScreen, screensEvents } from '#shared/screens/screens.contract.ts'
import { endCounts, managesScreens, shownMeeting } from '#shared/screens/screens.rules.ts'
import { findScreen, loadCommitteeName, loadNotice, loadScreens, sittingMeetings } from './screens.store.ts'

const isConnected = (parts: FeatureParts, screenId: string): boolean =>
  parts.connected('screen', screenId).length > 0

/** [S5] All screens, as those who manage them see them. */
export const listScreens = async (parts: FeatureParts, store: Store): Promise<HallScreen[]> =>
  (await loadScreens(store)).map(screen => ({ ...screen, connected: isConnected(parts, screen.id) }))

/** [S9] [S11] A screen as it sees itself: with the meeting that it shows now. Null where it is not paired. */
export const ownScreen = async (
  parts: FeatureParts,
  store: Store,
  screenId: string,
): Promise<{ screen: HallScreen; committee: { name: string } } | null> => {
  const found = await findScreen(store, screenId)
  if (found === undefined) return null
  const { id, name, meetingId, pairedAt, meetingState, endedId, endedAt } = found
  const assigned = meetingId === null || meetingState === null ? null : { id: meetingId, state: meetingState }
  const ended = endedAt !== null && endCounts(endedAt, parts.ports.clock.now()) ? endedId : null
  return {
    screen: {
      id,
      name,
      pairedAt,
      meetingId: shownMeeting(assigned, await sittingMeetings(store), ended),
      connected: isConnected(parts, id),
    },
    committee: { name: await loadCommitteeName(store) },
  }
}

/** [S14] To everyone in the meeting: screens show it, secretaries see what is shown. */
const noticeChanged = presenter(screensEvents.noticeChanged, async (store, meetingId) => {
  const found = await loadMeetingRoles(store, meetingId)
  const row = await loadNotice(store, meetingId)
  if (found === null || row === undefined) return null
  return {
    revision: row.revision,
    classOf: viewer => (accessOf(found, viewer) === null ? null : 'all'),
    present: () => ({ text: row.notice }),
  }
})

/** Makes the feature's views. */
export const createScreensPresenters = (parts: FeatureParts): readonly Presenter[] => {
  const nextRevision = createRevisions(parts.ports.clock)
  const listChanged = presenter(screensEvents.listChanged, async store => {
    const revision = nextRevision()
    const screens = await listScreens(parts, store)
    return {
      revision,
      classOf: viewer => (viewer.kind === 'person' && managesScreens(viewer) ? 'managers' : null),
      present: () => ({ screens }),
    }
  })
  const assigned = presenter(screensEvents.assigned, async (store, screenId) => {
    const revision = nextRevision()
    const view = await ownScreen(parts, store, screenId)
    if (view === null) return null
    return {
      revision,
      classOf: viewer => (viewer.kind === 'screen' && viewer.screenId === screenId ? 'own' : null),
      present: () => view,
    }
  })
  return [listChanged, assigned, noticeChanged]
}
