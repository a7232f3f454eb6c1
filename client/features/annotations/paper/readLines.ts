import { type PageFrame, rectToPage } from './pages.ts'
import { linesOf, type TextLine, type TextRun } from './textLines.ts'

interface Place {
  element: HTMLElement
  frame: PageFrame
}

const known = new WeakMap<readonly HTMLElement[], { lines: readonly TextLine[]; place: Place }>()

/**
 * The lines of a page's text as the browser lays it out, in points of the upright page. `element` covers the page.
 * Read once for each drawing of the text: points do not change with the zoom.
 */
export function readLines(
  runs: readonly HTMLElement[],
  element: HTMLElement,
  frame: PageFrame,
): readonly TextLine[] {
  const before = known.get(runs)
  if (before) {
    // Letters are measured later, when the page may be turned or at another zoom.
    Object.assign(before.place, { element, frame })
    return before.lines
  }
  const place: Place = { element, frame }
  const seen = element.getBoundingClientRect()
  const lines = linesOf(
    runs.map((run): TextRun => {
      const text = run.textContent ?? ''
      return {
        text,
        box: rectToPage(seen, frame, run.getBoundingClientRect()),
        edges: () => edgesOf(run, text, place),
      }
    }),
  )
  known.set(runs, { lines, place })
  return lines
}

/** Where a run's letters begin, measured when its line is first marked. */
function edgesOf(run: HTMLElement, text: string, { element, frame }: Place): number[] {
  const seen = element.getBoundingClientRect()
  const node = run.firstChild
  const [left, , width] = rectToPage(seen, frame, run.getBoundingClientRect())
  if (node?.nodeType !== Node.TEXT_NODE) {
    return Array.from({ length: text.length + 1 }, (_, at) => left + (width * at) / Math.max(1, text.length))
  }
  const range = document.createRange()
  const edges: number[] = []
  let right = left
  for (let at = 0; at < text.length; at++) {
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    const box = rectToPage(seen, frame, range.getBoundingClientRect())
    // A combining mark has no width of its own.
    const begins = box[2] > 0 ? box[0] : right
    edges.push(begins)
    right = box[2] > 0 ? box[0] + box[2] : right
  }
  edges.push(right)
  return edges
}
