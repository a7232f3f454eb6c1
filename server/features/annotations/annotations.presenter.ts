import { accessOf, loadMeetingRoles, type MeetingAccess } from '#server/access/meetingAccess.ts'
import type { Clock } from '#server/ports.ts'
import { presenter } from '#server/transport/presenter.ts'
import { createRevisions } from '#server/transport/revisions.ts'
import { annotationsEvents, type LayersView } from '#shared/annotations/annotations.contract.ts'
import { groupCan, isOrphaned, mayMakeLayer, sharesWriting } from '#shared/annotations/annotations.rules.ts'
import { seesPaper } from '#shared/documents/documents.rules.ts'
import { groupsIn } from './layers.store.ts'

/** [N3] [N6] Each viewer's group layers, and what they may do with them. */
export const createAnnotationsChanged = (clock: Clock) => {
  const nextRevision = createRevisions(clock)
  return presenter(annotationsEvents.changed, async (store, meetingId) => {
    const revision = nextRevision()
    const found = await loadMeetingRoles(store, meetingId)
    if (found === null) return null
    const { state } = found.meeting
    const groups = (await groupsIn(store, meetingId)).map(group => ({
      ...group,
      presented: false,
      orphaned: isOrphaned({
        takesPart: found.roles.has(group.makerId),
        secretary: group.makerIsSecretary,
      }),
    }))
    const viewFor = (access: MeetingAccess): LayersView => ({
      layers: groups.flatMap(group => {
        const { id, documentId, name, makerId, makerName, readers, writers } = group
        if (!seesPaper(group, access) || !(group.readable || access.secretary)) return []
        const can = groupCan(group, access, { state, orphaned: group.orphaned })
        if (!can.read && !can.remove) return []
        return [{ id, documentId, name, makerId, makerName, readers, writers, can }]
      }),
      can: {
        writeEveryone: !access.screen && sharesWriting(access) && state !== 'cancelled',
        makeLayer: !access.screen && mayMakeLayer(access, state),
      },
    })
    return {
      revision,
      classOf: viewer => {
        const access = accessOf(found, viewer)
        if (access === null) return null
        const { layers, can } = viewFor(access)
        return JSON.stringify([layers.map(layer => [layer.id, Object.values(layer.can)]), Object.values(can)])
      },
      present: viewer => {
        const access = accessOf(found, viewer)
        return access === null
          ? { layers: [], can: { writeEveryone: false, makeLayer: false } }
          : viewFor(access)
      },
    }
  })
}
