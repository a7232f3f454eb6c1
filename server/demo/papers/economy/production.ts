import type { Block } from '#server/pdf/blocks.ts'
import { type Day, decimal, percent } from '#server/pdf/vietnamese.ts'
import { heading, p, paragraphs } from '../formal.ts'
import { type EconomyFigures, monthLabels, sinceJanuary } from './figures.ts'
import { cropTable, goodsTable } from './tables.ts'

const FARMING = `
//Chăn nuôi và thủy sản.// Tổng đàn lợn 612.400 con, đàn trâu 58.900 con, đàn bò 141.700 con, đàn gia cầm 11,86 triệu con. Dịch tả lợn châu Phi phát sinh tại 07 xã, đã được khoanh vùng và tiêu hủy 1.214 con theo quy định; không để dịch cúm gia cầm lây lan. Sản lượng thủy sản nuôi trồng tăng 4,6%, khai thác giảm 1,2% do nhiều đợt biển động dài ngày; 100% tàu cá chiều dài từ 15 m trở lên duy trì kết nối thiết bị giám sát hành trình.
//Lâm nghiệp.// Toàn tỉnh trồng mới 4.380 ha rừng tập trung, trong đó rừng gỗ lớn 1.120 ha; độ che phủ rừng ước đạt 46,3%. Lực lượng kiểm lâm phối hợp với chính quyền các xã miền núi phát hiện, xử lý 42 vụ vi phạm, giảm 13 vụ so với cùng kỳ; không xảy ra cháy rừng lớn.
//Xây dựng nông thôn mới.// Sau khi sắp xếp đơn vị hành chính, các xã đã rà soát lại toàn bộ tiêu chí; có 51 trên 88 xã đạt chuẩn, 14 xã đạt chuẩn nâng cao. Chương trình mỗi xã một sản phẩm có thêm 23 sản phẩm được công nhận, nâng tổng số lên 286 sản phẩm từ 03 sao trở lên, 04 sản phẩm đạt 05 sao.
//Thủy lợi, phòng, chống thiên tai.// Đã hoàn thành nạo vét 318 km kênh mương nội đồng, tu bổ 27 km đê cấp IV; vận hành 19 hồ chứa theo quy trình, dung tích các hồ đạt 81% thiết kế. Hai đợt mưa lớn trong tháng làm ngập 640 ha lúa và hoa màu, sạt lở 11 điểm trên các tuyến đường tỉnh; thiệt hại ước 23,5 tỷ đồng, các địa phương đã khắc phục trong vòng năm ngày.
`

const SERVICES = `
Du lịch phục hồi rõ nét: tổng lượt khách ước đạt 2,14 triệu lượt, tăng 18,3%; khách quốc tế 96,4 nghìn lượt, tăng 27,8%; tổng thu từ khách du lịch ước 1.985 tỷ đồng. Tuyến du lịch cộng đồng Bản Luông - Nậm Sơn đón hơn 140 nghìn lượt khách, thời gian lưu trú bình quân tăng từ 1,3 lên 1,7 ngày.
Vận tải hành khách ước đạt 17,9 triệu lượt, tăng 9,1%; vận tải hàng hóa ước đạt 24,6 triệu tấn, tăng 11,4%. Cảng Cửa Đằng tiếp nhận 612 lượt tàu, sản lượng hàng hóa thông qua 3,27 triệu tấn, vượt sản lượng của cả năm trước đúng một quý.
Hoạt động ngân hàng bám sát chỉ đạo của Ngân hàng Nhà nước; tổng nguồn vốn huy động tăng 9,8%, dư nợ tín dụng tăng 11,6% so với cuối năm trước, trong đó tín dụng nông nghiệp, nông thôn chiếm 48%. Tỷ lệ nợ xấu 1,32%, nằm trong giới hạn kiểm soát.
Chỉ số giá tiêu dùng bình quân tăng 3,27%; nhóm nhà ở, điện, nước, chất đốt và vật liệu xây dựng tăng cao nhất (5,41%) do giá cát xây dựng biến động, nhóm giao thông giảm 1,08% theo giá xăng dầu. Lực lượng quản lý thị trường kiểm tra 418 vụ, xử lý 207 vụ vi phạm.
`

