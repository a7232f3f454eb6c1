import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { createAgendaHandlers } from './agenda.handlers.ts'
import { agendaChanged } from './agenda.presenter.ts'

/** The agenda: items, their order, and which one the meeting is dealing with. */
export const createAgenda = (_parts: FeatureParts): Feature => ({
  handlers: handlersOf(createAgendaHandlers()),
  presenters: [agendaChanged],
})
