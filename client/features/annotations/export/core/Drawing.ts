import {
  type PDFContext,
  type PDFDict,
  type PDFFont,
  PDFHexString,
  PDFName,
  type PDFRef,
} from '@cantoo/pdf-lib'
import { type PathSink, type Polygon, trace } from '../../paper/outline.ts'
import type { Glyph } from './Letters.ts'
import type { Matrix, Rect } from './pageSpace.ts'

/** A colour of sRGB: "#a4161a". */
export type Colour = string

/** Red, green and blue from 0 to 1. */
export function rgbOf(colour: Colour): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  const share = (part: number) => Math.round(((part & 255) / 255) * 1000) / 1000
  return [share(value >> 16), share(value >> 8), share(value)]
}

/** A number as PDF syntax has it; anything that is none becomes 0. */
export const num = (value: number): string => {
  if (!Number.isFinite(value)) return '0'
  const rounded = Math.round(value * 1000) / 1000
  return Object.is(rounded, -0) ? '0' : String(rounded)
}

/** A content stream that is being written (ISO 32000-2, 8 and 9), with the resources that it uses. */
export class Drawing {
  readonly #context: PDFContext
  readonly #ops: string[] = []
  readonly #fonts = new Map<PDFFont, string>()
  readonly #states = new Map<string, { name: string; dict: PDFDict }>()

  constructor(context: PDFContext) {
    this.#context = context
  }

  /** Adds operators as they stand. */
  add(...ops: string[]): void {
    this.#ops.push(...ops)
  }

  /** What is drawn inside changes nothing outside. */
  inside(draw: () => void, matrix?: Matrix): void {
    this.add('q')
    if (matrix) this.add(`${matrix.map(num).join(' ')} cm`)
    draw()
    this.add('Q')
  }

  fill(colour: Colour): void {
    this.add(`${rgbOf(colour).map(num).join(' ')} rg`)
  }

  /** Round ends and corners. */
  stroke(colour: Colour, width: number): void {
    this.add(`${rgbOf(colour).map(num).join(' ')} RG ${num(width)} w 1 J 1 j`)
  }

