import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PlacedNote } from '#shared/annotations/note.ts'
import { type Found, type NotesHere, pointingLayer, type ShownLayer, writingLayer } from '../tools/deeds.ts'
import { refKey, type Tool, useNotes } from '../tools/notesStore.ts'
import { textNote } from '../tools/text.ts'
import { DomNote, styled } from './DomNote.tsx'
import { Gestures } from './Gestures.tsx'
import type { Box } from './geometry.ts'
import { handOf, type PageSite } from './hands.ts'
import styles from './notes.module.css'
import { PageInk, type Painted } from './PageInk.ts'
import { type PenGate, Pointing } from './Pointing.ts'
import { type MountedPage, type PageFrame, type Paper, rectToPage } from './pages.ts'
import { coatOf } from './paintNote.ts'
import { readLines } from './readLines.ts'
import { SelectionFrame } from './SelectionFrame.tsx'
import { TextEditor } from './TextEditor.tsx'
import { byPage } from './useLayers.ts'

interface PageNotesProps {
  readonly paper: Paper
  readonly mounted: MountedPage
  readonly here: NotesHere
  /** Counts the layers' changes. */
  readonly change: number
  readonly gate: PenGate
  readonly onNoWords: () => void
  readonly onReadOnly: (chosen: ShownLayer | undefined) => void
}

const none: ReadonlySet<string> = new Set()
/** How long the page rests before bitmaps of a part of it are moved along, milliseconds. */
const rest = 150
const inkClasses = {
  marks: styles.marks ?? '',
  inks: styles.inks ?? '',
  live: styles.live ?? '',
  liveMark: styles.liveMark ?? '',
}

/** One page's notes: painted ones, those that are elements, what is drawn now, and the surface to write on. */
export const PageNotes = memo(function PageNotes(props: PageNotesProps) {
  const { paper, mounted, here, change, gate } = props
  const { page, element, frame } = mounted
  const tool = useNotes(state => state.tool)
  const hiddenLayers = useNotes(state => state.hidden)
  const editing = useNotes(state => state.editing)
  const fresh = useNotes(state => state.fresh)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(none)
  const [trail, setTrail] = useState<readonly (readonly [number, number])[] | null>(null)
  const canvases = useRef<HTMLDivElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const [ink, setInk] = useState<PageInk | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` says that a layer changed.
  const notes = useMemo(
    () =>
      here.layers.flatMap(({ layer }) =>
        hiddenLayers.has(layer.name)
          ? []
          : (byPage(layer.notes()).get(page) ?? []).map(
              ({ id, note }): Found<PlacedNote> => ({ layer: layer.name, id, note, in: layer }),
            ),
      ),
    [here, hiddenLayers, page, change],
  )
  const painted = useMemo(
    () =>
      notes.flatMap(({ layer, id, note }): Painted[] =>
        coatOf(note) ? [{ key: refKey({ layer, id }), note }] : [],
      ),
    [notes],
  )
  const latest = useRef({ props, notes, frame })
  latest.current = { props, notes, frame }

  useLayoutEffect(() => {
    if (!canvases.current) return
    const { frame: first } = latest.current
    const made = new PageInk(canvases.current, first, seenOf(paper, element, first), inkClasses)
    setInk(made)
    return () => made.close()
  }, [paper, element])
  useLayoutEffect(() => ink?.place(frame, seenOf(paper, element, frame)), [ink, frame, paper, element])
  useLayoutEffect(() => ink?.show(painted, hidden), [ink, painted, hidden])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const off = paper.on('moved', () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const { frame: now } = latest.current
        ink?.place(now, seenOf(paper, element, now))
      }, rest)
    })
    return () => {
      clearTimeout(timer)
      off()
    }
  }, [paper, element, ink])

  const lines = useCallback(() => {
    const runs = paper.textRuns(page)
    return runs ? readLines(runs, element, latest.current.frame) : []
  }, [paper, page, element])

  const writes = tool !== null
  useEffect(() => {
    if (!surface.current || !ink || !writes) return
    const pointing = new Pointing(
      surface.current,
      gate,
      () => latest.current.frame,
      () => {
        const held = useNotes.getState().tool
        const { props: now } = latest.current
        if (!held) return null
        const layer = held === 'laser' ? pointingLayer(now.here) : writingLayer(now.here)
        if (!layer && !readsOnly(held)) {
          const chosen = now.here.layers.find(each => each.layer.name === useNotes.getState().writingIn)
          now.onReadOnly(chosen)
          return null
        }
        const own = layer ?? now.here.layers[0]?.layer
        if (!own) return null
        const site: PageSite = {
          page,
          here: now.here,
          layer: own,
          ink,
          frame: () => latest.current.frame,
          lines,
          notes: () => latest.current.notes,
          hide: setHidden,
          laser: setTrail,
          noWords: now.onNoWords,
        }
        return handOf(held, site)
      },
    )
    return () => pointing.close()
  }, [ink, gate, page, lines, writes])

  const style = styled({ '--note-scale': frame.scale, '--turn': `${-frame.rotation}deg` })
  const shownFresh = fresh && fresh.note.page === page ? fresh : null
  const found = editing ? textNote(here, editing) : null
  const written = found?.kind === 'textBox' && found.page === page ? found : null
  return (
    <div className={styles.page} style={style}>
      <div ref={canvases} className={styles.canvases} data-notes="" />
      <Gestures here={here} page={page} frame={frame} own={trail} />
      {[...notes, ...(shownFresh ? [{ ...shownFresh, in: null }] : [])].map(each => {
        const isEdited = editing?.id === each.id
        return coatOf(each.note) || isEdited || hidden.has(refKey(each)) ? null : (
          <DomNote
            key={refKey(each)}
            noteRef={each}
            note={each.note}
            frame={frame}
            name={here.nameOf(each.note.author)}
          />
        )
      })}
      {writes && <div ref={surface} className={styles.surface} data-tool={tool} data-notes-surface="" />}
      {ink && (
        <SelectionFrame
          here={here}
          page={page}
          notes={notes}
          frame={frame}
          ink={ink}
          element={element}
          onHide={setHidden}
        />
      )}
      {written && editing && (
        <TextEditor key={editing.id} here={here} noteRef={editing} note={written} frame={frame} />
      )}
    </div>
  )
})

/** Tools that need no right to write. */
const readsOnly = (tool: Tool): boolean => tool === 'select' || tool === 'laser'

/** What is seen of a page, in its own points; null where nothing is. */
function seenOf(paper: Paper, element: HTMLElement, frame: PageFrame): Box | null {
  const whole = element.getBoundingClientRect()
  const view = paper.element.getBoundingClientRect()
  const rect = {
    left: Math.max(whole.left, view.left),
    top: Math.max(whole.top, view.top),
    right: Math.min(whole.right, view.right),
    bottom: Math.min(whole.bottom, view.bottom),
  }
  return rect.right > rect.left && rect.bottom > rect.top ? rectToPage(whole, frame, rect) : null
}
