/** What a layer over a page needs to draw on it; the reader's own frames fit. */
export interface PageFrame {
  /** CSS pixels, as displayed. */
  readonly width: number
  readonly height: number
  /** CSS pixels per point. */
  readonly scale: number
  /** The reader's rotation, clockwise. */
  readonly rotation: 0 | 90 | 180 | 270
  /** Points of the upright page. */
  readonly pointsWidth: number
  readonly pointsHeight: number
}

export interface MountedPage {
  readonly page: number
  /** Lies on the upright sheet, turned with it. */
  readonly element: HTMLElement
  readonly frame: PageFrame
}

/** What notes need of the paper that they lie on; the reader's core fits. */
export interface Paper {
  /** The scrolled element. */
  readonly element: HTMLElement
  readonly state: { readonly status: string; readonly page: number; readonly pageCount: number }
  on(name: 'pageMounted' | 'pageChanged', listener: (page: MountedPage) => void): () => void
  on(name: 'pageUnmounted', listener: (page: { readonly page: number }) => void): () => void
  on(name: 'moved' | 'state', listener: () => void): () => void
  mountedPages(): readonly MountedPage[]
  getPosition(): { readonly page: number; readonly y: number; readonly zoom: 'page' | 'width' | number }
  goTo(position: { page: number; x: number; y: number; zoom: 'page' | 'width' | number }): void
  goToPage(page: number): void
  /** The elements of a page's runs of text; null while they are not drawn. */
  textRuns(page: number): readonly HTMLElement[] | null
  /** [N68] What the paper has itself on a page, unchecked; null while it is not open. */
  annotationsOf(page: number): Promise<PageAnnotations | null>
  showAnnotations(shown: boolean): void
}

/** Annotations as pdf.js tells them; `toUpright` takes a point of the page's units to points of the upright page. */
export interface PageAnnotations {
  readonly annotations: readonly unknown[]
  toUpright(x: number, y: number): readonly [x: number, y: number]
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A point of the window (CSS pixels) in points of the upright page. */
export function toPage(element: HTMLElement, frame: PageFrame, clientX: number, clientY: number): Point {
  const seen = element.getBoundingClientRect()
  const x = (clientX - seen.left) / seen.width
  const y = (clientY - seen.top) / seen.height
  const upright = unturned({ x, y }, frame.rotation)
  return { x: upright.x * frame.pointsWidth, y: upright.y * frame.pointsHeight }
}

/** A point as seen (fractions of the page) back onto the upright page. */
export function unturned({ x, y }: Point, rotation: PageFrame['rotation']): Point {
  if (rotation === 90) return { x: y, y: 1 - x }
  if (rotation === 180) return { x: 1 - x, y: 1 - y }
  if (rotation === 270) return { x: 1 - y, y: x }
  return { x, y }
}

/** A rectangle of the window in points of the upright page: left, top, width, height. */
export function rectToPage(
  seen: DOMRect,
  frame: PageFrame,
  rect: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>,
): [number, number, number, number] {
  const corner = (clientX: number, clientY: number) =>
    unturned({ x: (clientX - seen.left) / seen.width, y: (clientY - seen.top) / seen.height }, frame.rotation)
  const a = corner(rect.left, rect.top)
  const b = corner(rect.right, rect.bottom)
  return [
    Math.min(a.x, b.x) * frame.pointsWidth,
    Math.min(a.y, b.y) * frame.pointsHeight,
    Math.abs(b.x - a.x) * frame.pointsWidth,
    Math.abs(b.y - a.y) * frame.pointsHeight,
  ]
}
