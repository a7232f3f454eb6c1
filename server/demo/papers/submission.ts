import type { Block, Paper } from '#server/pdf/blocks.ts'
import { type Day, daysBefore, shortDate } from '#server/pdf/vietnamese.ts'
import { person } from '../committee.ts'
import { basis, heading, letterhead, p, paragraphs, signature, titleBlock } from './formal.ts'

const comments: Block = {
  kind: 'table',
  caption: 'Tổng hợp ý kiến góp ý đối với dự thảo Quyết định',
  size: 12,
  columns: [
    { share: 7, align: 'center' },
    { share: 46, align: 'left' },
    { share: 15, align: 'center' },
    { share: 16, align: 'center' },
    { share: 16, align: 'center' },
  ],
  header: [
    [
      { text: 'TT', rows: 2 },
      { text: 'Nhóm cơ quan, đơn vị góp ý', rows: 2 },
      { text: 'Số văn bản nhận được', rows: 2 },
      { text: 'Trong đó', columns: 2 },
    ],
    [{ text: 'Thống nhất' }, { text: 'Có ý kiến bổ sung' }],
  ],
  rows: [
    { cells: ['1', 'Sở, ban, ngành cấp tỉnh', '14', '9', '5'] },
    { cells: ['2', 'Ủy ban nhân dân xã, phường', '87', '71', '16'] },
    { cells: ['3', 'Đơn vị đang quản lý, vận hành công trình cấp nước', '12', '7', '5'] },
    {
      cells: ['4', 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội', '6', '5', '1'],
    },
    { cells: ['', 'Tổng cộng', '119', '92', '27'], bold: true },
  ],
  together: true,
}

const NEED = `
Trên địa bàn tỉnh hiện có 214 công trình cấp nước sạch nông thôn tập trung, được đầu tư qua nhiều thời kỳ bằng các nguồn vốn khác nhau, với tổng công suất thiết kế 148.600 m³/ngày đêm. Theo kết quả rà soát đến hết tháng trước, có 136 công trình hoạt động bền vững hoặc tương đối bền vững (63,6%), 49 công trình hoạt động kém bền vững (22,9%) và 29 công trình đã ngừng hoạt động (13,5%). Tỷ lệ hộ dân nông thôn được sử dụng nước sạch đáp ứng quy chuẩn mới đạt 68,4%, thấp hơn mục tiêu Nghị quyết Đại hội Đảng bộ tỉnh đề ra.
Nguyên nhân chủ yếu là trách nhiệm quản lý sau đầu tư chưa được xác định rõ. Trước ngày 01/7/2025, phần lớn công trình do Ủy ban nhân dân cấp huyện giao cho Ủy ban nhân dân cấp xã hoặc tổ hợp tác vận hành; hồ sơ tài sản thiếu, giá trị còn lại chưa được xác định, chi phí bảo trì phụ thuộc vào khoản thu tiền nước vốn không đủ bù chi. Khi kết thúc hoạt động của đơn vị hành chính cấp huyện, 173 công trình đã được bàn giao nguyên trạng cho xã, phường nhưng chưa có quy định thống nhất về phân cấp thẩm quyền, phương thức giao và khai thác tài sản.
Một số địa phương đã chủ động tìm cách làm riêng: giao công trình cho doanh nghiệp theo hợp đồng ngắn hạn, gộp nhiều trạm nhỏ thành một hệ thống liên xã, hoặc thuê đơn vị sự nghiệp công lập vận hành. Các cách làm này bước đầu có kết quả, song mỗi nơi áp dụng một mẫu hợp đồng, một cách tính chi phí, gây khó khăn cho việc kiểm tra, quyết toán và bảo vệ quyền lợi của người sử dụng nước.
Từ thực tế nêu trên, việc ban hành Quyết định của Ủy ban nhân dân tỉnh quy định phân cấp thẩm quyền và quản lý, sử dụng, khai thác tài sản kết cấu hạ tầng cấp nước sạch nông thôn là cần thiết, đúng thẩm quyền và cấp bách, nhất là trước mùa khô năm tới.
`

const CONTENT = `
**1. Về phạm vi điều chỉnh và đối tượng áp dụng.** Dự thảo quy định phân cấp thẩm quyền quyết định giao, khai thác, bảo trì và xử lý tài sản kết cấu hạ tầng cấp nước sạch nông thôn do Nhà nước đầu tư, quản lý trên địa bàn tỉnh. Dự thảo không điều chỉnh công trình do tổ chức, cá nhân tự bỏ vốn đầu tư toàn bộ và công trình cấp nước tại các phường đã đấu nối vào mạng cấp nước đô thị.
**2. Về nguyên tắc phân cấp.** Công trình phục vụ trong phạm vi một xã, phường do Ủy ban nhân dân cấp xã quyết định; công trình phục vụ từ hai xã, phường trở lên do Sở Nông nghiệp và Môi trường quyết định hoặc trình Ủy ban nhân dân tỉnh quyết định theo giá trị tài sản. Việc phân cấp đi liền với phân bổ kinh phí và trách nhiệm báo cáo hằng năm.
**3. Về giao tài sản.** Dự thảo xác định thứ tự ưu tiên giao cho đơn vị có đủ năng lực chuyên môn: đơn vị sự nghiệp công lập về cấp nước, doanh nghiệp cấp nước đang vận hành hệ thống liền kề, hợp tác xã có ít nhất hai người được đào tạo về kỹ thuật cấp nước. Ủy ban nhân dân cấp xã chỉ trực tiếp quản lý khi không có đơn vị đủ điều kiện tiếp nhận.
**4. Về khai thác và giá nước.** Ba phương thức khai thác được quy định gồm: đối tượng được giao trực tiếp tổ chức khai thác; cho thuê quyền khai thác; chuyển nhượng có thời hạn quyền khai thác. Giá nước sạch thực hiện theo khung giá do Ủy ban nhân dân tỉnh ban hành; phần chênh lệch giữa giá thành và giá bán ở vùng đặc biệt khó khăn được ngân sách tỉnh cấp bù theo khối lượng nước tiêu thụ thực tế.
**5. Về bảo trì.** Kế hoạch bảo trì phải được lập cùng kế hoạch ngân sách hằng năm. Dự thảo phân biệt bảo dưỡng thường xuyên, sửa chữa định kỳ và sửa chữa đột xuất; đối với sự cố làm gián đoạn cấp nước quá 24 giờ, đơn vị vận hành được sửa chữa ngay và báo cáo sau.
**6. Về xử lý công trình ngừng hoạt động.** Đối với 29 công trình đã ngừng hoạt động, dự thảo giao Ủy ban nhân dân cấp xã phối hợp với Sở Tài chính kiểm kê, phân loại trong thời hạn 90 ngày kể từ ngày Quyết định có hiệu lực; công trình còn khả năng khôi phục được đưa vào kế hoạch đầu tư công trung hạn, công trình không còn khả năng khôi phục được thanh lý theo quy định.
`

const OPINIONS = `
Quá trình lấy ý kiến, có hai nội dung còn ý kiến khác nhau, Sở Nông nghiệp và Môi trường báo cáo và đề xuất như sau:
**Một là,** về ngưỡng giá trị tài sản để xác định thẩm quyền. Sở Tài chính đề nghị ngưỡng 10 tỷ đồng; 11 xã, phường đề nghị ngưỡng 20 tỷ đồng để thuận lợi cho việc giao công trình liên thôn có quy mô lớn. Cơ quan soạn thảo tiếp thu theo hướng quy định ngưỡng 15 tỷ đồng theo nguyên giá, đồng thời yêu cầu thẩm định của cơ quan tài chính đối với công trình từ 10 tỷ đồng trở lên.
**Hai là,** về mức cấp bù giá nước. Ủy ban nhân dân các xã miền núi đề nghị cấp bù 100% phần chênh lệch; Sở Tài chính đề nghị không quá 60% do khả năng cân đối ngân sách. Cơ quan soạn thảo đề xuất mức cấp bù tối đa 80% đối với xã khu vực III, 60% đối với xã khu vực II, dự kiến tổng kinh phí 18,7 tỷ đồng/năm và trình Hội đồng nhân dân tỉnh xem xét trong dự toán ngân sách hằng năm.
`

/** The submission (tờ trình) of the Department of Agriculture and Environment, with its opinions table. */
export function submission(today: Day): Paper {
  const day = daysBefore(today, 6)
  const opinionDay = shortDate(daysBefore(today, 48))
  const reviewDay = shortDate(daysBefore(today, 13))
  const blocks: Block[] = [
    ...letterhead({
      above: 'UBND tỉnh Thuận Giang',
      issuer: 'Sở Nông nghiệp\nvà Môi trường',
      number: '412/TTr-SNNMT',
      day,
    }),
    ...titleBlock(
      'Tờ trình',
      'Về việc ban hành Quyết định quy định phân cấp thẩm quyền và quản lý,\nsử dụng, khai thác tài sản kết cấu hạ tầng cấp nước sạch nông thôn\ntrên địa bàn tỉnh Thuận Giang',
    ),
    p('Kính gửi: Ủy ban nhân dân tỉnh Thuận Giang.', { align: 'center', after: 8 }),
    basis('Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;'),
    basis('Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;'),
    basis('Căn cứ Luật Quản lý, sử dụng tài sản công số 15/2017/QH14;'),
    basis(
      'Căn cứ Nghị định số 43/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ quy định việc quản lý, sử dụng và khai thác tài sản kết cấu hạ tầng cấp nước sạch;',
    ),
    p(
      'Thực hiện Chương trình công tác năm của Ủy ban nhân dân tỉnh, Sở Nông nghiệp và Môi trường đã chủ trì, phối hợp với các cơ quan, đơn vị liên quan xây dựng dự thảo Quyết định. Sở Nông nghiệp và Môi trường kính trình Ủy ban nhân dân tỉnh xem xét, ban hành với các nội dung chủ yếu như sau:',
    ),
    heading(1, 'I. SỰ CẦN THIẾT BAN HÀNH VĂN BẢN'),
    ...paragraphs(NEED),
    heading(1, 'II. MỤC ĐÍCH, QUAN ĐIỂM XÂY DỰNG DỰ THẢO VĂN BẢN'),
    p(
      '**1. Mục đích.** Xác định rõ một việc chỉ giao một cơ quan chủ trì và chịu trách nhiệm; quản lý đầy đủ tài sản đã được Nhà nước đầu tư; bảo đảm người dân nông thôn được cung cấp nước sạch liên tục, đúng chất lượng, với giá phù hợp khả năng chi trả.',
    ),
    p(
      '**2. Quan điểm.** Tuân thủ quy định của pháp luật về tài sản công, về giá và về đầu tư công; phân cấp tối đa cho chính quyền cấp xã đi đôi với kiểm tra, giám sát; không làm phát sinh thủ tục hành chính mới; kế thừa các mô hình quản lý đã chứng minh hiệu quả trên thực tế.',
    ),
    heading(1, 'III. QUÁ TRÌNH XÂY DỰNG DỰ THẢO VĂN BẢN'),
    p(
      `Sở Nông nghiệp và Môi trường đã tổ chức khảo sát tại 46 xã, phường; gửi lấy ý kiến các cơ quan, đơn vị và đăng tải dự thảo trên Cổng thông tin điện tử tỉnh từ ngày ${opinionDay} theo quy định. Kết quả được tổng hợp tại bảng dưới đây.`,
    ),
    comments,
    p(
      `Toàn bộ 27 văn bản có ý kiến bổ sung đã được nghiên cứu, tiếp thu hoặc giải trình. Sở Tư pháp đã thẩm định dự thảo tại Báo cáo số 96/BC-STP ngày ${reviewDay}, kết luận dự thảo đủ điều kiện trình Ủy ban nhân dân tỉnh; cơ quan soạn thảo đã hoàn thiện dự thảo theo ý kiến thẩm định.`,
    ),
    heading(1, 'IV. BỐ CỤC VÀ NỘI DUNG CƠ BẢN CỦA DỰ THẢO'),
    p(
      'Dự thảo Quyết định gồm 03 điều; Quy định ban hành kèm theo gồm 04 chương, 18 điều với các nội dung cơ bản sau:',
    ),
    ...paragraphs(CONTENT),
    heading(1, 'V. NHỮNG VẤN ĐỀ XIN Ý KIẾN ỦY BAN NHÂN DÂN TỈNH'),
    ...paragraphs(OPINIONS),
    heading(1, 'VI. NGUỒN LỰC VÀ ĐIỀU KIỆN BẢO ĐẢM THI HÀNH'),
    p(
      'Việc thi hành Quyết định không làm tăng tổ chức bộ máy và biên chế. Kinh phí kiểm kê, xác định giá trị tài sản ước 4,2 tỷ đồng, bố trí trong dự toán chi thường xuyên năm nay của Sở Nông nghiệp và Môi trường (1,5 tỷ đồng) và của ngân sách cấp xã (2,7 tỷ đồng). Cơ sở dữ liệu công trình cấp nước được xây dựng trên nền tảng dữ liệu dùng chung của tỉnh, không phát sinh chi phí bản quyền.',
    ),
    p(
      'Trên đây là Tờ trình về việc ban hành Quyết định quy định phân cấp thẩm quyền và quản lý, sử dụng, khai thác tài sản kết cấu hạ tầng cấp nước sạch nông thôn, Sở Nông nghiệp và Môi trường kính trình Ủy ban nhân dân tỉnh xem xét, quyết định.',
    ),
    p(
      '//(Gửi kèm: dự thảo Quyết định; Báo cáo thẩm định của Sở Tư pháp; bản tổng hợp, giải trình, tiếp thu ý kiến góp ý; bản sao văn bản góp ý của các cơ quan, đơn vị.)//',
    ),
    ...signature({
      title: 'GIÁM ĐỐC',
      name: person('agriculture').fullName,
      recipients: [
        'Như trên;',
        'Chủ tịch, các Phó Chủ tịch UBND tỉnh;',
        'Văn phòng UBND tỉnh;',
        'Các Sở: Tài chính, Tư pháp, Xây dựng;',
        'Giám đốc, các Phó Giám đốc Sở;',
        'Lưu: VT, Chi cục Thủy lợi.',
      ],
    }),
  ]
  return {
    title: 'Tờ trình về quản lý tài sản kết cấu hạ tầng cấp nước sạch nông thôn',
    subject: 'Tài liệu minh họa của một tỉnh không có thật',
    author: 'Sở Nông nghiệp và Môi trường',
    sections: [{ orientation: 'portrait', blocks }],
  }
}
