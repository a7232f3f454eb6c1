import type { Face } from './fonts.ts'
import { BLACK, type Color, type Mark } from './page.ts'
import { label } from './text.ts'
import { decimal } from './vietnamese.ts'

/** Figures drawn as vectors: numbers stay selectable text, and nothing blurs when zoomed. */
export type ChartSpec =
  | { kind: 'bars'; unit: string; labels: string[]; series: Series[]; digits: number }
  | { kind: 'lines'; unit: string; labels: string[]; series: Series[]; digits: number; from?: number }
  | { kind: 'pie'; slices: { name: string; value: number }[] }

export interface Series {
  name: string
  values: number[]
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

const PALETTE: Color[] = [
  [0.12, 0.31, 0.55],
  [0.85, 0.49, 0.13],
  [0.24, 0.53, 0.33],
  [0.66, 0.19, 0.22],
  [0.45, 0.36, 0.62],
  [0.45, 0.45, 0.45],
  [0.16, 0.56, 0.6],
  [0.72, 0.6, 0.2],
]
const GRID: Color = [0.82, 0.82, 0.82]
const colorOf = (index: number): Color => PALETTE[index % PALETTE.length] ?? BLACK

/** How the chart's words are set; slides are read from afar and take a larger, sans-serif look. */
export interface Look {
  plain: Face
  bold: Face
  italic: Face
  /** Factor on the sizes of words. */
  scale: number
}

const PRINT: Look = { plain: 'serif', bold: 'serifBold', italic: 'serifItalic', scale: 1 }
const words = (look: Look, size: number, face: 'plain' | 'bold' | 'italic' = 'plain', color?: Color) => ({
  size: size * look.scale,
  face: look[face],
  ...(color ? { color } : {}),
})

/** Draws the chart into the box. */
export function drawChart(spec: ChartSpec, box: Box, look: Look = PRINT): Mark[] {
  switch (spec.kind) {
    case 'bars':
      return [
        ...axes(spec, box, look),
        ...bars(spec, box, look),
        ...legend(
          spec.series.map(one => one.name),
          box,
          look,
        ),
      ]
    case 'lines':
      return [
        ...axes(spec, box, look),
        ...lines(spec, box, look),
        ...legend(
          spec.series.map(one => one.name),
          box,
          look,
        ),
      ]
    case 'pie':
      return pie(spec.slices, box, look)
  }
}

type Plotted = Extract<ChartSpec, { kind: 'bars' | 'lines' }>

const plot = (box: Box, { scale }: Look): Box => ({
  x: box.x + 40 * scale,
  y: box.y + 18 * scale,
  width: box.width - 44 * scale,
  height: box.height - 62 * scale,
})

/** A round step that gives four to seven grid lines. */
function scaleOf(spec: Plotted): { low: number; high: number; step: number } {
  const values = spec.series.flatMap(one => one.values)
  const from = spec.kind === 'lines' ? (spec.from ?? 0) : 0
  const top = Math.max(...values)
  const bottom = Math.min(from, ...values)
  const rough = (top - bottom) / 5 || 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find(factor => factor * power >= rough) ?? 10) * power
  return { low: Math.floor(bottom / step) * step, high: Math.ceil((top * 1.02) / step) * step, step }
}

function axes(spec: Plotted, box: Box, look: Look): Mark[] {
  const area = plot(box, look)
  const { low, high, step } = scaleOf(spec)
  const marks: Mark[] = [label(spec.unit, box.x, box.y + 9, words(look, 9.5, 'italic'))]
  const count = Math.round((high - low) / step)
  for (let index = 0; index <= count; index += 1) {
    const value = low + index * step
    const y = area.y + area.height - (index / count) * area.height
    marks.push({
      kind: 'line',
      x1: area.x,
      y1: y,
      x2: area.x + area.width,
      y2: y,
      width: value === 0 || index === 0 ? 0.8 : 0.4,
      color: value === 0 || index === 0 ? BLACK : GRID,
    })
    const digits = step < 1 ? 1 : step % 1 === 0 ? 0 : 1
    marks.push(label(decimal(value, digits), area.x - 4, y + 3, words(look, 9.5), 'right'))
  }
  const slot = area.width / spec.labels.length
  spec.labels.forEach((text, index) => {
    text.split('\n').forEach((line, row) => {
      const y = area.y + area.height + (12 + row * 10) * look.scale
      marks.push(label(line, area.x + slot * (index + 0.5), y, words(look, 9.5), 'center'))
    })
  })
  return marks
}

