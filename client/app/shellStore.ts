import { create } from 'zustand'

interface ShellState {
  /** The screen's title in the top bar; the product's name where no screen set one. */
  readonly title: string | null
  /** Present and expected of the meeting that is open on this screen. */
  readonly present: { readonly here: number; readonly expected: number } | null
  /** A meeting is sitting on this screen: nothing may ask for a reload now. */
  readonly sitting: boolean
}

/** What screens and the connection tell the shell. */
export const useShell = create<ShellState>(() => ({
  title: null,
  present: null,
  sitting: false,
}))
