import type { Area } from './links.ts'
import { freeCanvas, type PageView } from './PageView.ts'
import type { PdfDocument, PdfPage } from './pdfjs.ts'
import type { PageSize } from './types.ts'

/** One page that should be painted, at `scale` device pixels per point. */
export interface Wish {
  readonly view: PageView
  readonly scale: number
}

/** A part of a visible page that should be painted sharper than its whole. */
export interface DetailWish extends Wish {
  readonly area: Area
}

export interface PainterEvents {
  /** A page's canvas is in place. */
  onPainted(view: PageView): void
  /** A page turned out to have another size than was thought. */
  onSize(page: number, size: PageSize): void
  /** A page cannot be painted; the others go on. */
  onPageFailed(page: number, error: unknown): void
  /** Nothing is left to paint. */
  onIdle(): void
}

interface Running {
  readonly scale: number
  readonly area: Area | null
  /** Nobody waits for it any more; it ends by itself or when patience does. */
  stale: ReturnType<typeof setTimeout> | null
  /** Stops it; `false` while it is in the middle of painting and `force` is not given. */
  cancel(force: boolean): boolean
}

/**
 * In fast movement two pages are painted at once: one is read while the other one's pixels are painted.
 * At rest the second would only slow the one that is waited for.
 */
const AT_ONCE = { fast: 2, calm: 1 } as const
/** With those that nobody waits for any more but cannot be stopped. */
const MOST_AT_ONCE = 3

/**
 * How long a page that is no longer wished for may go on. Decoding an image cannot be stopped, so giving up
 * at once and starting the next page would heap up work that nobody sees; only what hangs is given up.
 */
const PATIENCE_MS = 1500
/** An image that was being decoded when its page was given up arrives later, and would stay for good. */
const LATE_MS = 2000

/** pdf.js's AnnotationMode; the library itself is loaded later. */
const annotationModes = { disable: 0, enable: 1 } as const

const covers = (outer: Area, inner: Area) =>
  outer.left <= inner.left + 1e-6 &&
  outer.top <= inner.top + 1e-6 &&
  outer.left + outer.width >= inner.left + inner.width - 1e-6 &&
  outer.top + outer.height >= inner.top + inner.height - 1e-6

/** Paints pages in the order of their importance and gives up what is no longer wanted. */
export class Painter {
  readonly #events: PainterEvents
  #doc: PdfDocument | null = null
  #wishes: readonly Wish[] = []
  #details: readonly DetailWish[] = []
  readonly #running = new Map<PageView, Running>()
  /** Pages whose painting failed at this scale: not tried again until the scale changes. */
  readonly #failed = new WeakMap<PageView, number>()
  #atOnce: number = AT_ONCE.calm
  #annotationMode: number = annotationModes.enable
  #closed = false

  constructor(events: PainterEvents) {
    this.#events = events
  }

  get busy(): boolean {
    return this.#running.size > 0
  }

  /** Starts painting out of an opened paper. */
  open(doc: PdfDocument): void {
    this.#doc = doc
    this.#pump()
  }

