import { IconArrowRight, IconCalendarEvent, IconPencil, IconSettings } from '@tabler/icons-react'
import { Link, useNavigate } from 'react-router'
import { useMe } from '#client/app/login.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { roleKey } from '#client/features/meetings/roleKey.ts'
import { localParts } from '#client/i18n/format.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { Column } from '#client/ui/Column.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { useNow } from '#client/ui/now.ts'
import { State, type Tone } from '#client/ui/State.tsx'
import {
  type MeetingState,
  type MeetingSummary,
  meetings,
  meetingsEvents,
} from '#shared/meetings/meetings.contract.ts'
import styles from './TodayPage.module.css'

const tones: Record<MeetingState, Tone> = {
  draft: 'quiet',
  published: 'quiet',
  open: 'current',
  paused: 'warn',
  closed: 'ok',
  cancelled: 'bad',
}

const dayOf = (instant: number): string => {
  const { year, month, day } = localParts(instant)
  return `${year}-${month}-${day}`
}

/** What is large: every meeting that sits or is today's; on other days the next one, or one that is overdue. */
const largeOnes = (list: readonly MeetingSummary[], today: string): readonly MeetingSummary[] => {
  const byStart = [...list].sort((one, other) => one.startsAt - other.startsAt)
  const now = byStart.filter(
    ({ state, startsAt }) =>
      state === 'open' || state === 'paused' || (state === 'published' && dayOf(startsAt) === today),
  )
  return now.length > 0 ? now : byStart.filter(({ state }) => state === 'published').slice(0, 1)
}

/** After signing in: today's meeting, one touch to enter; below it what is to come and what was. */
export function TodayPage() {
  const t = useT('meetings')
  const format = useFormat()
  const { account, can, committee } = useMe()
  const navigate = useNavigate()
  const today = dayOf(useNow())
  const live = useView(meetingsEvents.listChanged, account.id)
  const asked = useQuery(meetings.list, {})
  useScreen({ title: committee.name })
  const list = live?.meetings ?? asked.data?.meetings ?? null

  const name = format.person(account)
  const lead = (
    <header className={styles.head}>
      <h1>{t('greeting', { name })}</h1>
      {can.createMeetings && (
        <Button icon={<IconPencil aria-hidden="true" />} onClick={() => navigate('/desk')}>
          {t('prepare')}
        </Button>
      )}
      {can.manageAccounts && (
        <Button icon={<IconSettings aria-hidden="true" />} onClick={() => navigate('/admin/accounts')}>
          {t('manage')}
        </Button>
      )}
    </header>
  )
  if (list === null)
    return (
      <Column>
        {lead}
        {asked.error ? (
          <ErrorNote error={asked.error} onRetry={asked.reload} />
        ) : (
          <Loading label={t('loading')} />
        )}
      </Column>
    )
  const now = largeOnes(list, today)
  const rest = list.filter(meeting => !now.includes(meeting))
  const later = rest
    .filter(({ state }) => state === 'published' || state === 'draft')
    .sort((one, other) => one.startsAt - other.startsAt)
  const past = rest.filter(({ state }) => state === 'closed' || state === 'cancelled')

  return (
    <Column>
      {lead}
      {now.map(meeting => (
        <Now key={meeting.id} meeting={meeting} />
      ))}
      {list.length === 0 && (
        <EmptyState icon={<IconCalendarEvent size={48} aria-hidden="true" />} title={t('noneTitle')}>
          {t(can.createMeetings ? 'noneSecretary' : can.manageAccounts ? 'noneAdministrator' : 'noneText')}
        </EmptyState>
      )}
      <Others title={t('later')} list={later} />
      <Others title={t('past')} list={past} />
    </Column>
  )
}

function Now({ meeting }: { readonly meeting: MeetingSummary }) {
  const t = useT('meetings')
  const format = useFormat()
  const sits = meeting.state === 'open' || meeting.state === 'paused'
  return (
    <section className={styles.now} aria-labelledby={`now-${meeting.id}`}>
      <p className={styles.when}>
        <State tone={tones[meeting.state]}>{t(meeting.state)}</State>
        <span>
          {format.time(meeting.startsAt)} – {format.time(meeting.endsAt)}, {format.date(meeting.startsAt)}
        </span>
      </p>
      <h2 id={`now-${meeting.id}`} className={styles.title}>
        {meeting.title}
      </h2>
      <p className={styles.facts}>
        {[
          meeting.place,
          meeting.role ? t(roleKey[meeting.role]) : null,
          // A number is not parted from its noun at the end of a line.
          ...[t('items', { count: meeting.itemCount }), t('papers', { count: meeting.paperCount })].map(
            fact => fact.replaceAll(' ', '\u00a0'),
          ),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Link to={`/meetings/${meeting.id}`} className={styles.enter}>
        {t(sits ? 'enter' : 'read')}
        <IconArrowRight aria-hidden="true" />
      </Link>
    </section>
  )
}

function Others({ title, list }: { readonly title: string; readonly list: readonly MeetingSummary[] }) {
  const t = useT('meetings')
  const format = useFormat()
  const navigate = useNavigate()
  if (list.length === 0) return null
  return (
    <section className={styles.others}>
      <h2>{title}</h2>
      <List label={title}>
        {list.map(meeting => (
          <Row
            key={meeting.id}
            title={meeting.title}
            detail={[format.moment(meeting.startsAt), meeting.place].filter(Boolean).join(' · ')}
            mark={
              <State tone={tones[meeting.state]} bare>
                {t(meeting.state)}
              </State>
            }
            onOpen={() =>
              navigate(meeting.state === 'draft' ? `/desk/meetings/${meeting.id}` : `/meetings/${meeting.id}`)
            }
          />
        ))}
      </List>
    </section>
  )
}
