import { type ChartSpec, drawChart, type Look } from '#server/pdf/chart.ts'
import type { Color, LaidOut, Mark, OutlineEntry, Page } from '#server/pdf/page.ts'
import { breakLines, label, placeLine } from '#server/pdf/text.ts'
import { type Day, decimal, nextMonth, percent, shortDate } from '#server/pdf/vietnamese.ts'
import { PROVINCE } from '../committee.ts'
import { period } from './economicReport.ts'
import { type EconomyFigures, economyFigures, monthLabels, sinceJanuary, total } from './economy/figures.ts'

const WIDE = { width: 960, height: 540 }
const NAVY: Color = [0.07, 0.2, 0.4]
const GOLD: Color = [0.86, 0.62, 0.16]
const WHITE: Color = [1, 1, 1]
const GREY: Color = [0.4, 0.43, 0.48]
const LOOK: Look = { plain: 'sans', bold: 'sansBold', italic: 'sans', scale: 1.35 }

interface Slide {
  title: string
  points: string[]
  chart?: ChartSpec
}

/** The five largest revenues, and the rest together. */
function revenueSlices(figures: EconomyFigures): { name: string; value: number }[] {
  const sorted = [...figures.revenue].sort((a, b) => b.actual - a.actual)
  const large = sorted.slice(0, 5).map(one => {
    const name = one.name
      .replace('Thu từ doanh nghiệp', 'Doanh nghiệp')
      .replace('Thu từ khu vực kinh tế n', 'N')
    return {
      name: name.replace('Thu từ h', 'H').replace('có vốn đầu tư nước ngoài', 'FDI'),
      value: one.actual,
    }
  })
  return [...large, { name: 'Còn lại', value: total(sorted.slice(5), one => one.actual) }]
}

function slides(today: Day, figures: EconomyFigures): Slide[] {
  const plan = total(figures.revenue, one => one.plan)
  const got = total(figures.revenue, one => one.actual)
  const paid = total(figures.investment, one => one.paid)
  const capital = total(figures.investment, one => one.plan)
  const exports = sinceJanuary(figures.exports, today.month)
  const months = monthLabels(today)
  const next = nextMonth(today)
  const growth = figures.growth
  return [
    {
      title: 'Tăng trưởng kinh tế',
      points: [
        `GRDP tăng ${percent(growth.all, 2)}, cao hơn cùng kỳ`,
        `Công nghiệp dẫn dắt: tăng ${percent(growth.industry, 2)}`,
        'Dịch vụ, du lịch phục hồi rõ nét',
      ],
      chart: {
        kind: 'bars',
        unit: '% so với cùng kỳ',
        digits: 2,
        labels: ['Nông nghiệp', 'Công nghiệp', 'Xây dựng', 'Dịch vụ', 'GRDP'],
        series: [
          {
            name: `Năm ${today.year}`,
            values: [growth.agriculture, growth.industry, growth.construction, growth.services, growth.all],
          },
        ],
      },
    },
    {
      title: 'Sản xuất công nghiệp',
      points: [
        `Chỉ số tháng ${today.month}: ${percent(figures.industryIndex.at(-1) ?? 0)}`,
        'Hai dự án linh kiện điện tử đạt đủ công suất',
        'Thiếu khoảng 1,1 triệu m³ cát san lấp',
      ],
      chart: {
        kind: 'lines',
        unit: '% so với cùng tháng năm trước',
        digits: 1,
        from: 100,
        labels: months,
        series: [{ name: 'Chỉ số sản xuất công nghiệp', values: figures.industryIndex }],
      },
    },
    {
      title: 'Xuất nhập khẩu',
      points: [
        `Xuất khẩu lũy kế ${decimal(exports, 1)} triệu USD`,
        'Xuất siêu liên tục trong các tháng',
        'Cảng Cửa Đằng: 3,27 triệu tấn hàng hóa',
      ],
      chart: {
        kind: 'lines',
        unit: 'triệu USD',
        digits: 0,
        from: 80,
        labels: months,
        series: [
          { name: 'Xuất khẩu', values: figures.exports },
          { name: 'Nhập khẩu', values: figures.imports },
        ],
      },
    },
    {
      title: 'Thu ngân sách nhà nước',
      points: [
        `Đạt ${decimal(got)} tỷ đồng, bằng ${percent((got / plan) * 100)} dự toán`,
        'Khu vực ngoài quốc doanh giữ nhịp tăng',
        'Tiền sử dụng đất phụ thuộc bốn phiên đấu giá',
      ],
      chart: {
        kind: 'pie',
        slices: revenueSlices(figures),
      },
    },
    {
      title: 'Giải ngân vốn đầu tư công',
      points: [
        `${decimal(paid)} / ${decimal(capital)} tỷ đồng (${percent((paid / capital) * 100)})`,
        'Vướng mặt bằng, vật liệu, đổi chủ đầu tư',
        'Đề xuất điều chuyển vốn dự án dưới 50%',
      ],
      chart: {
        kind: 'bars',
        unit: '% kế hoạch',
        digits: 1,
        labels: ['Giao thông', 'Dân dụng', 'Thủy lợi', 'Y tế', 'Giáo dục', 'Xã, phường', 'Khác'],
        series: [
          { name: 'Tỷ lệ giải ngân', values: figures.investment.map(one => (one.paid / one.plan) * 100) },
        ],
      },
    },
    {
      title: 'Hạn chế và nguyên nhân',
      points: [
        'Giải ngân chưa đều giữa các chủ đầu tư; ba dự án trọng điểm chậm mặt bằng từ 02 đến 05 tháng.',
        'Nợ thuế trên 90 ngày còn 1.068 tỷ đồng.',
        '26 xã thiếu công chức có chuyên môn về công nghệ thông tin.',
        '143 trụ sở dôi dư chưa có phương án xử lý.',
        'Nguy cơ sạt lở ở vùng núi, xâm nhập mặn ở vùng ven biển.',
      ],
    },
    {
      title: `Nhiệm vụ trọng tâm tháng ${next.month}`,
      points: [
        'Rà soát từng nguồn thu, phấn đấu vượt ít nhất 5% dự toán.',
        'Lập tiến độ giải ngân theo tuần, gắn trách nhiệm người đứng đầu.',
        'Bồi dưỡng 1.200 công chức cấp xã; điều động 80 công chức hỗ trợ xã khó khăn.',
        'Ban hành quy định về tài sản cấp nước sạch nông thôn.',
        'Kết nối họp không giấy với toàn bộ 102 xã, phường.',
      ],
    },
    {
      title: 'Kiến nghị Ủy ban nhân dân tỉnh',
      points: [
        'Ứng trước 120 tỷ đồng từ nguồn dự phòng để khắc phục sạt lở.',
        'Giao Sở Nội vụ trình phương án điều động công chức trong tháng.',
        'Kiến nghị kéo dài thời gian giải ngân hai dự án liên vùng.',
      ],
    },
  ]
}

