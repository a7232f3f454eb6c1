import { useEffect } from 'react'
import { useNavigate, useParams } from 'react-router'
import { forgetUndo } from '#client/features/desk/undo.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { useMe } from '../login.ts'
import { presentOf, useMeeting } from '../meeting/useMeeting.ts'
import { useScreen } from '../useScreen.ts'
import { DeskMeeting } from './DeskMeeting.tsx'

/** One meeting on the secretary's desk: coming to it, having it, or having lost it. */
export function DeskMeetingPage() {
  const t = useT('desk')
  const me = useMe()
  const navigate = useNavigate()
  const meetingId = useParams().meetingId ?? ''
  const state = useMeeting(meetingId)
  const here = state.kind === 'here' ? state : null
  const sits = here?.meeting.state === 'open' || here?.meeting.state === 'paused'
  useScreen({
    title: here?.meeting.title ?? t('deskTitle'),
    present: here && here.meeting.state !== 'draft' ? presentOf(here) : null,
    sitting: sits,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another meeting is another desk.
  useEffect(() => forgetUndo, [meetingId])
  if (state.kind === 'loading') return <Loading />
  if (state.kind === 'gone' || !me.can.createMeetings)
    return (
      <Column centred>
        <EmptyState
          page
          title={t(state.kind === 'gone' ? 'goneTitle' : 'notForYou')}
          action={<Button onClick={() => navigate('/desk')}>{t('toDesk')}</Button>}
        >
          {t(state.kind === 'gone' ? 'goneText' : 'notForYouText')}
        </EmptyState>
      </Column>
    )
  return <DeskMeeting key={meetingId} {...state} />
}
