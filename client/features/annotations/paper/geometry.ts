import { type PlacedNote, strokePoints } from '#shared/annotations/note.ts'
import { packStroke, type StrokePoint, unpackStroke } from '#shared/annotations/stroke.ts'
import type { Point } from './pages.ts'

/** left, top, width, height in points of the upright page. */
export type Box = readonly [number, number, number, number]

/** Half the side of a sticky note's sign, CSS pixels: it keeps its size at every zoom. */
export const stickyHalf = 16

const unpacked = new WeakMap<Uint8Array, readonly StrokePoint[]>()

/** The points of a note's stroke, unpacked once. */
export function pointsOf(stroke: Uint8Array): readonly StrokePoint[] {
  const known = unpacked.get(stroke)
  if (known) return known
  const points = unpackStroke(stroke, strokePoints) ?? []
  unpacked.set(stroke, points)
  return points
}

/** The box around points, grown by `margin` to each side. */
export function boxAround(points: readonly Point[], margin: number): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  if (left > right) return [0, 0, 0, 0]
  return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin]
}

/** The box around boxes; null where there are none. */
export function union(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  const left = Math.min(...boxes.map(box => box[0]))
  const top = Math.min(...boxes.map(box => box[1]))
  const right = Math.max(...boxes.map(box => box[0] + box[2]))
  const bottom = Math.max(...boxes.map(box => box[1] + box[3]))
  return [left, top, right - left, bottom - top]
}

export const meets = (a: Box, b: Box): boolean =>
  a[0] <= b[0] + b[2] && b[0] <= a[0] + a[2] && a[1] <= b[1] + b[3] && b[1] <= a[1] + a[3]

const holds = ([left, top, width, height]: Box, { x, y }: Point, margin: number): boolean =>
  x >= left - margin && x <= left + width + margin && y >= top - margin && y <= top + height + margin

const bounds = new WeakMap<PlacedNote, Box>()

/** Where a note lies. `scale` (CSS pixels per point) counts for a sticky note alone. */
export function boundsOf(note: PlacedNote, scale: number): Box {
  if (note.kind === 'sticky') return boxAround([asPoint(note.point)], stickyHalf / scale)
  const known = bounds.get(note)
  if (known) return known
  const made = boundsOnPage(note)
  bounds.set(note, made)
  return made
}

function boundsOnPage(note: Exclude<PlacedNote, { kind: 'sticky' }>): Box {
  switch (note.kind) {
    case 'pen':
    case 'marker':
      return boxAround(pointsOf(note.stroke), note.width * 0.75)
    case 'highlight':
    case 'underline':
    case 'strikeOut':
      return union(note.lines) ?? [0, 0, 0, 0]
    case 'arrow':
      return boxAround([asPoint(note.from), asPoint(note.to)], arrowHead(note.width))
    default:
      return note.box
  }
}

/** How long an arrow's head is, in points. */
export const arrowHead = (width: number): number => 6 + width * 2.5

const asPoint = ([x, y]: readonly [number, number]): Point => ({ x, y })

/** The distance of a point from the line between two others. */
export function fromLine(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length
  const at = Math.min(1, Math.max(0, share))
  return Math.hypot(point.x - a.x - at * dx, point.y - a.y - at * dy)
}

/** Whether a point touches a note, `tolerance` points beside it included. */
export function touches(note: PlacedNote, point: Point, tolerance: number, scale: number): boolean {
  if (!holds(boundsOf(note, scale), point, tolerance)) return false
  switch (note.kind) {
    case 'pen':
    case 'marker': {
      const points = pointsOf(note.stroke)
      const reach = note.width / 2 + tolerance
      return points.some((at, index) => fromLine(point, points[index - 1] ?? at, at) <= reach)
    }
    case 'highlight':
    case 'underline':
    case 'strikeOut':
      return note.lines.some(line => holds(line, point, tolerance))
    case 'arrow':
      return fromLine(point, asPoint(note.from), asPoint(note.to)) <= note.width / 2 + tolerance
    default:
      return true
  }
}

