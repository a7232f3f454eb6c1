import { withoutDiacritics } from '#server/pdf/vietnamese.ts'
import type { MeetingRole } from '#shared/meetings/meetings.contract.ts'
import { COMMUNES } from './communes.ts'

/** The demonstration committee: a province that does not exist, its units and its people, as plain data. */
export const PROVINCE = {
  name: 'Thuận Giang',
  fullName: 'tỉnh Thuận Giang',
  committee: 'Ủy ban nhân dân tỉnh Thuận Giang',
  capital: 'Vĩnh Thuận',
  mainHall: 'Phòng họp số 1, Trụ sở UBND tỉnh Thuận Giang',
} as const

/** Since 1 July 2025 a province has communes and wards, and no districts (Law 72/2025/QH15). */
export const REORGANISED = '2025-07-01'

export type UnitKind =
  | 'committee'
  | 'office'
  | 'department'
  | 'inspectorate'
  | 'police'
  | 'military'
  | 'commune'
  | 'external'

/** An organisation unit. Dates are days (`YYYY-MM-DD`); `validUntil` is the first day it no longer existed. */
export interface DemoUnit {
  key: string
  name: string
  /** As in the numbers of documents: `STC`. */
  shortName: string
  kind: UnitKind
  parent?: string
  validFrom: string
  validUntil?: string
  /** Keys of the units it was made from. */
  predecessors: string[]
}

const REFORMED = '2025-03-01'

const current = (
  key: string,
  name: string,
  shortName: string,
  kind: UnitKind,
  from = '2010-01-01',
): DemoUnit => ({
  ...{ key, name, shortName, kind },
  parent: 'committee',
  validFrom: from,
  predecessors: [],
})

const merged = (key: string, name: string, shortName: string, predecessors: string[]): DemoUnit => ({
  ...current(key, name, shortName, 'department', REFORMED),
  predecessors,
})

const former = (key: string, name: string, shortName: string): DemoUnit => ({
  ...current(key, name, shortName, 'department'),
  validUntil: REFORMED,
})

const DEPARTMENTS: DemoUnit[] = [
  current('office', 'Văn phòng UBND tỉnh', 'VP', 'office'),
  merged('finance', 'Sở Tài chính', 'STC', ['planning-2010', 'finance-2010']),
  merged('construction', 'Sở Xây dựng', 'SXD', ['transport-2010', 'construction-2010']),
  merged('agriculture', 'Sở Nông nghiệp và Môi trường', 'SNNMT', ['agriculture-2010', 'environment-2010']),
  merged('science', 'Sở Khoa học và Công nghệ', 'SKHCN', ['information-2010', 'science-2010']),
  merged('interior', 'Sở Nội vụ', 'SNV', ['labour-2010', 'interior-2010']),
  merged('ethnic', 'Sở Dân tộc và Tôn giáo', 'SDTTG', ['ethnic-2010']),
  current('justice', 'Sở Tư pháp', 'STP', 'department'),
  current('health', 'Sở Y tế', 'SYT', 'department'),
  current('education', 'Sở Giáo dục và Đào tạo', 'SGDĐT', 'department'),
  current('industry', 'Sở Công Thương', 'SCT', 'department'),
  current('culture', 'Sở Văn hóa, Thể thao và Du lịch', 'SVHTTDL', 'department'),
  current('inspectorate', 'Thanh tra tỉnh', 'TTT', 'inspectorate'),
  current('police', 'Công an tỉnh', 'CAT', 'police'),
  current('military', 'Bộ Chỉ huy Quân sự tỉnh', 'BCH', 'military'),
]

const FORMER_DEPARTMENTS: DemoUnit[] = [
  former('planning-2010', 'Sở Kế hoạch và Đầu tư', 'SKHĐT'),
  former('finance-2010', 'Sở Tài chính (trước ngày 01/3/2025)', 'STC'),
  former('transport-2010', 'Sở Giao thông vận tải', 'SGTVT'),
  former('construction-2010', 'Sở Xây dựng (trước ngày 01/3/2025)', 'SXD'),
  former('agriculture-2010', 'Sở Nông nghiệp và Phát triển nông thôn', 'SNN'),
  former('environment-2010', 'Sở Tài nguyên và Môi trường', 'STNMT'),
  former('information-2010', 'Sở Thông tin và Truyền thông', 'STTTT'),
  former('science-2010', 'Sở Khoa học và Công nghệ (trước ngày 01/3/2025)', 'SKHCN'),
  former('labour-2010', 'Sở Lao động - Thương binh và Xã hội', 'SLĐTBXH'),
  former('interior-2010', 'Sở Nội vụ (trước ngày 01/3/2025)', 'SNV'),
  former('ethnic-2010', 'Ban Dân tộc', 'BDT'),
]

