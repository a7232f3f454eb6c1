import type { Table } from '#server/pdf/blocks.ts'
import { decimal } from '#server/pdf/vietnamese.ts'
import { type EconomyFigures, total } from './figures.ts'

const COLUMNS: Table['columns'] = [
  { share: 6, align: 'center' },
  { share: 44, align: 'left' },
  { share: 17, align: 'right' },
  { share: 17, align: 'right' },
  { share: 16, align: 'right' },
]

interface Item {
  name: string
  plan: number
  done: number
}

function planTable(caption: string, heads: [string, string, string], items: Item[], sum: string): Table {
  const row = (number: string, item: Item, bold = false) => ({
    cells: [
      number,
      item.name,
      decimal(item.plan),
      decimal(item.done),
      decimal((item.done / item.plan) * 100, 1),
    ],
    bold,
  })
  const whole = { name: sum, plan: total(items, one => one.plan), done: total(items, one => one.done) }
  return {
    kind: 'table',
    caption,
    unit: 'Đơn vị tính: tỷ đồng',
    columns: COLUMNS,
    header: [['TT', 'Nội dung', ...heads].map(text => ({ text }))],
    rows: [...items.map((item, index) => row(String(index + 1), item)), row('', whole, true)],
    together: items.length < 8,
  }
}

export const revenueTable = (figures: EconomyFigures): Table =>
  planTable(
    'Bảng 3. Thu ngân sách nhà nước trên địa bàn',
    ['Dự toán năm', 'Ước thực hiện', 'Tỷ lệ (%)'],
    figures.revenue.map(one => ({ ...one, done: one.actual })),
    'Tổng thu',
  )

export const spendingTable = (figures: EconomyFigures): Table =>
  planTable(
    'Bảng 4. Chi ngân sách địa phương',
    ['Dự toán năm', 'Ước thực hiện', 'Tỷ lệ (%)'],
    figures.spending.map(one => ({ ...one, done: one.actual })),
    'Tổng chi',
  )

export const investmentTable = (figures: EconomyFigures): Table =>
  planTable(
    'Bảng 5. Giải ngân vốn đầu tư công theo chủ đầu tư',
    ['Kế hoạch vốn', 'Đã giải ngân', 'Tỷ lệ (%)'],
    figures.investment.map(one => ({ ...one, done: one.paid })),
    'Tổng cộng',
  )

export function cropTable(figures: EconomyFigures): Table {
  return {
    kind: 'table',
    caption: 'Bảng 1. Diện tích, năng suất, sản lượng một số cây trồng chính',
    columns: COLUMNS,
    header: [
      [
        { text: 'TT' },
        { text: 'Cây trồng' },
        { text: 'Diện tích (ha)' },
        { text: 'Năng suất (tạ/ha)' },
        { text: 'Sản lượng (tấn)' },
      ],
    ],
    rows: figures.crops.map((crop, index) => ({
      cells: [
        String(index + 1),
        crop.name,
        decimal(crop.hectares),
        decimal(crop.yield, 1),
        decimal(crop.tonnes),
      ],
    })),
    together: true,
  }
}

export function goodsTable(figures: EconomyFigures, month: number): Table {
  return {
    kind: 'table',
    caption: 'Bảng 2. Một số sản phẩm công nghiệp chủ yếu',
    columns: [
      { share: 6, align: 'center' },
      { share: 30, align: 'left' },
      { share: 16, align: 'center' },
      { share: 16, align: 'right' },
      { share: 16, align: 'right' },
      { share: 16, align: 'right' },
    ],
    header: [
      [
        { text: 'TT', rows: 2 },
        { text: 'Sản phẩm', rows: 2 },
        { text: 'Đơn vị tính', rows: 2 },
        { text: 'Ước thực hiện', columns: 2 },
        { text: 'So với cùng kỳ (%)', rows: 2 },
      ],
      [{ text: `Tháng ${month}` }, { text: 'Lũy kế' }],
    ],
    rows: figures.goods.map((good, index) => ({
      cells: [
        String(index + 1),
        good.name,
        good.unit,
        decimal(good.month),
        decimal(good.sum),
        decimal(good.against, 1),
      ],
    })),
    together: true,
  }
}
