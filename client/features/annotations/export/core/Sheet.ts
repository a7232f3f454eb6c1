import { type PDFContext, type PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { type Colour, Drawing } from './Drawing.ts'
import type { Letters, Weight } from './Letters.ts'
import { breakLines } from './lines.ts'

/** A4 in points. */
const width = 595.28
const height = 841.89
const left = 62
const right = 56
const top = 64
const bottom = 62

export interface TextStyle {
  readonly size: number
  readonly weight?: Weight
  readonly colour?: Colour
  /** Points from the left margin. */
  readonly indent?: number
  /** Points before it; none at the head of a page. */
  readonly before?: number
  /** A bar along its left side, as quotes have. */
  readonly bar?: Colour
  /** So many points more must be free below its first line, or it begins on a new page. */
  readonly keep?: number
}

export const ink = '#1f2933'
export const grey = '#52606d'
const lineHeight = 1.42

/** A4 pages that are filled from the top; texts run on over pages. */
export class Sheet {
  readonly #context: PDFContext
  readonly #letters: Letters
  readonly #pages: Drawing[] = []
  #y = height

  constructor(context: PDFContext, letters: Letters) {
    this.#context = context
    this.#letters = letters
  }

  /** Sets a text; lines that do not fit go on to the next page. */
  text(text: string, style: TextStyle): void {
    const { size, weight = 'regular', colour = ink, indent = 0, before = 0, bar, keep = 0 } = style
    const inner = bar ? indent + 10 : indent
    const step = size * lineHeight
    const lines = breakLines(this.#letters, text, weight, (width - left - right - inner) / size)
    this.#space(before, step + keep)
    for (const line of lines) {
      if (this.#y + step > height - bottom) this.#turn()
      const page = this.#page
      if (bar)
        page.inside(() => {
          page.fill(bar)
          page.rect(left + indent, this.#y, 2, step)
          page.add('f')
        })
      page.text(line.glyphs, left + inner, this.#y + size * 1.06, size, colour)
      this.#y += step
    }
  }

  /** A line from margin to margin. */
  rule(before: number, colour: Colour = '#cbd2d9', weight = 0.75): void {
    this.#space(before, 8)
    this.#page.stroke(colour, weight)
    this.#page.add(`${left} ${this.#y} m ${width - right} ${this.#y} l S`)
    this.#y += 2
  }

  /** Draws something of this height at the place that was reached, where `keep` more points are free below it. */
  draw(high: number, before: number, draw: (drawing: Drawing, x: number, y: number) => void, keep = 0): void {
    this.#space(before, high + keep)
    draw(this.#page, left, this.#y)
    this.#y += high
  }

  /** How wide texts may be, in points. */
  get textWidth(): number {
    return width - left - right
  }

  /** Adds the pages to a document: `footer` of each, and `header` of all but the first. @returns how many. */
  finish(doc: PDFDocument, header: string, footer: (page: number, of: number) => string): number {
    for (const [index, drawing] of this.#pages.entries()) {
      const line = (text: string, y: number, end: boolean) => {
        const [first] = breakLines(this.#letters, text, 'regular', (width - left - right) / 9)
        if (!first) return
        drawing.text(first.glyphs, end ? width - right - first.width * 9 : left, y, 9, grey)
      }
      if (index > 0) line(header, 40, false)
      line(footer(index + 1, this.#pages.length), height - 34, true)
      const page = doc.addPage([width, height])
      const whole = new Drawing(this.#context)
      page.node.set(PDFName.of('Resources'), drawing.resources())
      whole.inside(() => whole.add(drawing.operators()), [1, 0, 0, -1, 0, height])
      page.node.set(PDFName.of('Contents'), whole.content())
    }
    return this.#pages.length
  }

  get #page(): Drawing {
    const page = this.#pages.at(-1)
    if (page) return page
    this.#turn()
    return this.#page
  }

  #turn(): void {
    this.#pages.push(new Drawing(this.#context))
    this.#y = top
  }

  #space(before: number, needed: number): void {
    if (this.#pages.length === 0) this.#turn()
    else if (this.#y > top) this.#y += before
    if (this.#y + needed > height - bottom) this.#turn()
  }
}
