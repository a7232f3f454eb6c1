import { useParams } from 'react-router'
import { useMe } from '#client/app/login.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useT } from '#client/i18n/useT.ts'
import { Column } from '#client/ui/Column.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { HomeLink } from '../HomeLink.tsx'
import { MeetingScreen } from './MeetingScreen.tsx'
import { presentOf, useMeeting } from './useMeeting.ts'

/** One meeting on this tablet: entering it, being in it, or having lost it. */
export function MeetingPage() {
  const t = useT('meetings')
  const { account } = useMe()
  const meetingId = useParams().meetingId ?? ''
  const state = useMeeting(meetingId)
  const here = state.kind === 'here' ? state : null
  useScreen({
    title: here?.meeting.title ?? t('loading'),
    present: here && presentOf(here),
    sitting: here?.meeting.state === 'open' || here?.meeting.state === 'paused',
  })
  if (state.kind === 'loading') return <Loading label={t('loading')} />
  if (state.kind === 'gone')
    return (
      <Column centred>
        <EmptyState page title={t('goneTitle')} action={<HomeLink />}>
          {t('goneText')}
        </EmptyState>
      </Column>
    )
  return (
    <>
      <h1 className="only-heard">{state.meeting.title}</h1>
      <MeetingScreen key={meetingId} {...state} accountId={account.id} />
    </>
  )
}
