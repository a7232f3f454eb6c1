import type { Note } from '#shared/annotations/note.ts'

/** Reads a raw value of a layer's map; null where it is no note, or does not open. */
export type Opener = (noteId: string, value: unknown) => Note | null | Promise<Note | null>

interface Opened {
  readonly value: unknown
  readonly note: Note | null
}

/** Notes that are opened before what is open so far is shown. */
const together = 400

/** A layer's notes as they are shown: each value is read once, however often others change. */
export class OpenedNotes {
  readonly #opener: Opener
  readonly #current: (noteId: string) => unknown
  readonly #changed: () => void
  readonly #opened = new Map<string, Opened>()
  /** Written here and not in the map yet, because it is being sealed; null for removed. */
  readonly #ahead = new Map<string, Note | null>()
  #shown: ReadonlyMap<string, Note> | null = new Map()

  constructor(opener: Opener, current: (noteId: string) => unknown, changed: () => void) {
    this.#opener = opener
    this.#current = current
    this.#changed = changed
  }

  /** Every note; a new map whenever something changed. */
  shown(): ReadonlyMap<string, Note> {
    if (this.#shown !== null) return this.#shown
    const shown = new Map<string, Note>()
    for (const [id, { note }] of this.#opened) if (note !== null) shown.set(id, note)
    for (const [id, note] of this.#ahead)
      if (note === null) shown.delete(id)
      else shown.set(id, note)
    this.#shown = shown
    return shown
  }

  #touch(): void {
    this.#shown = null
    this.#changed()
  }

  /** Shows what is being sealed. */
  ahead(noteId: string, note: Note | null): void {
    this.#ahead.set(noteId, note)
    this.#touch()
  }

  /** What was shown ahead is in the map now, or will never be. */
  arrived(noteId: string, note: Note | null): void {
    if (this.#ahead.get(noteId) === note) this.#ahead.delete(noteId)
    this.#touch()
  }

  /** The note that a value is is known already: what was just written here. */
  know(noteId: string, value: unknown, note: Note): void {
    this.#opened.set(noteId, { value, note })
  }

  /** Reads entries that changed. */
  async look(noteIds: Iterable<string>): Promise<void> {
    const waiting: Promise<void>[] = []
    let touched = false
    for (const id of noteIds) {
      const value = this.#current(id)
      const before = this.#opened.get(id)
      if (value === undefined) {
        touched = this.#opened.delete(id) || touched
        continue
      }
      touched = true
      if (before?.value === value) continue
      const note = this.#opener(id, value)
      if (!(note instanceof Promise)) {
        this.#opened.set(id, { value, note })
        continue
      }
      waiting.push(
        note.then(opened => {
          // Another value may have come while this one was being opened.
          if (this.#current(id) === value) this.#opened.set(id, { value, note: opened })
        }),
      )
      if (waiting.length < together) continue
      await Promise.all(waiting.splice(0))
      this.#touch()
    }
    if (waiting.length > 0) await Promise.all(waiting)
    if (touched) this.#touch()
  }

  /** Forgets everything that was read: the key changed, or the document. */
  forget(): void {
    this.#opened.clear()
    this.#touch()
  }
}
