import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { screensEvents } from '#shared/screens/screens.contract.ts'
import { Pairings } from './Pairings.ts'
import { createScreensHandlers } from './screens.handlers.ts'
import { createScreensPresenters } from './screens.presenter.ts'
import { deleteUnfinished } from './screens.store.ts'

/** [S13] Screens that come and go within this time are told together. */
const joinPresenceMs = 250

/** Hall screens: pairing, which meeting each shows, notices. */
export const createScreens = (parts: FeatureParts): Feature => {
  let waiting: NodeJS.Timeout | undefined
  const tell = () => {
    waiting = undefined
    parts.announce(screensEvents.listChanged, 'committee')
  }
  return {
    handlers: handlersOf(createScreensHandlers(parts, new Pairings(parts.ports))),
    presenters: createScreensPresenters(parts),
    presenceChanged: scope => {
      if (scope === 'screen') waiting ??= setTimeout(tell, joinPresenceMs).unref()
    },
    start: () => deleteUnfinished(parts.database.kysely),
    close: async () => clearTimeout(waiting),
  }
}
