import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import type { NoteLayers } from '#server/transport/noteLayers.ts'
import { annotationsEvents } from '#shared/annotations/annotations.contract.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { annotationsHandlers } from './annotations.handlers.ts'
import { createAnnotationsChanged } from './annotations.presenter.ts'
import { LayerDocument } from './LayerDocument.ts'
import { LayerDocuments } from './LayerDocuments.ts'
import { lookUpStandings } from './standings.ts'

/** Notes on papers: the groups' layers by command, and what is written in all layers for the notes' endpoint. */
export const createAnnotations = (
  parts: FeatureParts,
): { readonly feature: Feature; readonly layers: NoteLayers; readonly documents: LayerDocuments } => {
  const { database, ports } = parts
  const documents = new LayerDocuments(database, ports)
  return {
    documents,
    feature: {
      handlers: handlersOf(annotationsHandlers),
      presenters: [createAnnotationsChanged(ports.clock)],
      // Who sees a paper, and what the meeting's state allows, decides of layers too.
      announced: (event, scopeId) => {
        if (event === documentsEvents.changed || event === meetingsEvents.changed)
          parts.announce(annotationsEvents.changed, scopeId)
      },
    },
    layers: {
      standings: asked => lookUpStandings(database.kysely, asked, ports.clock.now()),
      enter: (viewer, { versionId, layer }, member) => {
        const accountId = layer === 'private' && viewer.kind === 'person' ? viewer.accountId : ''
        return documents.enter({ versionId, layer, accountId }, member)
      },
      leave: (layer, member) => {
        if (layer instanceof LayerDocument) documents.leave(layer, member)
      },
      close: () => documents.close(),
    },
  }
}
