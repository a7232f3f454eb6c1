import { prng } from './prng.ts'

export type Terrain = 'urban' | 'coast' | 'plain' | 'midland' | 'mountain'

/** A commune or ward of the province that does not exist. */
export interface Commune {
  name: string
  /** `xã Phú Xá`, `phường Bến Ngự`. */
  fullName: string
  kind: 'xã' | 'phường'
  terrain: Terrain
  /** The area it lies in: what used to be the district or town. */
  area: string
  /** The units merged into it on 1 July 2025. */
  formerUnits: string[]
  /** Square kilometres, one decimal. */
  squareKilometres: number
  population: number
  households: number
  /** Villages, hamlets or street groups. */
  villages: number
}

export interface Area {
  name: string
  terrain: Terrain
  wards: string[]
  communes: string[]
}

const words = (text: string): string[] => text.split(', ')

/** The areas as people still call them; their districts were abolished in 2025. */
export const AREAS: Area[] = [
  {
    name: 'thành phố Vĩnh Thuận',
    terrain: 'urban',
    wards: words('Vĩnh Thuận, Cầu Đá, Hồ Sen, Đông Thành, Tây Thành, Bến Ngự, Ngọc Trì, An Thịnh'),
    communes: [],
  },
  {
    name: 'thị xã Lam Hà',
    terrain: 'urban',
    wards: words('Lam Hà, Chợ Giang, Kim Bảng, Phố Mới, Thượng Cát, Liên Hoa'),
    communes: words('Hòa Lam, Lam Thượng, Minh Khê'),
  },
  {
    name: 'huyện Đông Thuận',
    terrain: 'coast',
    wards: [],
    communes: words(
      'Đông Thuận, Cồn Bạc, Hải Thịnh, Hải Yên, Cửa Đằng, Giao Thuận, Đông Hải, Thuận Hưng, Diêm Phố, Long Châu, Phú Diêm',
    ),
  },
  {
    name: 'huyện Hải Lộc',
    terrain: 'coast',
    wards: [],
    communes: words(
      'Hải Lộc, Lộc Sơn, Lộc Vân, Lộc Thủy, Bình Diêm, Tiên Hải, Vạn Chài, Sa Huệ, Kỳ Vân, Tân Hải Lộc, Đại Ngư',
    ),
  },
  {
    name: 'huyện Phú Xá',
    terrain: 'plain',
    wards: [],
    communes: words(
      'Phú Xá, Phú Cường, Tân Lễ, Vũ Giang, Hồng Quảng, Bình Nguyên, Thái Ninh, An Bồi, Minh Lãng, Đông Quan, Thụy Vân, Hưng Nhân, Nam Cường',
    ),
  },
  {
    name: 'huyện Yên Khê',
    terrain: 'plain',
    wards: [],
    communes: words(
      'Yên Khê, Yên Đồng, Yên Lư, Khánh Thiện, Ninh Sơ, Gia Trấn, Liên Khê, Đức Bác, Cao Xá, Trung Nghĩa, Hợp Tiến, Phúc Lai, Tràng Xá',
    ),
  },
  {
    name: 'huyện Thanh Lâm',
    terrain: 'midland',
    wards: [],
    communes: words(
      'Thanh Lâm, Thanh Vân, Đồng Cọ, Bãi Chè, Hợp Hòa, Quế Lâm, Phượng Mao, Kim Giao, Đá Trắng, Suối Hai, Ngòi Hoa, Cẩm Đàn, Lâm Đình',
    ),
  },
  {
    name: 'huyện Bản Luông',
    terrain: 'mountain',
    wards: [],
    communes: words(
      'Bản Luông, Nà Lương, Pác Luông, Khuổi Mạ, Thượng Luông, Chiềng Vân, Mường Luông, Tà Lèng, Phiêng Ban, Lũng Vài, Nà Cáy, Hua Nậm',
    ),
  },
  {
    name: 'huyện Nậm Sơn',
    terrain: 'mountain',
    wards: [],
    communes: words(
      'Nậm Sơn, Nậm Khao, Sín Thàng, Pu Lau, Tả Sìn, Bản Giàng, Huổi Lóng, Mường Sơn, Keo Lôm, Chiềng Đông, Xá Lượng, Na Hỷ',
    ),
  },
]

const LOWLAND = {
  first: words(
    'Tân, Đồng, Bình, An, Hòa, Vũ, Quang, Hưng, Thái, Đức, Nghĩa, Trung, Xuân, Ngọc, Khánh, Hồng, Mỹ, Đại',
  ),
  second: words(
    'Tiến, Thắng, Lập, Phong, Lợi, Thịnh, Long, Châu, Trạch, Khang, Vinh, Bảo, Hiệp, Sơn, Hải, Lương',
  ),
}
const UPLAND = {
  first: words('Nà, Bản, Khuổi, Nậm, Pác, Lũng, Chiềng, Mường, Huổi, Phiêng, Tà'),
  second: words('Ngần, Kham, Lạn, Pục, Hin, Khoang, Tát, Sàng, Mò, Ảng, Cuổi, Luống, Phung, Choong'),
}

const RANGES: Record<Terrain, { area: [number, number]; people: [number, number]; village: number }> = {
  urban: { area: [8, 26], people: [21_000, 44_000], village: 1_500 },
  coast: { area: [22, 48], people: [14_000, 25_000], village: 1_150 },
  plain: { area: [24, 52], people: [15_000, 27_000], village: 1_250 },
  midland: { area: [46, 96], people: [9_500, 17_500], village: 820 },
  mountain: { area: [98, 236], people: [4_800, 9_800], village: 460 },
}

function makeCommunes(): Commune[] {
  const random = prng('communes')
  const taken = new Set(AREAS.flatMap(area => [...area.wards, ...area.communes]))
  const newName = (terrain: Terrain): string => {
    const { first, second } = terrain === 'mountain' ? UPLAND : LOWLAND
    for (;;) {
      const name = `${random.pick(first)} ${random.pick(second)}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
  return AREAS.flatMap(area =>
    [...area.wards, ...area.communes].map((name): Commune => {
      const kind = area.wards.includes(name) ? 'phường' : 'xã'
      const range = RANGES[area.terrain]
      const population = random.whole(...range.people)
      const others = Array.from({ length: random.whole(1, 3) }, () => `${kind} ${newName(area.terrain)}`)
      return {
        ...{ name, kind, population, area: area.name },
        fullName: `${kind} ${name}`,
        terrain: area.terrain === 'urban' && kind === 'xã' ? 'plain' : area.terrain,
        formerUnits: [`${kind} ${name}`, ...others],
        squareKilometres: Math.round(random.between(...range.area) * 10) / 10,
        households: Math.round(population / random.between(3.4, 4.3)),
        villages: Math.max(6, Math.round(population / (range.village * random.between(0.85, 1.15)))),
      }
    }),
  )
}

/** All communes and wards, in the order of their areas. */
export const COMMUNES: Commune[] = makeCommunes()
