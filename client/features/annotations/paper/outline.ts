import { getStroke } from 'perfect-freehand'
import type { StrokePoint } from '#shared/annotations/stroke.ts'

/** A closed line around ink: corners in points of the page. */
export type Polygon = readonly (readonly [number, number])[]

/**
 * Long strokes are outlined piece by piece, each reaching back into the one before: while one is drawn only its
 * last piece is made anew, so that a line of two minutes follows the pen as a short one does.
 */
const piece = 160
const overlap = 12

/** How many pieces a stroke of so many points has. */
export const pieceCount = (points: number): number => Math.max(1, Math.ceil((points - overlap) / piece))

/** The outline of one piece of a stroke. `width` in points at half pressure; a marker keeps it throughout. */
export function outlinePiece(
  points: readonly StrokePoint[],
  index: number,
  width: number,
  tool: 'pen' | 'marker',
): Polygon {
  const from = index * piece
  const part = points.slice(from, from + piece + overlap)
  return getStroke(
    part.map(({ x, y, pressure }) => [x, y, pressure]),
    {
      size: width,
      thinning: tool === 'pen' ? 0.55 : 0,
      smoothing: 0.5,
      streamline: 0.3,
      simulatePressure: false,
      last: true,
    },
  )
}

/** The outlines that cover a stroke when filled together (non-zero rule). */
export function outlinesOf(
  points: readonly StrokePoint[],
  width: number,
  tool: 'pen' | 'marker',
): readonly Polygon[] {
  return Array.from({ length: pieceCount(points.length) }, (_, index) =>
    outlinePiece(points, index, width, tool),
  )
}

/** What an outline is drawn into: a Path2D, or the text of an SVG path. */
export interface PathSink {
  moveTo(x: number, y: number): void
  quadraticCurveTo(cornerX: number, cornerY: number, x: number, y: number): void
  closePath(): void
}

/** Draws a polygon with rounded corners: through the middles of its sides. */
export function trace(polygon: Polygon, sink: PathSink): void {
  const [first, second] = polygon
  if (!first || !second) return
  sink.moveTo((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
  for (let at = 1; at <= polygon.length; at++) {
    const corner = polygon[at % polygon.length] ?? first
    const next = polygon[(at + 1) % polygon.length] ?? second
    sink.quadraticCurveTo(corner[0], corner[1], (corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2)
  }
  sink.closePath()
}

/** A stroke as the `d` of an SVG path. */
export function svgPath(polygons: readonly Polygon[]): string {
  let text = ''
  const round = (value: number) => value.toFixed(2)
  for (const polygon of polygons) {
    trace(polygon, {
      moveTo: (x, y) => {
        text += `M${round(x)} ${round(y)}`
      },
      quadraticCurveTo: (cx, cy, x, y) => {
        text += `Q${round(cx)} ${round(cy)} ${round(x)} ${round(y)}`
      },
      closePath: () => {
        text += 'Z'
      },
    })
  }
  return text
}
