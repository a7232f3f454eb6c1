import { IconPresentation, IconPresentationOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { AddUrgentItem } from '#client/features/agenda/AddUrgentItem.tsx'
import { AgendaPanel } from '#client/features/agenda/AgendaPanel.tsx'
import { QuorumMark } from '#client/features/attendance/QuorumMark.tsx'
import styles from '#client/features/desk/desk.module.css'
import { NoticeForm } from '#client/features/desk/NoticeForm.tsx'
import { PickCell } from '#client/features/desk/PickCell.tsx'
import { useDeed } from '#client/features/desk/useDeed.ts'
import { LeadPanel } from '#client/features/meetings/LeadPanel.tsx'
import { usePresentCommands } from '#client/features/presenting/usePresentCommands.tsx'
import { useT } from '#client/i18n/useT.ts'
import { useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import links from '#client/ui/linkButton.module.css'
import { Panel } from '#client/ui/Panel.tsx'
import { State } from '#client/ui/State.tsx'
import { type AgendaItem, agenda as agendaContract } from '#shared/agenda/agenda.contract.ts'
import { type Position, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { useMe } from '../login.ts'
import { People } from '../meeting/People.tsx'
import { type MeetingHere, presentOf } from '../meeting/useMeeting.ts'

/** Where a paper begins to be presented: the head of its first page, as wide as the screen. */
const firstPage: Position = { page: 1, x: 0.5, y: 0, zoom: 'width' }

/** Running the meeting: the chair's column, the agenda to take items from, presenting, who is here, notices. */
export function RunDesk({ meeting, agenda, documents, present, attendance }: MeetingHere) {
  const t = useT('desk')
  const deed = useDeed()
  const navigate = useNavigate()
  const { account } = useMe()
  const { can, state } = meeting
  if (state === 'draft') return <EmptyState title={t('runDraft')}>{t('runDraftText')}</EmptyState>
  const count = presentOf({ meeting, present, attendance })
  const take = (item: AgendaItem) =>
    can.takeItems &&
    item.state !== 'current' && (
      <Button onClick={() => void deed(agendaContract.takeItem, { itemId: item.id })}>
        {t(item.state === 'done' ? 'takeAgain' : 'take')}
        <span className="only-heard"> {item.number}</span>
      </Button>
    )
  return (
    <div className={styles.run}>
      <div className={styles.runColumn}>
        <Panel title={t('leading')}>
          <LeadPanel
            meeting={meeting}
            items={agenda.items}
            above={attendance && attendance.checkIn !== 'notYet' && <QuorumMark quorum={attendance.quorum} />}
          >
            {can.addUrgentItem && (
              <AddUrgentItem meetingId={meeting.id} participants={meeting.participants} />
            )}
          </LeadPanel>
          {(state === 'closed' || state === 'cancelled') && <p>{t('runOver')}</p>}
        </Panel>
        <Presenting meeting={meeting} agenda={agenda} documents={documents} />
        {can.manageScreens && (
          <Panel title={t('notices')}>
            <NoticeForm meetingId={meeting.id} />
          </Panel>
        )}
      </div>
      <Panel title={t('agenda')}>
        <AgendaPanel
          items={agenda.items}
          documents={documents.documents}
          participants={meeting.participants}
          openId={null}
          presentedId={null}
          onOpen={documentId => navigate(`/meetings/${meeting.id}?paper=${documentId}`)}
          deedOf={take}
        />
      </Panel>
      <Panel
        title={t('presence')}
        mark={
          count && (
            <span className="figures">
              {count.here}/{count.expected}
            </span>
          )
        }
      >
        <People {...{ meeting, present, attendance }} accountId={account.id} />
      </Panel>
    </div>
  )
}

/** What is presented and by whom; beginning with any paper, taking over, ending. */
function Presenting({
  meeting,
  agenda,
  documents: { documents },
}: Omit<MeetingHere, 'kind' | 'present' | 'attendance'>) {
  const t = useT('desk')
  const { account } = useMe()
  const view = useView(presentingEvents.changed, meeting.id)
  const commands = usePresentCommands(meeting.id, view?.can.confirmAudience === true)
  const [chosen, setChosen] = useState('')
  if (view === null) return null
  const ready = documents.flatMap(({ id, title, itemId, version }) => {
    if (version?.state !== 'ready') return []
    const number = agenda.items.find(item => item.id === itemId)?.number ?? 0
    return [{ id, versionId: version.id, number, label: `${number}. ${title}` }]
  })
  const sorted = ready.toSorted((a, b) => a.number - b.number)
  const wanted = sorted.find(({ id }) => id === chosen) ?? sorted[0]
  const { current } = view
  return (
    <Panel title={t('presenting')}>
      <div className={styles.part}>
        {current === null ? (
          <p>{t('nothingPresented')}</p>
        ) : (
          <>
            <p>
              <strong>{current.title}</strong>
              <br />
              {t('presentedBy', { name: current.presenterName })}
            </p>
            {!current.connected && <State tone="warn">{t('presenterLost')}</State>}
            <span className={styles.deeds}>
              {current.presenterId === account.id ? (
                <Link className={links.linkButton} to={`/meetings/${meeting.id}`}>
                  {t('turnPages')}
                </Link>
              ) : (
                view.can.takeOver && (
                  <Button busy={commands.busy} onClick={() => void commands.takeOver()}>
                    {t('takeOver')}
                  </Button>
                )
              )}
              {view.can.stop && (
                <Button
                  icon={<IconPresentationOff aria-hidden="true" />}
                  busy={commands.busy}
                  onClick={() => void commands.stop()}
                >
                  {t('stopPresenting')}
                </Button>
              )}
            </span>
          </>
        )}
        {view.can.start && wanted && (
          <>
            <div className={styles.chosen}>
              <span className={styles.strong} aria-hidden="true">
                {t('paperToPresent')}
              </span>
              <PickCell
                label={t('paperToPresent')}
                value={wanted.id}
                onPick={setChosen}
                options={sorted.map(({ id, label }) => ({ value: id, label }))}
              />
            </div>
            <Button
              icon={<IconPresentation aria-hidden="true" />}
              busy={commands.busy}
              onClick={() => void commands.start(wanted.versionId, firstPage, current !== null)}
            >
              {t('present')}
            </Button>
          </>
        )}
      </div>
      {commands.dialog}
    </Panel>
  )
}
