import { useState } from 'react'
import { AgendaTable } from '#client/features/desk/AgendaTable.tsx'
import { AudienceDialog } from '#client/features/desk/AudienceDialog.tsx'
import { AudienceFields } from '#client/features/desk/AudienceFields.tsx'
import type { Lack } from '#client/features/desk/checklist.ts'
import { useDeed } from '#client/features/desk/useDeed.ts'
import { ItemPapers } from '#client/features/documents/upload/ItemPapers.tsx'
import { useT } from '#client/i18n/useT.ts'
import { type AgendaItem, agenda as agendaContract } from '#shared/agenda/agenda.contract.ts'
import { documents as documentsContract, type MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { MeetingHere } from '../meeting/useMeeting.ts'
import { usePaperDeeds } from './usePaperDeeds.ts'

/** The agenda with every item's papers, and what each of them lacks. */
export function DeskAgenda({
  meeting,
  agenda,
  documents: { documents },
  lacks,
}: MeetingHere & { readonly lacks: readonly Lack[] }) {
  const t = useT('desk')
  const deed = useDeed()
  const [choosing, setChoosing] = useState<MeetingDocument | null>(null)
  const deeds = usePaperDeeds(meeting.id, documents, setChoosing)
  const itemOf = new Map(documents.map(({ id, itemId }) => [id, itemId]))
  const missingAt = (item: AgendaItem): readonly string[] => {
    const own = lacks.filter(lack => 'itemNumber' in lack && lack.itemNumber === item.number)
    const ofPapers = (['paperRefused', 'paperPending', 'paperLate'] as const).flatMap(kind => {
      const count = lacks.filter(
        lack => lack.kind === kind && 'documentId' in lack && itemOf.get(lack.documentId) === item.id,
      ).length
      return count === 0 ? [] : [t(`short_${kind}`, { count })]
    })
    return [
      ...own.map(({ kind }) => t(kind === 'noReporter' ? 'short_noReporter' : 'short_noPapers')),
      ...ofPapers,
    ]
  }
  return (
    <>
      <AgendaTable
        meeting={meeting}
        items={agenda.items}
        missingAt={missingAt}
        hasPapers={item => documents.some(({ itemId }) => itemId === item.id)}
        papersOf={item => (
          <ItemPapers
            meetingId={meeting.id}
            item={item}
            items={agenda.items}
            documents={documents}
            manage={meeting.can.managePapers}
            deeds={deeds}
            audienceChoice={(audience, onChange, asked) => (
              <AudienceFields
                audience={audience}
                participants={meeting.participants}
                onChange={onChange}
                asked={asked}
              />
            )}
            onSecret={({ id: itemId, number, secrecy: before }, secrecy) =>
              void deed(
                agendaContract.declareSecrecy,
                { itemId, secrecy },
                {
                  done: t('secrecyDeclared', { number }),
                  undo: () => deed(agendaContract.declareSecrecy, { itemId, secrecy: before }),
                },
              )
            }
          />
        )}
      />
      {choosing && (
        <AudienceDialog
          title={t('audienceOfPaper', { title: choosing.title })}
          audience={choosing.audience}
          participants={meeting.participants}
          onClose={() => setChoosing(null)}
          onChoose={async (audience, refused) => {
            const { id: documentId, title, audience: before } = choosing
            const done = await deed(
              documentsContract.update,
              { documentId, title, audience },
              {
                done: t('audienceChanged', { title }),
                undo: () => deed(documentsContract.update, { documentId, title, audience: before }),
              },
              refused,
            )
            if (done) setChoosing(null)
          }}
        />
      )}
    </>
  )
}
