import type { Block } from '#server/pdf/blocks.ts'
import { decimal, percent } from '#server/pdf/vietnamese.ts'
import { heading, p, paragraphs } from '../formal.ts'
import { type EconomyFigures, total } from './figures.ts'
import { investmentTable, revenueTable, spendingTable } from './tables.ts'

const BUSINESS = `
Từ đầu năm có 1.186 doanh nghiệp thành lập mới với tổng vốn đăng ký 12.940 tỷ đồng, tăng 14,7% về số doanh nghiệp; 402 doanh nghiệp quay trở lại hoạt động; 518 doanh nghiệp tạm ngừng và 97 doanh nghiệp giải thể. Tỉnh đã tổ chức bốn cuộc gặp mặt doanh nghiệp, giải quyết dứt điểm 63 trên 71 kiến nghị.
Thu hút được 46 dự án đầu tư mới, trong đó 11 dự án có vốn đầu tư nước ngoài với 214 triệu USD; điều chỉnh tăng vốn 19 dự án. Lũy kế trên địa bàn có 1.027 dự án trong nước còn hiệu lực, tổng vốn 186.300 tỷ đồng và 138 dự án có vốn đầu tư nước ngoài, tổng vốn 2,91 tỷ USD. Ủy ban nhân dân tỉnh đã chấm dứt hoạt động 08 dự án chậm tiến độ kéo dài, thu hồi 74,6 ha đất.
`

const LAND = `
Công tác đo đạc, lập cơ sở dữ liệu địa chính hoàn thành tại 79 xã, phường, đã đồng bộ 1,06 triệu thửa đất với cơ sở dữ liệu quốc gia. Bảng giá đất mới được công bố, áp dụng thống nhất; thời gian xác định giá đất cụ thể rút ngắn còn 38 ngày. Toàn tỉnh cấp mới 21.470 giấy chứng nhận quyền sử dụng đất.
Tỷ lệ thu gom, xử lý chất thải rắn sinh hoạt đạt 94,1% ở đô thị, 82,6% ở nông thôn; nhà máy điện rác Đồng Cọ đã hòa lưới thử nghiệm 7,5 MW. Quan trắc nước mặt tại 42 vị trí cho thấy 38 vị trí đạt quy chuẩn, 04 vị trí trên sông Khê vượt ngưỡng amoni, đang được truy tìm nguồn thải.
`

/** Budget, public investment, enterprises, land and environment. */
export function publicFinance(figures: EconomyFigures): Block[] {
  const plan = total(figures.revenue, one => one.plan)
  const got = total(figures.revenue, one => one.actual)
  const spent = total(figures.spending, one => one.actual)
  const spendPlan = total(figures.spending, one => one.plan)
  const paid = total(figures.investment, one => one.paid)
  const paidPlan = total(figures.investment, one => one.plan)
  const short = figures.investment.map(one => (one.paid / one.plan) * 100)
  return [
    heading(2, '4. Tài chính, ngân sách'),
    p(
      `Thu ngân sách nhà nước trên địa bàn lũy kế ước đạt ${decimal(got)} tỷ đồng, bằng ${percent((got / plan) * 100)} dự toán năm. Các khoản thu từ sản xuất, kinh doanh bảo đảm tiến độ; thu tiền sử dụng đất phụ thuộc vào kết quả đấu giá bốn khu đô thị tại Vĩnh Thuận và Lam Hà. Ngành thuế đã thu hồi 386 tỷ đồng nợ thuế, hoàn thuế giá trị gia tăng 1.142 tỷ đồng.`,
    ),
    revenueTable(figures),
    {
      kind: 'chart',
      caption: 'Hình 5. Cơ cấu thu ngân sách nhà nước',
      height: 175,
      chart: {
        kind: 'pie',
        slices: figures.revenue.map(one => ({ name: one.name, value: one.actual })),
      },
    },
    p(
      `Chi ngân sách địa phương ước ${decimal(spent)} tỷ đồng, bằng ${percent((spent / spendPlan) * 100)} dự toán, đáp ứng đầy đủ tiền lương, các chế độ an sinh và chi trả theo chính sách tinh giản biên chế sau sắp xếp bộ máy. Ngân sách cấp xã lần đầu được giao quyền chủ động chi đầu tư từ nguồn thu sử dụng đất, song 17 xã còn lúng túng trong lập dự toán bổ sung.`,
    ),
    spendingTable(figures),
    heading(2, '5. Đầu tư công'),
    p(
      `Tổng kế hoạch vốn đầu tư công năm nay là ${decimal(paidPlan)} tỷ đồng. Đến thời điểm báo cáo đã giải ngân ${decimal(paid)} tỷ đồng, đạt ${percent((paid / paidPlan) * 100)} kế hoạch; chủ đầu tư có tỷ lệ thấp nhất đạt ${percent(Math.min(...short))}, cao nhất đạt ${percent(Math.max(...short))}. Vướng mắc tập trung ở giải phóng mặt bằng, nguồn vật liệu san lấp và việc điều chỉnh chủ đầu tư sau khi kết thúc hoạt động của cấp huyện.`,
    ),
    investmentTable(figures),
    {
      kind: 'chart',
      caption: 'Hình 6. Tỷ lệ giải ngân theo chủ đầu tư (thứ tự như Bảng 5)',
      height: 175,
      chart: {
        kind: 'bars',
        unit: '% kế hoạch vốn',
        digits: 1,
        labels: figures.investment.map((_, index) => `(${index + 1})`),
        series: [{ name: 'Tỷ lệ giải ngân', values: short }],
      },
    },
    heading(2, '6. Doanh nghiệp và thu hút đầu tư'),
    ...paragraphs(BUSINESS),
    heading(2, '7. Tài nguyên và môi trường'),
    ...paragraphs(LAND),
  ]
}
