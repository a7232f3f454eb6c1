import { describe, expect, test } from '@jest/globals'
import type { Block, Paper } from '#server/pdf/blocks.ts'
import { layOut } from '#server/pdf/flow.ts'
import { widthOf } from '#server/pdf/fonts.ts'
import { A4, type LaidOut, type Mark, mm } from '#server/pdf/page.ts'
import { breakLines, placeLine, plainText } from '#server/pdf/text.ts'

const SENTENCE = 'Ủy ban nhân dân tỉnh yêu cầu các sở, ngành khẩn trương tổ chức thực hiện. '
const paper = (blocks: Block[]): Paper => ({
  title: 't',
  subject: 's',
  author: 'a',
  sections: [{ orientation: 'portrait', blocks }],
})
const body = (times: number): Block => ({ kind: 'paragraph', text: SENTENCE.repeat(times).trim() })
const texts = (marks: Mark[]): string[] =>
  marks.flatMap(mark => (mark.kind === 'text' ? [mark.runs.map(run => run.text).join('')] : []))
const words = (laid: LaidOut, page: number): string[] => texts(laid.pages[page]?.marks ?? [])
const right = (mark: Mark): number => {
  if (mark.kind !== 'text') return 0
  const spaces = mark.runs.reduce((sum, run) => sum + run.text.split(' ').length - 1, 0)
  const natural = mark.runs.reduce((sum, run) => sum + widthOf(run.text, run.face) * run.size, 0)
  return mark.x + natural + spaces * mark.gap
}

describe('lines', () => {
  test('every line of a justified paragraph but the last ends at the margin', () => {
    const lines = breakLines(SENTENCE.repeat(6), { size: 14, face: 'serif' }, 400, 28)
    expect(lines.length).toBeGreaterThan(5)
    const ends = lines.map((line, index) => {
      const indent = index === 0 ? 28 : 0
      return right(placeLine(line, 50 + indent, 0, 400 - indent, 'justify'))
    })
    for (const end of ends.slice(0, -1)) expect(end).toBeCloseTo(450, 3)
    expect(ends.at(-1)).toBeLessThan(450)
  })

  test('a non-breaking space keeps the day and its number on one line', () => {
    const lines = breakLines('aaaa ngày\u00a028', { size: 10, face: 'serif' }, 45)
    expect(lines.map(line => line.words.flatMap(word => word.runs.map(run => run.text)))).toEqual([
      ['aaaa'],
      ['ngày 28'],
    ])
  })

  test('bold and italic parts are set in their faces and lose their marks', () => {
    const [line] = breakLines('một **hai** //ba//', { size: 10, face: 'serif' }, 400)
    expect(line?.words.map(word => word.runs[0]?.face)).toEqual(['serif', 'serifBold', 'serifItalic'])
    expect(plainText('một **hai** //ba//')).toBe('một hai ba')
  })
})

describe('pages', () => {
  test('carry their numbers at the top in the middle from the second on', () => {
    const laid = layOut(paper(Array.from({ length: 12 }, () => body(6))))
    expect(laid.pages.length).toBeGreaterThan(1)
    const number = (page: number): Mark | undefined =>
      laid.pages[page]?.marks.find(mark => mark.kind === 'text' && mark.y < mm(15))
    expect(number(0)).toBeUndefined()
    const second = number(1)
    expect(texts(second ? [second] : [])).toEqual(['2'])
    expect(second?.kind === 'text' && second.x + right(second)).toBeCloseTo(A4.width, 0)
  })

  test('nothing stands in the margins of Decree 30/2020', () => {
    const laid = layOut(paper(Array.from({ length: 12 }, () => body(6))))
    for (const mark of laid.pages.flatMap(page => page.marks)) {
      if (mark.kind !== 'text' || mark.y < mm(15)) continue
      expect(mark.x).toBeGreaterThanOrEqual(mm(30) - 0.01)
      expect(right(mark)).toBeLessThanOrEqual(A4.width - mm(15))
      expect(mark.y).toBeLessThanOrEqual(A4.height - mm(20))
    }
  })

  test('a heading never stands alone at the foot of a page', () => {
    for (let before = 1; before <= 40; before += 1) {
      const head: Block = { kind: 'heading', level: 1, text: 'ĐẦU MỤC', anchor: 'h' }
      const laid = layOut(paper([...Array.from({ length: before }, () => body(1)), head, body(4)]))
      const page = laid.outline[0]?.page ?? 0
      expect(words(laid, page).at(-1)).not.toBe('ĐẦU MỤC')
    }
  })

  test('a signature takes the paragraph before it along to a new page', () => {
    const sign: Block = {
      kind: 'columns',
      split: 0.5,
      left: [{ text: 'Nơi nhận', size: 12 }],
      right: [{ text: 'GIÁM ĐỐC', size: 14, before: 90 }],
    }
    for (let before = 1; before <= 40; before += 1) {
      const last: Block = { kind: 'paragraph', text: 'Đoạn cuối./.' }
      const laid = layOut(paper([...Array.from({ length: before }, () => body(1)), last, sign]))
      const page = laid.pages.findIndex(one => texts(one.marks).includes('GIÁM ĐỐC'))
      expect(words(laid, page)).toContain('Đoạn cuối./.')
    }
  })

  test('the table of contents names the page on which each heading stands, its own pages counted', () => {
    const heads = Array.from({ length: 60 }, (_, index): Block[] => [
      { kind: 'heading', level: 1, text: `Mục ${index + 1}`, anchor: `a${index}` },
      body(8),
    ])
    const laid = layOut(paper([{ kind: 'contents', title: 'MỤC LỤC', depth: 1 }, ...heads.flat()]))
    const listed = laid.pages.slice(0, 3).flatMap(page => texts(page.marks))
    for (const entry of laid.outline) {
      const at = listed.indexOf(entry.title)
      expect(listed[at + 2]).toBe(String(entry.page + 1))
    }
  })
})

describe('tables', () => {
  const table = (rows: number): Block => ({
    kind: 'table',
    columns: [
      { share: 1, align: 'center' },
      { share: 3, align: 'left' },
    ],
    header: [[{ text: 'TT' }, { text: 'Nội dung' }]],
    rows: Array.from({ length: rows }, (_, index) => ({ cells: [`#${index}`, 'Dài '.repeat(60).trim()] })),
  })

  test('repeat their header on every page and lose no row', () => {
    const laid = layOut(paper([table(30)]))
    expect(laid.pages.length).toBeGreaterThan(2)
    for (const [index] of laid.pages.entries()) expect(words(laid, index)).toContain('Nội dung')
    const all = laid.pages.flatMap(page => texts(page.marks))
    for (let row = 0; row < 30; row += 1) expect(all.filter(text => text === `#${row}`)).toHaveLength(1)
  })

  test('the last row is never alone on a page', () => {
    for (let rows = 5; rows < 40; rows += 1) {
      const laid = layOut(paper([table(rows)]))
      const last = texts(laid.pages.at(-1)?.marks ?? [])
      if (laid.pages.length > 1) expect(last).toContain(`#${rows - 2}`)
    }
  })

  test('words stay inside their cells', () => {
    const laid = layOut(paper([table(3)]))
    const marks = laid.pages[0]?.marks ?? []
    const edge = Math.max(...marks.map(mark => (mark.kind === 'line' ? mark.x2 : 0)))
    for (const mark of marks) expect(right(mark)).toBeLessThanOrEqual(edge)
  })
})
