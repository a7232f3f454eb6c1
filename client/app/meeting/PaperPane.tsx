import { IconDownload, IconLock } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { KeptSource } from '#client/app/offline/KeptSource.ts'
import { originalAddress, pageSizesOf, paperPreviews } from '#client/features/documents/paperSource.ts'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import { Reader } from '#client/features/documents/reader/Reader.tsx'
import { useT } from '#client/i18n/useT.ts'
import { useConnection } from '#client/net/connection.ts'
import { useActionsStore } from '#client/ui/actions.ts'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import styles from './MeetingScreen.module.css'
import type { MeetingHere } from './useMeeting.ts'
import type { PaperControl, ShownPaper } from './usePaper.ts'

/** The middle of the screen: the paper, or what to do where there is none. */
export function PaperPane({ agenda, paper }: MeetingHere & { readonly paper: PaperControl }) {
  const t = useT('meetings')
  const { shown } = paper
  const current = agenda.items.find(({ state }) => state === 'current')
  if (shown) return <PaperReader key={shown.version.id} shown={shown} paper={paper} />
  if (current?.secrecy != null)
    return (
      <EmptyState icon={<IconLock size={48} aria-hidden="true" />} title={t('secretTitle')}>
        {t('secretText')}
      </EmptyState>
    )
  return <EmptyState title={t('choosePaper')}>{t('choosePaperText')}</EmptyState>
}

function PaperReader({ shown, paper }: { readonly shown: ShownPaper; readonly paper: PaperControl }) {
  const t = useT('meetings')
  const tr = useT('reader')
  const letterKeys = useActionsStore(store => store.singleKeys)
  const core = useRef<ReaderCore | null>(null)
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
  const start = presentedHere && position !== null ? position : undefined

  useEffect(() => {
    if (follows && position !== null) core.current?.goTo(position)
  }, [follows, position])

  return (
    <div className={styles.reader}>
      <Reader
        ref={core}
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
          <a
            className={styles.tool}
            href={originalAddress(version)}
            download
            aria-label={t('download')}
            title={t('download')}
          >
            <IconDownload aria-hidden="true" />
          </a>
        }
      />
    </div>
  )
}
