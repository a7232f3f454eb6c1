import { IconCalendarX, IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { NowLine } from '#client/ui/NowBar.tsx'
import { notify } from '#client/ui/notices.ts'
import { type AttendanceView, attendance } from '#shared/attendance/attendance.contract.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useAct } from './useAct.ts'

interface CheckInLineProps {
  readonly meetingId: string
  readonly view: AttendanceView
  readonly accountId: string
}

/** In the now bar: checking oneself in, coming back, or saying that one cannot come; nothing where none is to be done. */
export function CheckInLine({ meetingId, view, accountId }: CheckInLineProps) {
  const t = useT('attendance')
  const format = useFormat()
  const { act, busy } = useAct()
  const own = view.people.find(person => person.accountId === accountId)
  const { can } = view
  const checkIn = async () => {
    const done = await act(attendance.checkIn, { meetingId })
    if (done) notify('ok', t('checkedIn', { time: format.time(done.since) }))
  }
  if (can.checkIn) {
    const gone = own?.standing === 'left'
    return (
      <NowLine
        icon={<IconUserCheck size={20} />}
        tone="current"
        action={
          <Button look="primary" size="large" busy={busy} onClick={() => void checkIn()}>
            {t(gone ? 'comeBack' : 'checkIn')}
          </Button>
        }
      >
        {gone ? t('youLeft', { time: format.time(own.since ?? 0) }) : t('callCheckIn')}
      </NowLine>
    )
  }
  if (can.withdrawExcuse)
    return (
      <NowLine
        icon={<IconCalendarX size={20} />}
        action={
          <Button busy={busy} onClick={() => void act(attendance.withdrawExcuse, { meetingId })}>
            {t('withdraw')}
          </Button>
        }
      >
        {t('youExcused')}
      </NowLine>
    )
  if (can.excuse)
    return (
      <NowLine icon={<IconCalendarX size={20} />} action={<ExcuseButton meetingId={meetingId} />}>
        {t('mayExcuse')}
      </NowLine>
    )
  return null
}

/** [C4] Says before the meeting that one cannot come, and why. */
export function ExcuseButton({ meetingId }: { readonly meetingId: string }) {
  const t = useT('attendance')
  const { act, busy } = useAct()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('excuse')}</Button>
      {asking && (
        <ReasonDialog
          title={t('excuseTitle')}
          label={t('reason')}
          confirmLabel={t('send')}
          busy={busy}
          onClose={() => setAsking(false)}
          onConfirm={async reason => {
            if (await act(attendance.excuse, { meetingId, reason })) setAsking(false)
          }}
        >
          <p>{t('excuseText')}</p>
        </ReasonDialog>
      )}
    </>
  )
}
