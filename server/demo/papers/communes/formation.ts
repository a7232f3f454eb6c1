import type { Terrain } from '../../communes.ts'
import { capital, list, n, rate, type Sentence, villageWord } from './sentence.ts'

/** How the commune came to be. */
export const FORMED: Sentence[] = [
  c =>
    `${capital(c.fullName)} được thành lập trên cơ sở sáp nhập nguyên trạng ${list(c.formerUnits)} thuộc ${c.area} trước đây.`,
  c =>
    `Trước ngày 01/7/2025, địa bàn ${c.fullName} hiện nay gồm ${c.formerUnits.length} đơn vị hành chính là ${list(c.formerUnits)}, đều thuộc ${c.area}.`,
  c =>
    `Từ ${c.formerUnits.length} đơn vị hành chính cũ (${c.formerUnits.join(', ')}), ${c.fullName} được hình thành và đặt trụ sở tại trung tâm ${c.formerUnits[0]} cũ.`,
  c =>
    `Việc nhập ${list(c.formerUnits)} đã tạo cho ${c.fullName} không gian phát triển liền mạch, khắc phục tình trạng chia cắt của các đơn vị nhỏ trong ${c.area} cũ.`,
  c =>
    `Kế thừa truyền thống của ${list(c.formerUnits)}, bộ máy chính quyền ${c.fullName} đi vào hoạt động ngay trong ngày làm việc đầu tiên sau khi kết thúc hoạt động của ${c.area}.`,
  c =>
    `Nằm trong khu vực ${c.area} cũ, ${c.fullName} tiếp nhận toàn bộ diện tích, dân số, hồ sơ và tài sản của ${list(c.formerUnits)}.`,
  c =>
    `Sau khi lấy ý kiến cử tri với tỷ lệ đồng thuận cao, ${list(c.formerUnits)} được hợp nhất thành ${c.fullName}; tên gọi giữ theo địa danh lâu đời nhất trong vùng.`,
  c =>
    `Phương án sắp xếp đưa ${list(c.formerUnits)} về một mối, lấy tên là ${c.fullName}, với ${c.formerUnits.length} điểm tiếp dân được duy trì trong giai đoạn chuyển tiếp.`,
]

/** How large it is. */
export const SIZE: Sentence[] = [
  c =>
    `Toàn ${c.kind} có diện tích tự nhiên ${n(c.squareKilometres, 1)} km², dân số ${n(c.population)} người, ${n(c.households)} hộ sinh sống tại ${c.villages} ${villageWord(c)}.`,
  c =>
    `Với ${n(c.population)} nhân khẩu trên ${n(c.squareKilometres, 1)} km², mật độ dân số đạt ${n(c.population / c.squareKilometres)} người/km²; ${c.villages} ${villageWord(c)} đều đã kiện toàn ban công tác mặt trận.`,
  c =>
    `Quy mô dân số hiện nay là ${n(c.population)} người (${n(c.households)} hộ), phân bố ở ${c.villages} ${villageWord(c)}; diện tích ${n(c.squareKilometres, 1)} km².`,
  c =>
    `Địa bàn rộng ${n(c.squareKilometres, 1)} km² được chia thành ${c.villages} ${villageWord(c)}, trung bình mỗi ${villageWord(c)} có ${n(c.households / c.villages)} hộ; tổng dân số ${n(c.population)} người.`,
  c =>
    `Đến nay có ${n(c.households)} hộ với ${n(c.population)} người đăng ký cư trú; diện tích quản lý là ${n(c.squareKilometres, 1)} km², số ${villageWord(c)} là ${c.villages}.`,
  c =>
    `Số liệu rà soát cho thấy dân số ${n(c.population)} người, bình quân ${n(c.population / c.households, 1)} người/hộ, cư trú trên ${n(c.squareKilometres, 1)} km² của ${c.villages} ${villageWord(c)}.`,
  c =>
    `Hệ thống đường bộ trong phạm vi ${n(c.squareKilometres, 1)} km² dài ${n(c.roads.total, 1)} km, trong đó ${n(c.roads.paved, 1)} km (${rate(c.roads.paved, c.roads.total)}) đã cứng hóa, nối ${c.villages} ${villageWord(c)} với ${n(c.population)} người dân.`,
]

