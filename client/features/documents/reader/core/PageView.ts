import styles from '../reader.module.css'
import type { Area, LinkTarget, PageLink } from './links.ts'
import type { PageBox, PageFrame, PageSize, QuarterTurn } from './types.ts'

const percent = (fraction: number) => `${(fraction * 100).toFixed(4)}%`

/** Puts an element over an area of the page, in percent, so that it stays there at any zoom. */
export function placeOver(element: HTMLElement, area: Area): void {
  element.style.left = percent(area.left)
  element.style.top = percent(area.top)
  element.style.width = percent(area.width)
  element.style.height = percent(area.height)
}

/** Gives a canvas's memory back at once: browsers wait long to collect one. */
export function freeCanvas(canvas: HTMLCanvasElement | null): void {
  if (!canvas) return
  canvas.width = 0
  canvas.height = 0
  canvas.remove()
}

/**
 * One page in the document: paper, picture, canvas, text, marks, links and the slot for notes, one over the
 * other. All of them lie on an upright sheet that CSS turns, so that a rotation repaints nothing.
 */
export class PageView {
  readonly page: number
  readonly element: HTMLElement
  /** For layers of others (notes): over the paper and the text, under nothing. Upright; percent fits. */
  readonly slot: HTMLElement
  /** Device pixels per point of the canvas; null while there is none. */
  paintedScale: number | null = null
  /** What the detail canvas covers, and at which scale. */
  detail: { readonly area: Area; readonly scale: number } | null = null
  /** One element for each run of the page's text, once the text is there. */
  textRuns: readonly HTMLElement[] | null = null
  linksDrawn = false

  readonly #sheet: HTMLElement
  readonly #marks: HTMLElement
  readonly #text: HTMLElement
  readonly #links: HTMLElement
  #picture: HTMLImageElement | null = null
  #canvas: HTMLCanvasElement | null = null
  #detailCanvas: HTMLCanvasElement | null = null
  #frame: PageFrame | null = null
  #unit = 1

  constructor(page: number, label: string) {
    this.page = page
    this.element = document.createElement('div')
    this.element.className = styles.page ?? ''
    this.element.setAttribute('role', 'group')
    this.element.setAttribute('aria-label', label)
    this.element.dataset.page = String(page)
    const layer = (name: string) => {
      const element = document.createElement('div')
      element.className = styles[name] ?? ''
      return element
    }
    this.#sheet = layer('sheet')
    this.#marks = layer('marks')
    this.#text = layer('text')
    this.#links = layer('links')
    this.slot = layer('slot')
    this.#marks.setAttribute('aria-hidden', 'true')
    this.#sheet.append(this.#marks, this.#text, this.#links, this.slot)
    this.element.append(this.#sheet)
  }

  /** Where and how large the page is now; null before it was placed. */
  get frame(): PageFrame | null {
    return this.#frame
  }

  get textLayer(): HTMLElement {
    return this.#text
  }

  get sheet(): HTMLElement {
    return this.#sheet
  }

  /** The page's own canvas while it has one. */
  get canvas(): HTMLCanvasElement | null {
    return this.#canvas
  }

  /** Puts the page where the layout says. `size` is upright, `rotation` the reader's. */
  place(box: PageBox, size: PageSize, rotation: QuarterTurn): void {
    const { style } = this.element
    style.transform = `translate(${box.left}px, ${box.top}px)`
    style.width = `${box.width}px`
    style.height = `${box.height}px`
    const sideways = rotation % 180 !== 0
    const [width, height] = sideways ? [box.height, box.width] : [box.width, box.height]
    this.#sheet.style.width = `${width}px`
    this.#sheet.style.height = `${height}px`
    this.#sheet.dataset.turn = String(rotation)
    this.#frame = {
      width: box.width,
      height: box.height,
      scale: box.scale,
      rotation,
      pointsWidth: size.width,
      pointsHeight: size.height,
    }
    this.#setTextScale()
  }

