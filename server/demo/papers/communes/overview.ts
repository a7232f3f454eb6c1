import type { Block } from '#server/pdf/blocks.ts'
import { decimal, percent } from '#server/pdf/vietnamese.ts'
import { AREAS, COMMUNES } from '../../communes.ts'
import { heading, p, paragraphs } from '../formal.ts'
import { areaTable, FILE_COLUMNS, MONEY_COLUMNS, PEOPLE_COLUMNS, STAFF_COLUMNS } from './appendices.ts'
import type { CommuneFigures } from './figures.ts'

const LEADERSHIP = `
Ngay sau khi nghị quyết về sắp xếp đơn vị hành chính có hiệu lực, Ủy ban nhân dân tỉnh thành lập Ban Chỉ đạo do Chủ tịch làm Trưởng ban, phân công từng thành viên phụ trách một khu vực, họp giao ban trực tuyến hằng tuần với toàn bộ xã, phường trong ba tháng đầu và hai tuần một lần trong giai đoạn tiếp theo.
Các sở, ngành rà soát, ban hành danh mục nhiệm vụ phân cấp, phân quyền; chín tổ công tác liên ngành trực tiếp xuống cơ sở hướng dẫn. Những vướng mắc chung được tổng hợp thành bộ hỏi - đáp với 412 tình huống, cập nhật trên Cổng thông tin điện tử tỉnh để các xã, phường tra cứu.
Hạ tầng phục vụ điều hành được bảo đảm: tất cả trụ sở có đường truyền chuyên dùng, phòng họp trực tuyến, chữ ký số cho lãnh đạo và công chức tham gia giải quyết thủ tục hành chính. Hệ thống quản lý văn bản liên thông bốn cấp vận hành không gián đoạn.
`

const CONCLUSION = `
**1. Kết quả nổi bật.** Bộ máy cấp xã tinh gọn, gần dân, thẩm quyền được mở rộng; nhiều thủ tục trước đây người dân phải lên huyện nay được giải quyết ngay tại xã, phường. Sự đồng thuận trong nhân dân cao, không phát sinh điểm nóng về an ninh trật tự liên quan đến sắp xếp.
**2. Hạn chế.** Chất lượng đội ngũ không đồng đều giữa các vùng; cơ sở vật chất ở miền núi còn thiếu; dữ liệu dùng chung chưa đầy đủ; một số nhiệm vụ phân cấp chưa đi kèm nguồn lực. Tỷ lệ giải ngân vốn đầu tư của các xã lần đầu làm chủ đầu tư còn thấp.
**3. Nguyên nhân.** Khối lượng công việc chuyển giao lớn trong thời gian ngắn; hướng dẫn của vài ngành ban hành chậm; khả năng thích ứng của một bộ phận công chức hạn chế; địa bàn rộng, dân cư phân tán, đặc biệt tại hai khu vực Bản Luông và Nậm Sơn.
**4. Bài học.** Nơi nào người đứng đầu trực tiếp đối thoại, giao việc rõ ràng và dùng dữ liệu để theo dõi thì nơi đó bộ máy vận hành trôi chảy. Việc bố trí cán bộ cấp huyện về làm nòng cốt cho cấp xã là lựa chọn đúng, cần tiếp tục duy trì qua luân chuyển có thời hạn.
`

const PROPOSALS = `
1. Giao Sở Nội vụ chủ trì, trong quý tới trình Ủy ban nhân dân tỉnh phương án cân đối biên chế giữa các xã, phường theo khối lượng hồ sơ và dân số thực tế, ưu tiên vị trí địa chính, xây dựng, tài chính và công nghệ thông tin.
2. Giao Sở Tài chính hướng dẫn cơ chế tài chính đối với Trung tâm Phục vụ hành chính công cấp xã; trình phương án xử lý dứt điểm trụ sở dôi dư, ưu tiên dành cho giáo dục, y tế và thiết chế văn hóa.
3. Giao Sở Khoa học và Công nghệ hoàn thành kết nối cơ sở dữ liệu đất đai, hộ tịch, xây dựng với hệ thống giải quyết thủ tục hành chính; bổ sung trạm phát sóng tại các bản còn lõm sóng.
4. Giao Sở Xây dựng tổng hợp nhu cầu sửa chữa đường liên thôn, liên bản, báo cáo để đưa vào kế hoạch đầu tư công trung hạn; hỗ trợ các xã thiếu năng lực thông qua ban quản lý dự án khu vực.
5. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tăng cường giám sát, lấy ý kiến hài lòng của người dân theo từng quý, kết quả được công bố công khai.
6. Các xã, phường khắc phục ngay những hạn chế thuộc thẩm quyền; định kỳ ngày 25 hằng tháng cập nhật số liệu trên hệ thống báo cáo của tỉnh, không gửi báo cáo giấy.
`

const sum = (all: CommuneFigures[], value: (c: CommuneFigures) => number): number =>
  all.reduce((total, one) => total + value(one), 0)

