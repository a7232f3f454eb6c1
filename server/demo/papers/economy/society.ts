import type { Block } from '#server/pdf/blocks.ts'
import type { Day } from '#server/pdf/vietnamese.ts'
import { heading, p, paragraphs } from '../formal.ts'

const SCIENCE = `
Hạ tầng số tiếp tục được mở rộng: 100% xã, phường có cáp quang, 96,8% thôn, bản có sóng 4G, trung tâm các phường và 31 xã có sóng 5G. Toàn bộ 102 xã, phường họp trực tuyến với tỉnh qua hệ thống truyền hình hội nghị dùng chung; tài liệu phiên họp của Ủy ban nhân dân tỉnh được phát hành dưới dạng điện tử, trừ tài liệu có nội dung bí mật nhà nước.
Tỷ lệ hồ sơ trực tuyến toàn trình đạt 71,4%; 88,9% kết quả giải quyết thủ tục hành chính được số hóa và tái sử dụng. Có 1.240 tổ công nghệ số cộng đồng với hơn 7.900 thành viên thường xuyên hướng dẫn người cao tuổi cài đặt định danh điện tử, thanh toán không dùng tiền mặt.
Tỉnh phê duyệt 18 nhiệm vụ khoa học và công nghệ mới, trong đó có đề tài chọn tạo giống lúa chịu mặn cho vùng Hải Lộc và mô hình cảnh báo sạt lở bằng cảm biến giá rẻ tại 26 điểm miền núi; hỗ trợ 34 doanh nghiệp bảo hộ nhãn hiệu, chỉ dẫn địa lý.
`
const EDUCATION = `
Quy mô trường lớp được sắp xếp hợp lý với 612 cơ sở giáo dục mầm non, phổ thông, 391.500 học sinh. Tỷ lệ trường đạt chuẩn quốc gia là 74,2%. Ngành giáo dục đã điều động, biệt phái 236 giáo viên từ nơi thừa sang nơi thiếu; khởi công 05 trường phổ thông nội trú liên cấp tại các xã biên giới, vùng cao.
Chất lượng mũi nhọn có tiến bộ, đoàn học sinh của tỉnh đạt 57 giải quốc gia, tăng 06 giải. Chính sách miễn học phí cho học sinh công lập được thực hiện đầy đủ; 100% điểm trường có bếp ăn bán trú được kiểm tra an toàn thực phẩm ít nhất một lần trong học kỳ.
`
const HEALTH = `
Sở Y tế hoàn thành tổ chức lại trạm y tế theo đơn vị hành chính mới với 102 trạm chính và 168 điểm trạm, duy trì đủ bác sĩ làm việc định kỳ tại 94% điểm trạm. Bệnh án điện tử được triển khai tại tất cả bệnh viện công lập; hồ sơ sức khỏe điện tử phủ 91,3% dân số.
Số ca sốt xuất huyết từ đầu năm là 1.876 ca, giảm 32% so với cùng kỳ, không có tử vong; sởi và tay chân miệng được kiểm soát. Tỷ lệ bao phủ bảo hiểm y tế đạt 95,1%. Toàn tỉnh phát hiện 05 vụ ngộ độc thực phẩm với 63 người mắc, tất cả đã hồi phục.
`
const WELFARE = `
Từ đầu năm đã giải quyết việc làm cho 24.800 lao động, trong đó 3.150 người đi làm việc ở nước ngoài theo hợp đồng. Tỷ lệ hộ nghèo còn 3,86%, giảm 1,02 điểm phần trăm; hoàn thành xóa nhà tạm, nhà dột nát cho 2.914 hộ, sớm hơn kế hoạch bốn tháng.
Các chính sách với người có công được chi trả qua tài khoản cho 98,7% người hưởng. Vào dịp ngày 27 tháng 7, các cấp đã trao 41.300 suất quà; quy tập được 12 hài cốt liệt sĩ, trong đó 03 trường hợp xác định danh tính bằng phương pháp thực chứng.
`
const CULTURE = `
Ngành văn hóa tổ chức thành công Lễ hội sông Thuận và Ngày hội văn hóa các dân tộc lần thứ tám; kiểm kê 214 di sản văn hóa phi vật thể, lập hồ sơ nghề dệt thổ cẩm Chiềng Vân đề nghị đưa vào danh mục quốc gia. Thể thao thành tích cao đạt 86 huy chương tại các giải toàn quốc, trong đó có 24 huy chương vàng.
`
const GOVERNANCE = `
Bộ máy sau sắp xếp được kiện toàn: 102 xã, phường có đủ lãnh đạo chủ chốt; 2.061 cán bộ, công chức cấp huyện trước đây được bố trí về cấp xã. Chỉ số cải cách hành chính năm trước của tỉnh xếp thứ 19, tăng 08 bậc. Thanh tra tỉnh hoàn thành 37 cuộc, kiến nghị thu hồi 18,4 tỷ đồng; tiếp 2.216 lượt công dân, giải quyết 91,5% đơn khiếu nại, tố cáo thuộc thẩm quyền.
Công tác dân tộc, tôn giáo được quan tâm; vốn chương trình mục tiêu vùng đồng bào dân tộc thiểu số giải ngân 61,8%. Ngành tư pháp thẩm định 64 dự thảo văn bản quy phạm pháp luật, rà soát 318 văn bản liên quan đến sắp xếp đơn vị hành chính, kiến nghị bãi bỏ 77 văn bản không còn phù hợp.
`
const SECURITY = `
Lực lượng vũ trang duy trì nghiêm chế độ sẵn sàng chiến đấu, hoàn thành diễn tập khu vực phòng thủ tại cụm xã ven biển và tuyển quân đạt 100% chỉ tiêu. Công an tỉnh triệt phá 214 vụ phạm pháp hình sự, tỷ lệ điều tra khám phá 88,4%; bắt giữ 176 đối tượng ma túy; số vụ lừa đảo qua mạng giảm 21% sau đợt tuyên truyền đến từng hộ.
Tai nạn giao thông giảm trên cả ba tiêu chí: xảy ra 138 vụ (giảm 29 vụ), 71 người chết (giảm 14 người), 96 người bị thương (giảm 33 người). Cháy nổ xảy ra 22 vụ, thiệt hại 6,8 tỷ đồng; 100% chung cư và chợ hạng I được kiểm tra an toàn phòng cháy, chữa cháy.
`