/** Agriculture, industry, services. */
export function production(today: Day, figures: EconomyFigures): Block[] {
  const rice = figures.crops[0]
  const last = figures.industryIndex.at(-1) ?? 0
  const average = sinceJanuary(figures.industryIndex, today.month) / today.month
  const retail = sinceJanuary(figures.retail, today.month)
  const exports = sinceJanuary(figures.exports, today.month)
  const imports = sinceJanuary(figures.imports, today.month)
  const months = monthLabels(today)
  return [
    heading(2, '1. Nông, lâm nghiệp và thủy sản'),
    p(
      `//Trồng trọt.// Diện tích gieo cấy lúa đạt ${decimal(rice?.hectares ?? 0)} ha, năng suất ước ${decimal(rice?.yield ?? 0, 1)} tạ/ha, sản lượng ước ${decimal(rice?.tonnes ?? 0)} tấn. Các địa phương đã chuyển đổi 1.260 ha đất lúa kém hiệu quả sang cây ăn quả và rau màu; diện tích liên kết sản xuất theo chuỗi tăng lên 9.470 ha, tập trung tại khu vực Phú Xá và Yên Khê.`,
    ),
    cropTable(figures),
    ...paragraphs(FARMING),
    heading(2, '2. Công nghiệp và xây dựng'),
    p(
      `Chỉ số sản xuất công nghiệp tháng ${today.month} ước đạt ${percent(last)} so với cùng tháng năm trước, bình quân từ đầu năm đạt ${percent(average)}. Ngành chế biến, chế tạo tăng khá nhờ hai dự án linh kiện điện tử tại Khu công nghiệp Đông Thuận đi vào hoạt động đủ công suất; sản xuất và phân phối điện tăng nhờ lượng nước về hồ thủy điện dồi dào; riêng khai khoáng giảm nhẹ do ba mỏ đá hết hạn giấy phép đang làm thủ tục đóng cửa.`,
    ),
    {
      kind: 'chart',
      caption: 'Hình 3. Chỉ số sản xuất công nghiệp so với cùng tháng năm trước',
      height: 185,
      chart: {
        kind: 'lines',
        unit: '%',
        digits: 1,
        from: 100,
        labels: months,
        series: [{ name: 'Chỉ số sản xuất công nghiệp', values: figures.industryIndex }],
      },
    },
    goodsTable(figures, today.month),
    p(
      'Toàn tỉnh có 09 khu công nghiệp được thành lập, tỷ lệ lấp đầy bình quân 67,2%; 21 cụm công nghiệp hoạt động với 348 dự án thứ cấp. Giá trị sản xuất ngành xây dựng tăng nhờ tiến độ các công trình giao thông liên vùng; giá vật liệu được công bố hằng tháng giúp các nhà thầu chủ động thi công, song nguồn cát san lấp còn thiếu khoảng 1,1 triệu m³.',
    ),
    heading(2, '3. Thương mại, dịch vụ và xuất nhập khẩu'),
    p(
      `Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng lũy kế ước đạt ${decimal(retail)} tỷ đồng, tăng 10,2% so với cùng kỳ. Kim ngạch xuất khẩu ước đạt ${decimal(exports, 1)} triệu USD, nhập khẩu ước đạt ${decimal(imports, 1)} triệu USD; xuất siêu ${decimal(exports - imports, 1)} triệu USD. Mặt hàng xuất khẩu chủ lực là linh kiện điện tử, hàng may mặc, giày dép và thủy sản đông lạnh.`,
    ),
    {
      kind: 'chart',
      caption: 'Hình 4. Kim ngạch xuất khẩu, nhập khẩu theo tháng',
      height: 190,
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
    ...paragraphs(SERVICES),
  ]
}
