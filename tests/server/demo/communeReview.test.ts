import { beforeAll, describe, expect, test } from '@jest/globals'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { COMMUNES } from '#server/demo/communes.ts'
import { communeReview } from '#server/demo/papers/communeReview.ts'
import { communeFigures } from '#server/demo/papers/communes/figures.ts'
import type { Paper, Table } from '#server/pdf/blocks.ts'
import { layOut } from '#server/pdf/flow.ts'
import { toPdf } from '#server/pdf/toPdf.ts'
import { linesOf, openPdf, paragraphsOf } from './support/readPdf.ts'

const DAY = { year: 2026, month: 10, day: 28 }
let paper: Paper
let pdf: PDFDocumentProxy

beforeAll(async () => {
  paper = communeReview(DAY)
  pdf = await openPdf(await toPdf(layOut(paper), { ...paper, moment: new Date(0) }))
}, 60_000)

const number = (text: string): number => Number(text.replaceAll('.', '').replace(',', '.'))
const tables = (): Table[] =>
  paper.sections.flatMap(section => section.blocks.flatMap(block => (block.kind === 'table' ? [block] : [])))

describe('the report of more than 100 pages', () => {
  test('has more than 100 pages in which no paragraph stands twice', async () => {
    expect(pdf.numPages).toBeGreaterThan(100)
    const found = await paragraphsOf(pdf, 1, pdf.numPages)
    const written = paper.sections.flatMap(one => one.blocks).filter(block => block.kind === 'paragraph')
    expect(written.length).toBeGreaterThan(COMMUNES.length * 7)
    expect(found.length).toBeGreaterThanOrEqual(written.length)
    const twice = found.filter((text, index) => found.indexOf(text) !== index)
    expect(twice).toEqual([])
  }, 60_000)

  test('no two communes are told in the same sentences: wordings change from one to the next', () => {
    const blocks = paper.sections[0]!.blocks
    const shape = (text: string): string =>
      text
        .replaceAll(/\d[\d.,]*|\p{Lu}\p{L}*/gu, '#')
        .replaceAll(/#(?: #)*/g, '#')
        .slice(0, 30)
    const first = blocks.flatMap((block, index) => {
      const next = blocks[index + 1]
      const commune = block.kind === 'heading' && /^\d+\. (Xã|Phường) /.test(block.text)
      return commune && next?.kind === 'paragraph' ? [shape(next.text)] : []
    })
    expect(first).toHaveLength(COMMUNES.length)
    expect(first.filter((text, index) => text === first[index - 1])).toEqual([])
  })

  test('opens its outline at the heading it names, commune by commune', async () => {
    const outline = await pdf.getOutline()
    const communes = outline.flatMap(one => one.items).filter(one => /^\d+\. (Xã|Phường) /.test(one.title))
    expect(communes).toHaveLength(COMMUNES.length)
    for (const one of [communes[0]!, communes[50]!, communes[101]!]) {
      const dest = one.dest as [{ num: number; gen: number }]
      const page = await pdf.getPageIndex(dest[0])
      const lines = await linesOf(pdf, page + 1)
      expect(lines.map(line => line.map(piece => piece.text).join(''))).toContain(one.title)
    }
  })

  test('leads from each line of the table of contents to the page whose number it prints', async () => {
    let links = 0
    for (let page = 1; page <= 6; page += 1) {
      const proxy = await pdf.getPage(page)
      const { height } = proxy.getViewport({ scale: 1 })
      const lines = await linesOf(pdf, page)
      for (const link of await proxy.getAnnotations()) {
        const [, low, , high] = link.rect as [number, number, number, number]
        const inside = lines.filter(line => height - line[0]!.y > low && height - line[0]!.y < high)
        const printed = /\d+$/.exec(inside.flat().at(-1)!.text.trim())?.[0]
        expect(await pdf.getPageIndex(link.dest[0])).toBe(Number(printed) - 1)
        links += 1
      }
    }
    expect(links).toBeGreaterThan(COMMUNES.length)
  }, 60_000)
})

describe('its figures', () => {
  test('of each commune add up: files, revenue, staff, poor households', () => {
    for (const commune of COMMUNES) {
      const { files, revenue, staff, poor } = communeFigures(commune, 10)
      expect(files.early + files.onTime + files.late + files.pending).toBe(files.received)
      expect(revenue.taxes + revenue.land + revenue.other).toBe(revenue.total)
      for (const part of [...Object.values(files), ...Object.values(revenue)]) expect(part).toBeGreaterThan(0)
      expect(staff.present).toBeLessThanOrEqual(staff.assigned)
      expect(poor.before).toBeGreaterThan(poor.households)
    }
  })

  test('in every table with a sum, the column is what stands above it', () => {
    const summed = tables().filter(table => /^(Toàn tỉnh|Tổng cộng)$/.test(table.rows.at(-1)?.cells[1] ?? ''))
    expect(summed).toHaveLength(8)
    for (const table of summed) {
      const last = table.rows.at(-1)!
      for (let column = 2; column < last.cells.length; column += 1) {
        const above = table.rows.slice(0, -1).reduce((sum, row) => sum + number(row.cells[column]!), 0)
        expect(above).toBeCloseTo(number(last.cells[column]!), 5)
      }
    }
  })

  test('in the table of each commune, parts are the wholes printed under them', () => {
    const own = tables().filter(
      table => table.caption?.startsWith('Bảng 1') || table.caption?.match(/^Bảng \d/),
    )
    expect(own).toHaveLength(COMMUNES.length)
    for (const table of own)
      for (const column of [1, 4]) {
        const cells = table.rows.map(row => row.cells[column]!)
        const parts = cells.slice(0, -1).reduce((sum, cell) => sum + (cell === '' ? 0 : number(cell)), 0)
        expect(parts).toBe(number(cells.at(-1)!))
      }
  })
})
