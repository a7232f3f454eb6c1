import { prng } from '../../prng.ts'

/** A project of public investment; money in million đồng. `total` is what it costs in all. */
export interface Project {
  name: string
  owner: string
  place: string
  years: string
  total: number
  central: number
  province: number
  commune: number
}

export interface ProjectGroup {
  title: string
  projects: Project[]
}

type Row = [name: string, owner: string, place: string, total: number]

const TRAFFIC = 'Ban QLDA Giao thông'
const CIVIL = 'Ban QLDA Dân dụng và Công nghiệp'
const FARM = 'Ban QLDA Nông nghiệp'

const GROUPS: [title: string, rows: Row[]][] = [
  [
    'GIAO THÔNG',
    [
      ['Đường ven biển đoạn Cửa Đằng - Tiên Hải', TRAFFIC, 'Xã Cửa Đằng, xã Tiên Hải', 1_486_000],
      ['Cầu sông Thuận 2 và đường dẫn hai đầu cầu', TRAFFIC, 'Phường Bến Ngự, phường Lam Hà', 892_000],
      [
        'Cải tạo, nâng cấp đường tỉnh 512 đoạn Thanh Lâm - Bản Luông',
        TRAFFIC,
        'Xã Thanh Lâm, xã Bản Luông',
        534_000,
      ],
      ['Đường vào bản Huổi Lóng và các bản lân cận', 'UBND xã Huổi Lóng', 'Xã Huổi Lóng', 46_500],
      ['Đường liên xã Phú Xá - Tân Lễ - Vũ Giang', 'UBND xã Phú Xá', 'Xã Phú Xá, Tân Lễ, Vũ Giang', 118_000],
      ['Nút giao khác mức Cầu Đá', TRAFFIC, 'Phường Cầu Đá', 415_000],
      ['Xử lý 11 điểm sạt lở trên đường tỉnh 520', TRAFFIC, 'Các xã khu vực Nậm Sơn', 97_200],
      ['Cầu treo dân sinh Nậm Khao', 'UBND xã Nậm Khao', 'Xã Nậm Khao', 14_800],
    ],
  ],
  [
    'NÔNG NGHIỆP, THỦY LỢI, NƯỚC SẠCH',
    [
      ['Kè chống sạt lở bờ sông Lộc đoạn qua Bình Diêm', FARM, 'Xã Bình Diêm', 186_000],
      ['Nâng cấp hồ chứa nước Suối Hai', FARM, 'Xã Suối Hai', 142_000],
      ['Hệ thống cấp nước liên xã vùng Hải Lộc', FARM, 'Các xã khu vực Hải Lộc', 264_000],
      ['Khu neo đậu tránh trú bão Vạn Chài', FARM, 'Xã Vạn Chài', 238_000],
      ['Trạm bơm tiêu Yên Đồng', FARM, 'Xã Yên Đồng', 73_400],
      ['Cấp nước sinh hoạt tự chảy cụm bản Pu Lau', 'UBND xã Pu Lau', 'Xã Pu Lau', 19_600],
      [
        'Trồng rừng phòng hộ đầu nguồn sông Luông',
        'Sở Nông nghiệp và Môi trường',
        'Các xã khu vực Bản Luông',
        58_000,
      ],
    ],
  ],
  [
    'GIÁO DỤC VÀ ĐÀO TẠO',
    [
      ['Trường phổ thông nội trú liên cấp Sín Thàng', CIVIL, 'Xã Sín Thàng', 168_000],
      ['Trường phổ thông nội trú liên cấp Mường Luông', CIVIL, 'Xã Mường Luông', 154_000],
      ['Trường Trung học phổ thông chuyên Thuận Giang (giai đoạn 2)', CIVIL, 'Phường Hồ Sen', 212_000],
      ['Xây dựng 64 phòng học thay thế phòng tạm', 'Sở Giáo dục và Đào tạo', '17 xã miền núi', 89_600],
      ['Trường Mầm non An Thịnh', 'UBND phường An Thịnh', 'Phường An Thịnh', 38_700],
      ['Trường Tiểu học Phố Mới', 'UBND phường Phố Mới', 'Phường Phố Mới', 52_300],
    ],
  ],
  [
    'Y TẾ, XÃ HỘI',
    [
      ['Bệnh viện Đa khoa tỉnh, khu kỹ thuật nghiệp vụ', 'Sở Y tế', 'Phường Đông Thành', 638_000],
      ['Cải tạo 42 điểm trạm y tế', 'Sở Y tế', '29 xã', 126_000],
      ['Trung tâm Kiểm soát bệnh tật tỉnh', 'Sở Y tế', 'Phường Ngọc Trì', 174_000],
      ['Cơ sở bảo trợ xã hội tổng hợp', 'Sở Y tế', 'Phường Thượng Cát', 81_000],
    ],
  ],
  [
    'VĂN HÓA, THỂ THAO, DU LỊCH',
    [
      ['Bảo tồn, tôn tạo di tích đình Kim Bảng', 'UBND phường Kim Bảng', 'Phường Kim Bảng', 44_500],
      ['Thư viện và Bảo tàng tỉnh', CIVIL, 'Phường Vĩnh Thuận', 296_000],
      ['Hạ tầng du lịch cộng đồng Chiềng Vân', 'UBND xã Chiềng Vân', 'Xã Chiềng Vân', 33_900],
    ],
  ],
  [
    'KHOA HỌC, CÔNG NGHỆ, CHUYỂN ĐỔI SỐ',
    [
      ['Trung tâm dữ liệu tỉnh (mở rộng)', 'Sở Khoa học và Công nghệ', 'Phường Vĩnh Thuận', 148_000],
      ['Số hóa hồ sơ đất đai của 102 xã, phường', 'Sở Nông nghiệp và Môi trường', 'Toàn tỉnh', 136_500],
      ['Phòng họp trực tuyến, họp không giấy cấp xã', 'Văn phòng UBND tỉnh', '102 xã, phường', 61_200],
    ],
  ],
  [
    'TRỤ SỞ, QUẢN LÝ NHÀ NƯỚC',
    [
      ['Trung tâm Phục vụ hành chính công của 38 xã, phường', CIVIL, '38 xã, phường', 228_000],
      ['Cải tạo trụ sở dôi dư thành trường học, trạm y tế', CIVIL, '21 xã, phường', 94_700],
      ['Trụ sở làm việc UBND xã Tà Lèng', 'UBND xã Tà Lèng', 'Xã Tà Lèng', 27_400],
    ],
  ],
]

/** The projects of the year's plan; capital of the three levels is what the plan gives them. */
export function projects(year: number): ProjectGroup[] {
  const random = prng('projects')
  return GROUPS.map(([title, rows]) => ({
    title,
    projects: rows.map(([name, owner, place, total]) => {
      const start = year - random.whole(0, 2)
      const plan = Math.round((total * random.between(0.18, 0.46)) / 100) * 100
      const central = total > 200_000 ? Math.round((plan * random.between(0.3, 0.6)) / 100) * 100 : 0
      const local = owner.startsWith('UBND')
      const commune = local ? Math.round((plan * random.between(0.15, 0.4)) / 100) * 100 : 0
      const years = `${start} - ${start + (total > 200_000 ? 3 : 2)}`
      return { name, owner, place, years, total, central, province: plan - central - commune, commune }
    }),
  }))
}
