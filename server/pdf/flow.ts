import type {
  Block,
  Chart,
  ColumnLine,
  Columns,
  Heading,
  Paper,
  Paragraph,
  Section,
  Table,
} from './blocks.ts'
import { drawChart } from './chart.ts'
import { type ContentsEntry, placeContents } from './contents.ts'
import { A4, BLACK, type LaidOut, type Mark, mm, type OutlineEntry, type Page } from './page.ts'
import { layHeader, layRows } from './table.ts'
import { breakLines, label, placeLine } from './text.ts'

/** Margins of Decree 30/2020, appendix I: top and bottom 20 to 25 mm, left 30 to 35 mm, right 15 to 20 mm. */
const MARGIN = { top: mm(21), bottom: mm(20), left: mm(30), right: mm(17) }
const LEADING = 1.28

/**
 * Lays a paper out in pages. A table of contents names pages that its own length moves: such a paper is laid
 * out again until the numbers hold.
 */
export function layOut(paper: Paper): LaidOut {
  let known: ContentsEntry[] = []
  for (;;) {
    const { laid, contents } = new Flow(paper, known).run()
    const hasContents = paper.sections.some(one => one.blocks.some(block => block.kind === 'contents'))
    const settled = contents.every((entry, index) => entry.number === known[index]?.number)
    if (!hasContents || settled) return laid
    known = contents
  }
}

class Flow {
  private readonly pages: Page[] = []
  private readonly outline: OutlineEntry[] = []
  private readonly anchors = new Map<string, { page: number; y: number }>()
  private readonly contents: ContentsEntry[] = []
  private readonly paper: Paper
  private readonly known: ContentsEntry[]
  private readonly size: number
  private page: Page = { ...A4, marks: [] }
  private section: Section | undefined
  private number = 0
  private y = 0

  constructor(paper: Paper, known: ContentsEntry[]) {
    this.paper = paper
    this.known = known
    this.size = paper.size ?? 14
  }

  run(): { laid: LaidOut; contents: ContentsEntry[] } {
    for (const section of this.paper.sections) {
      this.section = section
      if (section.restartNumbers) this.number = 0
      this.newPage()
      section.blocks.forEach((block, index) => {
        this.place(block, section.blocks[index + 1])
      })
    }
    const laid = { pages: this.pages, outline: this.outline, anchors: this.anchors }
    return { laid, contents: this.contents }
  }

  private get left(): number {
    return MARGIN.left
  }
  private get width(): number {
    return this.page.width - MARGIN.left - MARGIN.right
  }
  private get bottom(): number {
    return this.page.height - MARGIN.bottom
  }

  private newPage(): void {
    const wide = this.section?.orientation === 'landscape'
    const { width, height } = A4
    this.page = { width: wide ? height : width, height: wide ? width : height, marks: [] }
    this.pages.push(this.page)
    this.number += 1
    this.y = MARGIN.top
    if (this.number > 1) {
      const style = { size: 13, face: 'serif' } as const
      this.page.marks.push(label(String(this.number), this.page.width / 2, mm(13), style, 'center'))
    }
  }

  private need(height: number): void {
    if (this.y + height > this.bottom && this.y > MARGIN.top + 1) this.newPage()
  }

  private place(block: Block, next: Block | undefined): void {
    if (block.kind === 'paragraph') this.paragraph(block, this.followerOf(block, next))
    else if (block.kind === 'heading') this.heading(block, this.startOf(next))
    else if (block.kind === 'table') this.table(block)
    else if (block.kind === 'columns') this.columns(block)
    else if (block.kind === 'chart') this.chart(block)
    else if (block.kind === 'contents') this.tableOfContents(block.title, block.depth)
    else if (block.kind === 'space') this.y += block.height
    else if (block.kind === 'rule') this.rule(block.width)
    else if (this.y > MARGIN.top + 1) this.newPage()
  }

  private chart(block: Chart): void {
    this.need(block.height + 40)
    const text = `**${block.caption}**`
    this.paragraph({ kind: 'paragraph', text, align: 'center', size: 13, firstLine: 0 }, 0)
    const box = { x: this.left, y: this.y, width: this.width, height: block.height }
    this.page.marks.push(...drawChart(block.chart, box))
    this.y += block.height + 12
  }

  private rule(width: number): void {
    const x1 = this.left + (this.width - width) / 2
    const y = this.y + 3
    this.page.marks.push({ kind: 'line', x1, y1: y, x2: x1 + width, y2: y, width: 0.7, color: BLACK })
    this.y += 12
  }

  /** A signature never stands alone on a page: the last paragraph goes with it. */
  private followerOf(block: Paragraph, next: Block | undefined): number {
    if (next?.kind === 'columns') return this.columnsHeight(next)
    return block.keepNext ? this.startOf(next) : 0
  }

  private columnsHeight(block: Columns): number {
    const split = this.width * block.split
    const left = this.column(block.left, 0, split - 6, 0).height
    return (block.before ?? 0) + Math.max(left, this.column(block.right, 0, this.width - split, 0).height)
  }

  /** How much of the next block must stand on the same page as a heading above it. */
  private startOf(next: Block | undefined): number {
    if (!next) return 0
    if (next.kind === 'table') {
      const header = layHeader(next, this.left, this.width).height
      const rows = layRows(next, this.left, this.width)
      const body = next.together ? rows.reduce((sum, row) => sum + row.height, 0) : (rows[0]?.height ?? 0)
      return header + body + 50
    }
    if (next.kind === 'chart') return next.height + 40
    if (next.kind === 'heading') return this.size * LEADING * 4
    return this.size * LEADING * 2
  }

