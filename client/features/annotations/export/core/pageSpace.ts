import {
  PDFArray,
  type PDFContext,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPageLeaf,
} from '@cantoo/pdf-lib'

/** left, top, width, height in points of the upright page, y downwards. */
export type Box = readonly [number, number, number, number]
/** lower left x and y, upper right x and y in the page's own units, y upwards. */
export type Rect = [number, number, number, number]
/** As `cm` takes it: a b c d e f (ISO 32000-2, 8.3.4). */
export type Matrix = readonly [number, number, number, number, number, number]

/** How the upright page, in whose points notes are written, lies in the page's own units. */
export interface PageSpace {
  /** What is seen of the page. */
  readonly view: Rect
  /** From points of the upright page, y downwards, to the page's units. */
  readonly matrix: Matrix
  /** Points of the upright page. */
  readonly width: number
  readonly height: number
}

const letter: Rect = [0, 0, 612, 792]

/**
 * A page's space as readers lay it out: what its crop box leaves of its media box, in units of /UserUnit, turned by
 * /Rotate (ISO 32000-2, 7.7.3.3 and 14.11.2).
 */
export function spaceOf(page: PDFPageLeaf, context: PDFContext): PageSpace {
  const media = boxOf(inherited(page, 'MediaBox'), context) ?? letter
  const view = intersection(boxOf(inherited(page, 'CropBox'), context) ?? media, media) ?? media
  const unit = positive(context.lookup(page.get(PDFName.of('UserUnit')))) ?? 1
  const turned = context.lookup(inherited(page, 'Rotate'))
  return makeSpace(view, turned instanceof PDFNumber ? turned.asNumber() : 0, unit)
}

/** A space out of its parts; rotations other than quarters count as none. */
export function makeSpace(view: Rect, rotate: number, unit: number): PageSpace {
  const [x1, y1, x2, y2] = view
  const turn = rotate % 90 === 0 ? ((rotate % 360) + 360) % 360 : 0
  const s = 1 / unit
  const [wide, high] = [(x2 - x1) * unit, (y2 - y1) * unit]
  if (turn === 90) return { view, matrix: [0, s, s, 0, x1, y1], width: high, height: wide }
  if (turn === 180) return { view, matrix: [-s, 0, 0, s, x2, y1], width: wide, height: high }
  if (turn === 270) return { view, matrix: [0, -s, -s, 0, x2, y2], width: high, height: wide }
  return { view, matrix: [s, 0, 0, -s, x1, y2], width: wide, height: high }
}

/** A point of the upright page in the page's units. */
export function toUser({ matrix: [a, b, c, d, e, f] }: PageSpace, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** The space as if the page were not turned, with the upper left corner of a box where it lies on the page. */
export function uprightAt(space: PageSpace, [left, top]: Box): PageSpace {
  const [x, y] = toUser(space, left, top)
  const s = Math.abs(space.matrix[0] || space.matrix[1])
  return { ...space, matrix: [s, 0, 0, -s, x - left * s, y + top * s] }
}

/** A box of the upright page in the page's units. */
export function rectOf(space: PageSpace, [left, top, width, height]: Box): Rect {
  const [ax, ay] = toUser(space, left, top)
  const [bx, by] = toUser(space, left + width, top + height)
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)]
}

/**
 * Corners of boxes in the order in which readers take them: upper left, upper right, lower left, lower right of the
 * words as they are read, not counterclockwise as ISO 32000-2, 12.5.6.10 says: no reader follows that.
 */
export function quadPoints(space: PageSpace, boxes: readonly Box[]): number[] {
  return boxes.flatMap(([left, top, width, height]) => [
    ...toUser(space, left, top),
    ...toUser(space, left + width, top),
    ...toUser(space, left, top + height),
    ...toUser(space, left + width, top + height),
  ])
}

const inherited = (page: PDFPageLeaf, name: string) => page.getInheritableAttribute(PDFName.of(name))

function positive(value: PDFObject | undefined): number | null {
  const number = value instanceof PDFNumber ? value.asNumber() : 0
  return number > 0 ? number : null
}

function boxOf(value: PDFObject | undefined, context: PDFContext): Rect | null {
  const array = value === undefined ? undefined : context.lookup(value)
  if (!(array instanceof PDFArray) || array.size() !== 4) return null
  const numbers = array.asArray().map(each => {
    const number = context.lookup(each)
    return number instanceof PDFNumber ? number.asNumber() : Number.NaN
  })
  const [ax = Number.NaN, ay = Number.NaN, bx = Number.NaN, by = Number.NaN] = numbers
  const box: Rect = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)]
  return box[2] - box[0] > 0 && box[3] - box[1] > 0 ? box : null
}

function intersection(a: Rect, b: Rect): Rect | null {
  const box: Rect = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
  return box[2] > box[0] && box[3] > box[1] ? box : null
}
