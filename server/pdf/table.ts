import type { Table } from './blocks.ts'
import { BLACK, type Color, type Mark } from './page.ts'
import { breakLines, type Line, placeLine } from './text.ts'

const PAD_X = 4
const PAD_Y = 3
const SHADE: Color = [0.925, 0.94, 0.96]

interface PlacedCell {
  x: number
  width: number
  lines: Line[]
  align: 'left' | 'center' | 'right'
}

/** One row as it stands: `marks(y)` draws it with its top at `y`. */
export interface LaidRow {
  height: number
  marks(y: number): Mark[]
}

const leading = (size: number): number => size * 1.2

function frame(x: number, y: number, width: number, height: number): Mark[] {
  const line = (x1: number, y1: number, x2: number, y2: number): Mark => ({
    kind: 'line',
    ...{ x1, y1, x2, y2 },
    width: 0.5,
    color: BLACK,
  })
  return [
    line(x, y, x + width, y),
    line(x, y + height, x + width, y + height),
    line(x, y, x, y + height),
    line(x + width, y, x + width, y + height),
  ]
}

function cellMarks(cell: PlacedCell, y: number, height: number, size: number): Mark[] {
  const block = cell.lines.length * leading(size)
  const top = y + (height - block) / 2
  return cell.lines.map((line, index) =>
    placeLine(
      line,
      cell.x + PAD_X,
      top + index * leading(size) + size * 0.93,
      cell.width - 2 * PAD_X,
      cell.align,
    ),
  )
}

/** Lays out the body's rows: cells wrap, the highest cell makes the row's height, text stands in the middle. */
export function layRows(table: Table, left: number, width: number): LaidRow[] {
  const size = table.size ?? 12
  const edges = columnEdges(table, left, width)
  return table.rows.map(row => {
    const cells = row.cells.map((text, index): PlacedCell => {
      const x = edges[index] ?? left
      const cellWidth = (edges[index + 1] ?? left + width) - x
      const face = row.bold ? 'serifBold' : 'serif'
      const lines = breakLines(text, { size, face }, cellWidth - 2 * PAD_X)
      return { x, width: cellWidth, lines, align: table.columns[index]?.align ?? 'left' }
    })
    const height = Math.max(...cells.map(cell => cell.lines.length)) * leading(size) + 2 * PAD_Y
    return {
      height,
      marks: y =>
        cells.flatMap(cell => [...frame(cell.x, y, cell.width, height), ...cellMarks(cell, y, height, size)]),
    }
  })
}

/** Lays out the header, whose cells may span columns and rows, as one piece. */
export function layHeader(table: Table, left: number, width: number): LaidRow {
  const size = table.size ?? 12
  const edges = columnEdges(table, left, width)
  const placed = placeHeader(table).map(({ cell, row, column }) => {
    const x = edges[column] ?? left
    const cellWidth = (edges[column + (cell.columns ?? 1)] ?? left + width) - x
    const lines = breakLines(cell.text, { size, face: 'serifBold' }, cellWidth - 2 * PAD_X)
    return { x, width: cellWidth, lines, row, rows: cell.rows ?? 1, align: 'center' as const }
  })
  const heights = table.header.map(() => leading(size) + 2 * PAD_Y)
  for (const cell of [...placed].sort((a, b) => a.rows - b.rows)) {
    const rows = heights.slice(cell.row, cell.row + cell.rows)
    const lacking = cell.lines.length * leading(size) + 2 * PAD_Y - sum(rows)
    const last = cell.row + cell.rows - 1
    if (lacking > 0) heights[last] = (heights[last] ?? 0) + lacking
  }
  return {
    height: sum(heights),
    marks: y =>
      placed.flatMap(cell => {
        const top = y + sum(heights.slice(0, cell.row))
        const height = sum(heights.slice(cell.row, cell.row + cell.rows))
        const shade: Mark = { kind: 'rect', x: cell.x, y: top, width: cell.width, height, fill: SHADE }
        return [shade, ...frame(cell.x, top, cell.width, height), ...cellMarks(cell, top, height, size)]
      }),
  }
}

function placeHeader(table: Table) {
  const taken = table.header.map(() => new Set<number>())
  return table.header.flatMap((cells, row) => {
    let column = 0
    return cells.map(cell => {
      while (taken[row]?.has(column)) column += 1
      const at = column
      for (let r = row; r < row + (cell.rows ?? 1); r += 1)
        for (let c = at; c < at + (cell.columns ?? 1); c += 1) taken[r]?.add(c)
      return { cell, row, column: at }
    })
  })
}

function columnEdges(table: Table, left: number, width: number): number[] {
  const whole = sum(table.columns.map(column => column.share))
  const edges = [left]
  for (const column of table.columns) edges.push((edges.at(-1) ?? left) + (column.share / whole) * width)
  return edges
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
