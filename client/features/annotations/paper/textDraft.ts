/** [N44] When typed text is taken: at its end, or after a pause, and never while a letter is being composed. */

export interface Draft {
  readonly text: string
  /** Whether `text` differs from what was last taken. */
  readonly open: boolean
  readonly composing: boolean
}

export type DraftEvent =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'compose' }
  | { readonly type: 'composed'; readonly text: string }
  /** Nothing was typed for a while. */
  | { readonly type: 'pause' }
  /** The field was left. */
  | { readonly type: 'left' }
  /** The note got other words elsewhere: in another window, by undo. */
  | { readonly type: 'changed'; readonly text: string }

/** How long nobody types before the text is taken, milliseconds. */
export const typingPause = 1_200

/** @returns the draft after the event, and the text to take, or null. */
export function typing(draft: Draft, event: DraftEvent): { draft: Draft; take: string | null } {
  switch (event.type) {
    case 'typed':
      return { draft: { ...draft, text: event.text, open: true }, take: null }
    case 'compose':
      return { draft: { ...draft, composing: true }, take: null }
    case 'composed':
      return { draft: { text: event.text, open: true, composing: false }, take: null }
    case 'pause':
      if (draft.composing || !draft.open) return { draft, take: null }
      return { draft: { ...draft, open: false }, take: draft.text }
    case 'changed':
      // What is being written here comes later than what was written there.
      return { draft: draft.open || draft.composing ? draft : { ...draft, text: event.text }, take: null }
    case 'left':
      // Leaving ends a composition: what stands in the field is what was meant.
      return { draft: { ...draft, open: false, composing: false }, take: draft.open ? draft.text : null }
  }
}