function toY(spec: Plotted, area: Box): (value: number) => number {
  const { low, high } = scaleOf(spec)
  return value => area.y + area.height - ((value - low) / (high - low)) * area.height
}

function bars(spec: Plotted, box: Box, look: Look): Mark[] {
  const area = plot(box, look)
  const y = toY(spec, area)
  const slot = area.width / spec.labels.length
  const width = Math.min(34, (slot * 0.78) / spec.series.length)
  return spec.series.flatMap((series, place) =>
    series.values.flatMap((value, index): Mark[] => {
      const middle = area.x + slot * (index + 0.5)
      const x = middle - (width * spec.series.length) / 2 + place * width
      const top = Math.min(y(value), y(0))
      const height = Math.abs(y(value) - y(0))
      const number = decimal(value, spec.digits)
      return [
        { kind: 'rect', x: x + 0.5, y: top, width: width - 1, height, fill: colorOf(place) },
        label(number, x + width / 2, top - 2.5, words(look, 8.5), 'center'),
      ]
    }),
  )
}

function lines(spec: Plotted, box: Box, look: Look): Mark[] {
  const area = plot(box, look)
  const y = toY(spec, area)
  const slot = area.width / spec.labels.length
  return spec.series.flatMap((series, place) => {
    const color = colorOf(place)
    const points = series.values.map((value, index) => [area.x + slot * (index + 0.5), y(value)] as const)
    const marks: Mark[] = []
    points.forEach(([x2, y2], index) => {
      const before = points[index - 1]
      if (before) marks.push({ kind: 'line', x1: before[0], y1: before[1], x2, y2, width: 1.6, color })
    })
    points.forEach(([x, top], index) => {
      marks.push({ kind: 'polygon', points: circle(x, top, 2.4), fill: color })
      const up = place % 2 === 0
      const number = decimal(series.values[index] ?? 0, spec.digits)
      marks.push(label(number, x, top + (up ? -5 : 12), words(look, 8.5), 'center'))
    })
    return marks
  })
}

function legend(names: string[], box: Box, look: Look): Mark[] {
  const slot = box.width / names.length
  const y = box.y + box.height - 6
  return names.flatMap((name, index): Mark[] => {
    const middle = box.x + slot * (index + 0.5)
    const text = label(name, middle + 6, y, words(look, 10), 'center')
    const left = text.kind === 'text' ? text.x - 13 : middle
    return [{ kind: 'rect', x: left, y: y - 7.5, width: 9, height: 8, fill: colorOf(index) }, text]
  })
}

const circle = (x: number, y: number, radius: number): [number, number][] =>
  Array.from({ length: 16 }, (_, step) => {
    const angle = (step / 16) * 2 * Math.PI
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })

function pie(slices: { name: string; value: number }[], box: Box, look: Look): Mark[] {
  const whole = slices.reduce((sum, slice) => sum + slice.value, 0)
  const radius = Math.min(box.height / 2 - 10, box.width * 0.26)
  const [cx, cy] = [box.x + radius + 16, box.y + box.height / 2]
  const white: Color = [1, 1, 1]
  let angle = -Math.PI / 2
  return slices.flatMap((slice, index): Mark[] => {
    const turn = (slice.value / whole) * 2 * Math.PI
    const steps = Math.max(2, Math.ceil(turn / 0.04))
    const rim = Array.from({ length: steps + 1 }, (_, step) => {
      const at = angle + (turn * step) / steps
      return [cx + radius * Math.cos(at), cy + radius * Math.sin(at)] as const
    })
    const middle = angle + turn / 2
    angle += turn
    const percent = `${decimal((slice.value / whole) * 100, 1)}%`
    const rowY = box.y + box.height / 2 + look.scale * (index * 17 - slices.length * 8.5 + 9)
    const rowX = cx + radius + 26
    const marks: Mark[] = [
      { kind: 'polygon', points: [[cx, cy], ...rim], fill: colorOf(index), stroke: white },
      { kind: 'rect', x: rowX, y: rowY - 8, width: 10, height: 9, fill: colorOf(index) },
      label(`${slice.name}: ${percent}`, rowX + 16, rowY, words(look, 10.5)),
    ]
    if (turn > 0.4) {
      const style = words(look, 9.5, 'bold', white)
      const x = cx + radius * 0.66 * Math.cos(middle)
      marks.push(label(percent, x, cy + radius * 0.66 * Math.sin(middle) + 3, style, 'center'))
    }
    return marks
  })
}
