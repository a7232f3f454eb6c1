import type { Block, Paper, Section, Table, TableRow } from '#server/pdf/blocks.ts'
import { type Day, daysBefore, decimal, percent } from '#server/pdf/vietnamese.ts'
import { person } from '../committee.ts'
import { basis, heading, letterhead, p, paragraphs, signature, titleBlock } from './formal.ts'
import { type Project, type ProjectGroup, projects } from './investment/projects.ts'

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']

const sum = (list: Project[], value: (one: Project) => number): number =>
  list.reduce((total, one) => total + value(one), 0)
const planOf = (one: Project): number => one.central + one.province + one.commune
const money = (list: Project[]): string[] => [
  decimal(sum(list, one => one.total)),
  decimal(sum(list, planOf)),
  decimal(sum(list, one => one.central)),
  decimal(sum(list, one => one.province)),
  decimal(sum(list, one => one.commune)),
]

const PRINCIPLES = `
1. Tập trung vốn cho dự án chuyển tiếp, dự án trọng điểm có tính liên kết vùng; không khởi công dự án mới khi chưa rõ nguồn vốn và chưa hoàn thành ít nhất 70% diện tích giải phóng mặt bằng.
2. Phân cấp mạnh cho xã, phường làm chủ đầu tư những công trình quy mô nhỏ, kỹ thuật đơn giản; đối với nơi chưa đủ năng lực, giao ban quản lý dự án chuyên ngành hỗ trợ theo hợp đồng ủy thác.
3. Ưu tiên vùng đồng bào dân tộc thiểu số, vùng thường xuyên bị thiên tai; bố trí đủ vốn đối ứng các chương trình mục tiêu quốc gia.
4. Gắn kế hoạch vốn với tiến độ giải ngân từng quý; đến ngày 30 tháng 6, dự án giải ngân dưới 40% bị điều chuyển tối đa một nửa số vốn còn lại.
`

const MEASURES = `
1. **Sở Tài chính** chủ trì nhập kế hoạch trên hệ thống thông tin đầu tư công, công khai tỷ lệ giải ngân của từng chủ đầu tư vào ngày 05 và ngày 20 hằng tháng; tham mưu điều chỉnh kế hoạch hai đợt trong năm.
2. **Sở Xây dựng** công bố giá vật liệu hằng tháng, thẩm định hồ sơ trong thời hạn không quá hai phần ba thời gian quy định; lập bản đồ mỏ vật liệu phục vụ các dự án ven biển.
3. **Sở Nông nghiệp và Môi trường** hướng dẫn xác định giá đất bồi thường, giải quyết thủ tục chuyển mục đích sử dụng đất rừng, đất lúa của 14 dự án còn vướng.
4. **Ủy ban nhân dân các xã, phường** thành lập tổ vận động giải phóng mặt bằng do Chủ tịch làm tổ trưởng, bàn giao mặt bằng đúng cam kết; chịu trách nhiệm về chất lượng công trình được giao.
5. **Các chủ đầu tư** hoàn thành hồ sơ quyết toán dự án đã bàn giao đưa vào sử dụng trước ngày 30 tháng 9; kiên quyết thay thế nhà thầu chậm tiến độ sau hai lần nhắc nhở.
`

function summary(groups: ProjectGroup[]): Table {
  const all = groups.flatMap(group => group.projects)
  const row = (number: string, name: string, list: Project[], bold = false): TableRow => ({
    cells: [
      number,
      name,
      String(list.length),
      ...money(list).slice(1),
      decimal((sum(list, planOf) / sum(all, planOf)) * 100, 1),
    ],
    bold,
  })
  return {
    kind: 'table',
    caption: 'Cơ cấu kế hoạch vốn theo ngành, lĩnh vực',
    unit: 'Đơn vị tính: triệu đồng',
    size: 11.5,
    columns: [
      { share: 6, align: 'center' },
      { share: 27, align: 'left' },
      { share: 8, align: 'center' },
      { share: 15, align: 'right' },
      { share: 13, align: 'right' },
      { share: 14, align: 'right' },
      { share: 11, align: 'right' },
      { share: 9, align: 'right' },
    ],
    header: [
      [
        { text: 'TT', rows: 2 },
        { text: 'Ngành, lĩnh vực', rows: 2 },
        { text: 'Số dự án', rows: 2 },
        { text: 'Kế hoạch vốn', rows: 2 },
        { text: 'Trong đó: ngân sách', columns: 3 },
        { text: 'Tỷ trọng (%)', rows: 2 },
      ],
      [{ text: 'Trung ương' }, { text: 'Tỉnh' }, { text: 'Xã' }],
    ],
    rows: [
      ...groups.map((group, index) => row(ROMAN[index] ?? '', sentenceCase(group.title), group.projects)),
      row('', 'Tổng cộng', all, true),
    ],
    together: true,
  }
}

const sentenceCase = (text: string): string => text.charAt(0) + text.slice(1).toLowerCase()

