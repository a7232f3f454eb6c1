import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMe } from '#client/app/login.ts'
import { useCall } from '#client/app/useCall.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useMeetingSync, useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import links from '#client/ui/linkButton.module.css'
import { State } from '#client/ui/State.tsx'
import { attendance } from '#shared/attendance/attendance.contract.ts'
import type { Failure } from '#shared/contract/result.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import styles from './attendance.module.css'

/** An address that was typed or cut off is as good as an old code. */
const asOldCode = (error: Failure): Failure =>
  error.code === 'input.invalid' ? { code: 'attendance.codeOld' } : error

/** [C21] Where the code at the door leads: one touch checks in whoever is signed in on this device. */
export function HerePage() {
  const t = useT('attendance')
  const format = useFormat()
  const { account } = useMe()
  const { meetingId = '', code = '' } = useParams()
  useMeetingSync(meetingId)
  const meeting = useView(meetingsEvents.changed, meetingId)
  const checkIn = useCall(attendance.checkInByCode)
  const [since, setSince] = useState<number | null>(null)
  useScreen({ title: t('hereTitle') })
  const name = format.person(account)
  const submit = async () => {
    const result = await checkIn.run({ meetingId, code })
    if (result.ok) setSince(result.data.since)
  }
  if (since !== null)
    return (
      <Column width="narrow" centred>
        <h1>{t('hereDone')}</h1>
        {meeting && <p className={styles.meeting}>{meeting.title}</p>}
        <State tone="ok">{t('hereSince', { name, time: format.time(since) })}</State>
        <Link className={links.linkButton} to={`/meetings/${meetingId}`} replace>
          {t('enter')}
        </Link>
      </Column>
    )
  return (
    <Column width="narrow" centred>
      <h1>{t('hereTitle')}</h1>
      {meeting && <p className={styles.meeting}>{meeting.title}</p>}
      <p>{t('hereText', { name })}</p>
      {checkIn.error && <ErrorNote error={asOldCode(checkIn.error)} />}
      <Button
        look="primary"
        size="large"
        wide
        busy={checkIn.busy}
        disabled={checkIn.error?.code === 'attendance.codeOld'}
        onClick={submit}
      >
        {t('checkIn')}
      </Button>
    </Column>
  )
}
