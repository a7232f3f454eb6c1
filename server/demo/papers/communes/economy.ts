import type { Terrain } from '../../communes.ts'
import { billions, capital, n, rate, type Sentence, villageWord } from './sentence.ts'

/** What people live on. */
export const ECONOMY: Record<Terrain, Sentence[]> = {
  urban: [
    c =>
      `Thương mại, dịch vụ tăng khá; ${n(c.enterprises)} doanh nghiệp và các tuyến phố chuyên doanh đóng góp phần lớn số thu của ${c.fullName}.`,
    c =>
      `${capital(c.kind)} đã chỉnh trang ${n(c.roads.paved / 4, 1)} km vỉa hè, lập lại trật tự tại ba chợ, bố trí khu ẩm thực đêm cho ${n(c.villages * 4)} hộ kinh doanh.`,
    c =>
      `Số doanh nghiệp đang hoạt động là ${n(c.enterprises)}, trong đó ${n(c.enterprises / 9)} doanh nghiệp thành lập sau ngày sắp xếp; giá trị dịch vụ chiếm trên ba phần tư tổng giá trị.`,
    c =>
      `Quản lý trật tự xây dựng được siết chặt, ${n(c.wait * 11)} công trình được kiểm tra, ${c.wait % 9} trường hợp vi phạm đã tự tháo dỡ.`,
    c =>
      `Các khu dân cư mới ở ${c.fullName} thu hút ${n(c.households / 21)} hộ về ở trong năm, kéo theo nhu cầu về trường học và bãi đỗ xe.`,
  ],
  coast: [
    c =>
      `Sản lượng khai thác của ${n(c.boats)} tàu cá ước ${n(c.boats * 21.4)} tấn; nuôi trồng trên ${n(c.ponds)} ha cho ${n(c.ponds * 4.7)} tấn tôm, cua, ngao.`,
    c =>
      `${n(c.boats)} chủ tàu ở ${c.fullName} đã ký cam kết chống khai thác bất hợp pháp, không có tàu vi phạm vùng biển nước ngoài.`,
    c =>
      `Mô hình nuôi tôm hai giai đoạn mở rộng thêm ${n(c.ponds / 12)} ha, lợi nhuận bình quân ${n(180 + c.wait * 4)} triệu đồng/ha.`,
    c =>
      `Nghề muối chuyển sang trải bạt ở ${n(c.ponds / 5)} ha, chất lượng tăng và giá bán cao hơn muối truyền thống khoảng một phần ba.`,
    c =>
      `Du lịch biển bắt đầu khởi sắc với ${n(c.wait * 3)} cơ sở lưu trú; ${c.fullName} đón ${n(c.population * 1.9)} lượt khách từ đầu năm.`,
    c =>
      `Sau đợt triều cường, ${c.kind} cùng nhân dân gia cố ${n(c.roads.total * 36)} m bờ bao, bảo vệ an toàn ${n(c.ponds)} ha nuôi trồng.`,
  ],
  plain: [
    c =>
      `Vụ lúa vừa qua gieo cấy ${n(c.rice.hectares)} ha, sản lượng ${n(c.rice.tonnes)} tấn; ${c.cooperatives} hợp tác xã bao tiêu một phần ba sản lượng.`,
    c =>
      `Cánh đồng lớn không bờ thửa được mở rộng lên ${n(c.rice.hectares / 7)} ha, máy bay không người lái phun thuốc cho ${n(c.rice.hectares / 3)} ha.`,
    c =>
      `Năng suất lúa của ${c.fullName} đạt ${n((c.rice.tonnes / c.rice.hectares) * 10, 1)} tạ/ha; vùng rau an toàn ${n(c.rice.hectares / 18)} ha cung cấp cho siêu thị trong tỉnh.`,
    c =>
      `Đàn vật nuôi ${n(c.livestock)} con được tiêm phòng đầy đủ, các trại tập trung đã di dời khỏi khu dân cư theo lộ trình.`,
    c =>
      `${c.cooperatives} hợp tác xã nông nghiệp hoạt động hiệu quả, doanh thu bình quân ${n(900 + c.wait * 61)} triệu đồng, làm dịch vụ tưới tiêu cho ${n(c.rice.hectares)} ha.`,
    c =>
      `Làng nghề ở ${c.fullName} giữ việc làm cho ${n(c.population / 16)} lao động, thu nhập bình quân ${n(7.2 + (c.wait % 7) / 5, 1)} triệu đồng một tháng.`,
  ],
  midland: [
    c =>
      `Diện tích rừng trồng khai thác trong năm ${n(c.forest / 22)} ha, trồng lại ngay ${n(c.forest / 24)} ha; gỗ có chứng chỉ chiếm ${n(18 + (c.wait % 23))}%.`,
    c =>
      `Chè và cây ăn quả của ${c.cooperatives} hợp tác xã được dán tem truy xuất; ba sản phẩm của ${c.fullName} đạt chuẩn ba sao trở lên.`,
    c =>
      `Sản lượng lúa đạt ${n(c.rice.tonnes)} tấn trên ${n(c.rice.hectares)} ha, đủ lương thực tại chỗ và dành một phần cho chăn nuôi ${n(c.livestock)} con gia súc, gia cầm.`,
    c =>
      `Mô hình nuôi ong dưới tán rừng phát triển ở ${n(c.villages / 2)} ${villageWord(c)}, mỗi năm thu ${n(c.forest / 31, 1)} tấn mật.`,
    c =>
      `Hai tổ hợp tác của ${c.fullName} chuyển ${n(c.forest / 60)} ha bạch đàn sang trồng gỗ lớn và dược liệu, có doanh nghiệp ký bao tiêu.`,
    c =>
      `${n(c.enterprises)} cơ sở, doanh nghiệp chế biến gỗ, chè trên địa bàn tạo việc làm thường xuyên cho ${n(c.population / 19)} người.`,
  ],
  mountain: [
    c =>
      `Bà con gieo cấy ${n(c.rice.hectares)} ha lúa nước và lúa nương, thu ${n(c.rice.tonnes)} tấn thóc; đàn gia súc, gia cầm ${n(c.livestock)} con vượt qua mùa rét an toàn.`,
    c =>
      `Tiền dịch vụ môi trường rừng chi trả cho ${n(c.forest)} ha đạt ${billions(c.forest * 0.62)}, mỗi hộ nhận khoán thêm nguồn thu đáng kể.`,
    c =>
      `Các bản ở ${c.fullName} trồng mới ${n(c.forest / 150)} ha quế, mắc ca và sa nhân dưới tán rừng, phần lớn theo hợp đồng liên kết.`,
    c =>
      `Du lịch cộng đồng có ${n(4 + (c.wait % 11))} nhà nghỉ tại bản, đón ${n(c.population * 0.44)} lượt khách, giúp phụ nữ bản bán được hàng dệt và nông sản.`,
    c =>
      `${n(c.cooperatives)} hợp tác xã mới thành lập thu mua ngô, sắn và măng khô cho ${n(c.households / 3)} hộ, hạn chế tình trạng bị ép giá.`,
    c =>
      `Nước sinh hoạt tự chảy được dẫn về thêm ${1 + (c.wait % 4)} bản, nâng tỷ lệ hộ dùng nước hợp vệ sinh lên ${n(74 + (c.population % 190) / 10, 1)}%.`,
  ],
}

