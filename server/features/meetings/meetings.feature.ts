import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { createMeetingsHandlers } from './meetings.handlers.ts'
import { createMeetingsPresenters } from './meetings.presenter.ts'
import { Summaries } from './meetings.summaries.ts'

/** [M19] Comings and goings within this time are told together: a hall that reconnects is told four times a second. */
const joinPresenceMs = 250

/** Meetings: their life, who takes part, who is present. */
export const createMeetings = (parts: FeatureParts): Feature => {
  const summaries = new Summaries()
  const waiting = new Map<string, NodeJS.Timeout>()
  return {
    handlers: handlersOf(createMeetingsHandlers(summaries)),
    presenters: createMeetingsPresenters(parts, summaries),
    presenceChanged: (scope, meetingId) => {
      if (scope !== 'meeting' || waiting.has(meetingId)) return
      const tell = () => {
        waiting.delete(meetingId)
        parts.announce(meetingsEvents.presenceChanged, meetingId)
      }
      waiting.set(meetingId, setTimeout(tell, joinPresenceMs).unref())
    },
    close: async () => {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
