/** One article (điều): its clauses (khoản) and points (điểm), a paragraph each. */
export interface Article {
  chapter: number
  title: string
  clauses: string[]
}

export const CHAPTERS = [
  'NHỮNG QUY ĐỊNH CHUNG',
  'PHÂN CẤP THẨM QUYỀN VÀ GIAO TÀI SẢN',
  'KHAI THÁC, BẢO TRÌ VÀ XỬ LÝ TÀI SẢN',
  'TỔ CHỨC THỰC HIỆN',
]

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

const article = (chapter: number, title: string, text: string): Article => ({
  chapter,
  title,
  clauses: lines(text),
})

export const ARTICLES: Article[] = [
  article(
    0,
    'Phạm vi điều chỉnh',
    `1. Quy định này quy định phân cấp thẩm quyền quyết định giao, khai thác, bảo trì, xử lý và trách nhiệm quản lý, sử dụng tài sản kết cấu hạ tầng cấp nước sạch nông thôn do Nhà nước đầu tư, quản lý trên địa bàn tỉnh Thuận Giang.
    2. Quy định này không áp dụng đối với:
    a) Công trình cấp nước do tổ chức, cá nhân tự bỏ toàn bộ vốn đầu tư và chưa chuyển giao cho Nhà nước;
    b) Công trình cấp nước tại phường đã đấu nối toàn bộ vào mạng cấp nước đô thị;
    c) Giếng khoan, bể chứa, thiết bị lọc nước quy mô hộ gia đình.`,
  ),
  article(
    0,
    'Đối tượng áp dụng',
    `1. Sở Nông nghiệp và Môi trường, Sở Tài chính, Sở Y tế và các cơ quan chuyên môn khác thuộc Ủy ban nhân dân tỉnh.
    2. Ủy ban nhân dân xã, phường (sau đây gọi chung là Ủy ban nhân dân cấp xã).
    3. Đơn vị sự nghiệp công lập, doanh nghiệp, hợp tác xã được giao quản lý hoặc tham gia khai thác tài sản.
    4. Tổ chức, cá nhân sử dụng nước sạch và tổ chức, cá nhân khác có liên quan.`,
  ),
  article(
    0,
    'Giải thích từ ngữ',
    `1. //Công trình cấp nước liên xã// là công trình có phạm vi cấp nước từ hai đơn vị hành chính cấp xã trở lên.
    2. //Đơn vị vận hành// là đối tượng được giao tài sản hoặc bên trúng đấu giá thuê, nhận chuyển nhượng có thời hạn quyền khai thác tài sản.
    3. //Cấp bù giá nước// là khoản ngân sách chi trả phần chênh lệch giữa giá thành được phê duyệt và giá bán theo khung giá, tính theo khối lượng nước tiêu thụ thực tế.
    4. //Hồ sơ số của công trình// là tập hợp dữ liệu về lý lịch, bản vẽ hoàn công, chất lượng nước và lịch sử bảo trì được cập nhật trên nền tảng dữ liệu dùng chung của tỉnh.`,
  ),
  article(
    0,
    'Nguyên tắc quản lý, sử dụng tài sản',
    `1. Mọi tài sản đều được giao cho một đối tượng cụ thể chịu trách nhiệm quản lý; một việc chỉ giao một cơ quan chủ trì.
    2. Phân cấp đi đôi với phân bổ nguồn lực, kiểm tra, giám sát và công khai kết quả.
    3. Bảo đảm cấp nước liên tục trong thời gian bàn giao, thay đổi đơn vị vận hành.
    4. Tiền thu từ khai thác tài sản được ưu tiên sử dụng cho bảo trì chính tài sản đó.`,
  ),
  article(
    1,
    'Thẩm quyền quyết định giao tài sản',
    `1. Ủy ban nhân dân cấp xã quyết định giao công trình có phạm vi phục vụ trong địa giới của xã, phường và có nguyên giá dưới 15 tỷ đồng.
    2. Giám đốc Sở Nông nghiệp và Môi trường quyết định giao công trình cấp nước liên xã có nguyên giá dưới 15 tỷ đồng.
    3. Chủ tịch Ủy ban nhân dân tỉnh quyết định giao công trình có nguyên giá từ 15 tỷ đồng trở lên.
    4. Đối với công trình có nguyên giá từ 10 tỷ đồng trở lên, trước khi trình cấp có thẩm quyền quyết định phải có ý kiến bằng văn bản của cơ quan tài chính cùng cấp.`,
  ),
  article(
    1,
    'Thứ tự ưu tiên giao tài sản',
    `1. Đơn vị sự nghiệp công lập có chức năng cung cấp nước sạch.
    2. Doanh nghiệp cấp nước đang vận hành hệ thống liền kề và có phương án đấu nối.
    3. Hợp tác xã có ít nhất 02 người được đào tạo về kỹ thuật cấp nước và có quy chế tài chính được công khai.
    4. Ủy ban nhân dân cấp xã trực tiếp quản lý trong trường hợp không có đối tượng quy định tại các khoản 1, 2 và 3 Điều này đề nghị tiếp nhận.`,
  ),
  article(
    1,
    'Hồ sơ, trình tự giao tài sản',
    `1. Hồ sơ đề nghị giao tài sản gồm: văn bản đề nghị; danh mục tài sản theo mẫu; phương án quản lý, vận hành trong ít nhất 05 năm; tài liệu chứng minh năng lực.
    2. Cơ quan có thẩm quyền xem xét, quyết định trong thời hạn 20 ngày kể từ ngày nhận đủ hồ sơ; trường hợp không chấp thuận phải trả lời bằng văn bản và nêu rõ lý do.
    3. Việc bàn giao được lập thành biên bản có sự chứng kiến của đại diện thôn, bản, tổ dân phố nơi có công trình và hoàn thành trong thời hạn 15 ngày kể từ ngày có quyết định.`,
  ),
  article(
    1,
    'Kế toán và cơ sở dữ liệu về tài sản',
    `1. Đối tượng được giao tài sản mở sổ theo dõi, tính hao mòn, báo cáo tình hình quản lý, sử dụng tài sản trước ngày 31 tháng 01 hằng năm.
    2. Hồ sơ số của công trình phải được lập trong thời hạn 60 ngày kể từ ngày nhận bàn giao và cập nhật trong 05 ngày làm việc khi có thay đổi.
    3. Sở Khoa học và Công nghệ bảo đảm kết nối, chia sẻ dữ liệu công trình với cơ sở dữ liệu quốc gia về tài sản công.`,
  ),
  article(
    1,
    'Thu hồi tài sản',
    `1. Tài sản bị thu hồi khi đơn vị vận hành ngừng cấp nước quá 10 ngày liên tục trong một năm do lỗi chủ quan; sử dụng tài sản sai mục đích; không thực hiện nghĩa vụ bảo trì sau hai lần được nhắc nhở bằng văn bản.
    2. Cơ quan quyết định giao tài sản là cơ quan quyết định thu hồi và có trách nhiệm bố trí đơn vị vận hành tạm thời ngay trong ngày.`,
  ),
  article(
    2,
    'Phương thức khai thác',
    `1. Đối tượng được giao tài sản trực tiếp tổ chức khai thác.
    2. Cho thuê quyền khai thác tài sản thông qua đấu giá, thời hạn không quá 10 năm.
    3. Chuyển nhượng có thời hạn quyền khai thác tài sản gắn với đầu tư nâng cấp, mở rộng, thời hạn không quá 50 năm.
    4. Phương án khai thác tại khoản 2 và khoản 3 Điều này phải được lấy ý kiến của cộng đồng dân cư sử dụng nước trong thời gian ít nhất 20 ngày.`,
  ),
  article(
    2,
    'Giá nước và cấp bù giá nước',
    `1. Giá bán nước sạch thực hiện theo khung giá do Ủy ban nhân dân tỉnh ban hành.
    2. Mức cấp bù tối đa bằng 80% phần chênh lệch đối với xã khu vực III và 60% đối với xã khu vực II vùng đồng bào dân tộc thiểu số và miền núi.
    3. Khối lượng nước làm căn cứ cấp bù là khối lượng ghi nhận qua đồng hồ của hộ sử dụng; không cấp bù cho lượng nước thất thoát vượt quá 22%.`,
  ),
  article(
    2,
    'Chất lượng nước và giám sát',
    `1. Đơn vị vận hành thực hiện nội kiểm chất lượng nước theo quy chuẩn kỹ thuật và công khai kết quả tại nhà văn hóa thôn, bản, tổ dân phố và trên ứng dụng công dân số của tỉnh.
    2. Trung tâm Kiểm soát bệnh tật tỉnh ngoại kiểm ít nhất 01 lần/năm đối với công trình có công suất từ 500 m³/ngày đêm trở lên, 01 lần/02 năm đối với các công trình còn lại.`,
  ),
  article(
    2,
    'Bảo trì tài sản',
    `1. Bảo trì gồm bảo dưỡng thường xuyên, sửa chữa định kỳ và sửa chữa đột xuất.
    2. Kế hoạch bảo trì được lập trước ngày 30 tháng 6 của năm trước năm kế hoạch.
    3. Khi xảy ra sự cố làm gián đoạn cấp nước quá 24 giờ, đơn vị vận hành được tổ chức sửa chữa ngay, đồng thời thông báo cho Ủy ban nhân dân cấp xã và lập hồ sơ thanh toán sau khi khắc phục.`,
  ),
  article(
    2,
    'Xử lý công trình ngừng hoạt động',
    `1. Trong thời hạn 90 ngày kể từ ngày Quyết định này có hiệu lực, Ủy ban nhân dân cấp xã chủ trì kiểm kê, phân loại công trình đã ngừng hoạt động.
    2. Công trình còn khả năng khôi phục được đưa vào kế hoạch đầu tư công trung hạn; công trình không còn khả năng khôi phục được thanh lý, phá dỡ, thu hồi vật tư và hoàn trả mặt bằng.`,
  ),
  article(
    3,
    'Trách nhiệm của các sở, ngành',
    `1. Sở Nông nghiệp và Môi trường hướng dẫn, kiểm tra việc thực hiện Quy định này; tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 hằng năm.
    2. Sở Tài chính thẩm định phương án giá, tham mưu bố trí kinh phí cấp bù và bảo trì.
    3. Sở Xây dựng hướng dẫn quy chuẩn kỹ thuật, đấu nối hạ tầng và giấy phép đào đường.
    4. Sở Y tế tổ chức ngoại kiểm chất lượng nước và công bố kết quả.`,
  ),
  article(
    3,
    'Trách nhiệm của Ủy ban nhân dân cấp xã',
    `1. Quản lý nhà nước đối với toàn bộ công trình trên địa bàn; bố trí công chức theo dõi.
    2. Tiếp nhận, xử lý phản ánh của người dân về gián đoạn cấp nước trong thời hạn 02 giờ làm việc.
    3. Bảo vệ hành lang an toàn nguồn nước và ngăn chặn hành vi xâm hại công trình.`,
  ),
  article(
    3,
    'Trách nhiệm của đơn vị vận hành và người sử dụng nước',
    `1. Đơn vị vận hành cung cấp nước liên tục, đủ áp lực; thông báo trước ít nhất 24 giờ khi tạm ngừng cấp nước có kế hoạch.
    2. Người sử dụng nước thanh toán đầy đủ, đúng hạn; bảo vệ đồng hồ, đường ống; sử dụng nước tiết kiệm.`,
  ),
  article(
    3,
    'Điều khoản chuyển tiếp',
    `1. Hợp đồng giao, cho thuê công trình đã ký trước ngày Quyết định này có hiệu lực được thực hiện đến hết thời hạn của hợp đồng nhưng không quá 24 tháng.
    2. Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị phản ánh về Sở Nông nghiệp và Môi trường để tổng hợp, báo cáo Ủy ban nhân dân tỉnh xem xét, sửa đổi, bổ sung cho phù hợp.`,
  ),
]
