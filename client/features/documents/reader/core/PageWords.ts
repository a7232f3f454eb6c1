import { type Area, type LinkTarget, linksOf } from './links.ts'
import type { PageView } from './PageView.ts'
import { type Find, type PageText, pageTextOf, runPieces, type TextRun } from './pageText.ts'
import type { PdfDocument, Pdfjs } from './pdfjs.ts'

/** What links say to a screen reader. */
export interface LinkWords {
  outside(url: string): string
  readonly inside: string
}

/** Text, links and marks of pages: fetched once, drawn when a page rests on the screen. */
export class PageWords {
  readonly #pdfjs: Pdfjs
  readonly #doc: PdfDocument
  readonly #words: LinkWords
  readonly #follow: (target: LinkTarget) => void
  readonly #texts = new Map<number, Promise<PageText>>()
  readonly #drawing = new WeakSet<PageView>()
  #closed = false

  constructor(pdfjs: Pdfjs, doc: PdfDocument, words: LinkWords, follow: (target: LinkTarget) => void) {
    this.#pdfjs = pdfjs
    this.#doc = doc
    this.#words = words
    this.#follow = follow
  }

  /** One page's text for finding; kept, as a search asks for it again at every letter typed. */
  text(page: number): Promise<PageText> {
    const known = this.#texts.get(page)
    if (known) return known
    const text = this.#doc.getPage(page).then(async proxy => {
      const content = await proxy.getTextContent()
      return pageTextOf(runsOf(content.items), proxy.getViewport({ scale: 1 }))
    })
    this.#texts.set(page, text)
    text.catch(() => this.#texts.delete(page))
    return text
  }

  /** Puts text to select, and links, over a page that has none yet. */
  async draw(view: PageView): Promise<void> {
    if (this.#closed || this.#drawing.has(view) || view.textRuns) return
    this.#drawing.add(view)
    try {
      const page = await this.#doc.getPage(view.page)
      const viewport = page.getViewport({ scale: 1 })
      if (!view.linksDrawn) {
        view.showLinks(linksOf(await page.getAnnotations(), viewport), this.#words, this.#follow)
      }
      const content = await page.getTextContent()
      if (this.#closed || !view.element.isConnected) return
      const layer = new this.#pdfjs.TextLayer({
        textContentSource: content,
        container: view.textLayer,
        viewport,
      })
      await layer.render()
      // Dragging a selection past the last line selects to here, not the whole page.
      const end = document.createElement('div')
      end.dataset.end = ''
      view.textLayer.append(end)
      view.textRuns = layer.textDivs
    } finally {
      this.#drawing.delete(view)
    }
  }

  /** Marks finds on a page whose text is drawn. */
  async mark(view: PageView, finds: readonly Find[], current: number): Promise<void> {
    if (finds.length === 0) {
      view.showMarks([])
      return
    }
    await this.draw(view)
    const text = await this.text(view.page)
    if (this.#closed || !view.textRuns) return
    const marks = finds.flatMap((find, index) =>
      areasOf(view, text, find).map(area => ({ area, current: index === current })),
    )
    view.showMarks(marks)
  }

  close(): void {
    this.#closed = true
    this.#texts.clear()
  }
}

function runsOf(items: readonly (TextRun | object)[]): TextRun[] {
  return items.flatMap(item => ('str' in item ? [item] : []))
}

/** The rectangles of a find on its page, in fractions of the upright page, by the browser's own layout. */
function areasOf(view: PageView, text: PageText, find: Find): Area[] {
  const frame = view.sheet.getBoundingClientRect()
  const turn = view.frame?.rotation ?? 0
  const areas: Area[] = []
  const range = document.createRange()
  for (const { run, start, end } of runPieces(text.runStarts, text.text.length, find)) {
    const node = view.textRuns?.[run]?.firstChild
    if (!node || node.nodeType !== Node.TEXT_NODE) continue
    const length = node.textContent?.length ?? 0
    range.setStart(node, Math.min(start, length))
    range.setEnd(node, Math.min(end, length))
    for (const rect of range.getClientRects()) {
      if (rect.width < 0.5 || rect.height < 0.5) continue
      const seen = {
        left: (rect.left - frame.left) / frame.width,
        top: (rect.top - frame.top) / frame.height,
        width: rect.width / frame.width,
        height: rect.height / frame.height,
      }
      areas.push(upright(seen, turn))
    }
  }
  return areas
}

/** A rectangle as seen back onto the upright page. */
export function upright(seen: Area, turn: number): Area {
  const { left, top, width, height } = seen
  if (turn === 90) return { left: top, top: 1 - left - width, width: height, height: width }
  if (turn === 180) return { left: 1 - left - width, top: 1 - top - height, width, height }
  if (turn === 270) return { left: 1 - top - height, top: left, width: height, height: width }
  return seen
}
