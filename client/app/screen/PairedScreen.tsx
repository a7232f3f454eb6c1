import { useEffect } from 'react'
import { HallCheckIn } from '#client/features/attendance/HallCheckIn.tsx'
import { useQuorumWords } from '#client/features/attendance/QuorumMark.tsx'
import { Frame } from '#client/features/screens/hall/Frame.tsx'
import type { OwnScreen } from '#client/features/screens/hall/HallLink.ts'
import { hallLink } from '#client/features/screens/hall/HallLink.ts'
import { ItemPicture } from '#client/features/screens/hall/ItemPicture.tsx'
import { pictureOf } from '#client/features/screens/hall/picture.rules.ts'
import { StandingPicture } from '#client/features/screens/hall/StandingPicture.tsx'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useConnection } from '#client/net/connection.ts'
import { forgetViews, useMeetingSync, useView } from '#client/net/sync.ts'
import { agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { attendanceEvents } from '#shared/attendance/attendance.contract.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { screensEvents } from '#shared/screens/screens.contract.ts'
import { HallPaper } from './HallPaper.tsx'
import { useFreshVersion } from './useFreshVersion.ts'

/** A paired display: the meeting that it was given, or the standing picture. */
export function PairedScreen({ own }: { readonly own: OwnScreen }) {
  const told = useView(screensEvents.assigned, own.screen.id)
  useEffect(() => {
    if (told !== null) hallLink.told(told)
  }, [told])
  const { screen, committee } = told ?? own
  if (screen.meetingId !== null)
    return <MeetingPicture key={screen.meetingId} meetingId={screen.meetingId} committee={committee.name} />
  return <NoMeeting committee={committee.name} />
}

const useLost = (): boolean => useConnection(store => store.state.kind === 'lost')

function NoMeeting({ committee }: { readonly committee: string }) {
  useFreshVersion(true)
  return (
    <Frame lost={useLost()}>
      <StandingPicture committee={committee} />
    </Frame>
  )
}

interface MeetingPictureProps {
  readonly meetingId: string
  readonly committee: string
}

function MeetingPicture({ meetingId, committee }: MeetingPictureProps) {
  const t = useT('hall')
  const format = useFormat()
  const lost = useLost()
  useMeetingSync(meetingId)
  const meeting = useView(meetingsEvents.changed, meetingId)
  const agenda = useView(agendaEvents.changed, meetingId)
  const presenting = useView(presentingEvents.changed, meetingId)
  const attendance = useView(attendanceEvents.changed, meetingId)
  const words = useQuorumWords()
  const notice = useView(screensEvents.noticeChanged, meetingId)?.text
  // The right to a meeting ends with its assignment: nothing of it stays.
  useEffect(() => () => forgetViews(meetingId), [meetingId])
  useFreshVersion(meeting !== null && meeting.state !== 'open' && meeting.state !== 'paused')

  const picture = pictureOf(meeting, agenda, presenting)
  const standing = (words: { lead?: string; title?: string; detail?: string } = {}) => (
    <StandingPicture committee={committee} {...words} />
  )
  const title = meeting?.title ?? ''
  // [C16] Whether they are enough, wherever there is room for it: under what is said, beside the clock.
  const quorum = attendance && attendance.checkIn === 'open' ? words(attendance.quorum) : ''
  const under = (...lines: readonly string[]) => {
    const detail = lines.filter(Boolean).join(' · ')
    return detail === '' ? {} : { detail }
  }
  const show = () => {
    switch (picture.kind) {
      case 'standing':
        if (meeting?.state === 'published' && attendance?.checkIn === 'open')
          return (
            <HallCheckIn {...{ meetingId, committee, title }} startsAt={meeting.startsAt} view={attendance} />
          )
        return meeting
          ? standing({
              title,
              detail: [t('starts', { time: format.moment(meeting.startsAt) }), meeting.place]
                .filter(Boolean)
                .join(' · '),
            })
          : standing()
      case 'break':
        return standing({
          lead: title,
          title: t('break'),
          ...under(
            picture.since === null ? '' : t('breakSince', { time: format.time(picture.since) }),
            quorum,
          ),
        })
      case 'over':
        return standing({ lead: title, title: t('over') })
      case 'hidden':
        return standing({ lead: title, title: t('hidden'), ...under(quorum) })
      case 'between':
        return standing({ lead: t('between'), title, ...under(quorum) })
      case 'secret':
        return (
          <ItemPicture
            item={picture.item}
            participants={meeting?.participants ?? []}
            meetingTitle={title}
            remark={t('secret')}
            foot={quorum}
          />
        )
      case 'item':
        return (
          <ItemPicture
            item={picture.item}
            participants={meeting?.participants ?? []}
            meetingTitle={title}
            foot={quorum}
          />
        )
      case 'paper':
        return meeting && presenting ? (
          <HallPaper meeting={meeting} item={picture.item} presented={picture.presented} view={presenting} />
        ) : null
    }
  }
  return (
    <Frame lost={lost} notice={picture.kind === 'over' ? '' : notice}>
      {show()}
    </Frame>
  )
}