  /** How many points one unit of the page's own space is (ISO 32000-2, UserUnit). */
  setUnit(unit: number): void {
    this.#unit = unit
    this.#setTextScale()
  }

  #setTextScale(): void {
    const scale = (this.#frame?.scale ?? 1) * this.#unit
    this.#sheet.style.setProperty('--total-scale-factor', String(scale))
  }

  /**
   * Shows a small picture of the page while it has no canvas. Left under the canvas it would be decoded all
   * the same, and Chromium keeps every decoded picture: 110 MB after 500 pages.
   */
  showPicture(url: string): void {
    if (this.#picture?.src === url) return
    const picture = this.#picture ?? document.createElement('img')
    picture.alt = ''
    picture.decoding = 'sync'
    picture.className = styles.picture ?? ''
    picture.src = url
    if (!this.#canvas) this.#sheet.prepend(picture)
    this.#picture = picture
  }

  /** Takes a painted canvas in place of the one before. */
  showCanvas(canvas: HTMLCanvasElement, scale: number): void {
    canvas.className = styles.canvas ?? ''
    canvas.setAttribute('aria-hidden', 'true')
    if (this.#canvas) this.#canvas.replaceWith(canvas)
    else this.#marks.before(canvas)
    freeCanvas(this.#canvas)
    this.#canvas = canvas
    this.#picture?.remove()
    this.paintedScale = scale
    this.element.dataset.painted = 'true'
  }

  /** Takes a sharper canvas for a part of the page, over the whole one. */
  showDetail(canvas: HTMLCanvasElement, area: Area, scale: number): void {
    canvas.className = styles.canvas ?? ''
    canvas.setAttribute('aria-hidden', 'true')
    placeOver(canvas, area)
    this.#marks.before(canvas)
    freeCanvas(this.#detailCanvas)
    this.#detailCanvas = canvas
    this.detail = { area, scale }
  }

  /** Says on the paper that this page cannot be shown. */
  showFailure(words: string): void {
    const note = document.createElement('p')
    note.className = styles.failed ?? ''
    note.textContent = words
    this.#marks.before(note)
  }

  dropDetail(): void {
    freeCanvas(this.#detailCanvas)
    this.#detailCanvas = null
    this.detail = null
  }

  /** Gives the canvases up; the picture shows again. */
  dropCanvas(): void {
    this.dropDetail()
    freeCanvas(this.#canvas)
    this.#canvas = null
    if (this.#picture) this.#sheet.prepend(this.#picture)
    this.paintedScale = null
    delete this.element.dataset.painted
  }

  /** Draws the page's links; `follow` is called with the one that is used. */
  showLinks(
    links: readonly PageLink[],
    words: { outside: (url: string) => string; inside: string },
    follow: (target: LinkTarget) => void,
  ): void {
    this.linksDrawn = true
    this.#links.replaceChildren(
      ...links.map(({ area, target }) => {
        const anchor = document.createElement('a')
        placeOver(anchor, area)
        // Never navigates by itself: the address is for the reader's eyes and for the keyboard.
        anchor.href = target.kind === 'outside' ? target.url : '#'
        anchor.rel = 'noopener noreferrer'
        anchor.setAttribute(
          'aria-label',
          target.kind === 'outside' ? words.outside(target.url) : words.inside,
        )
        anchor.draggable = false
        anchor.addEventListener('click', event => {
          event.preventDefault()
          follow(target)
        })
        anchor.addEventListener('auxclick', event => event.preventDefault())
        return anchor
      }),
    )
  }

  /** Marks areas as found; the current one stands out. */
  showMarks(marks: readonly { area: Area; current: boolean }[]): void {
    this.#marks.replaceChildren(
      ...marks.map(({ area, current }) => {
        const mark = document.createElement('div')
        mark.className = (current ? styles.markNow : styles.mark) ?? ''
        placeOver(mark, area)
        return mark
      }),
    )
  }

  /** Takes the page out of the document and frees what it held. */
  close(): void {
    this.dropCanvas()
    this.element.remove()
  }
}
