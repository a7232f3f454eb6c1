import { useCallback, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import { notify } from '#client/ui/notices.ts'
import { type NoteRefusal, noteRefusals } from '#shared/annotations/wire.ts'
import type { NotesHere, ShownLayer } from '../tools/deeds.ts'
import { NoteCard } from './NoteCard.tsx'
import { PageNotes } from './PageNotes.tsx'
import { PenGate } from './Pointing.ts'
import type { MountedPage, Paper } from './pages.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { useLayers } from './useLayers.ts'
import { useNoteActions } from './useNoteActions.ts'

interface NotesOverPaperProps {
  /** The reader's core; null while there is none. */
  readonly paper: Paper | null
  readonly here: NotesHere
}

/** All notes over the pages of a paper, and writing on them. Renders into the pages' own slots. */
export function NotesOverPaper({ paper, here }: NotesOverPaperProps) {
  if (!paper) return null
  return <Over paper={paper} here={here} />
}

function Over({ paper, here }: { readonly paper: Paper; readonly here: NotesHere }) {
  const t = useT('annotations')
  const pages = useMounted(paper)
  const change = useLayers(here.layers)
  const gate = useRef<PenGate>(null)
  gate.current ??= new PenGate()
  useNoteActions(paper, here)
  useRefusals(here, change)

  const noWords = useCallback(() => notify('warn', t('noWords')), [t])
  const readOnly = useCallback(
    (chosen: ShownLayer | undefined) => {
      const state = chosen?.layer.state()
      const layer = chosen?.title ?? ''
      if (state === 'locked' && here.unlock) here.unlock()
      else if (state === 'locked') notify('warn', t('lockedText'))
      else notify('warn', t(state === 'denied' ? 'deniedText' : 'cannotWrite', { layer }))
    },
    [t, here],
  )
  // Over the pages, in the reader's own box, so that it covers nothing else.
  const host = paper.element.parentElement
  return (
    <>
      {pages.map(mounted =>
        createPortal(
          <PageNotes
            paper={paper}
            mounted={mounted}
            here={here}
            change={change}
            gate={gate.current ?? new PenGate()}
            onNoWords={noWords}
            onReadOnly={readOnly}
          />,
          mounted.element,
          String(mounted.page),
        ),
      )}
      {host && createPortal(<SelectionBar paper={paper} here={here} />, host)}
      {host &&
        createPortal(
          <NoteCard here={here} onClosed={() => paper.element.focus({ preventScroll: true })} />,
          host,
        )}
    </>
  )
}

/** Pages whose slots are in the document, in reading order. */
function useMounted(paper: Paper): readonly MountedPage[] {
  const [pages, setPages] = useState<readonly MountedPage[]>([])
  useEffect(() => {
    const put = (page: MountedPage) =>
      setPages(known =>
        [...known.filter(each => each.page !== page.page), page].sort((a, b) => a.page - b.page),
      )
    const offs = [
      paper.on('pageMounted', put),
      paper.on('pageChanged', put),
      paper.on('pageUnmounted', gone => setPages(known => known.filter(each => each.page !== gone.page))),
    ]
    setPages(paper.mountedPages())
    return () => {
      for (const off of offs) off()
    }
  }, [paper])
  return pages
}

const isRefusal = (code: string): code is NoteRefusal => noteRefusals.some(known => known === code)

/** [N11] Tells what the server put back, once. */
function useRefusals(here: NotesHere, change: number): void {
  const t = useT('annotations')
  const sentence = useErrorSentence()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` says that a layer changed.
  useEffect(() => {
    for (const { layer, title } of here.layers) {
      if (layer.refusals().length === 0) continue
      const codes = new Set(layer.refusals())
      // What is no refusal of the endpoint is the layer's end.
      for (const code of codes)
        notify('bad', isRefusal(code) ? sentence({ code }) : t('lostUnsent', { layer: title }))
      layer.dismissRefusals()
    }
  }, [here, change, t, sentence])
}
