import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { type AttendanceView, attendance } from '#shared/attendance/attendance.contract.ts'
import styles from './attendance.module.css'
import { ExcuseButton } from './CheckInLine.tsx'
import { QuorumMark } from './QuorumMark.tsx'
import { useAct } from './useAct.ts'

interface OwnStandingProps {
  readonly meetingId: string
  readonly view: AttendanceView
  readonly accountId: string
}

/** Above the people of the meeting: whether they are enough, how one stands oneself, and leaving. */
export function OwnStanding({ meetingId, view, accountId }: OwnStandingProps) {
  const t = useT('attendance')
  const format = useFormat()
  const { act, busy } = useAct()
  const [asking, setAsking] = useState(false)
  const own = view.people.find(person => person.accountId === accountId)
  const { can } = view
  if (!own) return null
  return (
    <div className={styles.own}>
      {view.checkIn !== 'notYet' && <QuorumMark quorum={view.quorum} />}
      {own.since !== null && (
        <p>
          {t('yourself')}:{' '}
          {t('since', { standing: t(`standing_${own.standing}`), time: format.time(own.since) })}
        </p>
      )}
      {can.leave && (
        <Button busy={busy} onClick={() => setAsking(true)}>
          {t('leave')}
        </Button>
      )}
      {can.excuse && can.checkIn && <ExcuseButton meetingId={meetingId} />}
      <ConfirmSentence
        open={asking}
        title={t('leaveAsk')}
        sentence={t('leaveSentence')}
        confirmLabel={t('leave')}
        busy={busy}
        onCancel={() => setAsking(false)}
        onConfirm={async () => {
          await act(attendance.leave, { meetingId })
          setAsking(false)
        }}
      />
    </div>
  )
}
