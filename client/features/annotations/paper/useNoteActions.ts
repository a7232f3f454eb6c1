import { useMemo } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { type Action, useActions } from '#client/ui/actions.ts'
import {
  copySelected,
  type NotesHere,
  paste,
  redo,
  redoLayer,
  selection,
  undo,
  undoLayer,
  writingLayer,
} from '../tools/deeds.ts'
import { type Tool, takeTool, useNotes } from '../tools/notesStore.ts'
import { placeNote } from './hands.ts'
import { type Paper, rectToPage } from './pages.ts'
import { readLines } from './readLines.ts'

/** A letter for each tool: its Vietnamese name's where the reader's own keys leave it. */
export const toolKeys: Readonly<Record<Tool, string>> = {
  select: 'v',
  pen: 'b',
  highlight: 'h',
  underline: 'u',
  strikeOut: 'k',
  sticky: 'n',
  textBox: 'x',
  arrow: 'm',
  stamp: 's',
  eraser: 'e',
  laser: 'i',
}

/** Writing by keyboard; listed under "?". */
export function useNoteActions(paper: Paper, here: NotesHere): void {
  const t = useT('annotations')
  const actions = useMemo(() => {
    const taken = Object.entries(toolKeys).map(
      ([tool, shortcut]): Action => ({
        id: `notes.${tool}`,
        name: t(tool as Tool),
        shortcut,
        perform: () => takeTool(tool as Tool),
      }),
    )
    const rest: Action[] = [
      {
        id: 'notes.addHere',
        name: t('addHere'),
        shortcut: 'Shift+n',
        predicate: () => writingLayer(here) !== undefined,
        perform: () => addHere(paper, here),
      },
      {
        id: 'notes.read',
        name: t('read'),
        shortcut: 'Escape',
        predicate: () => useNotes.getState().tool !== null,
        perform: () => takeTool(null),
      },
      {
        id: 'notes.undo',
        name: t('undo'),
        shortcut: 'Mod+z',
        predicate: () => undoLayer(here) !== undefined,
        perform: () => undo(here),
      },
      {
        id: 'notes.redo',
        name: t('redo'),
        shortcut: 'Mod+Shift+z',
        predicate: () => redoLayer(here) !== undefined,
        perform: () => redo(here),
      },
      {
        id: 'notes.copy',
        name: t('copy'),
        shortcut: 'Mod+c',
        // Text that is selected is what is meant.
        predicate: () => selection(here).length > 0 && (getSelection()?.isCollapsed ?? true),
        perform: () => {
          copySelected(here)
        },
      },
      {
        id: 'notes.paste',
        name: t('paste'),
        shortcut: 'Mod+v',
        predicate: () => useNotes.getState().copied.length > 0,
        perform: () => paste(here, paper.state.page),
      },
    ]
    return [...taken, ...rest]
  }, [paper, here, t])
  useActions(actions)
}

/** Puts a sticky note in the middle of what is seen of the page that is read. */
function addHere(paper: Paper, here: NotesHere): void {
  const { page } = paper.state
  const mounted = paper.mountedPages().find(each => each.page === page)
  const layer = writingLayer(here)
  if (!mounted || !layer) return
  const { element, frame } = mounted
  const whole = element.getBoundingClientRect()
  const view = paper.element.getBoundingClientRect()
  const [left, top, width, height] = rectToPage(whole, frame, {
    left: Math.max(whole.left, view.left),
    right: Math.min(whole.right, view.right),
    top: Math.max(whole.top, view.top),
    bottom: Math.min(whole.bottom, view.bottom),
  })
  const runs = paper.textRuns(page)
  const lines = () => (runs ? readLines(runs, element, frame) : [])
  placeNote(
    'sticky',
    { page, here, layer, lines, frame: () => frame },
    { x: left + width / 2, y: top + height / 2 },
  )
}
