import styles from '../reader.module.css'
import { attachGestures } from './gestures.ts'
import { boxOf, fitWidthScale, type Layout, layOut, mainPage, pageAt, pagesBetween } from './layout.ts'
import { PageView } from './PageView.ts'
import { positionOf, scrollFor, type View } from './position.ts'
import type { PageSize, Position, QuarterTurn, Zoom } from './types.ts'

/** What is on the stage after a movement. */
export interface Scene {
  readonly visible: { readonly first: number; readonly last: number }
  readonly mounted: { readonly first: number; readonly last: number }
  /** The page that fills most of the view. */
  readonly main: number
  readonly forward: boolean
  /** How many pages further the view will be when a page begun now is painted. */
  readonly lead: number
  /** What is seen of the stage, CSS pixels. */
  readonly view: View
}

export interface StageEvents {
  /** After every movement, before the browser paints. */
  onScene(scene: Scene): void
  /** `byUser`: scrolled, zoomed or turned by hand, not by the program. */
  onMoved(byUser: boolean): void
  /** Nothing has moved for a moment. */
  onSettled(): void
  onMounted(view: PageView): void
  onUnmounted(view: PageView): void
}

const SETTLE_MS = 140
/** About how long a scanned page takes to paint on a tablet. */
const PAINT_MS = 250
const MOST_LEAD = 6
export const LEAST_ZOOM = 0.25
export const MOST_ZOOM = 6
/** What a double tap zooms to and back from. */
const TAP_ZOOM = 2

interface Pinch {
  readonly stageX: number
  readonly stageY: number
  x: number
  y: number
  factor: number
}

