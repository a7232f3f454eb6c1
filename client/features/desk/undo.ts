import { create } from 'zustand'

interface Deed {
  readonly id: number
  /** Undoes it; the caller shows what went wrong. */
  readonly undo: () => void
}

interface UndoState {
  readonly last: Deed | null
}

/** The last deed at the desk that can be taken back by Ctrl+Z; its notice holds the same as a button. */
export const useUndo = create<UndoState>()(() => ({ last: null }))

let nextId = 1

/** Remembers how to take a deed back. @returns an undo that works once. */
export const undoable = (undo: () => void): (() => void) => {
  const id = nextId
  nextId += 1
  let done = false
  const once = () => {
    if (done) return
    done = true
    if (useUndo.getState().last?.id === id) useUndo.setState({ last: null })
    undo()
  }
  useUndo.setState({ last: { id, undo: once } })
  return once
}

/** Takes the last deed back, where there is one. */
export const undoLast = (): void => useUndo.getState().last?.undo()

/** Another meeting is on the desk: what was done to the former one is not undone from here. */
export const forgetUndo = (): void => useUndo.setState({ last: null })
