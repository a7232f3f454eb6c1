import { useT } from '#client/i18n/useT.ts'
import { QrCode } from '#client/ui/QrCode.tsx'
import styles from './attendance.module.css'
import { useDoorCode } from './useDoorCode.ts'

/** [C19] The code at the door, on the secretary's screen. */
export function DoorCode({ meetingId }: { readonly meetingId: string }) {
  const t = useT('attendance')
  const address = useDoorCode(meetingId, true)
  return (
    <div className={styles.code}>
      {address === null ? (
        <p role="status">{t('codeWaiting')}</p>
      ) : (
        <QrCode text={address} label={t('codeLabel')} size={300} />
      )}
      <p>{t('codeText')}</p>
    </div>
  )
}
