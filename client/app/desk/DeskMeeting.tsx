import { IconArrowBackUp, IconEdit, IconUsersPlus } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { AttendanceDesk } from '#client/features/attendance/AttendanceDesk.tsx'
import { AddPeople } from '#client/features/desk/AddPeople.tsx'
import { lacks as lacksOf } from '#client/features/desk/checklist.ts'
import styles from '#client/features/desk/desk.module.css'
import { EditMeeting } from '#client/features/desk/EditMeeting.tsx'
import { MissingPanel } from '#client/features/desk/MissingPanel.tsx'
import { ParticipantsTable } from '#client/features/desk/ParticipantsTable.tsx'
import { PreviewPanel } from '#client/features/desk/PreviewPanel.tsx'
import { CancelButton, PublishButton, RemoveDraft } from '#client/features/desk/StateDeeds.tsx'
import { TabletSignIn } from '#client/features/desk/TabletSignIn.tsx'
import { undoLast, useUndo } from '#client/features/desk/undo.ts'
import { kindKey, roleKey, stateKey, stateTone } from '#client/features/desk/words.ts'
import { UploadTray } from '#client/features/documents/upload/UploadTray.tsx'
import { useDropGuard } from '#client/features/documents/upload/useDropGuard.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { type Action, useActions } from '#client/ui/actions.ts'
import { Button } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import links from '#client/ui/linkButton.module.css'
import { Panel } from '#client/ui/Panel.tsx'
import { State } from '#client/ui/State.tsx'
import { Tabs } from '#client/ui/Tabs.tsx'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import { useMe } from '../login.ts'
import type { MeetingHere } from '../meeting/useMeeting.ts'
import { DeskAgenda } from './DeskAgenda.tsx'
import { DeskScreens } from './DeskScreens.tsx'
import { RunDesk } from './RunDesk.tsx'

const parts = ['agenda', 'people', 'preview', 'attendance', 'run', 'screens'] as const
type Part = (typeof parts)[number]

