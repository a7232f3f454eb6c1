import type { Block, Paper } from '#server/pdf/blocks.ts'
import { type Day, daysBefore, nextMonth, percent } from '#server/pdf/vietnamese.ts'
import { person } from '../committee.ts'
import { economyFigures } from './economy/figures.ts'
import { production } from './economy/production.ts'
import { publicFinance } from './economy/publicFinance.ts'
import { society } from './economy/society.ts'
import { tasks } from './economy/tasks.ts'
import { heading, letterhead, p, signature, titleBlock } from './formal.ts'

/** `tháng 10 và 10 tháng đầu năm 2026`: how monthly reports name their time. */
export function period(today: Day): string {
  const { month, year } = today
  if (month === 1) return `tháng 01 năm ${year}`
  if (month === 12) return `tháng 12 và cả năm ${year}`
  return `tháng ${month} và ${month} tháng đầu năm ${year}`
}

/** The monthly socio-economic report, with tables and vector charts. */
export function economicReport(today: Day): Paper {
  const figures = economyFigures(today.month)
  const next = nextMonth(today)
  const about = `Tình hình kinh tế - xã hội ${period(today)};\nnhiệm vụ, giải pháp trọng tâm tháng ${next.month} năm ${next.year}`
  const blocks: Block[] = [
    ...letterhead({
      above: 'UBND tỉnh Thuận Giang',
      issuer: 'Sở Tài chính',
      number: '538/BC-STC',
      day: daysBefore(today, 3),
    }),
    ...titleBlock('Báo cáo', about),
    p(
      `Thực hiện Chương trình công tác của Ủy ban nhân dân tỉnh, trên cơ sở báo cáo của các sở, ban, ngành và Ủy ban nhân dân các xã, phường, Sở Tài chính tổng hợp, báo cáo tình hình kinh tế - xã hội ${period(today)} và đề xuất nhiệm vụ, giải pháp trọng tâm tháng ${next.month} năm ${next.year} như sau:`,
    ),
    heading(1, 'I. ĐÁNH GIÁ CHUNG'),
    p(
      `Kinh tế của tỉnh tiếp tục chuyển biến tích cực, hầu hết các ngành, lĩnh vực đạt kết quả cao hơn cùng kỳ. Tổng sản phẩm trên địa bàn (GRDP) ước tăng ${percent(figures.growth.all, 2)}; trong đó khu vực nông, lâm nghiệp và thủy sản tăng ${percent(figures.growth.agriculture, 2)}, công nghiệp tăng ${percent(figures.growth.industry, 2)}, xây dựng tăng ${percent(figures.growth.construction, 2)}, dịch vụ tăng ${percent(figures.growth.services, 2)}. Công nghiệp chế biến, chế tạo giữ vai trò động lực, đóng góp gần một nửa mức tăng chung.`,
    ),
    p(
      'Mô hình chính quyền địa phương hai cấp vận hành ổn định, thông suốt từ tỉnh đến xã, phường; phần lớn thủ tục hành chính được tiếp nhận và trả kết quả không phụ thuộc địa giới hành chính. An sinh xã hội được bảo đảm, quốc phòng được củng cố, an ninh chính trị và trật tự an toàn xã hội được giữ vững.',
    ),
    {
      kind: 'chart',
      caption: 'Hình 1. Tốc độ tăng GRDP theo khu vực so với cùng kỳ',
      height: 190,
      chart: {
        kind: 'bars',
        unit: '%',
        digits: 2,
        labels: ['Nông, lâm nghiệp,\nthủy sản', 'Công nghiệp', 'Xây dựng', 'Dịch vụ', 'GRDP'],
        series: [
          { name: `Năm ${today.year - 1}`, values: [3.18, 9.42, 7.06, 7.93, 7.31] },
          {
            name: `Năm ${today.year}`,
            values: [
              figures.growth.agriculture,
              figures.growth.industry,
              figures.growth.construction,
              figures.growth.services,
              figures.growth.all,
            ],
          },
        ],
      },
    },
    {
      kind: 'chart',
      caption: 'Hình 2. Cơ cấu GRDP theo giá hiện hành',
      height: 165,
      chart: { kind: 'pie', slices: figures.structure },
    },
    heading(1, 'II. KẾT QUẢ TRÊN CÁC NGÀNH, LĨNH VỰC'),
    ...production(today, figures),
    ...publicFinance(figures),
    ...society(today),
    ...tasks(next),
    ...signature({
      title: 'GIÁM ĐỐC',
      name: person('finance').fullName,
      recipients: [
        'UBND tỉnh;',
        'Thường trực Tỉnh ủy, HĐND tỉnh;',
        'Các sở, ban, ngành cấp tỉnh;',
        'UBND các xã, phường;',
        'Thống kê tỉnh;',
        'Lưu: VT, THQLNS.',
      ],
    }),
  ]
  return {
    title: `Báo cáo tình hình kinh tế - xã hội ${period(today)}`,
    subject: 'Tài liệu minh họa của một tỉnh không có thật',
    author: 'Sở Tài chính',
    sections: [{ orientation: 'portrait', blocks }],
    showOutline: true,
  }
}