/** Public works. */
export const WORKS: Sentence[] = [
  c =>
    `Kế hoạch vốn đầu tư công ${billions(c.investment.plan)} bố trí cho ${c.investment.works} công trình, đã giải ngân ${billions(c.investment.paid)}, đạt ${rate(c.investment.paid, c.investment.plan)}.`,
  c =>
    `${capital(c.kind)} làm chủ đầu tư ${c.investment.works} công trình; khối lượng thanh toán ${billions(c.investment.paid)} trên tổng ${billions(c.investment.plan)}.`,
  c =>
    `Lần đầu làm chủ đầu tư các dự án chuyển từ cấp huyện, ${c.fullName} giải ngân được ${rate(c.investment.paid, c.investment.plan)} trong ${billions(c.investment.plan)} kế hoạch.`,
  c =>
    `Trong ${c.investment.works} công trình được giao có ${Math.max(1, c.investment.works - (c.wait % 4) - 2)} công trình đang thi công, số vốn đã thanh toán là ${billions(c.investment.paid)} (${rate(c.investment.paid, c.investment.plan)}).`,
  c =>
    `Tỷ lệ giải ngân ${rate(c.investment.paid, c.investment.plan)} của ${billions(c.investment.plan)} vốn giao phản ánh nỗ lực giải phóng mặt bằng, người dân hiến ${n(c.population / 9)} m² đất mở đường.`,
  c =>
    `Nhân dân đóng góp ${n(c.households / 4)} ngày công làm đường; cùng ${billions(c.investment.paid)} vốn nhà nước đã giải ngân, ${n(c.roads.paved / 20, 1)} km đường được làm mới.`,
]

