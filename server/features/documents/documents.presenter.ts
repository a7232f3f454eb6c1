import { accessOf, loadMeetingRoles } from '#server/access/meetingAccess.ts'
import { type Presenter, presenter } from '#server/transport/presenter.ts'
import { type DocumentsView, documentsEvents } from '#shared/documents/documents.contract.ts'
import { asShownTo, seesPaper } from '#shared/documents/documents.rules.ts'
import { type Eyes, sightKey } from '#shared/meetings/audience.rules.ts'
import { listPapers } from './documents.store.ts'

/** [D12] to [D14] Each class of viewers gets the papers that it may see; `received` says how far uploads have come. */
export const documentsPresenter = (
  received: (versionId: string) => Promise<number>,
): Presenter<typeof documentsEvents.changed> =>
  presenter(documentsEvents.changed, async (store, meetingId) => {
    // The revision is read first: what is read after it can only be newer than it says.
    const roles = await loadMeetingRoles(store, meetingId)
    if (roles === null) return null
    const papers = await listPapers(store, meetingId, received)
    const audiences = papers.flatMap(({ document, itemAudience }) => [document.audience, itemAudience])
    const viewFor = (eyes: Eyes & { readonly screen: boolean }): DocumentsView => ({
      documents: papers.flatMap(({ document, itemAudience, presented }) => {
        const shown = seesPaper({ audience: document.audience, itemAudience, presented }, eyes)
        const view = shown ? asShownTo(document, eyes.secretary) : null
        return view === null ? [] : [view]
      }),
    })
    return {
      revision: roles.meeting.revision,
      classOf: viewer => {
        const access = accessOf(roles, viewer)
        return access === null ? null : `${access.screen ? 'screen ' : ''}${sightKey(audiences, access)}`
      },
      present: viewer => {
        const access = accessOf(roles, viewer)
        return access === null ? { documents: [] } : viewFor(access)
      },
    }
  })
