import type { Day } from '#server/pdf/vietnamese.ts'
import { prng, share } from '../../prng.ts'

/** The invented economy of the province, so made that parts add up to their wholes. Money in billion đồng. */
export interface EconomyFigures {
  /** Growth of the gross product against the same period, per cent, by sector and together. */
  growth: { agriculture: number; industry: number; construction: number; services: number; all: number }
  /** Shares of the sectors in the product, per cent, adding up to 100. */
  structure: { name: string; value: number }[]
  /** Twelve months up to this one. Industrial production in per cent of the same month of the year before. */
  industryIndex: number[]
  /** Retail sales. */
  retail: number[]
  /** Exports and imports, million dollars. */
  exports: number[]
  imports: number[]
  revenue: { name: string; plan: number; actual: number }[]
  spending: { name: string; plan: number; actual: number }[]
  investment: { name: string; plan: number; paid: number }[]
  crops: { name: string; hectares: number; yield: number; tonnes: number }[]
  goods: { name: string; unit: string; month: number; sum: number; against: number }[]
}

const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits

const REVENUES: [name: string, plan: number][] = [
  ['Thu từ doanh nghiệp nhà nước', 1_260],
  ['Thu từ doanh nghiệp có vốn đầu tư nước ngoài', 2_140],
  ['Thu từ khu vực kinh tế ngoài quốc doanh', 3_050],
  ['Thuế thu nhập cá nhân', 920],
  ['Thu tiền sử dụng đất', 3_600],
  ['Thuế bảo vệ môi trường', 640],
  ['Lệ phí trước bạ', 485],
  ['Các khoản thu khác', 705],
  ['Thu từ hoạt động xuất nhập khẩu', 1_700],
]
const SPENDINGS: [name: string, plan: number][] = [
  ['Chi đầu tư phát triển', 6_480],
  ['Chi sự nghiệp giáo dục, đào tạo và dạy nghề', 5_260],
  ['Chi sự nghiệp y tế, dân số', 1_390],
  ['Chi bảo đảm xã hội', 1_175],
  ['Chi sự nghiệp kinh tế, môi trường', 1_640],
  ['Chi quản lý hành chính', 2_715],
  ['Chi thường xuyên khác', 940],
]
const INVESTORS: [name: string, plan: number][] = [
  ['Ban QLDA đầu tư xây dựng công trình giao thông', 1_845],
  ['Ban QLDA đầu tư xây dựng công trình dân dụng và công nghiệp', 1_120],
  ['Ban QLDA đầu tư xây dựng công trình nông nghiệp', 735],
  ['Sở Y tế', 310],
  ['Sở Giáo dục và Đào tạo', 265],
  ['Ủy ban nhân dân các xã, phường', 1_975],
  ['Các chủ đầu tư khác', 230],
]
const CROPS: [name: string, hectares: number, perHectare: number][] = [
  ['Lúa', 98_420, 6.14],
  ['Ngô', 17_360, 4.82],
  ['Khoai lang', 4_215, 11.6],
  ['Lạc', 5_130, 2.73],
  ['Rau các loại', 21_870, 18.4],
  ['Chè búp tươi', 6_240, 11.9],
]
const GOODS: [name: string, unit: string, monthly: number][] = [
  ['Điện sản xuất', 'triệu kWh', 186],
  ['Xi măng', 'nghìn tấn', 242],
  ['Quần áo may sẵn', 'nghìn cái', 4_860],
  ['Giày dép', 'nghìn đôi', 1_315],
  ['Thủy sản chế biến', 'tấn', 3_940],
  ['Linh kiện điện tử', 'nghìn cái', 9_270],
  ['Thức ăn chăn nuôi', 'tấn', 21_600],
  ['Chè chế biến', 'tấn', 1_120],
  ['Nước máy thương phẩm', 'nghìn m³', 3_450],
]

/** The figures of the first `months` months. */
export function economyFigures(months: number): EconomyFigures {
  const random = prng('economy')
  const year = months / 12
  const done = (plan: number, low: number, high: number): number =>
    Math.round(plan * Math.min(1.06, year * random.between(low, high)))
  // Two years of months, so that charts show twelve in January too.
  const series = (base: number, swing: number): number[] =>
    Array.from({ length: 24 }, (_, index) =>
      round(base * (1 + (index - 12) * 0.008 + random.between(-swing, swing))),
    ).slice(months, 12 + months)
  const structure = share(1000, [217, 264, 92, 358, 69]).map(part => part / 10)
  const names = ['Nông, lâm nghiệp và thủy sản', 'Công nghiệp', 'Xây dựng', 'Dịch vụ', 'Thuế trừ trợ cấp']
  return {
    growth: { agriculture: 3.42, industry: 10.87, construction: 8.15, services: 8.64, all: 8.06 },
    structure: names.map((name, index) => ({ name, value: structure[index] ?? 0 })),
    industryIndex: series(107, 0.03),
    retail: series(5_240, 0.03),
    exports: series(164, 0.06),
    imports: series(118, 0.06),
    revenue: REVENUES.map(([name, plan]) => ({ name, plan, actual: done(plan, 0.88, 1.12) })),
    spending: SPENDINGS.map(([name, plan]) => ({ name, plan, actual: done(plan, 0.82, 0.99) })),
    investment: INVESTORS.map(([name, plan]) => ({ name, plan, paid: done(plan, 0.58, 0.98) })),
    crops: CROPS.map(([name, hectares, perHectare]) => {
      const grown = Math.round(hectares * Math.min(1, 0.4 + year * 0.6))
      const tonnes = Math.round(grown * perHectare)
      return { name, hectares: grown, yield: round((tonnes / grown) * 10, 1), tonnes }
    }),
    goods: GOODS.map(([name, unit, monthly]) => {
      const month = Math.round(monthly * random.between(0.95, 1.12))
      const sum = Math.round(monthly * (months - 1) * random.between(0.94, 1.03)) + month
      return { name, unit, month, sum, against: round(random.between(101.2, 116.8)) }
    }),
  }
}

/** The sum of one figure over a list. */
export const total = <T>(list: readonly T[], figure: (one: T) => number): number =>
  list.reduce((sum, one) => sum + figure(one), 0)

/** What the months of this year add up to, of twelve months up to this one. */
export const sinceJanuary = (series: readonly number[], months: number): number =>
  total(series.slice(-months), one => one)

/** `11/25`: the names of the twelve months up to this one. */
export function monthLabels({ year, month }: Day): string[] {
  return Array.from({ length: 12 }, (_, index) => {
    const own = month - 11 + index
    return own < 1 ? `${own + 12}/${String(year - 1).slice(2)}` : `${own}/${String(year).slice(2)}`
  })
}
