import { boxOf, type Layout, mainPage, pageAt } from './layout.ts'
import type { Position, QuarterTurn, Zoom } from './types.ts'

/** What is visible of the stage, CSS pixels. */
export interface View {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** The range that the presenting contract allows around a page. */
const within = (value: number) => Math.min(Math.max(value, -1), 2)

/** A point of the upright page (fractions) to where it is seen after a clockwise turn. */
export function turnPoint({ x, y }: Point, rotation: QuarterTurn): Point {
  if (rotation === 90) return { x: 1 - y, y: x }
  if (rotation === 180) return { x: 1 - x, y: 1 - y }
  if (rotation === 270) return { x: y, y: 1 - x }
  return { x, y }
}

/** The inverse of `turnPoint`. */
export function unturnPoint(point: Point, rotation: QuarterTurn): Point {
  return turnPoint(point, ((360 - rotation) % 360) as QuarterTurn)
}

/** Where this view reads; see `Position` for the anchor. */
export function positionOf(layout: Layout, view: View, zoom: Zoom, rotation: QuarterTurn): Position {
  if (zoom === 'page') {
    return { page: mainPage(layout, view.top, view.top + view.height), x: 0.5, y: 0, zoom }
  }
  const page = pageAt(layout, view.top)
  const box = boxOf(layout, page)
  const seen = {
    x: within((view.left + view.width / 2 - box.left) / box.width),
    y: within((view.top - box.top) / box.height),
  }
  return { page, ...unturnPoint(seen, rotation), zoom }
}

/**
 * The scroll offsets that show a position (`layout` is already laid out at its zoom). They may lie past
 * the end: the browser keeps them inside.
 */
export function scrollFor(
  layout: Layout,
  view: Pick<View, 'width' | 'height'>,
  position: Position,
  rotation: QuarterTurn,
): { left: number; top: number } {
  const box = boxOf(layout, position.page)
  if (position.zoom === 'page') {
    return { left: 0, top: box.top - Math.max(layout.gap, (view.height - box.height) / 2) }
  }
  const seen = turnPoint(position, rotation)
  const left = box.left + seen.x * box.width - view.width / 2
  return { left: Math.max(0, left), top: Math.max(0, box.top + seen.y * box.height) }
}

/** Whether two positions show the same, to a tenth of a percent of a page. */
export function samePosition(a: Position, b: Position): boolean {
  return a.page === b.page && a.zoom === b.zoom && Math.abs(a.x - b.x) < 0.001 && Math.abs(a.y - b.y) < 0.001
}
