import { percent } from '#server/pdf/vietnamese.ts'
import { capital, n, rate, type Sentence, villageWord } from './sentence.ts'

export const SCHOOLS: Sentence[] = [
  c =>
    `Ngành giáo dục trên địa bàn có ${c.schools.count} trường với ${n(c.schools.pupils)} học sinh, ${c.schools.standard} trường đạt chuẩn quốc gia.`,
  c =>
    `${c.schools.standard} trên ${c.schools.count} trường học của ${c.fullName} đạt chuẩn quốc gia (${rate(c.schools.standard, c.schools.count)}), quy mô ${n(c.schools.pupils)} học sinh.`,
  c =>
    `Mạng lưới ${c.schools.count} trường phục vụ ${n(c.schools.pupils)} học sinh được giữ ổn định, không để điểm trường nào phải đóng cửa vì sáp nhập.`,
  c =>
    `Năm học này ${c.kind} huy động ${n(c.schools.pupils)} học sinh đến lớp, duy trì sĩ số ${percent(97.4 + (c.wait % 20) / 10)}; số trường chuẩn quốc gia là ${c.schools.standard}.`,
  c =>
    `Với ${n(c.schools.pupils)} học sinh, bình quân ${n(c.schools.pupils / c.schools.count)} em một trường, ${c.fullName} ưu tiên xây thêm phòng học bộ môn và nhà vệ sinh.`,
]

export const HEALTH: Sentence[] = [
  c =>
    `Trạm y tế khám ${n(c.population * 0.37)} lượt người; tỷ lệ tham gia bảo hiểm y tế đạt ${percent(c.insured)}.`,
  c =>
    `Tỷ lệ bao phủ bảo hiểm y tế ${percent(c.insured)}; hồ sơ sức khỏe điện tử đã lập cho ${n(c.population * 0.89)} người dân.`,
  c =>
    `Y tế cơ sở của ${c.kind} duy trì ${c.formerUnits.length} điểm khám, bác sĩ trực luân phiên; ${percent(c.insured)} dân số có thẻ bảo hiểm y tế.`,
  c =>
    `Công tác tiêm chủng, giám sát dịch được làm thường xuyên đến từng ${villageWord(c)}; ${n(c.population * 0.112)} người cao tuổi được khám sức khỏe định kỳ, bảo hiểm y tế đạt ${percent(c.insured)}.`,
  c =>
    `Người dân ${c.fullName} có thẻ bảo hiểm y tế chiếm ${percent(c.insured)}, tăng so với trước khi sắp xếp nhờ vận động trực tiếp tại hộ.`,
]

export const POVERTY: Sentence[] = [
  c =>
    `Số hộ nghèo còn ${n(c.poor.households)} hộ (${rate(c.poor.households, c.households)}), giảm ${n(c.poor.before - c.poor.households)} hộ so với đầu năm.`,
  c =>
    `Từ ${n(c.poor.before)} hộ nghèo đầu năm, đến nay ${c.fullName} còn ${n(c.poor.households)} hộ, tương đương ${rate(c.poor.households, c.households)}.`,
  c =>
    `Chính sách giảm nghèo giúp ${n(c.poor.before - c.poor.households)} hộ thoát nghèo; tỷ lệ hiện tại là ${rate(c.poor.households, c.households)} trên tổng số ${n(c.households)} hộ.`,
  c =>
    `Tỷ lệ hộ nghèo ${rate(c.poor.households, c.households)}; ${n(c.poor.before - c.poor.households)} gia đình vươn lên nhờ vốn vay ưu đãi và đào tạo nghề.`,
  c =>
    `Đã hỗ trợ con giống, sửa nhà cho ${n(c.poor.before)} hộ nghèo đầu kỳ, kết quả ${n(c.poor.before - c.poor.households)} hộ ra khỏi danh sách, còn lại ${n(c.poor.households)} hộ.`,
  c =>
    `Kết thúc kỳ rà soát, ${c.kind} có ${n(c.poor.households)} hộ nghèo, chủ yếu là hộ già yếu, neo đơn; năm trước con số này là ${n(c.poor.before)}.`,
]