/** Preparing and running one meeting: agenda and papers, people, a preview, leading, the hall's screens. */
export function DeskMeeting(here: MeetingHere) {
  const { meeting, agenda, documents, present, attendance } = here
  const t = useT('desk')
  const me = useMe()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const [editing, setEditing] = useState(false)
  const [adding, setAdding] = useState(false)
  const [tablet, setTablet] = useState<Participant | null>(null)
  const canUndo = useUndo(store => store.last !== null)
  const sits = meeting.state === 'open' || meeting.state === 'paused'
  // The part stands in the address, so that a reload keeps it. Coming to a meeting that sits, leading comes first;
  // that it is opened meanwhile turns nobody away from what is being written.
  const [firstPart] = useState<Part>(sits ? 'run' : 'agenda')
  const part = parts.find(name => name === search.get('part')) ?? firstPart
  const show = useMemo(
    () => (next: Part) =>
      setSearch(
        before => {
          const after = new URLSearchParams(before)
          after.set('part', next)
          return after
        },
        { replace: true },
      ),
    [setSearch],
  )
  const lacks = useMemo(
    () => lacksOf(meeting, agenda.items, documents.documents),
    [meeting, agenda, documents],
  )
  const actions = useMemo<readonly Action[]>(
    () => [
      { id: 'desk.undo', name: t('undo'), shortcut: 'Mod+z', predicate: () => canUndo, perform: undoLast },
      ...parts.map((name, place) => ({
        id: `desk.${name}`,
        name: t(`part_${name}`),
        shortcut: String(place + 1),
        perform: () => show(name),
      })),
      { id: 'desk.home', name: t('toDesk'), shortcut: 'b', perform: () => navigate('/desk') },
    ],
    [t, canUndo, show, navigate],
  )
  useActions(actions)
  useDropGuard()
  const onTablet = me.can.issueTabletCodes ? setTablet : null

  const content: Record<Part, () => ReactNode> = {
    agenda: () => <DeskAgenda {...here} lacks={lacks} />,
    people: () => (
      <div className={styles.part}>
        {meeting.can.edit && meeting.participants.length > 0 && (
          <div>
            <Button icon={<IconUsersPlus aria-hidden="true" />} onClick={() => setAdding(true)}>
              {t('addPeople')}
            </Button>
          </div>
        )}
        <ParticipantsTable
          meeting={meeting}
          present={meeting.state === 'draft' ? null : present}
          onTablet={onTablet}
          empty={
            meeting.can.edit && (
              <Button
                look="primary"
                icon={<IconUsersPlus aria-hidden="true" />}
                onClick={() => setAdding(true)}
              >
                {t('addPeople')}
              </Button>
            )
          }
        />
      </div>
    ),
    preview: () => (
      <PreviewPanel
        participants={meeting.participants}
        items={agenda.items}
        documents={documents.documents}
        published={meeting.state !== 'draft'}
      />
    ),
    attendance: () => {
      if (meeting.state === 'draft')
        return <EmptyState title={t('attendanceDraft')}>{t('attendanceDraftText')}</EmptyState>
      return (
        attendance && (
          <AttendanceDesk
            meetingId={meeting.id}
            participants={meeting.participants}
            view={attendance}
            roleWord={role => t(roleKey[role])}
          />
        )
      )
    },
    run: () => <RunDesk {...here} />,
    screens: () => <DeskScreens meetingId={meeting.id} />,
  }
  return (
    <div className={styles.desk}>
      <MeetingHead here={here} onEdit={() => setEditing(true)} canUndo={canUndo} />
      {meeting.state === 'cancelled' && (
        <p>
          <State tone="bad">{t('cancelledBecause', { reason: meeting.cancelReason ?? '' })}</State>
        </p>
      )}
      <div className={styles.columns} data-side={part === 'agenda' || part === 'people' || undefined}>
        <div className={styles.main}>
          <Tabs
            label={t('parts')}
            value={part}
            onChange={show}
            tabs={parts.map(name => ({ value: name, label: t(`part_${name}`) }))}
          >
            {content[part]()}
          </Tabs>
        </div>
        {(part === 'agenda' || part === 'people') && (
          <aside className={styles.side} aria-label={t('missing')}>
            <UploadTray />
            {meeting.can.editAgenda && (
              <Panel title={t('missing')} mark={<span className="figures">{lacks.length}</span>}>
                <MissingPanel lacks={lacks} />
              </Panel>
            )}
            {meeting.can.publish && <PublishButton meeting={meeting} lacks={lacks} />}
            {meeting.can.cancel && <CancelButton meeting={meeting} />}
            {meeting.can.remove && <RemoveDraft meeting={meeting} onRemoved={() => navigate('/desk')} />}
          </aside>
        )}
      </div>
      <EditMeeting meeting={meeting} open={editing} onClose={() => setEditing(false)} />
      {adding && <AddPeople meeting={meeting} onClose={() => setAdding(false)} />}
      {tablet && <TabletSignIn person={tablet} onClose={() => setTablet(null)} />}
    </div>
  )
}

/** What the meeting is, when and where, how it stands; the way to its own screen. */
function MeetingHead({
  here: { meeting },
  onEdit,
  canUndo,
}: {
  readonly here: MeetingHere
  readonly onEdit: () => void
  readonly canUndo: boolean
}) {
  const t = useT('desk')
  const format = useFormat()
  return (
    <header className={styles.head}>
      <div className={styles.headText}>
        <h1>{meeting.title}</h1>
        <p className={styles.headFacts}>
          <State tone={stateTone[meeting.state]}>{t(stateKey[meeting.state])}</State>
          <span>
            {[
              t(kindKey[meeting.kind]),
              `${format.time(meeting.startsAt)} – ${format.time(meeting.endsAt)}, ${format.date(meeting.startsAt)}`,
              meeting.place,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </p>
      </div>
      <span className={styles.headDeeds}>
        {canUndo && (
          <Button look="quiet" icon={<IconArrowBackUp aria-hidden="true" />} onClick={undoLast}>
            {t('undo')}
          </Button>
        )}
        {meeting.can.edit && (
          <Button icon={<IconEdit aria-hidden="true" />} onClick={onEdit}>
            {t('editMeeting')}
          </Button>
        )}
        {meeting.state !== 'draft' && (
          <Link className={links.linkButton} to={`/meetings/${meeting.id}`}>
            {t('openMeetingScreen')}
          </Link>
        )}
      </span>
    </header>
  )
}
