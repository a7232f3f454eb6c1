import { useEffect, useMemo, useRef, useState } from 'react'
import { closeNotes, openNotes } from '#client/app/notes/openNotes.ts'
import type { Layer } from '#client/features/annotations/layers/Layer.ts'
import { NotesOverPaper } from '#client/features/annotations/paper/NotesOverPaper.tsx'
import type { NotesHere } from '#client/features/annotations/tools/deeds.ts'
import { pageSizesOf, paperPreviews, paperSource } from '#client/features/documents/paperSource.ts'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import { Reader } from '#client/features/documents/reader/Reader.tsx'
import styles from '#client/features/screens/hall/hall.module.css'
import { ItemHead } from '#client/features/screens/hall/ItemHead.tsx'
import { isBroad, type Presented } from '#client/features/screens/hall/picture.rules.ts'
import { useT } from '#client/i18n/useT.ts'
import { serverNow } from '#client/net/connection.ts'
import { useView } from '#client/net/sync.ts'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import type { MeetingView } from '#shared/meetings/meetings.contract.ts'
import { type PresentingView, presentingEvents } from '#shared/presenting/presenting.contract.ts'

/** After a paper could not be read, milliseconds until it is opened anew. */
const againMs = 4_000

interface HallPaperProps {
  readonly meeting: MeetingView
  readonly item: AgendaItem | null
  readonly presented: Presented
  readonly view: PresentingView
}

/** [H7] The presented page, moved by its presenter, beside what it belongs to. */
export function HallPaper({ meeting, item, presented, view }: HallPaperProps) {
  const t = useT('hall')
  const tr = useT('reader')
  const [core, setCore] = useState<ReaderCore | null>(null)
  const [attempt, setAttempt] = useState(0)
  const documents = useView(documentsEvents.changed, meeting.id)
  const last = useView(presentingEvents.moved, meeting.id)
  const position = last !== null && last.seq >= view.seq ? last.position : view.position
  const { versionId } = presented
  const found = documents?.documents.find(paper => paper.version?.id === versionId)?.version
  const version = found?.state === 'ready' ? found : null
  const source = useMemo(
    () => (version ? paperSource(version) : { url: `/files/${versionId}/paper`, withCredentials: true }),
    [version, versionId],
  )
  const pageSizes = useMemo(() => (version ? pageSizesOf(version) : undefined), [version])
  const previews = useMemo(() => (version ? paperPreviews(version) : undefined), [version])

  const latest = useRef(position)
  latest.current = position
  useEffect(() => {
    if (position !== null) core?.goTo(position)
  }, [core, position])
  // Before the paper is open it may be taken for shorter than it is.
  useEffect(() => {
    let pages = core?.state.pageCount ?? 0
    return core?.on('state', state => {
      if (state.pageCount === pages) return
      pages = state.pageCount
      if (latest.current !== null) core.goTo(latest.current)
    })
  }, [core])

  const notes = useMarks(meeting.id, versionId)

  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (!failed) return
    const timer = setTimeout(() => {
      setFailed(false)
      setAttempt(before => before + 1)
    }, againMs)
    return () => clearTimeout(timer)
  }, [failed])

  return (
    <div className={styles.paper} data-broad={isBroad(version?.pageRuns ?? [])}>
      <ItemHead
        item={item}
        participants={meeting.participants}
        meetingTitle={presented.title}
        place={
          presented.connected
            ? t('page', { page: position?.page ?? 1, pages: presented.pageCount })
            : t('presenterLost')
        }
      />
      <div className={styles.page}>
        <Reader
          key={`${versionId} ${version === null} ${attempt}`}
          ref={setCore}
          bare
          source={source}
          title={presented.title}
          assets="/pdfjs/"
          t={tr}
          {...(pageSizes ? { pageSizes } : {})}
          {...(previews ? { previews } : {})}
          {...(position ? { start: position } : {})}
          onFailed={() => setFailed(true)}
        />
        <NotesOverPaper paper={core} here={notes} />
      </div>
    </div>
  )
}

/** [N4] The presenter's marks on the presented version: read, never written, by nobody. */
const useMarks = (meetingId: string, versionId: string): NotesHere => {
  const [layer, setLayer] = useState<Layer | null>(null)
  useEffect(() => {
    const opened = openNotes({ name: 'presenting', versionId, meetingId, writable: false })
    setLayer(opened)
    return () => {
      setLayer(null)
      closeNotes(opened)
    }
  }, [meetingId, versionId])
  return useMemo(
    () => ({
      layers: layer ? [{ layer, title: '' }] : [],
      me: '',
      nameOf: () => '',
      now: () => Math.round(serverNow()),
    }),
    [layer],
  )
}