/** What kind of place it is. */
export const CHARACTER: Record<Terrain, Sentence[]> = {
  urban: [
    c =>
      `Đây là địa bàn có tốc độ đô thị hóa nhanh, ${n(c.enterprises)} doanh nghiệp đang hoạt động, áp lực về trật tự xây dựng và hạ tầng kỹ thuật lớn.`,
    c =>
      `Là nơi tập trung nhiều cơ quan, trường học và chợ đầu mối, ${c.fullName} có lượng giao dịch hành chính thường xuyên cao hơn mức bình quân của tỉnh.`,
    c =>
      `Dịch vụ, thương mại chiếm phần lớn giá trị sản xuất; ${n(c.enterprises)} doanh nghiệp cùng hàng nghìn hộ kinh doanh tạo việc làm ổn định cho lao động tại chỗ.`,
    c =>
      `Không gian ${c.fullName} gồm khu phố cũ ven sông và các khu đô thị mới, vì vậy công tác quản lý dân cư đòi hỏi cách làm khác nhau cho từng ${villageWord(c)}.`,
  ],
  coast: [
    c =>
      `Lợi thế của ${c.fullName} là bờ biển và ${n(c.ponds)} ha mặt nước nuôi trồng; đội tàu ${n(c.boats)} chiếc giữ vai trò sinh kế chính của nhiều ${villageWord(c)}.`,
    c =>
      `Hằng năm địa bàn chịu ảnh hưởng của bốn đến sáu đợt triều cường, trong khi ${n(c.boats)} tàu cá cần nơi neo đậu an toàn.`,
    c =>
      `Kinh tế biển là hướng đi chủ đạo, từ khai thác, nuôi trồng trên ${n(c.ponds)} ha đến chế biến mắm và dịch vụ hậu cần cho ${n(c.boats)} phương tiện.`,
    c =>
      `Người dân sống chủ yếu bằng nghề cá và làm muối; ${n(c.ponds)} ha ao đầm được quy hoạch lại sau khi nhập các xã cũ.`,
    c =>
      `Vùng đất bồi ven cửa sông giúp ${c.fullName} có ${n(c.ponds)} ha nuôi tôm, ngao, song cũng khiến nguồn nước ngọt khan hiếm vào cuối mùa khô.`,
  ],
  plain: [
    c =>
      `Đồng đất bằng phẳng, ${n(c.rice.hectares)} ha lúa hai vụ cùng ${c.cooperatives} hợp tác xã là nền tảng để ${c.fullName} phát triển nông nghiệp hàng hóa.`,
    c =>
      `Nằm ở vùng trọng điểm lúa, ${c.fullName} có ${n(c.rice.hectares)} ha gieo cấy và mạng lưới kênh mương tương đối hoàn chỉnh.`,
    c =>
      `Bên cạnh cây lúa, các làng nghề cơ khí, mộc và dệt đang thu hút lao động trẻ; ${n(c.enterprises)} doanh nghiệp nhỏ đã đăng ký hoạt động.`,
    c =>
      `Cơ cấu kinh tế chuyển dịch theo hướng giảm trồng trọt thuần túy, tăng rau màu và chăn nuôi tập trung với ${n(c.livestock)} con gia súc, gia cầm.`,
    c =>
      `Dân cư quần tụ theo làng lâu đời, nếp sống cộng đồng bền chặt là thuận lợi lớn khi sáp nhập các ${villageWord(c)} có quy mô nhỏ.`,
  ],
  midland: [
    c =>
      `Địa hình đồi thấp xen ruộng bậc thang, ${n(c.forest)} ha rừng và đồi cây công nghiệp tạo thế mạnh riêng cho ${c.fullName}.`,
    c =>
      `Chè, cây ăn quả và gỗ rừng trồng là ba sản phẩm chính; diện tích rừng hiện có ${n(c.forest)} ha, phần lớn do hộ gia đình quản lý.`,
    c =>
      `Nhờ vị trí giáp đường tỉnh, nông sản của ${c.cooperatives} hợp tác xã ở ${c.fullName} đến được chợ đầu mối trong ngày.`,
    c =>
      `Phần lớn hộ dân làm kinh tế vườn rừng; ${n(c.forest)} ha rừng sản xuất được cấp mã số vùng trồng theo từng giai đoạn.`,
    c =>
      `Đất đai rộng nhưng độ dốc lớn, do đó ${c.fullName} ưu tiên mô hình canh tác chống xói mòn và giữ nước trên ${n(c.roads.total)} km đường dân sinh ven đồi.`,
  ],
  mountain: [
    c =>
      `Là xã vùng cao có ${n(c.forest)} ha rừng, ${c.fullName} giữ vai trò phòng hộ đầu nguồn cho cả vùng hạ lưu.`,
    c =>
      `Đồng bào các dân tộc Thái, Mông, Dao và Kinh cùng sinh sống ở ${c.villages} bản, khoảng cách từ bản xa nhất đến trung tâm xã là ${n(c.squareKilometres / 8)} km.`,
    c =>
      `Giao thông cách trở, ${n(c.roads.total - c.roads.paved, 1)} km đường bản chưa được cứng hóa khiến việc đi lại vào mùa mưa còn khó khăn.`,
    c =>
      `Rừng là nguồn sống chính: ${n(c.forest)} ha được giao cho cộng đồng bản bảo vệ, hưởng tiền dịch vụ môi trường rừng theo quý.`,
    c =>
      `Khí hậu mát, cảnh quan nguyên sơ và các phiên chợ truyền thống là tiềm năng du lịch mà ${c.fullName} mới bắt đầu khai thác.`,
  ],
}
