import { create } from 'zustand'
import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { Ink, PlacedNote, Stamp } from '#shared/annotations/note.ts'

export const tools = [
  'select',
  'pen',
  'highlight',
  'underline',
  'strikeOut',
  'sticky',
  'textBox',
  'arrow',
  'stamp',
  'eraser',
  'laser',
] as const
export type Tool = (typeof tools)[number]

/** Tools that have a colour of their own, which they keep. */
export const inkTools = [
  'pen',
  'highlight',
  'underline',
  'strikeOut',
  'sticky',
  'textBox',
  'arrow',
  'stamp',
] as const
export type InkTool = (typeof inkTools)[number]

export const isInkTool = (tool: Tool | null): tool is InkTool => inkTools.some(known => known === tool)

/** Points, at half pressure. */
export const penWidths = [1, 2, 4, 8] as const
/** A free highlighter is as broad as a line of text is high, times this. */
export const textSizes = [10, 12, 16, 22] as const

/** A note by its layer and id. */
export interface NoteRef {
  readonly layer: LayerName
  readonly id: string
}

export const sameRef = (a: NoteRef | null, b: NoteRef | null): boolean =>
  a !== null && b !== null && a.layer === b.layer && a.id === b.id

export const refKey = ({ layer, id }: NoteRef): string => `${layer}/${id}`

/** A text that is being written before its note is in the layer. */
export interface NewText extends NoteRef {
  readonly note: PlacedNote
}

export interface NotesState {
  /** Null reads: fingers scroll, text is selected, links lead. */
  readonly tool: Tool | null
  readonly inks: Readonly<Record<InkTool, Ink>>
  readonly penWidth: number
  readonly textSize: number
  readonly stamp: Stamp
  readonly writingIn: LayerName
  readonly hidden: ReadonlySet<LayerName>
  readonly selected: readonly NoteRef[]
  /** Whose discussion is open over the paper. */
  readonly open: NoteRef | null
  /** The text box that is being written in. */
  readonly editing: NoteRef | null
  readonly fresh: NewText | null
  readonly copied: readonly PlacedNote[]
  /** [N43] Layers in the order in which this device wrote in them, for undo; and undone ones, for redo. */
  readonly done: readonly LayerName[]
  readonly undone: readonly LayerName[]
}

/** The state of writing on the papers of this screen. */
export const useNotes = create<NotesState>(() => ({
  tool: null,
  inks: {
    pen: 'blue',
    highlight: 'yellow',
    underline: 'red',
    strikeOut: 'red',
    sticky: 'amber',
    textBox: 'blue',
    arrow: 'red',
    stamp: 'red',
  },
  penWidth: 2,
  textSize: 12,
  stamp: 'agreed',
  writingIn: 'private',
  hidden: new Set(),
  selected: [],
  open: null,
  editing: null,
  fresh: null,
  copied: [],
  done: [],
  undone: [],
}))

/** Takes a tool, or lays it down where it is held already. */
export function takeTool(tool: Tool | null): void {
  useNotes.setState(state => ({
    tool: state.tool === tool ? null : tool,
    selected: [],
    editing: null,
    open: null,
  }))
}

/** Shows or hides a layer; the one that is written in is always shown. */
export function showLayer(name: LayerName, shown: boolean): void {
  useNotes.setState(({ hidden, selected, writingIn }) => {
    const next = new Set(hidden)
    if (shown || name === writingIn) next.delete(name)
    else next.add(name)
    return { hidden: next, selected: shown ? selected : selected.filter(({ layer }) => layer !== name) }
  })
}

/** Writes in this layer from now on. */
export function writeIn(name: LayerName): void {
  useNotes.setState(({ hidden }) => {
    const next = new Set(hidden)
    next.delete(name)
    return { writingIn: name, hidden: next, selected: [], editing: null, fresh: null }
  })
}
