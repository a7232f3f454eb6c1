import type { Block, Paper } from '#server/pdf/blocks.ts'
import { type Day, daysBefore, decimal, shortDate } from '#server/pdf/vietnamese.ts'
import { person } from '../committee.ts'
import { AREAS, COMMUNES } from '../communes.ts'
import { appendices } from './communes/appendices.ts'
import { Chooser, chapter } from './communes/chapter.ts'
import { type CommuneFigures, communeFigures } from './communes/figures.ts'
import { conclusion, overview } from './communes/overview.ts'
import { list } from './communes/sentence.ts'
import { heading, letterhead, p, signature, titleBlock } from './formal.ts'

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']

function areas(all: CommuneFigures[]): Block[] {
  const choose = new Chooser()
  let number = 0
  return AREAS.flatMap((area, index) => {
    const own = all.filter(one => one.area === area.name)
    const people = own.reduce((sum, one) => sum + one.population, 0)
    const largest = [...own].sort((a, b) => b.population - a.population).slice(0, 3)
    const kinds = [
      ...(area.wards.length > 0 ? [`${area.wards.length} phường`] : []),
      ...(area.communes.length > 0 ? [`${area.communes.length} xã`] : []),
    ]
    const title = `${ROMAN[index]}. KHU VỰC ${area.name.toUpperCase()} CŨ`
    return [
      heading(1, title, { newPage: index > 0, short: `${ROMAN[index]}. Khu vực ${area.name} cũ` }),
      p(
        `Khu vực ${area.name} trước đây nay gồm ${list(kinds)} với ${decimal(people)} người; đông dân nhất là ${list(largest.map(one => one.fullName))}. Kết quả cụ thể của từng đơn vị như sau:`,
      ),
      ...own.flatMap(one => {
        number += 1
        return chapter(one, number, choose)
      }),
    ]
  })
}

/** The long report: more than 100 pages, commune by commune, in which no paragraph stands twice. */
export function communeReview(today: Day): Paper {
  const all = COMMUNES.map(commune => communeFigures(commune, today.month))
  const day = daysBefore(today, 5)
  const blocks: Block[] = [
    ...letterhead({ above: 'UBND tỉnh Thuận Giang', issuer: 'Sở Nội vụ', number: '297/BC-SNV', day }),
    ...titleBlock(
      'Báo cáo',
      `Kết quả vận hành mô hình chính quyền địa phương hai cấp\ntại ${all.length} xã, phường trên địa bàn tỉnh Thuận Giang`,
    ),
    p(
      `Thực hiện Luật Tổ chức chính quyền địa phương số 72/2025/QH15 và chỉ đạo của Ủy ban nhân dân tỉnh về đánh giá hoạt động của chính quyền cấp xã, Sở Nội vụ đã chủ trì, phối hợp với các sở, ngành kiểm tra thực tế và tổng hợp báo cáo của ${all.length} xã, phường, số liệu chốt đến ngày ${shortDate(daysBefore(today, 9))}. Báo cáo gồm ba phần và bốn phụ lục; phần thứ hai trình bày kết quả của từng xã, phường để các thành viên Ủy ban nhân dân tỉnh tra cứu theo địa bàn phụ trách.`,
    ),
    p(
      'Số liệu trong các bảng được cộng từ dữ liệu của từng xã, phường; chênh lệch do làm tròn ở cột tỷ lệ phần trăm không vượt quá 0,1 điểm.',
    ),
    { kind: 'space', height: 10 },
    { kind: 'contents', title: 'MỤC LỤC', depth: 2 },
    ...overview(all),
    heading(1, 'PHẦN THỨ HAI. KẾT QUẢ TẠI TỪNG XÃ, PHƯỜNG', {
      short: 'Phần thứ hai. Kết quả tại từng xã, phường',
      newPage: true,
    }),
    p(
      'Nội dung về mỗi xã, phường được trình bày theo một trình tự: hình thành và đặc điểm; bộ máy; phục vụ hành chính; kinh tế và đầu tư; ngân sách; xã hội; khó khăn và kiến nghị. Thứ tự sắp xếp theo khu vực của đơn vị hành chính cấp huyện trước ngày 01/7/2025 để tiện đối chiếu với các báo cáo cũ.',
    ),
    ...areas(all),
    ...conclusion(),
    ...signature({
      title: 'GIÁM ĐỐC',
      name: person('interior').fullName,
      recipients: [
        'UBND tỉnh (trình phiên họp);',
        'Ban Tổ chức Tỉnh ủy;',
        'Ban Pháp chế HĐND tỉnh;',
        'Các sở, ban, ngành;',
        'UBND các xã, phường;',
        'Lưu: VT, XDCQ.',
      ],
    }),
  ]
  return {
    title: 'Báo cáo kết quả vận hành chính quyền địa phương hai cấp tại các xã, phường',
    subject: 'Tài liệu minh họa của một tỉnh không có thật',
    author: 'Sở Nội vụ',
    sections: [{ orientation: 'portrait', blocks }, appendices(all)],
    showOutline: true,
  }
}
