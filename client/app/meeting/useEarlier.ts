import { useCallback, useEffect, useRef } from 'react'
import type { Remaining } from '#client/features/annotations/carry/Carrier.ts'
import type { NotesHere } from '#client/features/annotations/tools/deeds.ts'
import { useNotes } from '#client/features/annotations/tools/notesStore.ts'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import type { PaperControl } from './usePaper.ts'

type Noted = { readonly versionId: string; readonly page: number }

export interface EarlierHere {
  /** An earlier version is being opened, at a note where one is given. */
  opened(versionId: string, at?: Remaining): void
  /** Back to the newest, where it was left. */
  toNewest(): void
}

/** [N57] Between an earlier version and the newest: opened at the note's page, with the note chosen, and back. */
export const useEarlier = (
  { shown, openVersion }: PaperControl,
  notes: NotesHere,
  core: ReaderCore | null,
  setNoted: (noted: Noted) => void,
  showPaper: () => void,
): EarlierHere => {
  const latest = useRef({ shown, core, showPaper })
  latest.current = { shown, core, showPaper }
  const toChoose = useRef<Remaining | null>(null)
  const left = useRef<Noted | null>(null)

  const opened = useCallback(
    (versionId: string, at?: Remaining) => {
      const { shown: paper, core: reader, showPaper: show } = latest.current
      if (paper && reader) left.current = { versionId: paper.version.id, page: reader.state.page }
      toChoose.current = at ?? null
      setNoted({ versionId, page: at?.note.page ?? 1 })
      show()
    },
    [setNoted],
  )
  const toNewest = useCallback(() => {
    const { shown: paper } = latest.current
    if (!paper?.newest) return
    if (left.current?.versionId === paper.newest.id) setNoted(left.current)
    openVersion(paper.id, null)
  }, [openVersion, setNoted])

  // Whatever was chosen goes with the version before; the note is chosen once its layer is open.
  const { layers } = notes
  useEffect(() => {
    const at = toChoose.current
    const open = layers.some(({ layer }) => layer.name === at?.layer && layer.versionId === at.versionId)
    if (at === null || !open) return
    toChoose.current = null
    useNotes.setState({ selected: [{ layer: at.layer, id: at.id }] })
  }, [layers])

  return { opened, toNewest }
}
