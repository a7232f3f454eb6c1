import { useEffect, useReducer } from 'react'
import type { Note, PlacedNote } from '#shared/annotations/note.ts'
import type { NotesLayer } from '../layer.ts'

/** Renders again whenever one of the layers changed. @returns a number that counts the changes. */
export function useLayers(layers: readonly { readonly layer: NotesLayer }[]): number {
  const [count, changed] = useReducer((before: number) => before + 1, 0)
  useEffect(() => {
    const offs = layers.map(({ layer }) => layer.subscribe(changed))
    // What changed between the rendering and now.
    changed()
    return () => {
      for (const off of offs) off()
    }
  }, [layers])
  return count
}

export interface Entry {
  readonly id: string
  readonly note: PlacedNote
}

const pages = new WeakMap<ReadonlyMap<string, Note>, ReadonlyMap<number, readonly Entry[]>>()

/** A layer's placed notes by page; worked out once for every change of the layer. */
export function byPage(notes: ReadonlyMap<string, Note>): ReadonlyMap<number, readonly Entry[]> {
  const known = pages.get(notes)
  if (known) return known
  const made = new Map<number, Entry[]>()
  for (const [id, note] of notes) {
    if (!('page' in note)) continue
    const list = made.get(note.page)
    if (list) list.push({ id, note })
    else made.set(note.page, [{ id, note }])
  }
  pages.set(notes, made)
  return made
}