const lines = (text: string, x: number, y: number, width: number, size: number, color: Color): Mark[] =>
  breakLines(text, { size, face: 'sans', color }, width).map((line, index) =>
    placeLine(line, x, y + index * size * 1.35, width, 'left'),
  )

function cover(today: Day): Page {
  const style = { size: 38, face: 'sansBold', color: WHITE } as const
  const marks: Mark[] = [
    { kind: 'rect', x: 0, y: 0, ...WIDE, fill: NAVY },
    { kind: 'rect', x: 70, y: 300, width: 140, height: 5, fill: GOLD },
    label('SỞ TÀI CHÍNH TỈNH THUẬN GIANG', 70, 110, { size: 18, face: 'sans', color: WHITE }),
    label('Tình hình kinh tế - xã hội', 70, 210, style),
    label(period(today), 70, 262, { ...style, size: 30 }),
    label(`Trình bày tại phiên họp UBND tỉnh, ngày ${shortDate(today)}`, 70, 350, {
      size: 18,
      face: 'sans',
      color: WHITE,
    }),
  ]
  return { ...WIDE, marks }
}

function slidePage(slide: Slide, number: number): Page {
  const marks: Mark[] = [
    { kind: 'rect', x: 0, y: 0, width: WIDE.width, height: 84, fill: NAVY },
    { kind: 'rect', x: 0, y: 84, width: WIDE.width, height: 4, fill: GOLD },
    label(slide.title, 48, 55, { size: 30, face: 'sansBold', color: WHITE }),
    label(`UBND tỉnh ${PROVINCE.name}`, 48, 520, { size: 12, face: 'sans', color: GREY }),
    label(String(number), 912, 520, { size: 12, face: 'sans', color: GREY }, 'right'),
  ]
  const width = slide.chart ? 300 : 850
  let y = 150
  for (const point of slide.points) {
    const placed = lines(point, 72, y, width - 24, 21, [0.1, 0.12, 0.16])
    marks.push({ kind: 'rect', x: 50, y: y - 12, width: 9, height: 9, fill: GOLD }, ...placed)
    y += placed.length * 21 * 1.35 + 20
  }
  if (slide.chart) marks.push(...drawChart(slide.chart, { x: 385, y: 112, width: 530, height: 380 }, LOOK))
  return { ...WIDE, marks }
}

/** The reporter's slides for the first item, 16:9. */
export function slideShow(today: Day): LaidOut & { title: string; subject: string; author: string } {
  const list = slides(today, economyFigures(today.month))
  const pages = [cover(today), ...list.map((slide, index) => slidePage(slide, index + 2))]
  const outline: OutlineEntry[] = list.map((slide, index) => ({
    title: slide.title,
    level: 1,
    page: index + 1,
    y: 0,
  }))
  return {
    title: `Trình chiếu: Tình hình kinh tế - xã hội ${period(today)}`,
    subject: 'Tài liệu minh họa của một tỉnh không có thật',
    author: 'Sở Tài chính',
    pages,
    outline,
    anchors: new Map(),
  }
}
