import { useMemo } from 'react'
import { ScreensPanel } from '#client/features/screens/manage/ScreensPanel.tsx'
import { useT } from '#client/i18n/useT.ts'
import { useView } from '#client/net/sync.ts'
import { Column } from '#client/ui/Column.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { useMe } from '../login.ts'
import { useQuery } from '../useQuery.ts'
import { useScreen } from '../useScreen.ts'

/** The hall's screens beside the meetings that they can show. */
export function DeskScreens({ meetingId }: { readonly meetingId: string | null }) {
  const me = useMe()
  const asked = useQuery(meetings.list, {})
  const heard = useView(meetingsEvents.listChanged, me.account.id)
  const list = useMemo(() => heard?.meetings ?? asked.data?.meetings ?? [], [heard, asked.data])
  return <ScreensPanel meetings={list} meetingId={meetingId} />
}

/** The hall's screens by themselves, whatever meeting comes. */
export function DeskScreensPage() {
  const t = useT('hallScreens')
  const desk = useT('desk')
  const me = useMe()
  useScreen({ title: t('title') })
  if (!me.can.manageScreens)
    return (
      <EmptyState page title={desk('notForYou')}>
        {desk('notForYouText')}
      </EmptyState>
    )
  return (
    <Column width="wide">
      <h1>{t('title')}</h1>
      <DeskScreens meetingId={null} />
    </Column>
  )
}
