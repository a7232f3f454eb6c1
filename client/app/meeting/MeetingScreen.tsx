import {
  IconFileText,
  IconGavel,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarRightCollapse,
  IconListNumbers,
  IconNote,
  IconUsers,
} from '@tabler/icons-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { TakingHome } from '#client/app/notes/TakingHome.tsx'
import { AddUrgentItem } from '#client/features/agenda/AddUrgentItem.tsx'
import { AgendaPanel } from '#client/features/agenda/AgendaPanel.tsx'
import { EarlierJump, EarlierNotes } from '#client/features/annotations/carry/EarlierNotes.tsx'
import { GroupLayers } from '#client/features/annotations/groups/GroupLayers.tsx'
import { NotesPanel } from '#client/features/annotations/panel/NotesPanel.tsx'
import { QuorumMark } from '#client/features/attendance/QuorumMark.tsx'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import { LeadPanel } from '#client/features/meetings/LeadPanel.tsx'
import { KeptMark } from '#client/features/offline/KeptMark.tsx'
import { useT } from '#client/i18n/useT.ts'
import { type Action, useActions } from '#client/ui/actions.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Tabs } from '#client/ui/Tabs.tsx'
import { MeetingNowBar } from './MeetingNowBar.tsx'
import styles from './MeetingScreen.module.css'
import { PaperPane } from './PaperPane.tsx'
import { People } from './People.tsx'
import { useCarrying } from './useCarrying.ts'
import { useEarlier } from './useEarlier.ts'
import type { MeetingHere } from './useMeeting.ts'
import { useNotesHere } from './useNotesHere.ts'
import { usePaper } from './usePaper.ts'
import { useRoom } from './useRoom.ts'

/** What may stand beside the paper, one at a time. */
type PanelName = 'people' | 'lead' | 'notes'

const sideIcons: Record<PanelName, ReactNode> = {
  lead: <IconGavel aria-hidden="true" />,
  notes: <IconNote aria-hidden="true" />,
  people: <IconUsers aria-hidden="true" />,
}

