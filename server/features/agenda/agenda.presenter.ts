import { accessOf, loadMeetingRoles } from '#server/access/meetingAccess.ts'
import { presenter } from '#server/transport/presenter.ts'
import type { Viewer } from '#server/transport/viewer.ts'
import { type AgendaItem, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { sees } from '#shared/meetings/audience.rules.ts'
import { loadItems } from './agenda.store.ts'

/** [A13] [A14] The agenda as far as a viewer sees it; numbers count over all items. */
export const agendaChanged = presenter(agendaEvents.changed, async (store, meetingId) => {
  const found = await loadMeetingRoles(store, meetingId)
  if (found === null) return null
  const items = (await loadItems(store, meetingId)).map(
    (row, place): AgendaItem => ({
      id: row.id,
      number: place + 1,
      title: row.title,
      durationMinutes: row.duration_minutes,
      reporterId: row.reporter_id,
      reporterNote: row.reporter_note,
      state: row.state,
      urgent: row.urgent === 1,
      audience: JSON.parse(row.audience),
      secrecy: row.secrecy,
      startedAt: row.started_at,
      endedAt: row.ended_at,
    }),
  )
  const inSight = (viewer: Viewer): readonly boolean[] | null => {
    const access = accessOf(found, viewer)
    return access === null
      ? null
      : items.map(item => sees(item.audience, access) || (access.screen && item.state === 'current'))
  }
  return {
    revision: found.meeting.revision,
    classOf: viewer =>
      inSight(viewer)
        ?.map(seen => (seen ? '1' : '0'))
        .join('') ?? null,
    present: viewer => {
      const seen = inSight(viewer) ?? []
      return {
        items: items.filter((_, place) => seen[place] === true),
        currentHidden: items.some(({ state }, place) => state === 'current' && seen[place] !== true),
      }
    },
  }
})
