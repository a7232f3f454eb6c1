import type { Block, Paper, TableRow } from '#server/pdf/blocks.ts'
import { decimal } from '#server/pdf/vietnamese.ts'
import { prng } from '../../prng.ts'
import { letterhead, p, paragraphs, signature } from '../formal.ts'

const BODY = `
Thực hiện Công văn số 1874/SNN-TL ngày 23 tháng 8 năm 2021 của Sở Nông nghiệp và Phát triển nông thôn về việc rà soát hiện trạng công trình cấp nước sạch nông thôn tập trung, Ủy ban nhân dân huyện Hải Lộc đã chỉ đạo các phòng chuyên môn phối hợp với Ủy ban nhân dân các xã kiểm tra thực địa từng công trình và báo cáo như sau:
**1. Tình hình chung**
Tính đến ngày 31 tháng 8 năm 2021, trên địa bàn huyện có 62 công trình cấp nước sạch nông thôn tập trung do Nhà nước đầu tư toàn bộ hoặc một phần, phân bố ở tất cả các xã. Phần lớn công trình được xây dựng trong giai đoạn 2003 - 2014 từ Chương trình mục tiêu quốc gia nước sạch và vệ sinh môi trường nông thôn, vốn dự án hỗ trợ của tổ chức quốc tế và vốn ngân sách huyện; chỉ có 09 công trình được nâng cấp, mở rộng sau năm 2016.
Nguồn nước khai thác chủ yếu là nước ngầm tầng nông, độ sâu giếng từ 28 m đến 65 m; 14 công trình lấy nước mặt từ sông Lộc và hệ thống kênh tiêu. Vào các tháng 3, 4, 5 hằng năm, nước sông nhiễm mặn sâu 11 - 14 km, có thời điểm độ mặn đo được tại cống Bình Diêm là 4,1 phần nghìn, vượt khả năng xử lý của các trạm.
**2. Về quản lý, vận hành**
Hiện có bốn hình thức quản lý: cộng đồng (tổ quản lý do thôn bầu), hợp tác xã, Ủy ban nhân dân xã trực tiếp và doanh nghiệp. Hình thức cộng đồng chiếm tỷ lệ cao nhất nhưng hiệu quả thấp nhất do người vận hành kiêm nhiệm, không được đào tạo, mức thù lao bình quân 600.000 đồng/tháng. Tỷ lệ thất thoát nước bình quân của nhóm này là 38%, có nơi trên 50%.
Giá bán nước dao động từ 4.000 đồng/m³ đến 9.500 đồng/m³, do từng xã tự quyết định, chưa được cơ quan tài chính thẩm định. Phần thu được cơ bản chỉ đủ trả tiền điện và hóa chất; không trích được khấu hao và quỹ sửa chữa. Khi bơm hỏng hoặc đường ống chính bị vỡ, các xã phải xin hỗ trợ từ ngân sách huyện, thời gian gián đoạn cấp nước kéo dài từ 05 ngày đến 03 tuần.
**3. Về hồ sơ tài sản**
Chỉ 21 trên 62 công trình còn đủ hồ sơ hoàn công; 17 công trình còn một phần, số còn lại bị thất lạc qua nhiều lần thay đổi cán bộ hoặc hư hỏng do bão năm 2012. Giá trị tài sản đang theo dõi trên sổ kế toán của các xã không thống nhất với số liệu của Phòng Tài chính - Kế hoạch huyện; nhiều hạng mục bổ sung từ nguồn đóng góp của nhân dân chưa được ghi tăng.
Đất xây dựng trạm xử lý và giếng khai thác phần lớn do các thôn hiến tặng, chưa được cấp giấy chứng nhận quyền sử dụng đất. Hành lang bảo vệ nguồn nước bị lấn chiếm tại 08 công trình, trong đó có 03 nơi nằm sát chuồng trại chăn nuôi tập trung.
**4. Về chất lượng nước**
Trung tâm Y tế huyện lấy 124 mẫu nước tại vòi và bể chứa trong quý II năm 2021: 71 mẫu đạt toàn bộ chỉ tiêu xét nghiệm; 53 mẫu không đạt, chủ yếu do clo dư thấp, độ đục, amoni và chỉ số vi sinh. Đối với các mẫu không đạt, Ủy ban nhân dân huyện đã yêu cầu dừng cấp nước ăn uống, cung cấp viên khử khuẩn và thông báo trên hệ thống truyền thanh.
**5. Đề xuất, kiến nghị**
Ủy ban nhân dân huyện Hải Lộc đề nghị Sở Nông nghiệp và Phát triển nông thôn xem xét, tham mưu Ủy ban nhân dân tỉnh: (1) sớm ban hành quy định thống nhất về giao tài sản và giá nước; (2) hỗ trợ kinh phí lập lại hồ sơ, đo vẽ hiện trạng 41 công trình thiếu hồ sơ, ước 2,9 tỷ đồng; (3) đầu tư tuyến ống liên xã đưa nước từ Nhà máy nước Lộc Sơn về các xã ven biển, thay thế 23 trạm nhỏ bị nhiễm mặn; (4) cho phép giao thí điểm 06 công trình cho doanh nghiệp quản lý trong thời hạn 05 năm.
Danh mục và hiện trạng từng công trình được nêu tại Phụ lục kèm theo. Ủy ban nhân dân huyện Hải Lộc trân trọng báo cáo./.
`

