/**
 * `npm run test:faults` runs every fault test; `-- F9 F10` those; `-- --seed=N` with that seed. Prints the
 * seed, each claim with what it saw, and closes with `N passed, N failed`.
 */
import { randomInt } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Fault, type FaultRun, seededRandom } from './fault.ts'

const folder = import.meta.dirname

async function findFaults(): Promise<Fault[]> {
  const files = await readdir(folder, { recursive: true })
  const found = files.filter(file => file.endsWith('.fault.ts'))
  const faults = await Promise.all(
    found.map(async file => {
      const module = (await import(pathToFileURL(join(folder, file)).href)) as { default: Fault }
      return module.default
    }),
  )
  return faults.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

const names = process.argv.slice(2).filter(argument => !argument.startsWith('--'))
const wanted = names.map(name => name.toUpperCase())
const given = process.argv.find(argument => argument.startsWith('--seed='))
const seed = given ? Number(given.slice('--seed='.length)) : randomInt(2 ** 31)
const faults = await findFaults()
const unknown = wanted.filter(name => name !== 'ALL' && !faults.some(fault => fault.id === name))
if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  console.error(`There is no fault test ${unknown.join(', ')}; known: ${faults.map(f => f.id).join(', ')}.`)
  process.exit(2)
}

let passed = 0
let failed = 0

async function attempt(title: string, work: () => Promise<void>, count: boolean): Promise<boolean> {
  const from = performance.now()
  try {
    await work()
    if (count) {
      passed += 1
      console.log(`  ✓ ${title} (${Math.round(performance.now() - from)} ms)`)
    }
    return true
  } catch (error) {
    failed += 1
    console.error(`  ✗ ${title}\n`, error)
    return false
  }
}

console.log(`Seed ${seed}`)
for (const fault of faults) {
  if (wanted.length > 0 && !wanted.includes('ALL') && !wanted.includes(fault.id)) continue
  console.log(`\n${fault.id} ${fault.title}`)
  const run: FaultRun = { seed, random: seededRandom(seed), note: text => console.log(`      ${text}`) }
  const started = await attempt('starts', async () => fault.start?.(run), false)
  if (started) for (const { title, run: check } of fault.cases) await attempt(title, () => check(run), true)
  await attempt('stops', async () => fault.stop?.(), false)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
