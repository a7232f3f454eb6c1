import { IconCalendarPlus, IconDeviceTablet, IconDeviceTv, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import styles from '#client/features/desk/desk.module.css'
import { MeetingList } from '#client/features/desk/MeetingList.tsx'
import { NewMeeting } from '#client/features/desk/NewMeeting.tsx'
import { useT } from '#client/i18n/useT.ts'
import { useView } from '#client/net/sync.ts'
import { type Action, useActions } from '#client/ui/actions.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { useMe } from '../login.ts'
import { useQuery } from '../useQuery.ts'
import { useScreen } from '../useScreen.ts'

/** The secretary's desk: every meeting by state, and making a new one. */
export function DeskHome() {
  const t = useT('desk')
  const me = useMe()
  const navigate = useNavigate()
  const asked = useQuery(meetings.list, {})
  const heard = useView(meetingsEvents.listChanged, me.account.id)
  const [making, setMaking] = useState(false)
  useScreen({ title: t('deskTitle') })
  const actions = useMemo<readonly Action[]>(
    () => [
      { id: 'desk.create', name: t('create'), shortcut: 'n', perform: () => setMaking(true) },
      { id: 'desk.screens', name: t('screens'), shortcut: 'm', perform: () => navigate('/desk/screens') },
    ],
    [t, navigate],
  )
  useActions(actions)
  if (!me.can.createMeetings)
    return (
      <EmptyState page title={t('notForYou')}>
        {t('notForYouText')}
      </EmptyState>
    )
  const list = heard?.meetings ?? asked.data?.meetings ?? null
  const create = (
    <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setMaking(true)}>
      {t('create')}
    </Button>
  )
  return (
    <Column width="wide">
      <div className={styles.head}>
        <h1>{t('deskTitle')}</h1>
        <span className={styles.headDeeds}>
          <Button icon={<IconDeviceTv aria-hidden="true" />} onClick={() => navigate('/desk/screens')}>
            {t('screens')}
          </Button>
          <Button icon={<IconDeviceTablet aria-hidden="true" />} onClick={() => navigate('/tablets')}>
            {t('handOutTablets')}
          </Button>
          {list !== null && list.length > 0 && create}
        </span>
      </div>
      {list === null && asked.error && <ErrorNote error={asked.error} onRetry={asked.reload} />}
      {list === null && !asked.error && <Loading />}
      {list?.length === 0 && (
        <EmptyState
          icon={<IconCalendarPlus size={48} aria-hidden="true" />}
          title={t('deskEmpty')}
          action={create}
        >
          {t('deskEmptyText')}
        </EmptyState>
      )}
      {list !== null && (
        <MeetingList meetings={list} onOpen={meetingId => navigate(`/desk/meetings/${meetingId}`)} />
      )}
      <NewMeeting
        open={making}
        onClose={() => setMaking(false)}
        onMade={meetingId => navigate(`/desk/meetings/${meetingId}`)}
      />
    </Column>
  )
}
