import type { Commune } from '../../communes.ts'
import { type Prng, prng, share } from '../../prng.ts'

/** The invented year of one commune so far; parts add up to their wholes. Money in million đồng. */
export interface CommuneFigures extends Commune {
  staff: { assigned: number; present: number; graduates: number; transferred: number }
  files: { received: number; online: number; early: number; onTime: number; late: number; pending: number }
  revenue: { plan: number; taxes: number; land: number; other: number; total: number }
  investment: { plan: number; paid: number; works: number }
  poor: { households: number; before: number }
  schools: { count: number; pupils: number; standard: number }
  /** Per cent of the people. */
  insured: number
  roads: { total: number; paved: number }
  rice: { hectares: number; tonnes: number }
  livestock: number
  cooperatives: number
  enterprises: number
  /** Hectares of forest in the hills, of ponds at the coast. */
  forest: number
  ponds: number
  boats: number
  digitalTeams: number
  /** Minutes a citizen waits for a result on the spot. */
  wait: number
}

const REVENUE_PER_HEAD = { urban: 2.9, coast: 1.25, plain: 1.1, midland: 0.86, mountain: 0.42 }
const RICE_SHARE = { urban: 0.06, coast: 0.24, plain: 0.42, midland: 0.12, mountain: 0.035 }

const tenth = (value: number): number => Math.round(value * 10) / 10

/** The figures of one commune after `months` months of the year. */
export function communeFigures(commune: Commune, months: number): CommuneFigures {
  const random = prng(`figures of ${commune.name}`)
  const { terrain, population, squareKilometres } = commune
  const assigned = Math.round(52 + population / 900 + random.between(-6, 8))
  const present = assigned - random.whole(0, 7)
  const poorRate = terrain === 'mountain' ? random.between(0.11, 0.27) : random.between(0.008, 0.052)
  const poor = Math.max(9, Math.round(commune.households * poorRate))
  const hectares = Math.round(squareKilometres * 100 * RICE_SHARE[terrain] * random.between(0.7, 1.2))
  const roads = tenth(squareKilometres * random.between(0.9, 2.1))
  const pupils = Math.round(population * random.between(0.16, 0.23))
  const schools = Math.max(3, Math.round(pupils / random.between(420, 640)))
  return {
    ...commune,
    staff: {
      assigned,
      present,
      graduates: Math.round(present * random.between(0.82, 0.985)),
      transferred: random.whole(6, 24),
    },
    files: files(random, population, months),
    revenue: revenue(random, population * REVENUE_PER_HEAD[terrain], months),
    investment: investment(random, population, months),
    poor: { households: poor, before: poor + random.whole(6, 78) },
    schools: {
      count: schools,
      pupils,
      standard: Math.min(schools, Math.round(schools * random.between(0.5, 1))),
    },
    insured: tenth(random.between(90.2, 98.9)),
    roads: { total: roads, paved: tenth(roads * random.between(0.58, 0.97)) },
    rice: { hectares, tonnes: Math.round(hectares * random.between(5.1, 6.7)) },
    livestock: Math.round(population * random.between(1.6, 7.4)),
    cooperatives: random.whole(2, 14),
    enterprises: Math.round((population / 1000) * random.between(1.1, terrain === 'urban' ? 14 : 4.6)),
    forest: Math.round(squareKilometres * 100 * random.between(0.38, 0.71)),
    ponds: Math.round(squareKilometres * 100 * random.between(0.06, 0.17)),
    boats: random.whole(34, 412),
    digitalTeams: commune.villages + random.whole(1, 3),
    wait: random.whole(9, 34),
  }
}

function files(random: Prng, population: number, months: number): CommuneFigures['files'] {
  const received = Math.round(((population * random.between(0.31, 0.52)) / 12) * months)
  const late = Math.round(received * random.between(0.001, 0.017)) + 1
  const pending = Math.round(received * random.between(0.008, 0.036)) + 1
  const early = Math.round((received - late - pending) * random.between(0.24, 0.63))
  const online = Math.round(received * random.between(0.56, 0.93))
  return { received, online, early, onTime: received - late - pending - early, late, pending }
}

function revenue(random: Prng, yearly: number, months: number): CommuneFigures['revenue'] {
  const plan = Math.round((yearly * random.between(0.8, 1.25)) / 10) * 10
  const total = Math.round(((plan * months) / 12) * random.between(0.81, 1.19))
  const weights = [random.between(3, 6), random.between(2, 7), random.between(0.6, 1.6)]
  const [taxes = 0, land = 0, other = 0] = share(total, weights)
  return { plan, taxes, land, other, total }
}

function investment(random: Prng, population: number, months: number): CommuneFigures['investment'] {
  const plan = Math.round((population * random.between(0.7, 1.5)) / 10) * 10
  const paid = Math.round(plan * Math.min(0.985, (months / 12) * random.between(0.58, 1.08)))
  return { plan, paid, works: random.whole(4, 19) }
}
