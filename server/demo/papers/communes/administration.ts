import { capital, n, rate, type Sentence, villageWord } from './sentence.ts'

/** Who works there. */
export const STAFF: Sentence[] = [
  c =>
    `Về tổ chức bộ máy, ${c.kind} được giao ${c.staff.assigned} biên chế, hiện có mặt ${c.staff.present} người, trong đó ${c.staff.transferred} người chuyển về từ cơ quan cấp huyện.`,
  c =>
    `Đội ngũ cán bộ, công chức gồm ${c.staff.present} trên ${c.staff.assigned} biên chế được giao; ${c.staff.graduates} người (${rate(c.staff.graduates, c.staff.present)}) có trình độ đại học trở lên.`,
  c =>
    `Ủy ban nhân dân ${c.fullName} đã sắp xếp xong ba phòng chuyên môn và Trung tâm Phục vụ hành chính công với ${c.staff.present} cán bộ, công chức.`,
  c =>
    `Tính đến thời điểm báo cáo, ${c.fullName} bố trí được ${c.staff.present} vị trí, còn thiếu ${c.staff.assigned - c.staff.present} so với chỉ tiêu ${c.staff.assigned} biên chế.`,
  c =>
    `Sau ba lần điều chỉnh phân công, ${c.staff.present} cán bộ, công chức của ${c.kind} đã ổn định vị trí việc làm; số người có bằng đại học là ${c.staff.graduates}.`,
  c =>
    `Trong tổng số ${c.staff.present} người đang công tác có ${c.staff.transferred} người từng làm việc ở cấp huyện, là lực lượng nòng cốt hướng dẫn nghiệp vụ cho bộ phận còn lại.`,
  c =>
    `Chỉ tiêu biên chế năm nay là ${c.staff.assigned}; việc tuyển dụng, tiếp nhận đã đưa số có mặt lên ${c.staff.present}, tỷ lệ đạt chuẩn chuyên môn ${rate(c.staff.graduates, c.staff.present)}.`,
]

/** How they work. */
export const METHOD: Sentence[] = [
  c =>
    `Quy chế làm việc được ban hành ngay trong tháng đầu, phân rõ thẩm quyền của tập thể và cá nhân, nhờ đó thời gian xử lý văn bản đến của ${c.fullName} không quá hai ngày.`,
  c =>
    `Mỗi sáng thứ Hai, lãnh đạo ${c.kind} giao ban trực tuyến với ${c.villages} ${villageWord(c)}, kết luận được gửi ngay trong buổi.`,
  c =>
    `Toàn bộ phiên họp của Ủy ban nhân dân ${c.kind} sử dụng tài liệu điện tử, ước tiết kiệm ${n(c.staff.present * 46)} trang giấy mỗi quý.`,
  c =>
    `Chính quyền ${c.fullName} thực hiện nghiêm nguyên tắc “sáu rõ” trong giao việc, ${n(c.villages * 7)} nhiệm vụ được theo dõi trên phần mềm điều hành.`,
  c =>
    `Cán bộ được luân phiên trực ngoài giờ tại ${c.formerUnits.length} điểm tiếp dân để người già yếu không phải đi xa.`,
  c =>
    `Việc lấy phiếu hài lòng sau mỗi lần giao dịch cho kết quả ${n(88 + (c.wait % 11) + c.insured / 100, 1)} điểm trên thang 100, là căn cứ xếp loại công chức hằng tháng.`,
  c =>
    `Để gỡ khó về chuyên môn, ${c.kind} mời chuyên viên của các sở về làm việc cùng ${Math.max(2, c.staff.transferred % 6)} buổi, tập trung vào đất đai và tài chính ngân sách.`,
]

