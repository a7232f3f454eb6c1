import type { ChartSpec } from './chart.ts'
import type { Align } from './text.ts'

/** A paragraph of running text; `**bold**` and `//italic//` inside. Measures in points. */
export interface Paragraph {
  kind: 'paragraph'
  text: string
  align?: Align
  size?: number
  /** What the first line is moved in; all lines are moved in by `left`. */
  firstLine?: number
  left?: number
  before?: number
  after?: number
  /** Stays on one page with the start of what follows. */
  keepNext?: boolean
}

/** A heading, which enters the outline and the table of contents. */
export interface Heading {
  kind: 'heading'
  level: 1 | 2 | 3
  text: string
  /** The name links lead to; also its identity in the table of contents. */
  anchor: string
  align?: 'left' | 'center'
  /** A shorter wording for the outline. */
  short?: string
  newPage?: boolean
}

export interface HeaderCell {
  text: string
  columns?: number
  rows?: number
}

export interface TableRow {
  cells: string[]
  bold?: boolean
}

export interface Table {
  kind: 'table'
  /** Shares of the table's width and alignment of the bodies' cells. */
  columns: { share: number; align: 'left' | 'center' | 'right' }[]
  /** Repeated on every page the table runs over. */
  header: HeaderCell[][]
  rows: TableRow[]
  caption?: string
  /** Above the table at the right, in italics: "Đơn vị tính: …". */
  unit?: string
  size?: number
  /** Not split over pages if it fits on one. */
  together?: boolean
}

export interface Chart {
  kind: 'chart'
  caption: string
  height: number
  chart: ChartSpec
}

export interface ColumnLine {
  text: string
  size: number
  align?: 'left' | 'center'
  before?: number
  /** A rule under the line, in parts of the line's own width. */
  rule?: number
}

/** Two columns side by side: the head of an administrative document, its recipients and signature. */
export interface Columns {
  kind: 'columns'
  /** The left column's share of the width. */
  split: number
  left: ColumnLine[]
  right: ColumnLine[]
  before?: number
}

export interface Contents {
  kind: 'contents'
  title: string
  /** The deepest level listed. */
  depth: number
}

export type Block =
  | Paragraph
  | Heading
  | Table
  | Chart
  | Columns
  | Contents
  | { kind: 'space'; height: number }
  | { kind: 'rule'; width: number }
  | { kind: 'newPage' }

/** A run of pages of one orientation. Page numbers stand at the top in the middle, from the second page on. */
export interface Section {
  orientation: 'portrait' | 'landscape'
  blocks: Block[]
  /** An appendix may start counting again; otherwise numbers go on. */
  restartNumbers?: boolean
}

/** The paper as its writer made it. */
export interface Paper {
  title: string
  subject: string
  author: string
  sections: Section[]
  /** Body text in points (Decree 30/2020, appendix I: 13 to 14). */
  size?: number
  /** The outline stands open when the paper is opened. */
  showOutline?: boolean
}