/** Science, culture, society, government, defence. */
export function society(today: Day): Block[] {
  return [
    heading(2, '8. Khoa học, công nghệ và chuyển đổi số'),
    ...paragraphs(SCIENCE),
    heading(2, '9. Văn hóa, xã hội'),
    heading(3, 'a) Giáo dục và đào tạo'),
    ...paragraphs(EDUCATION),
    heading(3, 'b) Y tế, dân số'),
    ...paragraphs(HEALTH),
    {
      kind: 'chart',
      caption: 'Hình 7. Tỷ lệ hộ nghèo và tỷ lệ bao phủ bảo hiểm y tế',
      height: 170,
      chart: {
        kind: 'bars',
        unit: '%',
        digits: 1,
        labels: [4, 3, 2, 1, 0].map(back => String(today.year - back)),
        series: [
          { name: 'Hộ nghèo', values: [9.1, 7.4, 6.0, 4.9, 3.9] },
          { name: 'Bao phủ bảo hiểm y tế', values: [90.4, 92.0, 93.2, 94.3, 95.1] },
        ],
      },
    },
    heading(3, 'c) Lao động, người có công và an sinh xã hội'),
    ...paragraphs(WELFARE),
    heading(3, 'd) Văn hóa, thể thao'),
    ...paragraphs(CULTURE),
    heading(2, '10. Nội vụ, tư pháp, thanh tra, dân tộc và tôn giáo'),
    ...paragraphs(GOVERNANCE),
    heading(2, '11. Quốc phòng, an ninh, trật tự an toàn xã hội'),
    ...paragraphs(SECURITY),
    p(
      '//Ghi chú:// các số liệu về quốc phòng, an ninh trong báo cáo này là số liệu được phép công khai; nội dung thuộc danh mục bí mật nhà nước được trình bày tại tài liệu riêng, phát bản giấy và thu hồi ngay sau phiên họp.',
    ),
  ]
}
