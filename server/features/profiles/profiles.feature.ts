import { newestProfile } from '#server/access/profiles.ts'
import { type Feature, handlersOf } from '#server/feature.ts'
import { presenter } from '#server/transport/presenter.ts'
import { profilesEvents } from '#shared/profiles/profiles.contract.ts'
import { profilesHandlers } from './profiles.handlers.ts'

/** [Q2] The version in force, for whoever is signed in. */
const profileChanged = presenter(profilesEvents.changed, async store => {
  const newest = await newestProfile(store)
  return {
    revision: newest.version,
    classOf: viewer => (viewer.kind === 'person' ? 'person' : null),
    present: () => newest,
  }
})

/** The committee's rules of quorum, votes and deadlines, in versions. */
export const createProfiles = (): Feature => ({
  handlers: handlersOf(profilesHandlers),
  presenters: [profileChanged],
})
