import type { Block, Section, Table, TableRow } from '#server/pdf/blocks.ts'
import { decimal, percent } from '#server/pdf/vietnamese.ts'
import { AREAS } from '../../communes.ts'
import { heading, p } from '../formal.ts'
import type { CommuneFigures } from './figures.ts'
import { capital } from './sentence.ts'

/** A column of figures that is added up. */
export interface SumColumn {
  title: string
  digits?: number
  value(c: CommuneFigures): number
}

const sumOf = (list: readonly CommuneFigures[], column: SumColumn): number =>
  list.reduce((sum, one) => sum + column.value(one), 0)

const cellsOf = (list: readonly CommuneFigures[], columns: SumColumn[]): string[] =>
  columns.map(column => decimal(sumOf(list, column), column.digits ?? 0))

/** A table with a row an area and the province's sum. */
export function areaTable(all: CommuneFigures[], caption: string, columns: SumColumn[]): Table {
  const rows: TableRow[] = AREAS.map((area, index) => {
    const own = all.filter(one => one.area === area.name)
    return { cells: [String(index + 1), capital(area.name), ...cellsOf(own, columns)] }
  })
  rows.push({ cells: ['', 'Toàn tỉnh', ...cellsOf(all, columns)], bold: true })
  return table(caption, 'Khu vực (trước sắp xếp)', columns, rows, 12, true)
}

function table(
  caption: string | undefined,
  who: string,
  columns: SumColumn[],
  rows: TableRow[],
  size: number,
  together: boolean,
): Table {
  const rest = 66 / columns.length
  return {
    kind: 'table',
    ...(caption ? { caption } : {}),
    size,
    together,
    columns: [
      { share: 6, align: 'center' },
      { share: 28, align: 'left' },
      ...columns.map(() => ({ share: rest, align: 'right' as const })),
    ],
    header: [[{ text: 'TT' }, { text: who }, ...columns.map(column => ({ text: column.title }))]],
    rows,
  }
}

function appendix(all: CommuneFigures[], number: string, title: string, columns: SumColumn[]): Block[] {
  const rows: TableRow[] = all.map((one, index) => ({
    cells: [String(index + 1), capital(one.fullName), ...cellsOf([one], columns)],
  }))
  rows.push({ cells: ['', 'Tổng cộng', ...cellsOf(all, columns)], bold: true })
  return [
    { kind: 'newPage' },
    heading(1, `PHỤ LỤC ${number}. ${title}`, { short: `Phụ lục ${number}. ${title}` }),
    table(undefined, 'Xã, phường', columns, rows, 11.5, false),
  ]
}

export const PEOPLE_COLUMNS: SumColumn[] = [
  { title: 'Diện tích (km²)', digits: 1, value: c => c.squareKilometres },
  { title: 'Dân số (người)', value: c => c.population },
  { title: 'Số hộ', value: c => c.households },
  { title: 'Số thôn, bản, tổ dân phố', value: c => c.villages },
]
export const FILE_COLUMNS: SumColumn[] = [
  { title: 'Tiếp nhận', value: c => c.files.received },
  { title: 'Trước hạn', value: c => c.files.early },
  { title: 'Đúng hạn', value: c => c.files.onTime },
  { title: 'Quá hạn', value: c => c.files.late },
  { title: 'Đang giải quyết', value: c => c.files.pending },
]
export const MONEY_COLUMNS: SumColumn[] = [
  { title: 'Dự toán thu', value: c => c.revenue.plan },
  { title: 'Thuế, phí, lệ phí', value: c => c.revenue.taxes },
  { title: 'Tiền sử dụng đất', value: c => c.revenue.land },
  { title: 'Thu khác', value: c => c.revenue.other },
  { title: 'Tổng thu', value: c => c.revenue.total },
]
export const STAFF_COLUMNS: SumColumn[] = [
  { title: 'Biên chế giao', value: c => c.staff.assigned },
  { title: 'Có mặt', value: c => c.staff.present },
  { title: 'Trình độ đại học trở lên', value: c => c.staff.graduates },
  { title: 'Chuyển từ cấp huyện', value: c => c.staff.transferred },
]

/** The long tables at the end, on broad pages: every commune a row, every column added up. */
export function appendices(all: CommuneFigures[]): Section {
  const late = all.reduce((sum, one) => sum + one.files.late, 0)
  const received = all.reduce((sum, one) => sum + one.files.received, 0)
  return {
    orientation: 'landscape',
    blocks: [
      ...appendix(all, 'I', 'DIỆN TÍCH, DÂN SỐ CỦA CÁC XÃ, PHƯỜNG', PEOPLE_COLUMNS),
      ...appendix(all, 'II', 'BIÊN CHẾ CÁN BỘ, CÔNG CHỨC CẤP XÃ', STAFF_COLUMNS),
      ...appendix(all, 'III', 'KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH (HỒ SƠ)', FILE_COLUMNS),
      p(
        `//Ghi chú:// số hồ sơ quá hạn bằng ${percent((late / received) * 100, 2)} số tiếp nhận; số liệu trích từ Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh.`,
      ),
      ...appendix(all, 'IV', 'THU NGÂN SÁCH NHÀ NƯỚC TRÊN ĐỊA BÀN XÃ, PHƯỜNG (TRIỆU ĐỒNG)', MONEY_COLUMNS),
    ],
  }
}