const PLACES =
  'Lộc Sơn, Lộc Vân, Lộc Thủy, Bình Diêm, Tiên Hải, Vạn Chài, Sa Huệ, Kỳ Vân, Đại Ngư, Tân Lộc, Hải Vân, Phúc Lộc'.split(
    ', ',
  )
const STATES = ['Bền vững', 'Tương đối bền vững', 'Kém bền vững', 'Ngừng hoạt động']
const KEEPERS = ['Cộng đồng', 'UBND xã', 'Hợp tác xã', 'Doanh nghiệp']

function works(): TableRow[] {
  const random = prng('water works')
  let capacity = 0
  let homes = 0
  const rows = Array.from({ length: 62 }, (_, index): TableRow => {
    const own = random.whole(9, 78) * 10
    const served = Math.round(own * random.between(1.1, 2.4))
    capacity += own
    homes += served
    const place = PLACES[index % PLACES.length] ?? ''
    const name = `Trạm cấp nước ${place} ${Math.floor(index / PLACES.length) + 1}`
    const built = String(random.whole(2003, 2018))
    const kept = [random.pick(KEEPERS), random.pick(STATES)]
    return { cells: [String(index + 1), name, built, decimal(own), decimal(served), ...kept] }
  })
  return [...rows, { cells: ['', 'Cộng', '', decimal(capacity), decimal(homes), '', ''], bold: true }]
}

/** The official letter of 2021, of a district that no longer exists: what gets scanned. */
export function oldLetter(): Paper {
  const blocks: Block[] = [
    ...letterhead({
      above: 'UBND tỉnh Thuận Giang',
      issuer: 'Ủy ban nhân dân\nhuyện Hải Lộc',
      number: '1126/UBND-NN',
      about: 'báo cáo hiện trạng công trình cấp nước sạch nông thôn tập trung',
      place: 'Hải Lộc',
      day: { year: 2021, month: 9, day: 17 },
    }),
    p('Kính gửi: Sở Nông nghiệp và Phát triển nông thôn.', { align: 'center', after: 8 }),
    ...paragraphs(BODY),
    ...signature({
      authority: 'TM. ỦY BAN NHÂN DÂN',
      title: 'KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH',
      name: 'Nguyễn Khắc Hiếu',
      unsigned: true,
      recipients: [
        'Như trên;',
        'Chủ tịch, các PCT UBND huyện;',
        'Phòng NN&PTNT; Phòng TC-KH;',
        'UBND các xã;',
        'Lưu: VT.',
      ],
    }),
    { kind: 'newPage' },
    p('**PHỤ LỤC**', { align: 'center', after: 2 }),
    p('**Danh mục công trình cấp nước sạch nông thôn tập trung trên địa bàn huyện Hải Lộc**', {
      align: 'center',
      after: 2,
    }),
    p('//(Kèm theo Công văn số 1126/UBND-NN ngày 17 tháng 9 năm 2021 của UBND huyện Hải Lộc)//', {
      align: 'center',
      size: 13,
    }),
    {
      kind: 'table',
      size: 11.5,
      columns: [
        { share: 6, align: 'center' },
        { share: 30, align: 'left' },
        { share: 10, align: 'center' },
        { share: 13, align: 'right' },
        { share: 11, align: 'right' },
        { share: 14, align: 'left' },
        { share: 16, align: 'left' },
      ],
      header: [
        ['TT', 'Tên công trình', 'Năm xây dựng', 'Công suất (m³/ngày)', 'Số hộ', 'Quản lý', 'Tình trạng'].map(
          text => ({
            text,
          }),
        ),
      ],
      rows: works(),
    },
  ]
  return {
    title: 'Công văn số 1126/UBND-NN năm 2021 của UBND huyện Hải Lộc (bản quét)',
    subject: 'Tài liệu minh họa của một tỉnh không có thật',
    author: 'UBND huyện Hải Lộc',
    sections: [{ orientation: 'portrait', blocks }],
  }
}
