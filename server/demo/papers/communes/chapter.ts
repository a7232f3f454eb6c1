import type { Block, Table } from '#server/pdf/blocks.ts'
import { decimal } from '#server/pdf/vietnamese.ts'
import { type Prng, prng } from '../../prng.ts'
import { heading, p } from '../formal.ts'
import { METHOD, RECEIVED, SERVICE, SETTLED, STAFF } from './administration.ts'
import { BUDGET, ECONOMY, THRIFT, WORKS } from './economy.ts'
import type { CommuneFigures } from './figures.ts'
import { CHARACTER, FORMED, SIZE } from './formation.ts'
import { capital, type Sentence } from './sentence.ts'
import { HEALTH, POVERTY, REQUEST, SCHOOLS, TROUBLE } from './society.ts'

/** Chooses a wording, never the one the same place in the text had just before. */
export class Chooser {
  private readonly last = new Map<readonly Sentence[], Sentence>()
  private readonly random: Prng = prng('wording')

  say(bank: readonly Sentence[], figures: CommuneFigures): string {
    const before = this.last.get(bank)
    const chosen = this.random.pick(bank.filter(one => one !== before))
    this.last.set(bank, chosen)
    return capital(chosen(figures))
  }
}

/** The report on one commune: seven paragraphs and a table, all of it about this commune's own figures. */
export function chapter(figures: CommuneFigures, number: number, choose: Chooser): Block[] {
  const paragraph = (...banks: (readonly Sentence[])[]): Block =>
    p(banks.map(bank => choose.say(bank, figures)).join(' '))
  const name = `${number}. ${capital(figures.fullName)}`
  return [
    heading(2, name),
    paragraph(FORMED, SIZE, CHARACTER[figures.terrain]),
    paragraph(STAFF, METHOD),
    paragraph(RECEIVED, SETTLED, SERVICE),
    paragraph(ECONOMY[figures.terrain], WORKS),
    paragraph(BUDGET, THRIFT),
    paragraph(SCHOOLS, HEALTH, POVERTY),
    paragraph(TROUBLE, REQUEST),
    figuresTable(figures, number),
  ]
}

function figuresTable(c: CommuneFigures, number: number): Table {
  const share = (part: number, whole: number): string => decimal((part / whole) * 100, 1)
  const revenue = c.revenue.total
  const files = c.files.received
  const row = (name: string, money: number, other: string, count: number) => ({
    cells: [name, decimal(money), share(money, revenue), other, decimal(count), share(count, files)],
  })
  return {
    kind: 'table',
    caption: `Bảng ${number}. Thu ngân sách và hồ sơ thủ tục hành chính của ${c.fullName}`,
    size: 11.5,
    columns: [
      { share: 26, align: 'left' },
      { share: 15, align: 'right' },
      { share: 10, align: 'right' },
      { share: 25, align: 'left' },
      { share: 14, align: 'right' },
      { share: 10, align: 'right' },
    ],
    header: [
      [
        { text: 'Thu ngân sách (triệu đồng)', columns: 2 },
        { text: '%' },
        { text: 'Hồ sơ thủ tục hành chính', columns: 2 },
        { text: '%' },
      ],
    ],
    rows: [
      row('Thuế, phí, lệ phí', c.revenue.taxes, 'Trước hạn', c.files.early),
      row('Tiền sử dụng đất', c.revenue.land, 'Đúng hạn', c.files.onTime),
      row('Thu khác', c.revenue.other, 'Quá hạn', c.files.late),
      { cells: ['', '', '', 'Đang giải quyết', decimal(c.files.pending), share(c.files.pending, files)] },
      { ...row('Tổng thu', revenue, 'Tổng tiếp nhận', files), bold: true },
    ],
    together: true,
  }
}