/** Whether a movement of the eraser crosses a note. */
export function crosses(note: PlacedNote, from: Point, to: Point, tolerance: number, scale: number): boolean {
  if (!meets(boundsOf(note, scale), boxAround([from, to], tolerance))) return false
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / tolerance))
  for (let step = 0; step <= steps; step++) {
    const share = step / steps
    const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    if (touches(note, at, tolerance, scale)) return true
  }
  return false
}

/** Whether a point lies inside a closed line (even-odd rule). */
export function inside(loop: readonly Point[], { x, y }: Point): boolean {
  let within = false
  let last = loop.at(-1)
  for (const at of loop) {
    if (last && at.y > y !== last.y > y) {
      const crossing = at.x + ((y - at.y) / (last.y - at.y)) * (last.x - at.x)
      if (x < crossing) within = !within
    }
    last = at
  }
  return within
}

/** Whether a loop drawn around notes takes this one: most of a stroke, or the middle of anything else. */
export function caught(note: PlacedNote, loop: readonly Point[], scale: number): boolean {
  if (note.kind === 'pen' || note.kind === 'marker') {
    const points = pointsOf(note.stroke)
    return points.filter(point => inside(loop, point)).length > points.length * 0.6
  }
  if ('lines' in note) {
    const middles = note.lines.map(([left, top, width, height]) => ({
      x: left + width / 2,
      y: top + height / 2,
    }))
    return middles.filter(point => inside(loop, point)).length > middles.length * 0.6
  }
  const [left, top, width, height] = boundsOf(note, scale)
  return inside(loop, { x: left + width / 2, y: top + height / 2 })
}

/** What belongs to words stays with them; everything else can be moved and copied. */
export const isMovable = (note: PlacedNote): boolean => !('lines' in note) || note.quote === undefined

/** Whether dragging its corner makes it larger. */
export const isSizable = (note: PlacedNote): boolean => !('lines' in note) && note.kind !== 'sticky'

/** The nearest movement that keeps a box on its page. */
export function keptOnPage(box: Box, by: Point, page: { width: number; height: number }): Point {
  const clamp = (value: number, low: number, high: number) =>
    Math.min(Math.max(value, Math.min(low, high)), high)
  return {
    x: clamp(by.x, -box[0], Math.max(0, page.width - box[0] - box[2])),
    y: clamp(by.y, -box[1], Math.max(0, page.height - box[1] - box[3])),
  }
}

/** How a box became another: each point of the one to its place in the other. */
export interface Change {
  readonly from: Box
  readonly to: Box
}

/** A note after its surrounding box became another; notes on words stay as they are. Its quote is left out. */
export function reshaped(note: PlacedNote, { from, to }: Change): PlacedNote {
  if (!isMovable(note)) return note
  const across = from[2] > 0 ? to[2] / from[2] : 1
  const down = from[3] > 0 ? to[3] / from[3] : 1
  const x = (value: number) => to[0] + (value - from[0]) * across
  const y = (value: number) => to[1] + (value - from[1]) * down
  const width = (value: number) => Math.min(60, Math.max(0.25, value * Math.sqrt(across * down)))
  const { quote: _, ...bare } = note
  switch (bare.kind) {
    case 'pen':
    case 'marker': {
      const points = pointsOf(bare.stroke).map(point => ({ ...point, x: x(point.x), y: y(point.y) }))
      return { ...bare, width: width(bare.width), stroke: packStroke(points) }
    }
    case 'arrow':
      return {
        ...bare,
        width: width(bare.width),
        from: [x(bare.from[0]), y(bare.from[1])],
        to: [x(bare.to[0]), y(bare.to[1])],
      }
    case 'sticky':
      return { ...bare, point: [x(bare.point[0]), y(bare.point[1])] }
    case 'textBox':
    case 'stamp': {
      const [left, top, wide, high] = bare.box
      return { ...bare, box: [x(left), y(top), wide * across, high * down] }
    }
    default:
      return {
        ...bare,
        lines: bare.lines.map(([left, top, wide, high]) => [x(left), y(top), wide * across, high * down]),
      }
  }
}

/** A note moved by points. */
export function moved(note: PlacedNote, by: Point): PlacedNote {
  const box = boundsOf(note, 1)
  return reshaped(note, { from: box, to: [box[0] + by.x, box[1] + by.y, box[2], box[3]] })
}
