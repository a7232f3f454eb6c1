import type { PlacedNote } from '#shared/annotations/note.ts'
import { change, type Found, find, layerOf, mayChange, type NotesHere } from './deeds.ts'
import { type NoteRef, sameRef, useNotes } from './notesStore.ts'

/** The note under a reference, one whose text is only now being written included. */
export function textNote(here: NotesHere, ref: NoteRef): PlacedNote | null {
  const { fresh } = useNotes.getState()
  if (!layerOf(here, ref.layer)) return null
  return find(here, ref)?.note ?? (sameRef(fresh, ref) ? (fresh?.note ?? null) : null)
}

/** What a field gives up. */
export interface Written {
  readonly text: string
  /** The field was left. */
  readonly left: boolean
  /** It was typed in since it last gave something up. */
  readonly typed: boolean
}

/**
 * Takes a finished text into its note; a text box also its new height (points). An empty text makes no note, and
 * takes one away that lost its last word once it is `left`. `known` is the note as its field knew it: the next text
 * may have been begun meanwhile, or the note taken away, and what was typed is put down all the same.
 */
export function takeText(
  here: NotesHere,
  ref: NoteRef,
  known: PlacedNote,
  { text, left, typed }: Written,
  height?: number,
): void {
  const words = text.normalize('NFC')
  const { fresh } = useNotes.getState()
  const found = find(here, ref)
  const at = here.now()
  const sized = (note: PlacedNote): PlacedNote => {
    if (note.kind === 'sticky') return { ...note, text: words, changedAt: at }
    if (note.kind !== 'textBox') return note
    const [x, y, wide, high] = note.box
    return { ...note, text: words, changedAt: at, box: [x, y, wide, height ?? high] }
  }
  if (!found) {
    const layer = layerOf(here, ref.layer)
    const isFresh = sameRef(fresh, ref)
    if (layer && words.trim() !== '' && (typed || isFresh)) change(layer, [[ref.id, sized(known)]])
    if (isFresh && (words.trim() !== '' || left)) useNotes.setState({ fresh: null })
    return
  }
  if (!mayChange(here, found)) return
  const { note } = found
  if (words.trim() === '' && left) change(found.in, [[ref.id, null]])
  else if (words.trim() !== '' && 'text' in note && note.text !== words)
    change(found.in, [[ref.id, sized(note)]])
}

/** Takes a reply's changed words; without a word it stays as it was. */
export function takeReply(here: NotesHere, found: Found, text: string): void {
  const { note, id } = found
  const words = text.trim().normalize('NFC')
  if (note.kind !== 'reply' || words === '' || words === note.text || !mayChange(here, found)) return
  change(found.in, [[id, { ...note, text: words, changedAt: here.now() }]])
}
