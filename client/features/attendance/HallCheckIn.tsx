import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Clock } from '#client/ui/Clock.tsx'
import { QrCode } from '#client/ui/QrCode.tsx'
import { State } from '#client/ui/State.tsx'
import type { AttendanceView } from '#shared/attendance/attendance.contract.ts'
import styles from './hallCheckIn.module.css'
import { useDoorCode } from './useDoorCode.ts'

interface HallCheckInProps {
  readonly meetingId: string
  readonly committee: string
  readonly title: string
  readonly startsAt: number
  readonly view: AttendanceView
}

/** [C16] [C19] Before the opening, on the hall's screen: how to check in, the code, and how many have. */
export function HallCheckIn({ meetingId, committee, title, startsAt, view }: HallCheckInProps) {
  const t = useT('attendance')
  const format = useFormat()
  const address = useDoorCode(meetingId, view.can.showCode)
  const { present, members, needed, met } = view.quorum
  return (
    <div className={styles.hall}>
      <p className={styles.committee}>{committee}</p>
      <div className={styles.middle}>
        <div className={styles.words}>
          <p className={styles.lead}>{title}</p>
          <h1 className={styles.title}>{t('hallTitle')}</h1>
          <p className={styles.count}>
            {present}/{members} <span>{t('hallPresent')}</span>
          </p>
          <div className={styles.quorum} role="status">
            <State tone={met ? 'ok' : 'warn'}>{met ? t('hallMet') : t('hallUnmet', { needed })}</State>
          </div>
          <p className={styles.text}>{t('hallText')}</p>
        </div>
        <div className={styles.code}>
          {address !== null && <QrCode text={address} label={t('codeLabel')} size={600} />}
        </div>
      </div>
      <div className={styles.foot}>
        <span>{t('hallStarts', { time: format.moment(startsAt) })}</span>
        <Clock />
      </div>
    </div>
  )
}