/** A member's, chair's or secretary's screen of a meeting: agenda, the paper, one panel, and the now bar. */
export function MeetingScreen(here: MeetingHere & { readonly accountId: string }) {
  const { meeting, agenda, documents, present, attendance, accountId } = here
  const t = useT('meetings')
  const room = useRoom()
  const { can } = meeting
  const leads = can.takeItems || can.open || can.resume || can.close
  const paper = usePaper(here, accountId)
  const [agendaWanted, setAgendaWanted] = useState(room !== 'phone')
  const [panel, setPanel] = useState<PanelName | null>(leads && room === 'wide' ? 'lead' : null)
  const [core, setCore] = useState<ReaderCore | null>(null)
  // A phone opens the paper anew beside the list: at the page of the note that was chosen there.
  const [noted, setNoted] = useState<{ readonly versionId: string; readonly page: number } | null>(null)
  const [groups, setGroups] = useState(false)
  const openGroups = useCallback(() => setGroups(true), [])
  const closeGroups = useCallback(() => setGroups(false), [])
  const notes = useNotesHere(here, paper, accountId, openGroups)
  const [tab, setTab] = useState<'agenda' | 'paper' | PanelName>('agenda')
  const earlier = useEarlier(paper, notes, core, setNoted, () => setTab('paper'))
  const carrying = useCarrying(meeting.id, paper, notes, core, earlier.opened)
  const tn = useT('annotations')
  // Beside the paper there is room for both on a wide screen alone, and a tablet may be turned at any time.
  const agendaShown = agendaWanted && (room === 'wide' || panel === null)
  const showAgenda = (shown: boolean) => {
    setAgendaWanted(shown)
    if (shown && room === 'narrow') setPanel(null)
  }

  const open = (documentId: string) => {
    paper.open(documentId)
    setTab('paper')
    if (room === 'narrow') showAgenda(false)
  }
  // Where one thing is seen at a time, the presenter's page, or the paper of a new item, is what should be seen.
  const { followsTo } = paper
  const isNarrow = room === 'narrow'
  useEffect(() => {
    if (followsTo === null) return
    setTab('paper')
    if (isNarrow) setAgendaWanted(false)
  }, [followsTo, isNarrow])

  // The button that was pressed goes with what it folds: focus passes to its counterpart.
  const columns = useRef<HTMLDivElement>(null)
  const toFocus = useRef<string | null>(null)
  useEffect(() => {
    const wanted = toFocus.current
    toFocus.current = null
    if (wanted !== null) columns.current?.querySelector<HTMLElement>(`[data-fold="${wanted}"]`)?.focus()
  })
  const fold = (part: 'agenda' | PanelName, change: () => void) => () => {
    toFocus.current = part
    change()
  }

  const titles = { people: t('people'), lead: t('leadTab'), notes: tn('panel') }
  const toggle = (name: PanelName) => setPanel(shown => (shown === name ? null : name))
  const actions: Action[] = [
    {
      id: 'agenda',
      name: t(agendaShown ? 'hideAgenda' : 'showAgenda'),
      shortcut: 'a',
      perform: () => showAgenda(!agendaShown),
    },
    { id: 'people', name: t('people'), shortcut: 'd', perform: () => toggle('people') },
    ...(leads ? [{ id: 'lead', name: t('lead'), shortcut: 'l', perform: () => toggle('lead') }] : []),
    ...paper.actions,
  ]
  useActions(actions)

  const agendaPanel = (
    <AgendaPanel
      items={agenda.items}
      documents={documents.documents}
      participants={meeting.participants}
      openId={paper.shown?.id ?? null}
      presentedId={paper.presenting.view?.current?.documentId ?? null}
      onOpen={open}
      markOf={({ version }) => version?.state === 'ready' && <KeptMark version={version} />}
    />
  )
  const startWriting = () => {
    if (room === 'narrow' || panel !== null) setAgendaWanted(false)
    if (room === 'narrow') setPanel(null)
  }
  const gone = (page: number) => {
    if (room !== 'phone' || !paper.shown) return
    setNoted({ versionId: paper.shown.version.id, page })
    setTab('paper')
  }
  const panels: Record<PanelName, ReactNode> = {
    people: <People {...{ meeting, present, attendance, accountId }} />,
    notes: (
      <div className={styles.notes}>
        {carrying && <EarlierJump carrying={carrying} />}
        <NotesPanel paper={core} here={notes} onGone={gone} />
        {carrying && <EarlierNotes carrying={carrying} here={notes} onPut={gone} />}
      </div>
    ),
    lead: (
      <LeadPanel
        meeting={meeting}
        items={agenda.items}
        above={attendance && attendance.checkIn !== 'notYet' && <QuorumMark quorum={attendance.quorum} />}
      >
        {can.addUrgentItem && <AddUrgentItem meetingId={meeting.id} participants={meeting.participants} />}
      </LeadPanel>
    ),
  }
  const pane = (
    <PaperPane
      {...{ agenda, paper, notes, core, room, noted }}
      crowded={room === 'narrow' && panel !== null}
      onCore={setCore}
      onNewest={earlier.toNewest}
      onWrite={startWriting}
    />
  )
  const overPaper = (
    <>
      {groups && paper.shown && (
        <GroupLayers meeting={meeting} documentId={paper.shown.id} onClose={closeGroups} />
      )}
      <TakingHome meeting={meeting} shown={paper.shown} notes={notes} />
    </>
  )
  const nowBar = <MeetingNowBar {...here} paper={paper} />

  if (room === 'phone')
    return (
      <div className={styles.screen}>
        <div className={styles.phone}>
          <Tabs
            label={meeting.title}
            place="bottom"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'agenda', label: t('agendaTab'), icon: <IconListNumbers aria-hidden="true" /> },
              { value: 'paper', label: t('papersTab'), icon: <IconFileText aria-hidden="true" /> },
              { value: 'notes', label: tn('panel'), icon: <IconNote aria-hidden="true" /> },
              { value: 'people', label: t('peopleTab'), icon: <IconUsers aria-hidden="true" /> },
              ...(leads
                ? [{ value: 'lead' as const, label: t('leadTab'), icon: <IconGavel aria-hidden="true" /> }]
                : []),
            ]}
          >
            {tab === 'paper' ? (
              <div className={styles.phonePaper}>{pane}</div>
            ) : (
              <Scrolls label={tab === 'agenda' ? t('agendaTab') : titles[tab]}>
                {tab === 'notes' && <h2 className="only-heard">{titles.notes}</h2>}
                {tab === 'agenda' ? agendaPanel : panels[tab]}
              </Scrolls>
            )}
          </Tabs>
        </div>
        {nowBar}
        {overPaper}
      </div>
    )

  const sides: readonly PanelName[] = leads ? ['lead', 'notes', 'people'] : ['notes', 'people']
  return (
    <div className={styles.screen}>
      <div
        ref={columns}
        className={styles.columns}
        data-room={room}
        data-agenda={agendaShown || undefined}
        data-panel={panel !== null || undefined}
      >
        {agendaShown ? (
          <nav className={styles.agenda} aria-label={t('agendaTab')}>
            <div className={styles.panelHead}>
              <h2>{t('agendaTab')}</h2>
              <IconButton
                label={t('hideAgenda')}
                icon={<IconLayoutSidebarLeftCollapse aria-hidden="true" />}
                data-fold="agenda"
                onClick={fold('agenda', () => showAgenda(false))}
              />
            </div>
            <Scrolls label={t('agendaTab')}>{agendaPanel}</Scrolls>
          </nav>
        ) : (
          <div className={styles.rail}>
            <IconButton
              label={t('showAgenda')}
              icon={<IconListNumbers aria-hidden="true" />}
              data-fold="agenda"
              onClick={fold('agenda', () => showAgenda(true))}
            />
          </div>
        )}
        <div className={styles.paper}>{pane}</div>
        {panel !== null && (
          <aside className={styles.panel} aria-label={titles[panel]}>
            <div className={styles.panelHead}>
              <h2>{titles[panel]}</h2>
              <IconButton
                label={t('hidePanel', { title: titles[panel] })}
                icon={<IconLayoutSidebarRightCollapse aria-hidden="true" />}
                data-fold={panel}
                onClick={fold(panel, () => setPanel(null))}
              />
            </div>
            <Scrolls label={titles[panel]}>{panels[panel]}</Scrolls>
          </aside>
        )}
        <div className={styles.rail}>
          {sides
            .filter(name => name !== panel)
            .map(name => (
              <IconButton
                key={name}
                label={t('showPanel', { title: titles[name] })}
                icon={sideIcons[name]}
                data-fold={name}
                onClick={fold(name, () => {
                  setPanel(name)
                  // Tools, list and agenda together would leave the paper no room.
                  if (name === 'notes') setAgendaWanted(false)
                })}
              />
            ))}
        </div>
      </div>
      {nowBar}
      {overPaper}
    </div>
  )
}

/** A part that scrolls by itself: by keys too, where nothing in it takes focus (WCAG 2.2, 2.1.1). */
function Scrolls({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll what has focus.
    <section className={styles.scrolls} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
