import {
  IconFileText,
  IconGavel,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarRightCollapse,
  IconListNumbers,
  IconUsers,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { AddUrgentItem } from '#client/features/agenda/AddUrgentItem.tsx'
import { AgendaPanel } from '#client/features/agenda/AgendaPanel.tsx'
import { LeadPanel } from '#client/features/meetings/LeadPanel.tsx'
import { PeoplePanel } from '#client/features/meetings/PeoplePanel.tsx'
import { KeptMark } from '#client/features/offline/KeptMark.tsx'
import { useT } from '#client/i18n/useT.ts'
import { type Action, useActions } from '#client/ui/actions.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Tabs } from '#client/ui/Tabs.tsx'
import { MeetingNowBar } from './MeetingNowBar.tsx'
import styles from './MeetingScreen.module.css'
import { PaperPane } from './PaperPane.tsx'
import type { MeetingHere } from './useMeeting.ts'
import { usePaper } from './usePaper.ts'
import { useRoom } from './useRoom.ts'

/** What may stand beside the paper, one at a time. */
type PanelName = 'people' | 'lead'

/** A member's, chair's or secretary's screen of a meeting: agenda, the paper, one panel, and the now bar. */
export function MeetingScreen(here: MeetingHere & { readonly accountId: string }) {
  const { meeting, agenda, documents, present, accountId } = here
  const t = useT('meetings')
  const room = useRoom()
  const { can } = meeting
  const leads = can.takeItems || can.open || can.resume || can.close
  const paper = usePaper(here, accountId)
  const [agendaWanted, setAgendaWanted] = useState(room !== 'phone')
  const [panel, setPanel] = useState<PanelName | null>(leads && room === 'wide' ? 'lead' : null)
  // Beside the paper there is room for both on a wide screen alone, and a tablet may be turned at any time.
  const agendaShown = agendaWanted && (room === 'wide' || panel === null)
  const showAgenda = (shown: boolean) => {
    setAgendaWanted(shown)
    if (shown && room === 'narrow') setPanel(null)
  }
  const [tab, setTab] = useState<'agenda' | 'paper' | PanelName>('agenda')

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

  const titles = { people: t('people'), lead: t('leadTab') }
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
  const panels: Record<PanelName, ReactNode> = {
    people: <PeoplePanel participants={meeting.participants} present={present} />,
    lead: (
      <LeadPanel meeting={meeting} items={agenda.items}>
        {can.addUrgentItem && <AddUrgentItem meetingId={meeting.id} participants={meeting.participants} />}
      </LeadPanel>
    ),
  }
  const pane = <PaperPane {...here} paper={paper} />
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
                {tab === 'agenda' ? agendaPanel : panels[tab]}
              </Scrolls>
            )}
          </Tabs>
        </div>
        {nowBar}
      </div>
    )

  const sides: readonly PanelName[] = leads ? ['lead', 'people'] : ['people']
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
                icon={name === 'lead' ? <IconGavel aria-hidden="true" /> : <IconUsers aria-hidden="true" />}
                data-fold={name}
                onClick={fold(name, () => setPanel(name))}
              />
            ))}
        </div>
      </div>
      {nowBar}
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