function projectList(groups: ProjectGroup[], year: number): Section {
  const all = groups.flatMap(group => group.projects)
  const rows: TableRow[] = [{ cells: ['', 'TỔNG SỐ', '', '', '', ...money(all)], bold: true }]
  groups.forEach((group, index) => {
    rows.push({ cells: [ROMAN[index] ?? '', group.title, '', '', '', ...money(group.projects)], bold: true })
    group.projects.forEach((one, place) => {
      rows.push({ cells: [String(place + 1), one.name, one.owner, one.place, one.years, ...money([one])] })
    })
  })
  return {
    orientation: 'landscape',
    blocks: [
      heading(1, `PHỤ LỤC. DANH MỤC DỰ ÁN BỐ TRÍ VỐN NĂM ${year}`, {
        short: `Phụ lục. Danh mục dự án năm ${year}`,
      }),
      {
        kind: 'table',
        unit: 'Đơn vị tính: triệu đồng',
        size: 11,
        columns: [
          { share: 4, align: 'center' },
          { share: 26, align: 'left' },
          { share: 14, align: 'left' },
          { share: 14, align: 'left' },
          { share: 8, align: 'center' },
          { share: 9, align: 'right' },
          { share: 8.5, align: 'right' },
          { share: 8.5, align: 'right' },
          { share: 8, align: 'right' },
          { share: 7, align: 'right' },
        ],
        header: [
          [
            { text: 'TT', rows: 2 },
            { text: 'Danh mục dự án', rows: 2 },
            { text: 'Chủ đầu tư', rows: 2 },
            { text: 'Địa điểm xây dựng', rows: 2 },
            { text: 'Thời gian KC-HT', rows: 2 },
            { text: 'Tổng mức đầu tư', rows: 2 },
            { text: `Kế hoạch vốn năm ${year}`, columns: 4 },
          ],
          [{ text: 'Tổng số' }, { text: 'NSTW' }, { text: 'NS tỉnh' }, { text: 'NS xã' }],
        ],
        rows,
      },
    ],
  }
}

/** The plan of public investment for the coming year, its list of projects on broad pages. */
export function investmentPlan(today: Day): Paper {
  const year = today.year + 1
  const groups = projects(year)
  const all = groups.flatMap(group => group.projects)
  const plan = sum(all, planOf)
  const part = (value: (one: Project) => number): string =>
    `${decimal(sum(all, value) / 1000, 1)} tỷ đồng (${percent((sum(all, value) / plan) * 100)})`
  const blocks: Block[] = [
    p('**DỰ THẢO**', { align: 'right', size: 13, after: 4 }),
    ...letterhead({
      issuer: 'Ủy ban nhân dân\ntỉnh Thuận Giang',
      number: '       /KH-UBND',
      day: daysBefore(today, 0),
      openDate: true,
    }),
    ...titleBlock('Kế hoạch', `Đầu tư công năm ${year} của tỉnh Thuận Giang`),
    basis('Căn cứ Luật Đầu tư công số 58/2024/QH15;'),
    basis('Căn cứ Luật Ngân sách nhà nước số 89/2025/QH15;'),
    basis('Căn cứ kế hoạch đầu tư công trung hạn giai đoạn 2026 - 2030 của tỉnh;'),
    p(
      `Ủy ban nhân dân tỉnh ban hành Kế hoạch đầu tư công năm ${year} của tỉnh Thuận Giang với những nội dung sau:`,
    ),
    heading(1, 'I. MỤC TIÊU, NGUYÊN TẮC'),
    p(
      `Huy động và sử dụng có hiệu quả vốn đầu tư công, phấn đấu giải ngân 100% kế hoạch được giao; hoàn thành 13 dự án chuyển tiếp, khởi công 08 dự án mới; góp phần đưa tốc độ tăng GRDP năm ${year} đạt từ 10% trở lên.`,
    ),
    ...paragraphs(PRINCIPLES),
    heading(1, 'II. NGUỒN VỐN VÀ PHƯƠNG ÁN PHÂN BỔ'),
    p(
      `Tổng kế hoạch vốn là ${decimal(plan / 1000, 1)} tỷ đồng cho ${all.length} dự án, nhóm dự án; gồm ngân sách trung ương ${part(one => one.central)}, ngân sách tỉnh ${part(one => one.province)} và ngân sách cấp xã ${part(one => one.commune)}. Chi tiết phân bổ theo ngành, lĩnh vực như sau:`,
    ),
    summary(groups),
    {
      kind: 'chart',
      caption: 'Cơ cấu vốn theo ngành, lĩnh vực',
      height: 165,
      chart: {
        kind: 'pie',
        slices: groups.map(group => ({
          name: sentenceCase(group.title),
          value: sum(group.projects, planOf),
        })),
      },
    },
    heading(1, 'III. TỔ CHỨC THỰC HIỆN'),
    ...paragraphs(MEASURES),
    p(
      'Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị báo cáo Ủy ban nhân dân tỉnh (qua Sở Tài chính) để xem xét, giải quyết./.',
    ),
    ...signature({
      authority: 'TM. ỦY BAN NHÂN DÂN',
      title: 'CHỦ TỊCH',
      name: person('chair').fullName,
      unsigned: true,
      recipients: [
        'Bộ Tài chính;',
        'Thường trực Tỉnh ủy, HĐND tỉnh;',
        'Các sở, ban, ngành;',
        'UBND các xã, phường;',
        'Lưu: VT, TH.',
      ],
    }),
  ]
  return {
    title: `Dự thảo Kế hoạch đầu tư công năm ${year}`,
    subject: 'Tài liệu minh họa của một tỉnh không có thật',
    author: 'Sở Tài chính',
    sections: [{ orientation: 'portrait', blocks }, projectList(groups, year)],
  }
}