  /** How much of what lies below is covered; `multiply` darkens it, as a marker does. */
  cover(alpha: number, multiply: boolean): void {
    const key = `${alpha} ${multiply}`
    let state = this.#states.get(key)
    if (!state) {
      const dict = this.#context.obj({
        Type: 'ExtGState',
        ca: alpha,
        CA: alpha,
        BM: multiply ? 'Multiply' : 'Normal',
      })
      state = { name: `S${this.#states.size + 1}`, dict }
      this.#states.set(key, state)
    }
    this.add(`/${state.name} gs`)
  }

  rect(left: number, top: number, width: number, height: number): void {
    this.add(`${num(left)} ${num(top)} ${num(width)} ${num(height)} re`)
  }

  /** A rectangle with round corners. */
  roundRect(left: number, top: number, width: number, height: number, radius: number): void {
    const r = Math.min(radius, width / 2, height / 2)
    // The share of the radius by which a cubic curve comes nearest to a quarter of a circle.
    const k = r * 0.4477
    const [x2, y2] = [left + width, top + height]
    this.add(
      `${num(left + r)} ${num(top)} m ${num(x2 - r)} ${num(top)} l`,
      curve(x2 - k, top, x2, top + k, x2, top + r),
      `${num(x2)} ${num(y2 - r)} l`,
      curve(x2, y2 - k, x2 - k, y2, x2 - r, y2),
      `${num(left + r)} ${num(y2)} l`,
      curve(left + k, y2, left, y2 - k, left, y2 - r),
      `${num(left)} ${num(top + r)} l`,
      curve(left, top + k, left + k, top, left + r, top),
      'h',
    )
  }

  /** Outlines with rounded corners, to be filled together. */
  outlines(polygons: readonly Polygon[]): void {
    const sink = new CubicSink(op => this.add(op))
    for (const polygon of polygons) trace(polygon, sink)
  }

  /** A line of letters from `x` on, its baseline at `y` (y downwards). Letters without a glyph become boxes. */
  text(glyphs: readonly Glyph[], x: number, y: number, size: number, colour: Colour): void {
    if (glyphs.length === 0) return
    this.fill(colour)
    for (const run of runsOf(glyphs, x, size)) {
      if (run.font === null) this.#box(run.codes, run.x, y, size, colour)
      else
        this.add(
          `BT /${this.#font(run.font)} ${num(size)} Tf 1 0 0 -1 ${num(run.x)} ${num(y)} Tm <${run.codes}> Tj ET`,
        )
    }
  }

  /** The form XObject of what was drawn (ISO 32000-2, 8.10). */
  form(box: Rect): PDFRef {
    const stream = this.#context.flateStream(this.operators(), {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: box.map(value => Number(num(value))),
      Resources: this.resources(),
    })
    return this.#context.register(stream)
  }

  /** What was drawn, to be put into another drawing with the same resources. */
  operators(): string {
    return this.#ops.join('\n')
  }

  /** The drawing as a page's content. */
  content(): PDFRef {
    return this.#context.register(this.#context.flateStream(this.operators()))
  }

  resources(): PDFDict {
    const resources = this.#context.obj({})
    if (this.#fonts.size > 0) {
      const fonts = this.#context.obj({})
      for (const [font, name] of this.#fonts) fonts.set(PDFName.of(name), font.ref)
      resources.set(PDFName.of('Font'), fonts)
    }
    if (this.#states.size > 0) {
      const states = this.#context.obj({})
      for (const { name, dict } of this.#states.values()) states.set(PDFName.of(name), dict)
      resources.set(PDFName.of('ExtGState'), states)
    }
    return resources
  }

  /** [N63] Something visible; what is copied out of the file is the letter itself. */
  #box(text: string, x: number, y: number, size: number, colour: Colour): void {
    this.add(`/Span <</ActualText ${PDFHexString.fromText(text).toString()}>> BDC q`)
    this.stroke(colour, size * 0.05)
    this.rect(x + size * 0.1, y - size * 0.7, size * 0.6, size * 0.7)
    this.add('S Q EMC')
  }

  #font(font: PDFFont): string {
    const known = this.#fonts.get(font)
    if (known) return known
    const name = `F${this.#fonts.size + 1}`
    this.#fonts.set(font, name)
    return name
  }
}

interface Run {
  readonly font: PDFFont | null
  /** Hexadecimal digits; the letter itself where no typeface has it. */
  codes: string
  readonly x: number
}

/** Letters of one typeface that follow each other, from `x` on. */
function runsOf(glyphs: readonly Glyph[], x: number, size: number): Run[] {
  const runs: Run[] = []
  let at = x
  for (const { font, code, text, width } of glyphs) {
    const last = runs.at(-1)
    if (font !== null && last?.font === font) last.codes += code
    else runs.push({ font, codes: font === null ? text : code, x: at })
    at += width * size
  }
  return runs
}

const curve = (...numbers: number[]) => `${numbers.map(num).join(' ')} c`

/** PDF has cubic curves alone: a quadratic one is raised by a degree. */
class CubicSink implements PathSink {
  readonly #add: (op: string) => void
  #x = 0
  #y = 0

  constructor(add: (op: string) => void) {
    this.#add = add
  }

  moveTo(x: number, y: number): void {
    ;[this.#x, this.#y] = [x, y]
    this.#add(`${num(x)} ${num(y)} m`)
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    const third = (from: number, to: number) => from + ((to - from) * 2) / 3
    this.#add(curve(third(this.#x, cx), third(this.#y, cy), third(x, cx), third(y, cy), x, y))
    ;[this.#x, this.#y] = [x, y]
  }

  closePath(): void {
    this.#add('h')
  }
}
