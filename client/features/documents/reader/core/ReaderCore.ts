import { Emitter } from './Emitter.ts'
import { HttpPieceSource } from './HttpPieceSource.ts'
import { boxOf } from './layout.ts'
import { type LinkTarget, type OutlineEntry, outlineOf, resolvePlace } from './links.ts'
import { LEAST_ZOOM, MOST_ZOOM, PageStage, type Scene } from './PageStage.ts'
import type { PageView } from './PageView.ts'
import { type LinkWords, PageWords } from './PageWords.ts'
import { Painter } from './Painter.ts'
import { planPaint } from './PaintPlan.ts'
import { type PreviewSources, Previews } from './Previews.ts'
import { type Diacritics, runAt } from './pageText.ts'
import { type LoadingTask, loadPdfjs, openPieces, type PdfDocument, readerError } from './pdfjs.ts'
import { type Point, samePosition, turnPoint } from './position.ts'
import { NO_SEARCH, ReaderSearch, type SearchState } from './ReaderSearch.ts'
import type {
  PageAnnotations,
  PageFrame,
  PageSize,
  PieceSource,
  Position,
  QuarterTurn,
  ReaderError,
  ReaderSource,
  Zoom,
} from './types.ts'

export interface ReaderOptions {
  readonly source: ReaderSource
  /** The paper's title, for screen readers. */
  readonly title: string
  /** Where pdf.js's folders (cmaps, standard_fonts, wasm, iccs) are served, such as `/pdfjs/`. */
  readonly assets: string
  /** Every page's size, where known before: the layout is then right at once. */
  readonly pageSizes?: readonly PageSize[]
  readonly previews?: PreviewSources
  readonly start?: Position
  readonly words: { page(page: number): string; readonly pageFailed: string } & LinkWords
  /** Device pixels of all canvases together; 4 bytes each. */
  readonly pixelBudget?: number
}

/** What the reader shows of itself; replaced as a whole at every change. */
export interface ReaderState {
  readonly status: 'opening' | 'ready' | 'failed'
  readonly error: ReaderError | null
  /** Pieces do not come: the network is lost. Heals by itself. */
  readonly waiting: boolean
  readonly pageCount: number
  readonly page: number
  /** The page's own label (i, ii, A-1 …) where the paper gives another than its number; else null. */
  readonly label: string | null
  readonly zoom: Zoom
  /** The zoom as a factor of page width. */
  readonly factor: number
  readonly canZoomIn: boolean
  readonly canZoomOut: boolean
  readonly rotation: QuarterTurn
  readonly search: SearchState
}

export interface ReaderEvents {
  state: ReaderState
  /** Every movement; `byUser`: made by hand, not by `goTo`. */
  moved: { position: Position; byUser: boolean }
  /** Only movements by hand: leafing away from a presenter. */
  userMoved: Position
  failed: ReaderError
  /** A link leads out of the paper: ask before it is opened. */
  linkOutside: { url: string }
  pageMounted: { page: number; element: HTMLElement; frame: PageFrame }
  /** The page's size on the screen changed. */
  pageChanged: { page: number; element: HTMLElement; frame: PageFrame }
  pageUnmounted: { page: number; element: HTMLElement }
  /** A page's own canvas is on the screen. */
  pagePainted: { page: number }
  /** A small picture of a page arrived. */
  preview: { page: number; url: string }
}

const A4: PageSize = { width: 595, height: 842 }
const START: Position = { page: 1, x: 0.5, y: -0.01, zoom: 'width' }
/** 24 million device pixels are 96 MB: about five pages of a large tablet. */
const PIXEL_BUDGET = 24_000_000
const ZOOM_STEP = 1.25

/**
 * The reader without any framework: puts itself into a host element and shows one paper until `close()`.
 * A broken paper or a lost right ends it in state `failed`; a lost network never does.
 */