  private paragraph(block: Paragraph, following: number): void {
    const size = block.size ?? this.size
    const leading = size * LEADING
    const left = block.left ?? 0
    const align = block.align ?? 'justify'
    const firstLine = block.firstLine ?? (align === 'justify' ? mm(10) : 0)
    const lines = breakLines(block.text, { size, face: 'serif' }, this.width - left, firstLine)
    this.y += block.before ?? 0
    const fits = this.y + lines.length * leading <= this.bottom
    const room = Math.floor((this.bottom - this.y) / leading + 1e-6)
    // No single line of a paragraph stays alone at the foot or the head of a page.
    const broken = !fits && (room < 2 || lines.length < 4)
    if (broken || (following > 0 && this.y + lines.length * leading + following > this.bottom)) this.need(1e6)
    lines.forEach((line, index) => {
      const lastButOne = index === lines.length - 2 && lines.length > 2
      this.need(lastButOne ? 2 * leading : leading)
      const indent = index === 0 ? firstLine : 0
      const x = this.left + left + indent
      const width = this.width - left - indent
      this.page.marks.push(placeLine(line, x, this.y + size * 0.98, width, align))
      this.y += leading
    })
    this.y += block.after ?? 5
  }

  private heading(block: Heading, following: number): void {
    if (block.newPage && this.y > MARGIN.top + 1) this.newPage()
    const level = block.level
    const text = level === 3 ? `**//${block.text}//**` : `**${block.text}**`
    const align = block.align ?? 'left'
    const left = align === 'center' ? 0 : mm(10)
    const lines = breakLines(text, { size: this.size, face: 'serif' }, this.width - left)
    const height = lines.length * this.size * LEADING
    const before = this.y > MARGIN.top + 1 ? (level === 1 ? 12 : 7) : 0
    this.y += before
    this.need(height + following + 6)
    const at = { page: this.pages.length - 1, y: this.y - 4 }
    this.anchors.set(block.anchor, at)
    this.outline.push({ title: block.short ?? block.text, level, ...at })
    this.contents.push({ text: block.text, level, anchor: block.anchor, number: this.number })
    this.paragraph({ kind: 'paragraph', text, align, firstLine: 0, left, after: level === 1 ? 6 : 4 }, 0)
  }

  private table(block: Table): void {
    const header = layHeader(block, this.left, this.width)
    const rows = layRows(block, this.left, this.width)
    const body = rows.reduce((sum, row) => sum + row.height, 0)
    const above = (block.caption ? 24 : 0) + (block.unit ? 18 : 0)
    const whole = above + header.height + body
    const page = this.bottom - MARGIN.top
    this.need(block.together && whole < page ? whole : above + header.height + (rows[0]?.height ?? 0))
    const line: Paragraph = { kind: 'paragraph', text: '', size: 13, firstLine: 0, after: 3 }
    if (block.caption) this.paragraph({ ...line, text: `**${block.caption}**`, align: 'center' }, 0)
    if (block.unit) this.paragraph({ ...line, text: `//${block.unit}//`, align: 'right', size: 12 }, 0)
    this.draw(header)
    rows.forEach((row, index) => {
      // The last row, often the sum, takes the row before it along to a new page.
      const last = index === rows.length - 2 ? (rows[index + 1]?.height ?? 0) : 0
      if (this.y + row.height + last > this.bottom) {
        this.newPage()
        this.draw(header)
      }
      this.draw(row)
    })
    this.y += 10
  }

  private draw(row: { height: number; marks(y: number): Mark[] }): void {
    this.page.marks.push(...row.marks(this.y))
    this.y += row.height
  }

  private columns(block: Columns): void {
    const split = this.width * block.split
    const sides = [
      { lines: block.left, x: this.left, width: split - 6 },
      { lines: block.right, x: this.left + split, width: this.width - split },
    ]
    this.need(this.columnsHeight(block))
    this.y += block.before ?? 0
    const placed = sides.map(side => this.column(side.lines, side.x, side.width, this.y))
    for (const side of placed) this.page.marks.push(...side.marks)
    this.y += Math.max(...placed.map(side => side.height))
  }

  private column(
    lines: ColumnLine[],
    x: number,
    width: number,
    top: number,
  ): { height: number; marks: Mark[] } {
    const marks: Mark[] = []
    let y = top
    for (const item of lines) {
      y += item.before ?? 0
      const broken = breakLines(item.text, { size: item.size, face: 'serif' }, width)
      for (const line of broken) {
        marks.push(placeLine(line, x, y + item.size * 0.98, width, item.align ?? 'center'))
        y += item.size * 1.2
        if (item.rule !== undefined && line === broken.at(-1)) {
          const long = line.width * item.rule
          const x1 = x + (width - long) / 2
          marks.push({ kind: 'line', x1, y1: y + 2, x2: x1 + long, y2: y + 2, width: 0.7, color: BLACK })
          y += 4
        }
      }
    }
    return { height: y - top, marks }
  }

  private tableOfContents(title: string, depth: number): void {
    this.paragraph({ kind: 'paragraph', text: `**${title}**`, align: 'center', after: 10 }, 0)
    for (const entry of this.known.filter(one => one.level <= depth)) {
      const placed = placeContents(entry, this.left, this.width)
      this.need(placed.height)
      this.page.marks.push(...placed.marks(this.y))
      this.y += placed.height
    }
    this.newPage()
  }
}
