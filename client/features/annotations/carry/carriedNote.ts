import type { PlacedNote } from '#shared/annotations/note.ts'
import type { Placement } from '#shared/annotations/placing.rules.ts'
import { boundsOf, keptOnPage, moved, union } from '../paper/geometry.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** [N54] A note where it was placed in a newer version; null where it cannot be told by how much it moves. */
export const carriedNote = (
  note: PlacedNote,
  found: Placement & { readonly placed: true },
  { from, size }: { readonly from: string; readonly size: Size },
): PlacedNote | null => {
  const { page, by, quote, lines } = found
  const words = quote === undefined ? {} : { quote }
  if ('lines' in note) {
    const [first, ...rest] = lines
    if (first === undefined) return quote === undefined ? { ...note, page, carriedFrom: from } : null
    return { ...note, ...words, page, carriedFrom: from, lines: [first, ...rest].map(box => [...box]) }
  }
  if (by === null) return null
  const kept = keptOnPage(boundsOf(note, 1), by, size)
  const there = kept.x === 0 && kept.y === 0 ? note : moved(note, kept)
  return { ...there, ...words, page, carriedFrom: from }
}

/** [N57] Notes put on a page by hand: together, where they lay, kept on the page, without their words. */
export const putByHand = (
  notes: readonly PlacedNote[],
  to: { readonly from: string; readonly page: number; readonly size: Size; readonly now: number },
): PlacedNote[] => {
  const bare = notes.map(({ quote: _, ...note }): PlacedNote => note)
  const box = union(bare.map(note => boundsOf(note, 1)))
  const kept = box ? keptOnPage(box, { x: 0, y: 0 }, to.size) : { x: 0, y: 0 }
  return bare.map(note => ({
    ...(kept.x === 0 && kept.y === 0 ? note : moved(note, kept)),
    ...{ page: to.page, carriedFrom: to.from, changedAt: to.now },
  }))
}