export class ReaderCore {
  readonly #options: ReaderOptions
  readonly #events = new Emitter<ReaderEvents>()
  readonly #previews: Previews
  readonly #painter: Painter
  readonly #stage: PageStage
  readonly #search: ReaderSearch
  readonly #opening = new AbortController()
  #state: ReaderState
  #scene: Scene | null = null
  #words: PageWords | null = null
  #source: PieceSource | null = null
  #task: LoadingTask | null = null
  #doc: PdfDocument | null = null
  #labels: readonly string[] | null = null
  /** Painted pages that no small picture was kept of yet. */
  readonly #unkept = new Set<PageView>()
  #last: Position
  #closed = false

  constructor(host: HTMLElement, options: ReaderOptions) {
    this.#options = options
    const sizes = options.pageSizes?.length ? options.pageSizes : [A4]
    this.#last = options.start ?? START
    this.#state = {
      status: 'opening',
      error: null,
      waiting: false,
      pageCount: options.pageSizes?.length ?? 0,
      page: this.#last.page,
      label: null,
      zoom: this.#last.zoom,
      factor: 1,
      canZoomIn: true,
      canZoomOut: true,
      rotation: 0,
      search: NO_SEARCH,
    }
    this.#previews = new Previews(options.previews ?? {}, (page, url) => {
      this.#stage?.views.get(page)?.showPicture(url)
      this.#events.emit('preview', { page, url })
    })
    this.#painter = new Painter({
      onPainted: view => {
        this.#unkept.add(view)
        this.#events.emit('pagePainted', { page: view.page })
      },
      onSize: (page, size) => this.#stage.setSize(page, size),
      onPageFailed: page => this.#stage.views.get(page)?.showFailure(options.words.pageFailed),
      onIdle: () => {
        this.#drawWords()
        this.#keepPictures()
      },
    })
    this.#search = new ReaderSearch({
      pageCount: () => this.#stage.pageCount,
      here: () => this.#state.page,
      text: page => (this.#words ? this.#words.text(page) : Promise.reject(new Error('not open yet'))),
      onChanged: search => {
        this.#set({ search })
        this.#drawMarks()
      },
      onHit: ({ page }, find, text) => {
        const run = runAt(text.runStarts, find.start)
        this.#showFind(page, { x: text.origins[run * 2] ?? 0, y: text.origins[run * 2 + 1] ?? 0 })
      },
    })
    this.#stage = new PageStage(
      host,
      { sizes, start: this.#last, title: options.title, label: options.words.page },
      {
        onScene: scene => this.#onScene(scene),
        onMoved: byUser => this.#onMoved(byUser),
        onSettled: () => this.#onSettled(),
        onMounted: view => this.#onMounted(view),
        onUnmounted: view => this.#events.emit('pageUnmounted', { page: view.page, element: view.slot }),
      },
    )
    this.#stage.goTo(this.#last, false)
    void this.#open()
  }

  get state(): ReaderState {
    return this.#state
  }

  /** The scrolled element: where keyboard focus belongs. */
  get element(): HTMLElement {
    return this.#stage.scroller
  }

  /** Adds a listener; what it returns takes it off again. */
  on<Name extends keyof ReaderEvents>(name: Name, listener: (event: ReaderEvents[Name]) => void): () => void {
    return this.#events.on(name, listener)
  }

  /** Where the reader is now. */
  getPosition(): Position {
    return this.#stage.position
  }

  /**
   * Tells of movements, at most once in `throttleMs`: the first at once, the last always.
   * `byUser` is true where any of the movements since the last call was made by hand.
   */
  onPosition(
    listener: (position: Position, byUser: boolean) => void,
    { throttleMs = 0 }: { throttleMs?: number } = {},
  ): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    let pending = false
    let hand = false
    const tell = () => {
      const byUser = hand
      pending = false
      hand = false
      timer = throttleMs > 0 ? setTimeout(after, throttleMs) : undefined
      listener(this.getPosition(), byUser)
    }
    const after = () => {
      timer = undefined
      if (pending) tell()
    }
    const off = this.on('moved', ({ byUser }) => {
      hand ||= byUser
      if (timer === undefined) tell()
      else pending = true
    })
    return () => {
      off()
      clearTimeout(timer)
    }
  }

  /** Shows a position in this frame, as following does: no `userMoved`. */
  goTo(position: Position): void {
    this.#stage.goTo(position, false)
  }

  /** Leafs to a page by hand (1-based; kept inside the paper). */
  goToPage(page: number): void {
    const target = Math.min(Math.max(page, 1), this.#stage.pageCount)
    const { gap } = this.#stage.layout
    const y = -gap / boxOf(this.#stage.layout, target).height
    this.#stage.goTo({ page: target, x: this.#stage.position.x, y, zoom: this.#stage.zoom }, true)
  }

  /** Goes where a link or an outline entry leads. */
  async follow(target: LinkTarget): Promise<void> {
    if (target.kind === 'outside') {
      this.#events.emit('linkOutside', { url: target.url })
      return
    }
    if (target.kind === 'turn') {
      const { page, pageCount } = this.#state
      this.goToPage({ first: 1, last: pageCount, next: page + 1, previous: page - 1 }[target.to])
      return
    }
    const place = this.#doc ? await resolvePlace(this.#doc, target.dest).catch(() => null) : null
    if (!place || this.#closed) return
    if (place.y === null) this.goToPage(place.page)
    else this.#showPlace(place.page, place.x, place.y - 0.01)
  }

  /** Zooms by hand: to a fit or to a factor of page width. */
  zoomTo(zoom: Zoom): void {
    this.#stage.zoomTo(zoom)
  }

  zoomIn(): void {
    this.#stage.zoomTo(this.#stage.factor * ZOOM_STEP)
  }

  zoomOut(): void {
    this.#stage.zoomTo(this.#stage.factor / ZOOM_STEP)
  }

  /** Turns all pages a quarter clockwise (90) or back (-90). */
  turn(by: 90 | -90): void {
    this.#stage.turn(by)
  }

  /** Scrolls by a share of the view's height, as PageDown does (a whole page where pages fit). */
  leaf(share: number): void {
    if (this.#stage.zoom === 'page' && Math.abs(share) > 0.5)
      this.goToPage(this.#state.page + Math.sign(share))
    else this.#stage.scrollBy(0, share * this.#stage.scroller.clientHeight)
  }

  /** Scrolls sideways by CSS pixels. */
  shift(x: number): void {
    this.#stage.scrollBy(x, 0)
  }

  /** Whether pages are wider than the view. */
  get wide(): boolean {
    return this.#stage.layout.width > this.#stage.scroller.clientWidth + 1
  }

  /** Looks for a text; see ReaderSearch. */
  find(query: string, diacritics: Diacritics): void {
    this.#search.find(query, diacritics).catch(() => {
      // A piece could not be had for good: the reader itself says so.
    })
  }

  findNext(): void {
    void this.#search.next()
  }

  findPrevious(): void {
    void this.#search.previous()
  }

  endSearch(): void {
    this.#search.clear()
  }

  /** The paper's table of contents; empty where it has none. Waits until the paper is open. */
  async outline(): Promise<readonly OutlineEntry[]> {
    return this.#doc ? await outlineOf(this.#doc) : []
  }

  /** A small picture of a page, made out of the paper where the server has none; null where impossible. */
  async preview(page: number): Promise<string | null> {
    return await this.#previews.want(page)
  }

  /** The small picture if it is there already. */
  peekPreview(page: number): string | null {
    return this.#previews.peek(page)
  }

  sizeOf(page: number): PageSize {
    return this.#stage.sizeOf(page)
  }

  /** The pages that are in the document now, for a layer that comes later than they. */
  mountedPages(): ReaderEvents['pageMounted'][] {
    return [...this.#stage.views.values()].flatMap(({ page, slot, frame }) =>
      frame ? [{ page, element: slot, frame }] : [],
    )
  }

  /** The elements of a page's runs of text, on its upright sheet; null while they are not drawn. */
  textRuns(page: number): readonly HTMLElement[] | null {
    return this.#stage.views.get(page)?.textRuns ?? null
  }

  /**
   * The annotations that the paper has itself, as pdf.js tells them, and how a point of the page's own units lies on
   * the upright page (points, y downwards). Null while the paper is not open.
   */
  async annotationsOf(page: number): Promise<PageAnnotations | null> {
    const proxy = await this.#doc?.getPage(page)
    if (!proxy) return null
    const viewport = proxy.getViewport({ scale: 1 })
    return {
      annotations: await proxy.getAnnotations(),
      toUpright: (x, y) => {
        const [left = 0, top = 0] = viewport.convertToViewportPoint(x, y)
        return [left, top]
      },
    }
  }

  /** Whether the paper's own annotations are painted; its pages are painted anew. */
  showAnnotations(shown: boolean): void {
    if (this.#closed) return
    this.#painter.showAnnotations(shown)
    for (const view of this.#stage.views.values()) view.dropCanvas()
    this.#stage.refresh()
    this.#onSettled()
  }

  /** Ends everything; idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#opening.abort()
    this.#painter.close()
    this.#words?.close()
    this.#search.clear()
    this.#stage.close()
    this.#previews.close()
    this.#source?.close?.()
    void this.#task?.destroy().catch(() => {})
    this.#events.clear()
  }

  async #open(): Promise<void> {
    try {
      const [pdfjs, source] = await Promise.all([loadPdfjs(), this.#openSource()])
      if (this.#closed) {
        source.close?.()
        return
      }
      this.#source = source
      this.#task = openPieces(pdfjs, source, this.#options.assets, error => this.#fail(error))
      const doc = await this.#task.promise
      if (this.#closed) return
      this.#doc = doc
      await this.#takeSizes(doc)
      this.#words = new PageWords(pdfjs, doc, this.#options.words, target => void this.follow(target))
      this.#previews.drawWith(page => drawSmall(doc, page))
      this.#painter.open(doc)
      this.#set({ status: 'ready', pageCount: doc.numPages })
      this.#stage.refresh()
      this.#labels = await doc.getPageLabels()
      this.#set({ label: this.#labelOf(this.#state.page) })
    } catch (error) {
      this.#fail(error)
    }
  }

  async #openSource(): Promise<PieceSource> {
    const { source } = this.#options
    if (!('url' in source)) {
      source.tellWaiting?.(waiting => this.#set({ waiting }))
      return source
    }
    const options = {
      withCredentials: source.withCredentials ?? false,
      onWaiting: (waiting: boolean) => this.#set({ waiting }),
    }
    return await HttpPieceSource.open(source.url, options, this.#opening.signal)
  }

  async #takeSizes(doc: PdfDocument): Promise<void> {
    if (this.#stage.pageCount === doc.numPages && this.#options.pageSizes) return
    const { width, height } = (await doc.getPage(1)).getViewport({ scale: 1 })
    this.#stage.setSizes(Array.from({ length: doc.numPages }, () => ({ width, height })))
    this.#stage.goTo(this.#last, false)
  }

  #fail(cause: unknown): void {
    if (this.#closed || this.#state.status === 'failed') return
    const error = readerError(cause)
    this.#painter.close()
    this.#set({ status: 'failed', error, waiting: false })
    this.#events.emit('failed', error)
  }

  #onMounted(view: PageView): void {
    const url = this.#previews.peek(view.page)
    if (url) view.showPicture(url)
    if (view.frame) {
      this.#events.emit('pageMounted', { page: view.page, element: view.slot, frame: view.frame })
    }
  }

  #onScene(scene: Scene): void {
    this.#scene = scene
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 3)
    const plan = planPaint(this.#stage, scene, ratio, this.#options.pixelBudget ?? PIXEL_BUDGET)
    for (const view of plan.drop) view.dropCanvas()
    this.#painter.wish(plan.wishes, [], scene.lead > 0)
    if (scene.main !== this.#state.page) this.#set({ page: scene.main, label: this.#labelOf(scene.main) })
  }

  #onSettled(): void {
    if (!this.#scene || this.#closed) return
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 3)
    const plan = planPaint(this.#stage, this.#scene, ratio, this.#options.pixelBudget ?? PIXEL_BUDGET)
    this.#painter.wish(plan.wishes, plan.details, false)
    this.#drawWords()
  }

  #onMoved(byUser: boolean): void {
    const { zoom, factor, rotation } = this.#stage
    const before = this.#state
    if (before.zoom !== zoom || before.factor !== factor || before.rotation !== rotation) {
      this.#set({
        zoom,
        factor,
        rotation,
        canZoomIn: factor < MOST_ZOOM * 0.999,
        canZoomOut: factor > LEAST_ZOOM * 1.001,
      })
      for (const view of this.#stage.views.values()) {
        if (view.frame)
          this.#events.emit('pageChanged', { page: view.page, element: view.slot, frame: view.frame })
      }
    }
    const position = this.#stage.position
    if (samePosition(position, this.#last) && before.zoom === zoom && !byUser) return
    this.#last = position
    this.#events.emit('moved', { position, byUser })
    if (byUser) this.#events.emit('userMoved', position)
  }

  /** Small pictures of what was painted, for when it is seen again; only while nothing else is to do. */
  #keepPictures(): void {
    for (const view of this.#unkept) {
      if (!this.#previews.provided && view.canvas) void this.#previews.keep(view.page, view.canvas)
    }
    this.#unkept.clear()
  }

  /** Text and links wait until pages rest and are painted: they are not what a reader waits for. */
  #drawWords(): void {
    const scene = this.#scene
    if (!scene || !this.#words || this.#painter.busy) return
    for (let page = scene.visible.first; page <= scene.visible.last; page++) {
      const view = this.#stage.views.get(page)
      if (!view) continue
      const { finds, current } = this.#search.findsOn(page)
      const words = this.#words
      void words
        .draw(view)
        .then(() => words.mark(view, finds, current))
        .catch(() => {})
    }
  }

  #drawMarks(): void {
    for (const view of this.#stage?.views.values() ?? []) {
      const { finds, current } = this.#search.findsOn(view.page)
      if (finds.length === 0) view.showMarks([])
      else void this.#words?.mark(view, finds, current).catch(() => {})
    }
  }

  /** Shows a place at the upper edge; a page wider than the view is shown around it. */
  #showPlace(page: number, x: number | null, y: number): void {
    const { layout, view, zoom, position } = this.#stage
    const box = boxOf(layout, page)
    const across = Math.max(x ?? 0, 0) + (view.width / box.width) * 0.4
    this.#stage.goTo({ page, x: box.width > view.width + 1 ? across : position.x, y, zoom }, true)
  }

  /** Shows a find a third down the view; where it is well inside already, nothing moves. */
  #showFind(page: number, point: Point): void {
    const { layout, view, rotation } = this.#stage
    const box = boxOf(layout, page)
    const seen = turnPoint(point, rotation)
    const top = box.top + seen.y * box.height
    const left = box.left + seen.x * box.width
    const inside = top > view.top + 60 && top < view.top + view.height - 40
    if (inside && left >= view.left && left < view.left + view.width - 40) return
    this.#showPlace(page, point.x, point.y - (rotation === 0 ? (view.height / box.height) * 0.3 : 0))
  }

  #labelOf(page: number): string | null {
    const label = this.#labels?.[page - 1]
    return label && label !== String(page) ? label : null
  }

  #set(change: Partial<ReaderState>): void {
    if (this.#closed) return
    this.#state = { ...this.#state, ...change }
    this.#events.emit('state', this.#state)
  }
}

/** Paints one page small, for the list of pages. */
async function drawSmall(doc: PdfDocument, number: number): Promise<HTMLCanvasElement | null> {
  try {
    const page = await doc.getPage(number)
    const whole = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: 220 / whole.width })
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    await page.render({ canvas, viewport }).promise
    page.cleanup()
    return canvas
  } catch {
    return null
  }
}
