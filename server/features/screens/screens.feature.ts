import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { screensEvents } from '#shared/screens/screens.contract.ts'
import { endShownForMs } from '#shared/screens/screens.rules.ts'
import { Pairings } from './Pairings.ts'
import { createScreensHandlers } from './screens.handlers.ts'
import { createScreensPresenters } from './screens.presenter.ts'
import { deleteUnfinished, forgetEnds } from './screens.store.ts'

/** [S13] Screens that come and go within this time are told together. */
const joinPresenceMs = 250
/** [S16] So often it is looked whose day is over. */
const forgetEndsMs = 60_000

/** Hall screens: pairing, which meeting each shows, notices. */
export const createScreens = (parts: FeatureParts): Feature => {
  let waiting: NodeJS.Timeout | undefined
  let forgetting: NodeJS.Timeout | undefined
  const tell = () => {
    waiting = undefined
    parts.announce(screensEvents.listChanged, 'committee')
  }
  const forget = async () => {
    const { kysely } = parts.database
    for (const screenId of await forgetEnds(kysely, parts.ports.clock.now() - endShownForMs))
      parts.announce(screensEvents.assigned, screenId)
  }
  const forgetQuietly = () =>
    void forget().catch(error =>
      parts.ports.log.error({ err: error }, 'the end of a meeting could not be taken off its screens'),
    )
  return {
    handlers: handlersOf(createScreensHandlers(parts, new Pairings(parts.ports))),
    presenters: createScreensPresenters(parts),
    presenceChanged: scope => {
      if (scope === 'screen') waiting ??= setTimeout(tell, joinPresenceMs).unref()
    },
    start: async () => {
      await deleteUnfinished(parts.database.kysely)
      await forget()
      forgetting = setInterval(forgetQuietly, forgetEndsMs).unref()
    },
    close: async () => {
      clearTimeout(waiting)
      clearInterval(forgetting)
    },
  }
}