  /**
   * Replaces what should be painted, most important first. What is no longer wished for ends, at once
   * where it has not begun to paint. `fast`: the view moves quickly.
   */
  wish(wishes: readonly Wish[], details: readonly DetailWish[], fast: boolean): void {
    this.#atOnce = fast ? AT_ONCE.fast : AT_ONCE.calm
    this.#wishes = wishes
    this.#details = details
    for (const [view, job] of this.#running) {
      const still = job.area
        ? details.some(d => d.view === view && d.scale === job.scale && job.area && covers(job.area, d.area))
        : wishes.some(w => w.view === view && w.scale === job.scale)
      if (still) keep(job)
      else if (job.cancel(false)) this.#running.delete(view)
      else job.stale ??= setTimeout(() => this.#giveUp(view, job), PATIENCE_MS)
    }
    this.#pump()
  }

  /** Whether the paper's own annotations are painted. What is under way ends; wishes stay. */
  showAnnotations(shown: boolean): void {
    this.#annotationMode = shown ? annotationModes.enable : annotationModes.disable
    for (const job of this.#running.values()) {
      keep(job)
      job.cancel(true)
    }
    this.#running.clear()
  }

  close(): void {
    this.#closed = true
    for (const job of this.#running.values()) {
      keep(job)
      job.cancel(true)
    }
    this.#running.clear()
    this.#wishes = []
    this.#details = []
  }

  #giveUp(view: PageView, job: Running): void {
    job.cancel(true)
    if (this.#running.get(view) !== job) return
    this.#running.delete(view)
    this.#pump()
  }

  get #full(): boolean {
    let wanted = 0
    for (const job of this.#running.values()) if (job.stale === null) wanted++
    return wanted >= this.#atOnce || this.#running.size >= MOST_AT_ONCE
  }

  #pump(): void {
    if (!this.#doc || this.#closed) return
    for (const { view, scale } of this.#wishes) {
      if (this.#full) return
      if (this.#running.has(view) || view.paintedScale === scale || this.#failed.get(view) === scale) continue
      this.#start(view, scale, null)
    }
    for (const { view, scale, area } of this.#details) {
      if (this.#full) return
      if (this.#running.has(view) || this.#failed.get(view) === scale) continue
      if (view.detail && view.detail.scale === scale && covers(view.detail.area, area)) continue
      this.#start(view, scale, area)
    }
    if (this.#running.size === 0) this.#events.onIdle()
  }

  #start(view: PageView, scale: number, area: Area | null): void {
    let cancelled = false
    let stop: (() => void) | null = null
    const job: Running = {
      scale,
      area,
      stale: null,
      cancel: force => {
        if (stop && !force) return false
        cancelled = true
        stop?.()
        return true
      },
    }
    this.#running.set(view, job)
    const paint = async () => {
      const page = await this.#getPage(view)
      if (cancelled) return
      const { canvas, render } = startRender(page, scale, area, this.#annotationMode)
      stop = () => render.cancel()
      try {
        await render.promise
      } catch (error) {
        freeCanvas(canvas)
        throw error
      } finally {
        // The decoded images of a scan are larger than its canvas: kept no longer than needed.
        page.cleanup()
        if (cancelled) setTimeout(() => page.cleanup(), LATE_MS)
      }
      if (cancelled || !view.element.isConnected) freeCanvas(canvas)
      else if (area) view.showDetail(canvas, area, scale)
      else {
        view.showCanvas(canvas, scale)
        this.#events.onPainted(view)
      }
    }
    paint()
      .catch(error => {
        if (cancelled || this.#closed) return
        this.#failed.set(view, scale)
        this.#events.onPageFailed(view.page, error)
      })
      .finally(() => {
        keep(job)
        if (this.#running.get(view) !== job) return
        this.#running.delete(view)
        this.#pump()
      })
  }

  async #getPage(view: PageView): Promise<PdfPage> {
    if (!this.#doc) throw new Error('no paper is open')
    const page = await this.#doc.getPage(view.page)
    const { width, height } = page.getViewport({ scale: 1 })
    view.setUnit(page.userUnit)
    const known = view.frame
    if (known && (Math.abs(known.pointsWidth - width) > 1 || Math.abs(known.pointsHeight - height) > 1)) {
      this.#events.onSize(view.page, { width, height })
    }
    return page
  }
}

/** A job is wanted again, or over: no patience runs out. */
function keep(job: Running): void {
  if (job.stale !== null) clearTimeout(job.stale)
  job.stale = null
}

function startRender(page: PdfPage, scale: number, area: Area | null, annotationMode: number) {
  const whole = page.getViewport({ scale })
  const canvas = document.createElement('canvas')
  const left = area ? Math.floor(area.left * whole.width) : 0
  const top = area ? Math.floor(area.top * whole.height) : 0
  canvas.width = Math.max(1, Math.round(area ? area.width * whole.width : whole.width))
  canvas.height = Math.max(1, Math.round(area ? area.height * whole.height : whole.height))
  const viewport = area ? page.getViewport({ scale, offsetX: -left, offsetY: -top }) : whole
  return { canvas, render: page.render({ canvas, viewport, annotationMode }) }
}
