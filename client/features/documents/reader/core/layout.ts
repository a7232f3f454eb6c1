import type { PageBox, PageSize, QuarterTurn, Zoom } from './types.ts'

export interface LayoutInput {
  readonly sizes: readonly PageSize[]
  /** The reader's own turn, clockwise, on top of each page's. */
  readonly rotation: QuarterTurn
  readonly zoom: Zoom
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

export interface Layout {
  readonly boxes: readonly PageBox[]
  readonly width: number
  readonly height: number
  /** Blank between pages and above the first, CSS pixels. */
  readonly gap: number
}

const EMPTY: PageBox = { left: 0, top: 0, width: 0, height: 0, scale: 1 }

/** Every page's size out of runs of equal pages: [count, width, height] in points. */
export function sizesFromRuns(runs: readonly (readonly [number, number, number])[]): PageSize[] {
  return runs.flatMap(([count, width, height]) => Array.from({ length: count }, () => ({ width, height })))
}

/** Width and height in points after the reader's rotation. */
export function turnedSize(size: PageSize, rotation: QuarterTurn): { width: number; height: number } {
  return rotation % 180 !== 0
    ? { width: size.height, height: size.width }
    : { width: size.width, height: size.height }
}

/** CSS pixels beside a page: a phone has none to spare. */
function marginFor(width: number): number {
  return width < 600 ? 4 : 16
}

/** CSS pixels per point at which one page is as wide as the reader. */
export function fitWidthScale(size: PageSize, rotation: QuarterTurn, width: number): number {
  return Math.max(width - 2 * marginFor(width), 40) / turnedSize(size, rotation).width
}

/**
 * Lays all pages out one below the other. Every page is scaled by its own width, so a landscape table
 * between portrait pages is as wide as they are, and a zoom means the same on every page.
 */
export function layOut(input: LayoutInput): Layout {
  const gap = marginFor(input.width) === 4 ? 8 : 12
  const boxes: PageBox[] = []
  let top = gap
  let widest = 0
  for (const size of input.sizes) {
    const turned = turnedSize(size, input.rotation)
    const fit = fitWidthScale(size, input.rotation, input.width)
    const whole = Math.min(fit, Math.max(input.height - 2 * gap, 40) / turned.height)
    const scale = input.zoom === 'width' ? fit : input.zoom === 'page' ? whole : fit * input.zoom
    const width = Math.max(Math.round(turned.width * scale), 1)
    const height = Math.max(Math.round(turned.height * scale), 1)
    boxes.push({ left: 0, top, width, height, scale })
    top += height + gap
    widest = Math.max(widest, width)
  }
  const width = Math.max(input.width, widest + (widest > input.width ? 2 * marginFor(input.width) : 0))
  const lift = Math.max(0, Math.floor((input.height - top) / 2))
  const placed = boxes.map(box => ({
    ...box,
    left: Math.floor((width - box.width) / 2),
    top: box.top + lift,
  }))
  return { boxes: placed, width, height: Math.max(top, input.height), gap }
}

/** The box of a 1-based page; pages outside the paper get the nearest one. */
export function boxOf(layout: Layout, page: number): PageBox {
  return layout.boxes[Math.min(Math.max(page, 1), layout.boxes.length) - 1] ?? EMPTY
}

/** The first page (1-based) whose lower edge lies below `y` of the stage; the last page past the end. */
export function pageAt(layout: Layout, y: number): number {
  let low = 0
  let high = layout.boxes.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const box = layout.boxes[middle] ?? EMPTY
    if (box.top + box.height > y) high = middle
    else low = middle + 1
  }
  return low + 1
}

/** First and last page (1-based) that touch the strip from `from` to `to` of the stage. */
export function pagesBetween(layout: Layout, from: number, to: number): { first: number; last: number } {
  const first = pageAt(layout, from)
  let last = first
  while (last < layout.boxes.length && boxOf(layout, last + 1).top < to) last++
  return { first, last }
}

/** The page that covers most of the strip from `from` to `to`; of equals the first. */
export function mainPage(layout: Layout, from: number, to: number): number {
  const { first, last } = pagesBetween(layout, from, to)
  let best = first
  let most = -1
  for (let page = first; page <= last; page++) {
    const box = boxOf(layout, page)
    const seen = Math.min(box.top + box.height, to) - Math.max(box.top, from)
    if (seen > most + 1) {
      most = seen
      best = page
    }
  }
  return best
}
