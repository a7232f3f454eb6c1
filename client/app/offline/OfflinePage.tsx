import { IconDeviceTablet } from '@tabler/icons-react'
import { useMe } from '#client/app/login.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { KeptMark } from '#client/features/offline/KeptMark.tsx'
import { type KeptPaper, progressOf } from '#client/features/offline/offline.rules.ts'
import { useOffline } from '#client/features/offline/offlineStore.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useView } from '#client/net/sync.ts'
import { Column } from '#client/ui/Column.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { Progress } from '#client/ui/Progress.tsx'
import { State } from '#client/ui/State.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'

/** What is kept on this device for reading without the network, with its sizes. */
export function OfflinePage() {
  const t = useT('offline')
  const format = useFormat()
  const { account } = useMe()
  const { state, wanted, papers, held, fetching, full } = useOffline()
  const list = useView(meetingsEvents.listChanged, account.id)?.meetings ?? []
  useScreen({ title: t('title') })
  const { held: have, total } = progressOf(wanted, held)
  const meetingIds = [...new Set(papers.map(({ meetingId }) => meetingId))]
  const size = progressOf(papers, held).held
  return (
    <Column>
      <h1>{t('title')}</h1>
      <p>{t('intro')}</p>
      {state === 'locked' && <WarnNote>{t('locked')}</WarnNote>}
      {state === 'off' && <WarnNote>{t('off')}</WarnNote>}
      {full && <WarnNote>{t('full')}</WarnNote>}
      {total > 0 && have >= total && (
        <p>
          <State tone="ok">{t('allKept')}</State>
        </p>
      )}
      {total > 0 && have < total && (
        <Progress
          label={t(fetching ? 'fetching' : 'waiting')}
          value={have / total}
          detail={t('progress', { held: format.size(have), total: format.size(total) })}
        />
      )}
      {papers.length === 0 && state === 'open' && (
        <EmptyState icon={<IconDeviceTablet size={48} aria-hidden="true" />} title={t('nothing')}>
          {t('nothingText')}
        </EmptyState>
      )}
      {meetingIds.map(meetingId => (
        <MeetingPapers
          key={meetingId}
          meetingId={meetingId}
          title={list.find(({ id }) => id === meetingId)?.title ?? ''}
          papers={papers.filter(paper => paper.meetingId === meetingId)}
        />
      ))}
      {papers.length > 0 && (
        <>
          <p className="figures">{t('total', { size: format.size(size) })}</p>
          <p>{t('erased')}</p>
        </>
      )}
    </Column>
  )
}

interface MeetingPapersProps {
  readonly meetingId: string
  readonly title: string
  readonly papers: readonly KeptPaper[]
}

function MeetingPapers({ meetingId, title, papers }: MeetingPapersProps) {
  const t = useT('offline')
  const format = useFormat()
  const documents = useView(documentsEvents.changed, meetingId)?.documents ?? []
  return (
    <section>
      <h2>{title}</h2>
      <List label={title}>
        {papers.map(({ versionId, documentId, size }) => (
          <Row
            key={versionId}
            title={documents.find(({ id }) => id === documentId)?.title ?? t('otherPaper')}
            detail={format.size(size)}
            mark={<KeptMark version={{ id: versionId, paperBytes: size }} />}
          />
        ))}
      </List>
    </section>
  )
}
