import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { closeNotes, openNotes } from '#client/app/notes/openNotes.ts'
import { versionPages } from '#client/app/notes/versionPages.ts'
import { Carrier, type CarryState, type Remaining } from '#client/features/annotations/carry/Carrier.ts'
import { putByHand } from '#client/features/annotations/carry/carriedNote.ts'
import type { CarryingHere } from '#client/features/annotations/carry/carrying.ts'
import { PagePlacer } from '#client/features/annotations/carry/Placer.ts'
import { change, layerOf, type NotesHere } from '#client/features/annotations/tools/deeds.ts'
import { showLayer, useNotes } from '#client/features/annotations/tools/notesStore.ts'
import { pageSizesOf } from '#client/features/documents/paperSource.ts'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import { useT } from '#client/i18n/useT.ts'
import { serverNow } from '#client/net/connection.ts'
import { notify } from '#client/ui/notices.ts'
import { idInNewer } from '#shared/annotations/carrying.rules.ts'
import type { PaperControl } from './usePaper.ts'

/** [N58] Versions of which was said already that notes found no place in them. */
const told = new Set<string>()
const nothing: CarryState = { remaining: [], busy: false, locked: false }
const never = () => () => undefined

/** Carries notes of earlier versions over while the newest is on the screen; null where there is none, or it is not. */
export const useCarrying = (
  meetingId: string,
  { shown, openVersion }: PaperControl,
  notes: NotesHere,
  core: ReaderCore | null,
  onOpen: (versionId: string, at?: Remaining) => void,
): CarryingHere | null => {
  const t = useT('carry')
  const newest = shown !== null && shown.newest === null && shown.earlier.length > 0 ? shown : null
  const latest = useRef({ newest, t, notes })
  latest.current = { newest, t, notes }
  const [carrier, setCarrier] = useState<Carrier | null>(null)
  const versionId = newest?.version.id ?? null
  const earlier = newest?.earlier.map(({ id }) => id).join(' ') ?? ''
  const { me } = notes

  useEffect(() => {
    const { newest: paper } = latest.current
    if (versionId === null || earlier === '' || paper === null) return
    const made = new Carrier({
      ...{ me, versionId, earlier: earlier.split(' ') },
      now: () => Math.round(serverNow()),
      newId: () => crypto.randomUUID(),
      open: (name, of, writable) => openNotes({ name, versionId: of, meetingId, writable }),
      close: closeNotes,
      placer: () =>
        new PagePlacer(versionPages(paper.version), of => {
          const version = paper.earlier.find(({ id }) => id === of)
          return version ? versionPages(version) : null
        }),
      isUndone: layer => useNotes.getState().undone.includes(layer),
      tell: (carried, unplaced) => {
        if (carried === 0 && told.has(versionId)) return
        told.add(versionId)
        const text = carried === 0 ? 'toldNone' : unplaced === 0 ? 'told' : 'toldBoth'
        notify(unplaced > 0 ? 'warn' : 'ok', latest.current.t(text, { carried, unplaced }))
      },
    })
    setCarrier(made)
    return () => {
      made.close()
      setCarrier(null)
    }
  }, [meetingId, versionId, earlier, me])

  const { layers } = notes
  useEffect(() => {
    const here = layers.map(({ layer }) => layer)
    carrier?.setLayers(here.filter(layer => layer.versionId === versionId))
  }, [carrier, layers, versionId])
  const state = useSyncExternalStore(carrier?.subscribe ?? never, carrier?.state ?? (() => nothing))

  // On a phone the paper is put away while its notes are listed: its page is the one that was shown last.
  const page = useRef<{ readonly versionId: string; readonly page: number } | null>(null)
  useEffect(() => {
    if (!core || versionId === null) return
    const look = () => {
      page.current = { versionId, page: core.state.page }
    }
    look()
    return core.on('state', look)
  }, [core, versionId])

  return useMemo((): CarryingHere | null => {
    if (carrier === null || newest === null) return null
    return {
      ...{ state, versions: newest.earlier, carrier },
      open: (of, at) => {
        onOpen(of, at)
        openVersion(newest.id, of)
      },
      put: remaining => {
        const [first] = remaining
        const layer = first && layerOf(latest.current.notes, first.layer)
        const shownPage = page.current?.versionId === newest.version.id ? page.current.page : null
        const size = shownPage === null ? undefined : pageSizesOf(newest.version)[shownPage - 1]
        if (!first || !layer?.canWrite() || shownPage === null || !size) return null
        const put = putByHand(
          remaining.map(({ note }) => note),
          { from: first.versionId, page: shownPage, size, now: Math.round(serverNow()) },
        )
        showLayer(layer.name, true)
        // [N52]
        const ids = remaining.map(({ id, note }) => idInNewer(layer.notes(), id, note.author))
        change(
          layer,
          ids.flatMap((id, at) => {
            const note = put[at]
            return note ? [[id, note] as const] : []
          }),
        )
        for (const each of remaining) carrier.putByHand(each)
        useNotes.setState({
          ...{ tool: 'select', open: null, editing: null },
          selected: ids.map(id => ({ layer: layer.name, id })),
        })
        return shownPage
      },
    }
  }, [carrier, state, newest, openVersion, onOpen])
}
