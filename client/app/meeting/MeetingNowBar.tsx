import {
  IconCoffee,
  IconDoor,
  IconEyeOff,
  IconPlayerPlayFilled,
  IconPresentation,
  IconWifiOff,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CheckInLine } from '#client/features/attendance/CheckInLine.tsx'
import { FetchLine } from '#client/features/offline/FetchLine.tsx'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useConnection } from '#client/net/connection.ts'
import { Button } from '#client/ui/Button.tsx'
import { NowBar, NowLine } from '#client/ui/NowBar.tsx'
import type { MeetingHere } from './useMeeting.ts'
import type { PaperControl } from './usePaper.ts'

/** What is being done, who presents which page, what I can do. */
export function MeetingNowBar(
  here: MeetingHere & { readonly paper: PaperControl; readonly accountId: string },
) {
  const { paper, meeting, attendance, accountId } = here
  const t = useT('meetings')
  const lost = useConnection(store => store.state.kind === 'lost')
  return (
    <NowBar>
      {lost && (
        <NowLine icon={<IconWifiOff size={20} />} tone="quiet">
          {t('lost')}
        </NowLine>
      )}
      {attendance && <CheckInLine meetingId={meeting.id} view={attendance} accountId={accountId} />}
      <StateLine {...here} />
      <PresentingLine paper={paper} />
      <FetchLine />
      {paper.commands.dialog}
    </NowBar>
  )
}

function StateLine({ meeting, agenda, paper }: MeetingHere & { readonly paper: PaperControl }) {
  const t = useT('meetings')
  const tp = useT('presenting')
  const format = useFormat()
  const current = agenda.items.find(({ state }) => state === 'current')
  const line = (icon: ReactNode, text: string, tone: 'current' | 'quiet' = 'quiet') => (
    <NowLine
      icon={icon}
      tone={tone}
      action={
        paper.mayPresent && (
          <Button
            icon={<IconPresentation aria-hidden="true" />}
            busy={paper.commands.busy}
            onClick={paper.presentShown}
          >
            {tp('present')}
          </Button>
        )
      }
    >
      {text}
    </NowLine>
  )
  switch (meeting.state) {
    case 'draft':
      return line(<IconDoor size={20} />, t('nowDraft'))
    case 'published':
      return line(<IconDoor size={20} />, t('nowPublished', { time: format.moment(meeting.startsAt) }))
    case 'paused':
      return line(
        <IconCoffee size={20} />,
        t('nowPaused', { time: format.time(meeting.pausedAt ?? meeting.startsAt) }),
      )
    case 'closed':
      return line(
        <IconDoor size={20} />,
        t('nowClosed', { time: format.moment(meeting.closedAt ?? meeting.endsAt) }),
      )
    case 'cancelled':
      return line(<IconDoor size={20} />, t('nowCancelled', { reason: meeting.cancelReason ?? '' }))
    case 'open':
      if (agenda.currentHidden) return line(<IconEyeOff size={20} />, t('nowHidden'))
      if (!current) return line(<IconPlayerPlayFilled size={20} />, t('nowOpen'))
      return line(
        <IconPlayerPlayFilled size={20} />,
        t('nowItem', { number: current.number, title: current.title }) +
          (current.secrecy === null ? '' : ` · ${t('nowSecret')}`),
        'current',
      )
  }
}

function PresentingLine({ paper }: { readonly paper: PaperControl }) {
  const t = useT('presenting')
  const { view, position, following, here, elsewhere } = paper.presenting
  const current = view?.current
  if (!current || !view) return null
  const page = { page: position?.page ?? 1, pages: current.pageCount }
  const text = here
    ? t('presentsHere', page)
    : current.versionId === null
      ? t('presentsHidden', { name: current.presenterName })
      : elsewhere
        ? t('presentsElsewhere', page)
        : current.connected
          ? t('presents', { name: current.presenterName, ...page })
          : t('presentsLost', { name: current.presenterName })
  const away = following.kind === 'away' && !here && current.versionId !== null
  return (
    <NowLine
      icon={<IconPresentation size={20} />}
      tone={away ? 'current' : 'quiet'}
      action={
        <>
          {elsewhere && view.can.start && (
            <Button busy={paper.commands.busy} onClick={paper.goOnHere}>
              {t('goOnHere')}
            </Button>
          )}
          {view.can.takeOver && (
            <Button busy={paper.commands.busy} onClick={() => void paper.commands.takeOver()}>
              {t('takeOver')}
            </Button>
          )}
          {view.can.stop && (
            <Button busy={paper.commands.busy} onClick={() => void paper.commands.stop()}>
              {t('stop')}
            </Button>
          )}
          {away && (
            <Button look="primary" size="large" onClick={paper.returnToPresenter}>
              {t('follow')}
            </Button>
          )}
        </>
      }
    >
      {text}
    </NowLine>
  )
}