/** The budget. */
export const BUDGET: Sentence[] = [
  c =>
    `Thu ngân sách trên địa bàn đạt ${billions(c.revenue.total)}, bằng ${rate(c.revenue.total, c.revenue.plan)} dự toán; trong đó thuế, phí ${billions(c.revenue.taxes)}, tiền sử dụng đất ${billions(c.revenue.land)}, thu khác ${billions(c.revenue.other)}.`,
  c =>
    `Về tài chính, tổng thu ${billions(c.revenue.total)} trên dự toán ${billions(c.revenue.plan)} (${rate(c.revenue.total, c.revenue.plan)}); khoản lớn nhất là ${c.revenue.taxes > c.revenue.land ? `thuế, phí và lệ phí ${billions(c.revenue.taxes)}` : `tiền sử dụng đất ${billions(c.revenue.land)}`}.`,
  c =>
    `Dự toán thu được giao ${billions(c.revenue.plan)}; thực hiện ${billions(c.revenue.total)}, gồm ${billions(c.revenue.taxes)} thuế, phí, ${billions(c.revenue.land)} từ đất và ${billions(c.revenue.other)} thu khác.`,
  c =>
    `Số thu của ${c.fullName} bằng ${rate(c.revenue.total, c.revenue.plan)} dự toán, tương ứng ${billions(c.revenue.total)}, bình quân ${n((c.revenue.total * 1000) / c.population)} nghìn đồng một người dân.`,
  c =>
    `Đến nay ${c.kind} thu được ${billions(c.revenue.total)}; tiền sử dụng đất chiếm ${rate(c.revenue.land, c.revenue.total)}, thuế và phí chiếm ${rate(c.revenue.taxes, c.revenue.total)}.`,
  c =>
    `Nguồn thu ${billions(c.revenue.total)} (${rate(c.revenue.total, c.revenue.plan)} kế hoạch) cho phép ${c.fullName} tự bảo đảm một phần chi đầu tư; phần còn lại do ngân sách tỉnh bổ sung.`,
]

/** Thrift. */
export const THRIFT: Sentence[] = [
  c =>
    `Chi thường xuyên được tiết kiệm ${n(4 + (c.wait % 8) / 2, 1)}%, dành sửa chữa ${1 + (c.villages % 3)} nhà văn hóa ${villageWord(c)}.`,
  c =>
    `Trong ${c.formerUnits.length} trụ sở cũ, một nơi làm trụ sở chính, số còn lại được chuyển thành trường học, trạm y tế hoặc điểm sinh hoạt cộng đồng theo phương án đã duyệt.`,
  c =>
    `Việc kiểm kê tài sản sau sáp nhập hoàn thành với ${n(c.staff.assigned * 9 + c.villages)} đầu mục, giá trị chênh lệch đã xử lý qua hội đồng.`,
  c =>
    `Sổ sách kế toán của các đơn vị cũ đã khóa và bàn giao đầy đủ, không phát sinh nợ đọng xây dựng cơ bản.`.replace(
      'các đơn vị cũ',
      `${c.formerUnits.length} đơn vị hình thành nên ${c.fullName}`,
    ),
  c =>
    `Công khai ngân sách được thực hiện tại ${c.villages} ${villageWord(c)} và trên trang thông tin của ${c.kind}, kèm bản tóm tắt dễ hiểu một trang.`,
]
