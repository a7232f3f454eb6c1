import { type Ink, inks, type PlacedNote } from '#shared/annotations/note.ts'
import { arrowHead, pointsOf } from './geometry.ts'
import { outlinesOf, type Polygon, trace } from './outline.ts'

/** Which canvas a note is painted on: marks lie under the letters' ink, inks over it, others are no paint at all. */
export type Coat = 'marks' | 'inks'

export const coatOf = (note: PlacedNote): Coat | null =>
  note.kind === 'highlight' || note.kind === 'marker'
    ? 'marks'
    : note.kind === 'sticky' || note.kind === 'textBox' || note.kind === 'stamp'
      ? null
      : 'inks'

/** How much a marker covers: dark inks are thinned, so that letters stay readable through them. */
export const markerAlpha = (ink: Ink): number => (ink === 'yellow' ? 0.7 : 0.3)

const paths = new WeakMap<PlacedNote, Path2D>()

/** Polygons as one path to fill. */
export function pathOf(polygons: readonly Polygon[]): Path2D {
  const path = new Path2D()
  for (const polygon of polygons) trace(polygon, path)
  return path
}

function pathOfNote(note: PlacedNote): Path2D {
  const known = paths.get(note)
  if (known) return known
  const path = makePath(note)
  paths.set(note, path)
  return path
}

function makePath(note: PlacedNote): Path2D {
  const path = new Path2D()
  switch (note.kind) {
    case 'pen':
    case 'marker':
      return pathOf(outlinesOf(pointsOf(note.stroke), note.width, note.kind))
    case 'highlight':
      for (const [left, top, width, height] of note.lines) path.rect(left, top, width, height)
      return path
    case 'underline':
    case 'strikeOut': {
      const at = note.kind === 'underline' ? 0.98 : 0.58
      for (const [left, top, width, height] of note.lines)
        path.rect(left, top + height * at, width, Math.max(0.9, height * 0.08))
      return path
    }
    case 'arrow':
      return pathOf([arrowOutline(note.from, note.to, note.width)])
    default:
      return path
  }
}

/** Shaft and head of an arrow as straight corners; doubled, so that `trace` leaves them sharp. */
export function arrowOutline(
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
): Polygon {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
  const head = Math.min(arrowHead(width), length)
  const at = (along: number, aside: number): [number, number] => [
    from[0] + ux * along - uy * aside,
    from[1] + uy * along + ux * aside,
  ]
  const neck = length - head
  const half = width / 2
  const corners = [
    at(0, -half),
    at(neck, -half),
    at(neck, -head * 0.45),
    at(length, 0),
    at(neck, head * 0.45),
    at(neck, half),
    at(0, half),
  ]
  return corners.flatMap(corner => [corner, corner])
}

/** Paints one note; the context's unit is a point of the page. */
export function paintNote(context: CanvasRenderingContext2D, note: PlacedNote): void {
  context.fillStyle = inks[note.ink]
  context.globalAlpha = coatOf(note) === 'marks' ? markerAlpha(note.ink) : 1
  context.fill(pathOfNote(note))
  context.globalAlpha = 1
}
