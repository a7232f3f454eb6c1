import { IconDownload, IconLock, IconPencil } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { KeptSource } from '#client/app/offline/KeptSource.ts'
import { EarlierBanner } from '#client/features/annotations/carry/EarlierBanner.tsx'
import { NotesOverPaper } from '#client/features/annotations/paper/NotesOverPaper.tsx'
import type { NotesHere } from '#client/features/annotations/tools/deeds.ts'
import { NotesTools } from '#client/features/annotations/tools/NotesTools.tsx'
import { takeTool, useNotes } from '#client/features/annotations/tools/notesStore.ts'
import { originalAddress, pageSizesOf, paperPreviews } from '#client/features/documents/paperSource.ts'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import { Reader } from '#client/features/documents/reader/Reader.tsx'
import { useT } from '#client/i18n/useT.ts'
import { useConnection } from '#client/net/connection.ts'
import { useActionsStore } from '#client/ui/actions.ts'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import styles from './MeetingScreen.module.css'
import type { MeetingHere } from './useMeeting.ts'
import type { PaperControl, ShownPaper } from './usePaper.ts'
import type { Room } from './useRoom.ts'

interface PaneProps {
  readonly paper: PaperControl
  readonly notes: NotesHere
  readonly core: ReaderCore | null
  readonly onCore: (core: ReaderCore | null) => void
  readonly room: Room
  /** An upright tablet has a panel open: one at a time stands beside the paper, so tools are put away. */
  readonly crowded: boolean
  /** The tools come out: they need room. */
  readonly onWrite: () => void
  /** The page of the note that was chosen in the list while the paper was not open. */
  readonly noted: { readonly versionId: string; readonly page: number } | null
  /** From an earlier version back to the newest. */
  readonly onNewest: () => void
}

/** The middle of the screen: the paper, or what to do where there is none. */
export function PaperPane({ agenda, ...pane }: Pick<MeetingHere, 'agenda'> & PaneProps) {
  const t = useT('meetings')
  const { shown } = pane.paper
  const current = agenda.items.find(({ state }) => state === 'current')
  if (shown)
    return (
      <>
        {shown.newest && (
          <EarlierBanner version={shown.version} newest={shown.newest.number} onNewest={pane.onNewest} />
        )}
        <PaperReader key={shown.version.id} shown={shown} {...pane} />
      </>
    )
  if (current?.secrecy != null)
    return (
      <EmptyState icon={<IconLock size={48} aria-hidden="true" />} title={t('secretTitle')}>
        {t('secretText')}
      </EmptyState>
    )
  return <EmptyState title={t('choosePaper')}>{t('choosePaperText')}</EmptyState>
}

function PaperReader({
  shown,
  paper,
  notes,
  core,
  onCore,
  room,
  noted,
  crowded,
  onWrite,
}: PaneProps & { readonly shown: ShownPaper }) {
  const t = useT('meetings')
  const tr = useT('reader')
  const letterKeys = useActionsStore(store => store.singleKeys)
  const tn = useT('annotations')
  const [toolsShown, setToolsShown] = useState(false)
  // Whoever takes a tool by its key sees what is in the hand.
  const tool = useNotes(state => state.tool)
  const writing = (toolsShown || tool !== null) && !crowded
  useEffect(() => {
    if (crowded) takeTool(null)
  }, [crowded])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a tool that is taken asks for room.
  useEffect(() => {
    if (crowded && tool !== null) onWrite()
  }, [tool])
  const { version } = shown
  const { id, paperBytes } = version
  const source = useMemo(() => new KeptSource({ id, paperBytes }), [id, paperBytes])
  // Without the network the reader makes its small pictures itself.
  const connected = useConnection(store => store.state.kind === 'connected')
  const previews = useMemo(() => (connected ? paperPreviews(version) : {}), [version, connected])
  const pageSizes = useMemo(() => pageSizesOf(version), [version])
  const { presenting } = paper
  const { position, following, here, view } = presenting
  const presentedHere = view?.current?.versionId === version.id
  const follows = following.kind === 'following' && presentedHere && !here
  const start =
    noted?.versionId === version.id && !follows
      ? ({ page: noted.page, x: 0.5, y: 0, zoom: 'page' } as const)
      : presentedHere && position !== null
        ? position
        : undefined

  useEffect(() => {
    if (follows && position !== null) core?.goTo(position)
  }, [core, follows, position])

  return (
    <div className={styles.reader} data-room={room}>
      {writing && room !== 'phone' && <NotesTools here={notes} layout="column" />}
      <div className={styles.sheet}>
        <Reader
          ref={onCore}
          source={source}
          title={shown.title}
          assets="/pdfjs/"
          t={tr}
          pageSizes={pageSizes}
          previews={previews}
          letterKeys={letterKeys}
          {...(start ? { start } : {})}
          onMoved={({ position: place }) => paper.moved(place)}
          onUserMoved={paper.leafed}
          tools={
            <>
              <a
                className={styles.tool}
                href={originalAddress(version)}
                download
                aria-label={t('download')}
                title={t('download')}
              >
                <IconDownload aria-hidden="true" />
              </a>
              <IconButton
                label={tn('write')}
                icon={<IconPencil aria-hidden="true" />}
                pressed={writing}
                onClick={() => {
                  takeTool(null)
                  setToolsShown(!writing)
                  if (!writing) onWrite()
                }}
              />
            </>
          }
        />
        <NotesOverPaper paper={core} here={notes} />
      </div>
      {writing && room === 'phone' && <NotesTools here={notes} layout="row" />}
    </div>
  )
}
