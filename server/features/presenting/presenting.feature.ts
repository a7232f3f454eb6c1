import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { Positions } from './Positions.ts'
import { createPresentingHandlers } from './presenting.handlers.ts'
import { createPresentingChanged, isConnected } from './presenting.presenter.ts'
import { findPresenting } from './presenting.store.ts'

/** Presenting: who shows which paper, and where they stand in it. */
export const createPresenting = (parts: FeatureParts): Feature => {
  const tell = (meetingId: string) => parts.announce(presentingEvents.changed, meetingId)
  const positions = new Positions({ database: parts.database, ports: parts.ports, settled: tell })
  /** What each meeting's viewers were told last: whose tablet presents, and whether it is connected. */
  const told = new Map<string, string>()

  /** [P18] Everyone hears when the presenter's tablet goes or comes back. */
  const review = async (meetingId: string): Promise<void> => {
    const presented = await findPresenting(parts.database.kysely, meetingId)
    if (presented === undefined) {
      told.delete(meetingId)
      return
    }
    const connection = `${presented.loginId} ${isConnected(parts, meetingId, presented.loginId)}`
    if (told.get(meetingId) === connection) return
    told.set(meetingId, connection)
    tell(meetingId)
  }

  return {
    handlers: handlersOf(createPresentingHandlers(positions)),
    presenters: [createPresentingChanged(parts, positions)],
    presenceChanged: (scope, meetingId) => {
      if (scope !== 'meeting') return
      review(meetingId).catch(error =>
        parts.ports.log.error({ err: error }, 'the presenter’s presence could not be told'),
      )
    },
    close: () => positions.close(),
  }
}