/** Part one: the province together. */
export function overview(all: CommuneFigures[]): Block[] {
  const wards = COMMUNES.filter(one => one.kind === 'phường').length
  const received = sum(all, c => c.files.received)
  const done = sum(all, c => c.files.early + c.files.onTime)
  const settled = received - sum(all, c => c.files.pending)
  const online = sum(all, c => c.files.online)
  const revenue = sum(all, c => c.revenue.total)
  const plan = sum(all, c => c.revenue.plan)
  const areaName = (name: string): string => name.replace(/^(thành phố|thị xã|huyện) /, '')
  return [
    heading(1, 'PHẦN THỨ NHẤT. KẾT QUẢ CHUNG', { short: 'Phần thứ nhất. Kết quả chung' }),
    heading(2, 'A. Công tác lãnh đạo, chỉ đạo, điều hành'),
    ...paragraphs(LEADERSHIP),
    heading(2, 'B. Quy mô đơn vị hành chính và tổ chức bộ máy'),
    p(
      `Toàn tỉnh có ${all.length} đơn vị hành chính cấp xã gồm ${wards} phường và ${all.length - wards} xã, hình thành từ ${sum(all, c => c.formerUnits.length)} đơn vị cũ. Dân số ${decimal(sum(all, c => c.population))} người, bình quân ${decimal(sum(all, c => c.population) / all.length)} người một xã, phường; diện tích bình quân ${decimal(sum(all, c => c.squareKilometres) / all.length, 1)} km².`,
    ),
    areaTable(all, 'Bảng A. Diện tích, dân số theo khu vực', PEOPLE_COLUMNS),
    p(
      `Tổng biên chế cán bộ, công chức được giao là ${decimal(sum(all, c => c.staff.assigned))}, hiện có mặt ${decimal(sum(all, c => c.staff.present))} người; ${decimal(sum(all, c => c.staff.graduates))} người có trình độ đại học trở lên, chiếm ${percent((sum(all, c => c.staff.graduates) / sum(all, c => c.staff.present)) * 100)}.`,
    ),
    areaTable(all, 'Bảng B. Biên chế cán bộ, công chức theo khu vực', STAFF_COLUMNS),
    {
      kind: 'chart',
      caption: 'Hình A. Dân số theo khu vực (nghìn người)',
      height: 190,
      chart: {
        kind: 'bars',
        unit: 'nghìn người',
        digits: 1,
        labels: AREAS.map(area => areaName(area.name).replace(' ', '\n')),
        series: [
          {
            name: 'Dân số',
            values: AREAS.map(
              area =>
                sum(
                  all.filter(one => one.area === area.name),
                  c => c.population,
                ) / 1000,
            ),
          },
        ],
      },
    },
    heading(2, 'C. Cải cách hành chính, phục vụ người dân'),
    p(
      `Các Trung tâm Phục vụ hành chính công cấp xã tiếp nhận ${decimal(received)} hồ sơ, trong đó trực tuyến ${decimal(online)} hồ sơ (${percent((online / received) * 100)}). Đã giải quyết ${decimal(settled)} hồ sơ; số trước hạn và đúng hạn ${decimal(done)}, đạt ${percent((done / settled) * 100, 2)}.`,
    ),
    areaTable(all, 'Bảng C. Kết quả giải quyết thủ tục hành chính theo khu vực', FILE_COLUMNS),
    heading(2, 'D. Thu ngân sách và đầu tư công'),
    p(
      `Thu ngân sách trên địa bàn các xã, phường đạt ${decimal(revenue / 1000, 1)} tỷ đồng, bằng ${percent((revenue / plan) * 100)} dự toán. Vốn đầu tư công do cấp xã làm chủ đầu tư giải ngân ${decimal(sum(all, c => c.investment.paid) / 1000, 1)} tỷ đồng cho ${decimal(sum(all, c => c.investment.works))} công trình, đạt ${percent((sum(all, c => c.investment.paid) / sum(all, c => c.investment.plan)) * 100)} kế hoạch.`,
    ),
    areaTable(all, 'Bảng D. Thu ngân sách theo khu vực (triệu đồng)', MONEY_COLUMNS),
    {
      kind: 'chart',
      caption: 'Hình B. Cơ cấu thu ngân sách cấp xã',
      height: 150,
      chart: {
        kind: 'pie',
        slices: [
          { name: 'Thuế, phí, lệ phí', value: sum(all, c => c.revenue.taxes) },
          { name: 'Tiền sử dụng đất', value: sum(all, c => c.revenue.land) },
          { name: 'Thu khác', value: sum(all, c => c.revenue.other) },
        ],
      },
    },
  ]
}

/** Part three: judgement and proposals. */
export function conclusion(): Block[] {
  return [
    heading(1, 'PHẦN THỨ BA. ĐÁNH GIÁ, KIẾN NGHỊ', {
      short: 'Phần thứ ba. Đánh giá, kiến nghị',
      newPage: true,
    }),
    heading(2, 'A. Đánh giá chung'),
    ...paragraphs(CONCLUSION),
    heading(2, 'B. Kiến nghị, đề xuất'),
    ...paragraphs(PROPOSALS),
    p(
      'Trên đây là Báo cáo kết quả vận hành mô hình chính quyền địa phương hai cấp tại các xã, phường, Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, cho ý kiến./.',
    ),
  ]
}
