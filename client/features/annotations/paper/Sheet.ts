import type { Box } from './geometry.ts'
import type { PageFrame } from './pages.ts'

/** 4 bytes each: one canvas has at most 24 MB. */
const mostPixels = 6_000_000

/** One canvas over a part of a page (usually all of it), whose unit is a point of the upright page. */
export class Sheet {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
  /** What of the page it covers, in points. */
  #region: Box = [0, 0, 0, 0]
  /** Device pixels per point. */
  #density = 1

  constructor(className: string, options: CanvasRenderingContext2DSettings = {}) {
    this.canvas = document.createElement('canvas')
    this.canvas.className = className
    this.canvas.setAttribute('aria-hidden', 'true')
    const context = this.canvas.getContext('2d', options)
    if (!context) throw new Error('This browser gives no canvas to draw on.')
    this.context = context
  }

  get region(): Box {
    return this.#region
  }

  /** Covers `region` of the page, as sharp as the screen and memory allow. Empties the canvas. */
  cover(region: Box, frame: PageFrame, ratio: number): void {
    const [left, top, width, height] = region
    const wished = frame.scale * ratio
    const density = Math.min(wished, Math.sqrt(mostPixels / Math.max(1, width * height)))
    this.#region = region
    this.#density = density
    this.canvas.width = Math.max(1, Math.round(width * density))
    this.canvas.height = Math.max(1, Math.round(height * density))
    const { style } = this.canvas
    style.left = `${(left / frame.pointsWidth) * 100}%`
    style.top = `${(top / frame.pointsHeight) * 100}%`
    style.width = `${(width / frame.pointsWidth) * 100}%`
    style.height = `${(height / frame.pointsHeight) * 100}%`
    this.#toPoints()
  }

  /** Empties a box and lets `paint` fill it again; nothing outside it changes. */
  repaint(box: Box, paint: (context: CanvasRenderingContext2D) => void): void {
    const { context } = this
    // Whole device pixels and one more: edges are smoothed into their neighbours.
    const [left, top] = [this.#pixel(box[0], 0) - 1, this.#pixel(box[1], 1) - 1]
    const [right, bottom] = [this.#pixel(box[0] + box[2], 0) + 2, this.#pixel(box[1] + box[3], 1) + 2]
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.beginPath()
    context.rect(left, top, right - left, bottom - top)
    context.clip()
    context.clearRect(left, top, right - left, bottom - top)
    this.#toPoints()
    paint(context)
    context.restore()
    this.#toPoints()
  }

  /** Gives the memory back at once. */
  close(): void {
    this.canvas.width = 0
    this.canvas.height = 0
    this.canvas.remove()
  }

  #pixel(value: number, axis: 0 | 1): number {
    return Math.floor((value - this.#region[axis]) * this.#density)
  }

  #toPoints(): void {
    const [left, top] = this.#region
    this.context.setTransform(this.#density, 0, 0, this.#density, -left * this.#density, -top * this.#density)
  }
}

/**
 * What of a page a canvas should cover: all of it where that fits, else what is seen and half a screen around.
 * `seen`: the visible part of the page, points; null where none is.
 */
export function regionFor(frame: PageFrame, ratio: number, seen: Box | null): Box {
  const { pointsWidth, pointsHeight, scale } = frame
  const whole: Box = [0, 0, pointsWidth, pointsHeight]
  if (pointsWidth * pointsHeight * (scale * ratio) ** 2 <= mostPixels * 1.5 || !seen) return whole
  const [left, top, width, height] = seen
  const from = { x: Math.max(0, left - width / 3), y: Math.max(0, top - height / 3) }
  return [
    from.x,
    from.y,
    Math.min(pointsWidth, left + width * 1.33) - from.x,
    Math.min(pointsHeight, top + height * 1.33) - from.y,
  ]
}