/** The scrolled area: which pages are in the document, where they are, how large; movement and zoom. */
export class PageStage {
  readonly scroller: HTMLElement
  readonly #stage: HTMLElement
  readonly #events: StageEvents
  readonly #label: (page: number) => string
  readonly #views = new Map<number, PageView>()
  readonly #off: (() => void)[] = []
  #sizes: PageSize[]
  #zoom: Zoom
  #rotation: QuarterTurn = 0
  #layout: Layout
  #anchor: Position
  #own = { left: 0, top: 0 }
  #lastTop = 0
  #lastAt = 0
  /** CSS pixels a millisecond, smoothed; 0 at rest. */
  #speed = 0
  #forward = true
  #pinch: Pinch | null = null
  #settle: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(
    host: HTMLElement,
    options: { sizes: readonly PageSize[]; start: Position; title: string; label: (page: number) => string },
    events: StageEvents,
  ) {
    this.#events = events
    this.#label = options.label
    this.#sizes = [...options.sizes]
    this.#anchor = options.start
    this.#zoom = options.start.zoom
    this.scroller = document.createElement('div')
    this.scroller.className = styles.scroller ?? ''
    this.scroller.tabIndex = 0
    this.scroller.setAttribute('role', 'region')
    this.scroller.setAttribute('aria-label', options.title)
    this.#stage = document.createElement('div')
    this.#stage.className = styles.stage ?? ''
    this.scroller.append(this.#stage)
    host.append(this.scroller)
    this.#layout = this.#layOut()
    const onScroll = () => this.#onScroll()
    this.scroller.addEventListener('scroll', onScroll, { passive: true })
    const resized = new ResizeObserver(() => this.#onResize())
    resized.observe(this.scroller)
    this.#off.push(
      () => this.scroller.removeEventListener('scroll', onScroll),
      () => resized.disconnect(),
      attachGestures(this.scroller, {
        pinchStart: (x, y) => this.#pinchStart(x, y),
        pinchMove: (factor, x, y) => this.#pinchMove(factor, x, y),
        pinchEnd: () => this.#pinchEnd(),
        doubleTap: (x, y) => this.zoomTo(this.factor > 1.2 ? 'width' : TAP_ZOOM, { x, y }),
      }),
    )
  }

  get zoom(): Zoom {
    return this.#zoom
  }

  get rotation(): QuarterTurn {
    return this.#rotation
  }

  get layout(): Layout {
    return this.#layout
  }

  get pageCount(): number {
    return this.#sizes.length
  }

  get views(): ReadonlyMap<number, PageView> {
    return this.#views
  }

  sizeOf(page: number): PageSize {
    return this.#sizes[page - 1] ?? this.#sizes[0] ?? { width: 595, height: 842 }
  }

  /** The zoom as a factor of page width, at the page that is read. */
  get factor(): number {
    const page = this.#anchor.page
    const fit = fitWidthScale(this.sizeOf(page), this.#rotation, this.#width)
    return boxOf(this.#layout, page).scale / fit
  }

  get position(): Position {
    return this.#anchor
  }

  get #width(): number {
    return this.scroller.clientWidth || 800
  }

  get #height(): number {
    return this.scroller.clientHeight || 600
  }

  /** What is seen, in the stage's own pixels, a running pinch taken into account. */
  get view(): View {
    const { scrollLeft, scrollTop } = this.scroller
    const pinch = this.#pinch
    if (!pinch) return { left: scrollLeft, top: scrollTop, width: this.#width, height: this.#height }
    return {
      left: pinch.stageX - pinch.x / pinch.factor,
      top: pinch.stageY - pinch.y / pinch.factor,
      width: this.#width / pinch.factor,
      height: this.#height / pinch.factor,
    }
  }

  /** Shows a position, in this frame. */
  goTo(position: Position, byUser: boolean): void {
    if (this.#closed) return
    const page = Math.min(Math.max(Math.round(position.page), 1), this.#sizes.length)
    const zoom = typeof position.zoom === 'number' ? limit(position.zoom) : position.zoom
    if (this.#pinch) this.#dropPinch()
    const relaid = zoom !== this.#zoom
    this.#zoom = zoom
    this.#anchor = { ...position, page, zoom }
    if (relaid) this.#layout = this.#layOut()
    this.#scrollToAnchor(relaid)
    this.#events.onMoved(byUser)
  }

  /** Zooms around a point of the scroller (its middle where none is given). A hand's movement. */
  zoomTo(zoom: Zoom, at?: { x: number; y: number }): void {
    if (zoom === 'page') {
      const { top, height } = this.view
      this.goTo({ page: mainPage(this.#layout, top, top + height), x: 0.5, y: 0, zoom }, true)
      return
    }
    const point = at ?? { x: this.#width / 2, y: zoom === 'width' ? 0 : this.#height / 2 }
    const { scrollLeft, scrollTop } = this.scroller
    this.#zoomAround(zoom, scrollLeft + point.x, scrollTop + point.y, point)
  }

  /** Turns all pages by a quarter, keeping the page. */
  turn(by: 90 | -90): void {
    const { top, height } = this.view
    const page = mainPage(this.#layout, top, top + height)
    this.#rotation = ((this.#rotation + by + 360) % 360) as QuarterTurn
    this.#anchor = { page, x: 0.5, y: 0, zoom: this.#zoom }
    this.#layout = this.#layOut()
    const box = boxOf(this.#layout, page)
    this.#setScroll(box.left + box.width / 2 - this.#width / 2, box.top - this.#layout.gap)
    this.#refresh(true)
    this.#readAnchor()
    this.#events.onMoved(true)
  }

  /** Scrolls by a part of the view, as a key does. */
  scrollBy(x: number, y: number): void {
    this.scroller.scrollBy({ left: x, top: y, behavior: 'instant' })
  }

  /** Takes other sizes (a page turned out different, or the paper was opened), keeping the place. */
  setSizes(sizes: readonly PageSize[]): void {
    this.#sizes = [...sizes]
    this.#layout = this.#layOut()
    this.#scrollToAnchor(true)
    this.#events.onMoved(false)
  }

  setSize(page: number, size: PageSize): void {
    this.#sizes[page - 1] = size
    this.setSizes(this.#sizes)
  }

  /** Looks again at what is visible. */
  refresh(): void {
    this.#refresh(false)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#settle)
    for (const off of this.#off) off()
    for (const view of this.#views.values()) {
      this.#events.onUnmounted(view)
      view.close()
    }
    this.#views.clear()
    this.scroller.remove()
  }

  #layOut(): Layout {
    const layout = layOut({
      sizes: this.#sizes,
      rotation: this.#rotation,
      zoom: this.#zoom,
      width: this.#width,
      height: this.#height,
    })
    this.#stage.style.width = `${layout.width}px`
    this.#stage.style.height = `${layout.height}px`
    return layout
  }

  #onResize(): void {
    if (this.#closed || this.scroller.clientWidth === 0) return
    if (this.#pinch) this.#dropPinch()
    this.#layout = this.#layOut()
    this.#scrollToAnchor(true)
    this.#events.onMoved(false)
  }

  #onScroll(): void {
    if (this.#closed) return
    const { scrollLeft: left, scrollTop: top } = this.scroller
    const own = Math.abs(left - this.#own.left) < 1 && Math.abs(top - this.#own.top) < 1
    this.#feelSpeed(top, own)
    this.#own = { left, top }
    if (!own) this.#readAnchor()
    this.#refresh(false)
    if (!own) this.#events.onMoved(true)
  }

  #feelSpeed(top: number, own: boolean): void {
    const now = performance.now()
    const moved = top - this.#lastTop
    const passed = Math.max(now - this.#lastAt, 1)
    // A jump is no movement to look ahead along.
    const jump = own || Math.abs(moved) > this.#height * 3
    this.#speed = jump ? 0 : this.#speed * 0.7 + (Math.abs(moved) / passed) * 0.3
    if (moved !== 0) this.#forward = moved > 0
    this.#lastTop = top
    this.#lastAt = now
  }

  #readAnchor(): void {
    this.#anchor = positionOf(this.#layout, this.view, this.#zoom, this.#rotation)
  }

  #scrollToAnchor(relaid: boolean): void {
    const size = { width: this.#width, height: this.#height }
    const { left, top } = scrollFor(this.#layout, size, this.#anchor, this.#rotation)
    this.#setScroll(left, top)
    this.#refresh(relaid)
  }

  #setScroll(left: number, top: number): void {
    this.scroller.scrollTo({ left, top, behavior: 'instant' })
    // What the browser made of it (rounded, kept inside): its event tells this movement from a hand's.
    this.#own = { left: this.scroller.scrollLeft, top: this.scroller.scrollTop }
    if (this.#own.top !== this.#lastTop) this.#forward = this.#own.top > this.#lastTop
    this.#lastTop = this.#own.top
  }

  #refresh(relaid: boolean): void {
    const view = this.view
    const visible = pagesBetween(this.#layout, view.top, view.top + view.height)
    const main = mainPage(this.#layout, view.top, view.top + view.height)
    const lead = Math.min(Math.floor((this.#speed * PAINT_MS) / boxOf(this.#layout, main).height), MOST_LEAD)
    const near = view.height * 0.75
    const reach = Math.max(view.height * 1.25, (lead + 1) * boxOf(this.#layout, main).height)
    const mounted = pagesBetween(
      this.#layout,
      view.top - (this.#forward ? near : reach),
      view.top + view.height + (this.#forward ? reach : near),
    )
    for (const [page, pageView] of this.#views) {
      if (page >= mounted.first && page <= mounted.last) continue
      this.#views.delete(page)
      this.#events.onUnmounted(pageView)
      pageView.close()
    }
    for (let page = mounted.first; page <= mounted.last && page <= this.#sizes.length; page++) {
      const known = this.#views.get(page)
      const pageView = known ?? new PageView(page, this.#label(page))
      if (!known || relaid) pageView.place(boxOf(this.#layout, page), this.sizeOf(page), this.#rotation)
      if (known) continue
      this.#views.set(page, pageView)
      this.#insert(pageView)
      this.#events.onMounted(pageView)
    }
    this.#events.onScene({ visible, mounted, main, forward: this.#forward, lead, view })
    clearTimeout(this.#settle)
    this.#settle = setTimeout(() => this.#onSettled(), SETTLE_MS)
  }

  #onSettled(): void {
    if (this.#speed > 0) {
      this.#speed = 0
      this.#refresh(false)
    }
    this.#events.onSettled()
  }

  /** Keeps pages in reading order in the document, for the keyboard and for screen readers. */
  #insert(pageView: PageView): void {
    for (const sibling of this.#stage.children) {
      if (Number((sibling as HTMLElement).dataset.page) > pageView.page) {
        sibling.before(pageView.element)
        return
      }
    }
    this.#stage.append(pageView.element)
  }

  #pinchStart(x: number, y: number): void {
    const { scrollLeft, scrollTop } = this.scroller
    this.#pinch = { stageX: scrollLeft + x, stageY: scrollTop + y, x, y, factor: 1 }
  }

  #pinchMove(factor: number, x: number, y: number): void {
    const pinch = this.#pinch
    if (!pinch) return
    const now = this.factor
    pinch.factor = limit(now * factor) / now
    pinch.x = x
    pinch.y = y
    const { scrollLeft, scrollTop } = this.scroller
    const shiftX = x + scrollLeft - pinch.stageX * pinch.factor
    const shiftY = y + scrollTop - pinch.stageY * pinch.factor
    this.#stage.style.transform = `translate(${shiftX}px, ${shiftY}px) scale(${pinch.factor})`
    this.#refresh(false)
  }

  #pinchEnd(): void {
    const pinch = this.#pinch
    if (!pinch) return
    this.#dropPinch()
    if (pinch.factor === 1) return
    const zoom = limit(this.factor * pinch.factor)
    // Close to the width is the width: fingers do not hit it exactly.
    this.#zoomAround(Math.abs(zoom - 1) < 0.04 ? 'width' : zoom, pinch.stageX, pinch.stageY, pinch)
  }

  #dropPinch(): void {
    this.#pinch = null
    this.#stage.style.transform = ''
  }

  /** Zooms so that a point of the stage as it is laid out now comes to lie at `at` in the scroller. */
  #zoomAround(zoom: 'width' | number, stageX: number, stageY: number, at: { x: number; y: number }): void {
    const page = pageAt(this.#layout, stageY)
    const before = boxOf(this.#layout, page)
    const x = (stageX - before.left) / before.width
    const y = (stageY - before.top) / before.height
    this.#zoom = typeof zoom === 'number' ? limit(zoom) : zoom
    this.#layout = this.#layOut()
    const after = boxOf(this.#layout, page)
    this.#setScroll(after.left + x * after.width - at.x, after.top + y * after.height - at.y)
    this.#readAnchor()
    this.#refresh(true)
    this.#events.onMoved(true)
  }
}

function limit(zoom: number): number {
  return Math.min(Math.max(zoom, LEAST_ZOOM), MOST_ZOOM)
}
