import { KeptSource } from '#client/app/offline/KeptSource.ts'
import type { VersionPages } from '#client/features/annotations/carry/Placer.ts'
import { linesOf, type TextRun } from '#client/features/annotations/paper/textLines.ts'
import { pageSizesOf, paperPreviews, type ReadyVersion } from '#client/features/documents/paperSource.ts'
import {
  type LoadingTask,
  loadPdfjs,
  openPieces,
  type Pdfjs,
  type PdfPage,
} from '#client/features/documents/reader/core/pdfjs.ts'
import type { PageLine, PageOfText } from '#shared/annotations/pageWords.ts'

/** Letters are measured at this size, so that rounding does not matter. */
const measured = 100

interface Face {
  readonly family: string
  /** How far above the base line a letter's box begins, in font sizes. */
  readonly ascent: number
}

/** Measures as the browser does where it lays the page's text out to be selected. */
class Letters {
  readonly #context = document.createElement('canvas').getContext('2d')
  readonly #faces = new Map<string, Face>()

  face(family: string): Face {
    const known = this.#faces.get(family)
    if (known) return known
    if (this.#context) this.#context.font = `${measured}px ${family}`
    const { fontBoundingBoxAscent: up = 0, fontBoundingBoxDescent: down = 0 } =
      this.#context?.measureText('') ?? {}
    const face = { family, ascent: up > 0 ? up / (up + Math.abs(down)) : 0.8 }
    this.#faces.set(family, face)
    return face
  }

  /** Where letters begin in a run of this width, and where the last ends. */
  edges(text: string, { family }: Face, left: number, width: number): readonly number[] {
    const context = this.#context
    if (context) context.font = `${measured}px ${family}`
    const wide = (part: string) => context?.measureText(part).width ?? part.length
    const whole = wide(text)
    const share = whole > 0 ? width / whole : 0
    return Array.from({ length: text.length + 1 }, (_, at) => left + wide(text.slice(0, at)) * share)
  }
}

/** A page's lines, points of the upright page, without drawing it. Text that does not run along is left out. */
async function linesOfPage(pdfjs: Pdfjs, page: PdfPage, letters: Letters): Promise<readonly PageLine[]> {
  const viewport = page.getViewport({ scale: 1 })
  const { items, styles } = await page.getTextContent()
  return linesOf(
    items.flatMap((item): TextRun[] => {
      if (!('str' in item) || item.str === '') return []
      const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0]: number[] = pdfjs.Util.transform(
        viewport.transform,
        item.transform,
      )
      const size = Math.hypot(c, d)
      if (Math.abs(b) > Math.abs(a) * 0.01 || a <= 0 || size === 0) return []
      const face = letters.face(styles[item.fontName]?.fontFamily ?? 'sans-serif')
      const text = item.str
      const width = item.width * Math.hypot(viewport.transform[0] ?? 1, viewport.transform[1] ?? 0)
      return [
        {
          text,
          box: [x, y - size * face.ascent, width, size],
          edges: () => letters.edges(text, face, x, width),
        },
      ]
    }),
  )
}

/** A version of a paper as carrying reads it: kept pieces first, and only what it needs of the rest. */
export const versionPages = (version: ReadyVersion): VersionPages => {
  const sizes = pageSizesOf(version)
  const { thumbnail } = paperPreviews(version)
  const letters = new Letters()
  const stop = new AbortController()
  let task: Promise<{ pdfjs: Pdfjs; task: LoadingTask }> | null = null
  let giveUp: (error: unknown) => void = () => undefined
  const lost = new Promise<never>((_, reject) => {
    giveUp = reject
  })
  lost.catch(() => undefined)
  const open = async () => {
    const pdfjs = await loadPdfjs()
    stop.signal.throwIfAborted()
    return { pdfjs, task: openPieces(pdfjs, new KeptSource(version), '/pdfjs/', giveUp) }
  }
  const size = (page: number) => sizes[page - 1] ?? { width: 0, height: 0 }
  return {
    pageCount: version.pageCount,
    hasText: version.hasText,
    size,
    text: async (number): Promise<PageOfText> => {
      if (!version.hasText) return { page: number, ...size(number), lines: [] }
      task ??= open()
      const opened = await task
      const read = async () => {
        const page = await (await opened.task.promise).getPage(number)
        const { width, height } = page.getViewport({ scale: 1 })
        const lines = await linesOfPage(opened.pdfjs, page, letters)
        page.cleanup()
        return { page: number, width, height, lines }
      }
      return Promise.race([read(), lost])
    },
    picture: async number => {
      const address = await thumbnail?.(number)
      if (typeof address !== 'string') return null
      const answer = await fetch(address, { cache: 'no-store', signal: stop.signal })
      return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null
    },
    close: () => {
      stop.abort()
      giveUp(new Error('The version was closed'))
      void task?.then(({ task: opened }) => opened.destroy()).catch(() => undefined)
    },
  }
}