/** Files received by the public service centre. */
export const RECEIVED: Sentence[] = [
  c =>
    `Trung tâm Phục vụ hành chính công tiếp nhận ${n(c.files.received)} hồ sơ, trong đó ${n(c.files.online)} hồ sơ nộp trực tuyến, chiếm ${rate(c.files.online, c.files.received)}.`,
  c =>
    `Từ đầu năm, người dân và doanh nghiệp tại ${c.fullName} đã nộp ${n(c.files.received)} hồ sơ thủ tục hành chính; tỷ lệ trực tuyến ${rate(c.files.online, c.files.received)}.`,
  c =>
    `Có ${n(c.files.received)} hồ sơ được tiếp nhận, bình quân ${n((c.files.received * 1000) / c.population)} hồ sơ trên một nghìn dân; riêng hình thức trực tuyến đạt ${n(c.files.online)} hồ sơ.`,
  c =>
    `Khối lượng hồ sơ tăng rõ rệt sau khi nhận thêm thẩm quyền từ cấp huyện: tổng số ${n(c.files.received)} hồ sơ, ${n(c.files.online)} trong số đó nộp qua Cổng dịch vụ công quốc gia.`,
  c =>
    `Bộ phận tiếp nhận với thời gian chờ bình quân ${c.wait} phút đã phục vụ ${n(c.files.received)} lượt hồ sơ, ${rate(c.files.online, c.files.received)} không dùng giấy.`,
  c =>
    `Số hồ sơ phát sinh là ${n(c.files.received)}; nhờ ${c.digitalTeams} tổ công nghệ số cộng đồng hướng dẫn tận nhà, ${n(c.files.online)} hồ sơ được nộp qua mạng.`,
  c =>
    `Trong ${n(c.files.received)} hồ sơ đã nhận, lĩnh vực hộ tịch, chứng thực và đất đai chiếm đa số; phần nộp trực tuyến là ${rate(c.files.online, c.files.received)}.`,
]

/** What became of them. */
export const SETTLED: Sentence[] = [
  c =>
    `Kết quả, ${n(c.files.early)} hồ sơ giải quyết trước hạn, ${n(c.files.onTime)} hồ sơ đúng hạn, ${n(c.files.late)} hồ sơ quá hạn và ${n(c.files.pending)} hồ sơ đang xử lý.`,
  c =>
    `Số giải quyết trước hạn và đúng hạn là ${n(c.files.early + c.files.onTime)} hồ sơ; chỉ có ${n(c.files.late)} hồ sơ trễ, đều đã có thư xin lỗi gửi tới người nộp.`,
  c =>
    `Tỷ lệ đúng hạn và trước hạn đạt ${rate(c.files.early + c.files.onTime, c.files.received - c.files.pending)} số hồ sơ đã giải quyết, còn ${n(c.files.pending)} hồ sơ trong thời hạn.`,
  c =>
    `Đã trả kết quả cho ${n(c.files.received - c.files.pending)} hồ sơ, trong đó trước hạn ${n(c.files.early)}; nguyên nhân của ${n(c.files.late)} hồ sơ quá hạn chủ yếu là phải xác minh nguồn gốc đất.`,
  c =>
    `Trừ ${n(c.files.pending)} hồ sơ chưa đến hạn trả, ${c.kind} chỉ để chậm ${n(c.files.late)} hồ sơ, tương đương ${rate(c.files.late, c.files.received)} tổng số tiếp nhận.`,
  c =>
    `Nhờ ủy quyền ký trả kết quả tại chỗ, ${n(c.files.early)} hồ sơ hoàn thành sớm; ${n(c.files.onTime)} hồ sơ khác đúng hẹn, số chậm là ${n(c.files.late)}.`,
  c =>
    `${capital(c.fullName)} công khai trên bảng điện tử tiến độ từng hồ sơ: ${n(c.files.early)} trước hạn, ${n(c.files.onTime)} đúng hạn, ${n(c.files.pending)} đang giải quyết, ${n(c.files.late)} quá hạn.`,
]

/** Small proofs of service. */
export const SERVICE: Sentence[] = [
  c =>
    `Mô hình “trả kết quả tại nhà” cho người khuyết tật và người trên 75 tuổi đã thực hiện ${n(c.wait * 4 + c.villages)} lượt.`,
  c => `Hai ki-ốt tra cứu và một máy quét căn cước được lắp tại sảnh, giảm thời gian chờ còn ${c.wait} phút.`,
  c =>
    `Đoàn thanh niên duy trì ${c.villages} điểm hỗ trợ dịch vụ công vào tối thứ Năm, phục vụ công nhân và người đi làm xa.`,
  c =>
    `Kho hồ sơ giấy của các đơn vị cũ gồm ${n(c.formerUnits.length * 118 + c.wait)} mét giá đã chỉnh lý được ${n(54 + (c.villages % 31))}%.`,
  c =>
    `Phản ánh của công dân qua ứng dụng đều được trả lời trong ${24 + (c.wait % 3) * 12} giờ, ${n(c.wait * 3 + 17)} phản ánh đã đóng.`,
  c =>
    `Việc thanh toán phí, lệ phí không dùng tiền mặt đạt ${n(71 + (c.population % 230) / 10, 1)}%, cao nhất ở lĩnh vực chứng thực.`,
]
