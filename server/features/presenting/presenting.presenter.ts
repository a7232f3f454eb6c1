import { accessOf, loadMeetingRoles, type MeetingAccess } from '#server/access/meetingAccess.ts'
import { loadCurrentItem, loadPresented } from '#server/access/reviewPresenting.ts'
import type { FeatureParts } from '#server/feature.ts'
import { presenter } from '#server/transport/presenter.ts'
import { createRevisions } from '#server/transport/revisions.ts'
import type { Viewer } from '#server/transport/viewer.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { type Paper, presentingCan, seesPaper } from '#shared/presenting/presenting.rules.ts'
import type { Positions } from './Positions.ts'

/** Whether the presenter's tablet is connected to the meeting. */
export const isConnected = (parts: FeatureParts, meetingId: string, loginId: string): boolean =>
  parts.connected('meeting', meetingId).some(viewer => viewer.kind === 'person' && viewer.loginId === loginId)

/** [P7] Who learns what is presented, and where: who sees the paper, and the hall's screens. */
export const isInSight = (paper: Paper, access: MeetingAccess): boolean =>
  access.screen || seesPaper(paper, access)

/** [P4] [P11] [P18] What is presented, by whom, and where they stand, for those who see the paper and those who do not. */
export const createPresentingChanged = (parts: FeatureParts, positions: Positions) => {
  const nextRevision = createRevisions(parts.ports.clock)
  return presenter(presentingEvents.changed, async (store, meetingId) => {
    const revision = nextRevision()
    const found = await loadMeetingRoles(store, meetingId)
    if (found === null) return null
    const current = await loadCurrentItem(store, meetingId)
    const presented = await loadPresented(store, meetingId)
    const place = presented === null ? null : positions.at(meetingId, presented)
    const connected = presented !== null && isConnected(parts, meetingId, presented.loginId)
    const can = (access: MeetingAccess) =>
      presentingCan(access, {
        state: found.meeting.state,
        current,
        presenterId: presented?.presenterId ?? null,
      })
    // [P12] One person's devices differ in this.
    const here = (viewer: Viewer): boolean =>
      presented !== null && viewer.kind === 'person' && viewer.loginId === presented.loginId
    const inSight = (access: MeetingAccess): boolean =>
      presented !== null && isInSight(presented.paper, access)
    return {
      revision,
      classOf: viewer => {
        const access = accessOf(found, viewer)
        return access === null ? null : JSON.stringify([inSight(access), here(viewer), can(access)])
      },
      present: viewer => {
        const access = accessOf(found, viewer) ?? nobody
        const sighted = inSight(access)
        return {
          current:
            presented === null
              ? null
              : {
                  presenterId: presented.presenterId,
                  presenterName: presented.presenterName,
                  connected,
                  here: here(viewer),
                  documentId: sighted ? presented.documentId : null,
                  versionId: sighted ? presented.versionId : null,
                  title: sighted ? presented.title : '',
                  pageCount: sighted ? (presented.pageCount ?? 1) : 0,
                  startedAt: presented.startedAt,
                },
          position: sighted ? (place?.position ?? null) : null,
          seq: place?.seq ?? 0,
          can: can(access),
        }
      },
    }
  })
}

const nobody: MeetingAccess = { accountId: null, role: null, secretary: false, screen: false }