/** What does not work yet. */
export const TROUBLE: Sentence[] = [
  c =>
    `Khó khăn lớn nhất của ${c.fullName} là thiếu công chức địa chính và xây dựng, trong khi hồ sơ đất đai tồn từ các đơn vị cũ còn ${n(c.files.pending * 2 + c.wait)} trường hợp.`,
  c =>
    `Hạn chế cần khắc phục là hạ tầng mạng tại ${Math.max(1, c.villages % 5)} ${villageWord(c)} xa trung tâm chập chờn, ảnh hưởng đến họp trực tuyến và nộp hồ sơ qua mạng.`,
  c =>
    `Trụ sở chính chật hẹp so với ${c.staff.present} người làm việc, phòng tiếp dân phải dùng chung với phòng họp.`,
  c =>
    `Qua giám sát, Hội đồng nhân dân ${c.kind} chỉ ra việc phối hợp giữa các phòng chuyên môn đôi lúc chồng chéo, ${c.files.late} hồ sơ trễ hạn có nguyên nhân chủ quan.`,
  c =>
    `Kinh phí duy tu ${n(c.roads.total, 1)} km đường chưa tương xứng; nhiều đoạn ${c.roads.total - c.roads.paved > 20 ? 'đường đất' : 'mặt đường cũ'} xuống cấp sau mùa mưa.`,
  c =>
    `Một bộ phận người dân ở ${c.fullName} còn phải cập nhật giấy tờ theo địa danh mới, phát sinh tâm lý lo ngại dù việc chuyển đổi không thu phí.`,
  c =>
    `Nguồn thu phụ thuộc vào đất (${rate(c.revenue.land, c.revenue.total)} tổng thu) nên thiếu bền vững, khó cân đối khi thị trường trầm lắng.`,
  c =>
    `Cán bộ không chuyên trách ở ${c.villages} ${villageWord(c)} có mức phụ cấp thấp, khối lượng việc tăng gấp rưỡi sau khi nhập địa bàn.`,
  c =>
    `Dữ liệu hộ tịch, đất đai của ${c.formerUnits.length} đơn vị cũ chưa thống nhất mẫu, phải đối soát thủ công ${n(c.households / 6)} bản ghi.`,
  c =>
    `Việc thu gom rác thải tại ${c.fullName} mới đạt ${n(64 + (c.population % 270) / 10, 1)}% số hộ, bãi trung chuyển gây mùi vào ngày nắng.`,
  c =>
    `Thiếu ${c.staff.assigned - c.staff.present + 2} vị trí có chuyên môn công nghệ thông tin và kế toán, khiến vài nhiệm vụ phải kiêm nhiệm.`,
]

/** What is asked for. */
export const REQUEST: Sentence[] = [
  c =>
    `${capital(c.fullName)} kiến nghị tỉnh bổ sung ${Math.max(2, c.staff.assigned - c.staff.present)} biên chế và tổ chức bồi dưỡng theo hình thức cầm tay chỉ việc.`,
  c =>
    `Đề nghị Sở Xây dựng bố trí vốn sửa chữa ${n(c.roads.total / 14, 1)} km đường liên ${villageWord(c)} trong kế hoạch năm sau.`,
  c =>
    `Ủy ban nhân dân ${c.kind} đề xuất được chủ động điều chỉnh dự toán giữa các nhiệm vụ chi trong phạm vi ${n(10 + (c.wait % 4) * 5)}%.`,
  c =>
    `Kiến nghị Sở Khoa học và Công nghệ lắp thêm ${1 + (c.villages % 4)} trạm phát sóng và đường truyền dự phòng cho phòng họp trực tuyến của ${c.fullName}.`,
  c =>
    `Mong Sở Nông nghiệp và Môi trường sớm hoàn thành số hóa bản đồ địa chính ${n(c.squareKilometres, 1)} km² để giải quyết hồ sơ tồn.`,
  c =>
    `Đề nghị Sở Tài chính cho phép bán đấu giá ${Math.max(1, c.formerUnits.length - 1)} trụ sở dôi dư, nguồn thu để lại xây Trung tâm Phục vụ hành chính công của ${c.kind}.`,
  c =>
    `${capital(c.kind)} xin được hỗ trợ ${n(c.digitalTeams)} máy tính bảng cho các tổ công nghệ số cộng đồng.`,
  c =>
    `Tập thể lãnh đạo ${c.fullName} đề nghị có hướng dẫn thống nhất về chế độ cho người nghỉ do sắp xếp và phụ cấp cho ${n(c.villages * 3)} người hoạt động ở ${villageWord(c)}.`,
  c =>
    `Đề nghị Sở Y tế bổ sung một bác sĩ và một máy siêu âm cho trạm, vì mỗi tháng trạm phải khám ${n((c.population * 0.37) / 12)} lượt.`,
  c =>
    `Kiến nghị Sở Giáo dục và Đào tạo cho xây thêm ${2 + (c.wait % 7)} phòng học, bởi sĩ số tại các lớp đầu cấp của ${c.fullName} vượt quy định.`,
  c =>
    `Để làm tốt hơn, ${c.kind} cần quy trình liên thông với công an và thuế, tránh việc ${n(c.files.received / 40)} hồ sơ phải nộp lại cùng một loại giấy tờ.`,
]