const SHOWN = ['Vĩnh Thuận', 'Bến Ngự', 'Hải Lộc', 'Yên Khê', 'Bản Luông', 'Nậm Sơn']

/** Some of the province's communes, each with the units it was made from in 2025. */
const COMMUNE_UNITS: DemoUnit[] = COMMUNES.filter(one => SHOWN.includes(one.name)).flatMap(
  (commune, index) => {
    const key = `commune-${index + 1}`
    const before = commune.formerUnits.map((name, place): DemoUnit => {
      const unit = current(`${key}-former-${place + 1}`, `UBND ${name}`, 'UBND', 'commune')
      return { ...unit, validUntil: REORGANISED }
    })
    const unit = current(key, `UBND ${commune.fullName}`, 'UBND', 'commune', REORGANISED)
    return [...before, { ...unit, predecessors: before.map(one => one.key) }]
  },
)

/** Every unit, those that were merged away too: old papers still bear their names. */
export const UNITS: DemoUnit[] = [
  {
    ...{ key: 'committee', name: PROVINCE.committee, shortName: 'UBND', kind: 'committee' },
    validFrom: '2010-01-01',
    predecessors: [],
  },
  ...DEPARTMENTS,
  ...FORMER_DEPARTMENTS,
  ...COMMUNE_UNITS,
  current('council', 'Thường trực HĐND tỉnh', 'HĐND', 'external'),
  current('front', 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', 'MTTQ', 'external'),
]

export type AccountRole = 'administrator' | 'secretary' | 'none'

/** A person of the demonstration. */
export interface DemoPerson {
  key: string
  fullName: string
  honorific: 'ong' | 'ba'
  unit: string
  title: string
  /** Order of precedence: 1 is the highest; equals are ordered by name. */
  protocolRank: number
  accountRole: AccountRole
  /** Absent for those who serve the meeting by their account's role alone. */
  meetingRole?: MeetingRole
  /** The key of the member whose seat a stand-in takes. */
  standsInFor?: string
  /** Given name and the initials before it, without diacritics: `anhttn`. */
  loginName: string
}

type Row = [
  key: string,
  fullName: string,
  honorific: 'ong' | 'ba',
  unit: string,
  title: string,
  rank: number,
  meetingRole: MeetingRole | undefined,
  accountRole?: AccountRole,
]

const ROWS: Row[] = [
  ['chair', 'Nguyễn Hữu Thành', 'ong', 'committee', 'Chủ tịch UBND tỉnh', 1, 'chair'],
  ['vice-1', 'Trần Thị Thanh Huyền', 'ba', 'committee', 'Phó Chủ tịch Thường trực UBND tỉnh', 2, 'member'],
  ['vice-2', 'Lê Quang Đạo', 'ong', 'committee', 'Phó Chủ tịch UBND tỉnh', 3, 'member'],
  ['vice-3', 'Phạm Đình Khôi', 'ong', 'committee', 'Phó Chủ tịch UBND tỉnh', 3, 'member'],
  ['police', 'Vũ Mạnh Cường', 'ong', 'police', 'Đại tá, Giám đốc Công an tỉnh', 5, 'member'],
  [
    'military',
    'Đại tá Hoàng Văn Trường',
    'ong',
    'military',
    'Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh',
    5,
    'member',
  ],
  ['office', 'Đặng Ngọc Sơn', 'ong', 'office', 'Chánh Văn phòng UBND tỉnh', 6, 'member'],
  ['finance', 'Bùi Thị Minh Nguyệt', 'ba', 'finance', 'Giám đốc Sở Tài chính', 6, 'member'],
  ['construction', 'Đỗ Xuân Lộc', 'ong', 'construction', 'Giám đốc Sở Xây dựng', 6, 'member'],
  ['agriculture', 'Hồ Sỹ Nghĩa', 'ong', 'agriculture', 'Giám đốc Sở Nông nghiệp và Môi trường', 6, 'member'],
  ['science', 'Ngô Việt Dũng', 'ong', 'science', 'Giám đốc Sở Khoa học và Công nghệ', 6, 'member'],
  ['interior', 'Dương Thị Bích Hằng', 'ba', 'interior', 'Giám đốc Sở Nội vụ', 6, 'member'],
  ['ethnic', 'Lò Văn Phương', 'ong', 'ethnic', 'Giám đốc Sở Dân tộc và Tôn giáo', 6, 'member'],
  ['justice', 'Lý Công Uyên', 'ong', 'justice', 'Giám đốc Sở Tư pháp', 6, 'member'],
  ['health', 'Công Tằng Tôn Nữ Diệu Quỳnh', 'ba', 'health', 'Giám đốc Sở Y tế', 6, 'member'],
  ['education', 'Phan Thị Ngọc Ánh', 'ba', 'education', 'Giám đốc Sở Giáo dục và Đào tạo', 6, 'member'],
  ['industry', 'Mai Trọng Nhân', 'ong', 'industry', 'Giám đốc Sở Công Thương', 6, 'member'],
  ['culture', 'Tạ Thị Hoài Thương', 'ba', 'culture', 'Giám đốc Sở Văn hóa, Thể thao và Du lịch', 6, 'member'],
  ['inspectorate', 'Cao Bá Tùng', 'ong', 'inspectorate', 'Chánh Thanh tra tỉnh', 6, 'member'],
  ['health-deputy', 'Nguyễn Phúc Vĩnh Khang', 'ong', 'health', 'Phó Giám đốc Sở Y tế', 7, 'standIn'],
  ['council', 'Trương Thị Lệ Thu', 'ba', 'council', 'Phó Chủ tịch HĐND tỉnh', 4, 'invitee'],
  ['front', 'Hà Văn Ý', 'ong', 'front', 'Phó Chủ tịch Ủy ban MTTQ Việt Nam tỉnh', 5, 'invitee'],
  ['commune-chair', 'Nông Thị Kiều Oanh', 'ba', 'commune-1', 'Chủ tịch UBND phường', 8, 'invitee'],
  ['teller', 'Đinh Thị Ngọc Bảo Trâm', 'ba', 'office', 'Chuyên viên Phòng Tổng hợp', 10, 'teller'],
  ['operator', 'Võ Tấn Phát', 'ong', 'commune-2', 'Công chức Văn phòng HĐND và UBND', 10, 'operator'],
  ['secretary', 'Lương Thị Mỹ Duyên', 'ba', 'office', 'Trưởng phòng Tổng hợp', 9, undefined, 'secretary'],
  [
    'administrator',
    'Trịnh Quốc Bảo',
    'ong',
    'office',
    'Phó Giám đốc Trung tâm Tin học - Công báo',
    9,
    undefined,
    'administrator',
  ],
]

/** `Trần Thị Thanh Huyền` → `huyenttt`, as mail names in provinces are made. */
function loginNameOf(fullName: string): string {
  const words = withoutDiacritics(fullName.replace(/^Đại tá /, ''))
    .toLowerCase()
    .split(' ')
  const given = words.at(-1) ?? ''
  return (
    given +
    words
      .slice(0, -1)
      .map(word => word.charAt(0))
      .join('')
  )
}

/** About 25 people over every role. */
export const PEOPLE: DemoPerson[] = ROWS.map(
  ([key, fullName, honorific, unit, title, rank, meetingRole, accountRole]) => ({
    ...{ key, fullName, honorific, unit, protocolRank: rank },
    title: key === 'commune-chair' ? `${title} ${COMMUNES[0]?.name ?? ''}`.trim() : title,
    accountRole: accountRole ?? 'none',
    ...(meetingRole ? { meetingRole } : {}),
    ...(key === 'health-deputy' ? { standsInFor: 'health' } : {}),
    loginName: loginNameOf(fullName),
  }),
)

/** The person of that key; an unknown key is an error of the demonstration's own data. */
export function person(key: string): DemoPerson {
  const found = PEOPLE.find(one => one.key === key)
  if (!found)
    throw new Error(`Người có khóa “${key}” không có trong dữ liệu mẫu. / No person has the key "${key}".`)
  return found
}
