import type { Block } from '#server/pdf/blocks.ts'
import { heading, p, paragraphs } from '../formal.ts'

const WEAK = `
1. Giải ngân vốn đầu tư công chưa đều giữa các chủ đầu tư; ba dự án trọng điểm chậm bàn giao mặt bằng từ 02 đến 05 tháng. Nguồn cát, đất san lấp hợp pháp chưa đáp ứng nhu cầu, giá tăng cục bộ ở khu vực ven biển.
2. Thu tiền sử dụng đất thấp hơn tiến độ do thị trường phục hồi chậm; nợ thuế trên 90 ngày còn 1.068 tỷ đồng, tập trung ở nhóm doanh nghiệp xây dựng và kinh doanh bất động sản.
3. Năng lực chuyên môn của một bộ phận công chức cấp xã chưa theo kịp nhiệm vụ mới được phân cấp, nhất là đất đai, xây dựng, tài chính; 26 xã thiếu công chức có chuyên môn về công nghệ thông tin.
4. Trụ sở cũ dôi dư sau sắp xếp còn 143 cơ sở chưa có phương án xử lý, một số đã xuống cấp; việc chuyển đổi công năng sang trường học, trạm y tế vướng thủ tục điều chỉnh quy hoạch.
5. Thời tiết cực đoan làm tăng nguy cơ sạt lở ở vùng núi và xâm nhập mặn ở vùng ven biển; hệ thống cấp nước sạch nông thôn tại nhiều nơi hoạt động kém bền vững.
`
const TASKS = `
1. **Về điều hành ngân sách.** Sở Tài chính chủ trì, phối hợp với cơ quan thuế rà soát từng nguồn thu, phấn đấu vượt ít nhất 5% dự toán; chậm nhất ngày 20 hoàn thành hướng dẫn ngân sách cấp xã lập dự toán bổ sung. Các đơn vị tiết kiệm thêm 10% chi thường xuyên để bổ sung vốn cho công trình cấp bách.
2. **Về đầu tư công.** Các chủ đầu tư lập tiến độ giải ngân theo tuần, gắn trách nhiệm người đứng đầu; Sở Xây dựng công bố phương án nguồn vật liệu cho từng dự án. Kiên quyết điều chuyển vốn của dự án giải ngân dưới 50% sang dự án có khối lượng hoàn thành.
3. **Về chính quyền cấp xã.** Sở Nội vụ tổ chức 06 lớp bồi dưỡng theo vị trí việc làm cho 1.200 công chức; điều động có thời hạn ít nhất 80 công chức chuyên môn của các sở về hỗ trợ các xã khó khăn. Văn phòng Ủy ban nhân dân tỉnh duy trì đường dây hỗ trợ nghiệp vụ trong giờ làm việc.
4. **Về nông nghiệp và môi trường.** Sở Nông nghiệp và Môi trường chỉ đạo gieo trồng đúng khung thời vụ, chủ động nguồn giống; hoàn thiện trình ban hành quy định về tài sản cấp nước sạch nông thôn; xử lý dứt điểm nguồn thải trên sông Khê trước cuối tháng.
5. **Về công nghiệp, thương mại.** Sở Công Thương theo dõi sát đơn hàng của doanh nghiệp xuất khẩu, hỗ trợ tìm kiếm thị trường thay thế; phối hợp ngành điện bảo đảm không cắt điện luân phiên tại các khu công nghiệp.
6. **Về văn hóa, xã hội.** Sở Y tế triển khai tiêm chủng bổ sung tại 14 xã có tỷ lệ dưới 90%; Sở Giáo dục và Đào tạo hoàn thành rà soát phòng học xuống cấp; Sở Văn hóa, Thể thao và Du lịch khởi động chiến dịch kích cầu du lịch mùa thấp điểm.
7. **Về chuyển đổi số.** Sở Khoa học và Công nghệ kết nối hệ thống họp không giấy với toàn bộ xã, phường; chuẩn hóa mã định danh đơn vị hành chính mới trên các cơ sở dữ liệu của tỉnh.
8. **Về quốc phòng, an ninh.** Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh giữ vững thế chủ động, bảo vệ an toàn các sự kiện lớn; tăng cường tuần tra, kiểm soát tải trọng phương tiện và tàu chở cát trái phép.
`

/** Weak points, tasks and proposals. */
export function tasks(next: { month: number; year: number }): Block[] {
  return [
    heading(1, 'III. HẠN CHẾ, KHÓ KHĂN VÀ NGUYÊN NHÂN'),
    ...paragraphs(WEAK),
    p(
      'Về nguyên nhân, bên cạnh tác động của kinh tế thế giới và thời tiết, nguyên nhân chủ quan là công tác phối hợp giữa một số sở với xã, phường chưa chặt chẽ; có nơi còn tâm lý chờ hướng dẫn, chưa chủ động quyết định việc thuộc thẩm quyền.',
    ),
    heading(1, `IV. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM THÁNG ${next.month} NĂM ${next.year}`),
    ...paragraphs(TASKS),
    heading(1, 'V. ĐỀ XUẤT, KIẾN NGHỊ'),
    p(
      'Đề nghị Ủy ban nhân dân tỉnh: (1) cho chủ trương ứng trước 120 tỷ đồng từ nguồn dự phòng để khắc phục các điểm sạt lở; (2) giao Sở Nội vụ trình phương án điều động công chức trong tháng; (3) kiến nghị cấp có thẩm quyền cho phép kéo dài thời gian giải ngân đối với hai dự án liên vùng gặp khó khăn về vật liệu.',
    ),
    p(
      'Trên đây là Báo cáo tình hình kinh tế - xã hội, Sở Tài chính kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./.',
    ),
  ]
}
