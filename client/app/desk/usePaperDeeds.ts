import { useNavigate } from 'react-router'
import { useDeed } from '#client/features/desk/useDeed.ts'
import type { PaperDeeds } from '#client/features/documents/upload/paperDeeds.ts'
import { useT } from '#client/i18n/useT.ts'
import { documents as contract, type MeetingDocument } from '#shared/documents/documents.contract.ts'

/** What the desk does to papers, each with its way back. */
export function usePaperDeeds(
  meetingId: string,
  documents: readonly MeetingDocument[],
  chooseAudience: PaperDeeds['chooseAudience'],
): PaperDeeds {
  const t = useT('desk')
  const navigate = useNavigate()
  const deed = useDeed()
  return {
    open: ({ id }) => navigate(`/meetings/${meetingId}?paper=${id}`),
    chooseAudience,
    rename: ({ id: documentId, title: before, audience }, title) =>
      void deed(
        contract.update,
        { documentId, title, audience },
        {
          done: t('renamed', { title }),
          undo: () => deed(contract.update, { documentId, title: before, audience }),
        },
      ),
    move: ({ id: documentId, itemId: before, title, order }, itemId, beforeDocumentId) => {
      const next = documents
        .filter(other => other.itemId === before && other.order > order)
        .toSorted((a, b) => a.order - b.order)[0]
      void deed(
        contract.move,
        { documentId, itemId, beforeDocumentId },
        {
          done: t('moved', { title }),
          undo: () => deed(contract.move, { documentId, itemId: before, beforeDocumentId: next?.id ?? null }),
        },
      )
    },
  }
}
