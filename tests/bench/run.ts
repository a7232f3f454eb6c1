/**
 * `npm run bench` lists the benchmarks; `npm run bench -- B1 B2` runs those, `-- all` every one, one after
 * another. Prints a table for each: ours, the peer, the ratio; medians with the spread in brackets.
 */
import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Bench, type BenchRow, median } from './bench.ts'

const folder = import.meta.dirname

async function findBenches(): Promise<Bench[]> {
  const files = await readdir(folder, { recursive: true })
  const found = files.filter(file => file.endsWith('.bench.ts'))
  const benches = await Promise.all(
    found.map(async file => {
      const module = (await import(pathToFileURL(join(folder, file)).href)) as { default: Bench }
      return module.default
    }),
  )
  return benches.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

function figure(value: number): string {
  if (Number.isNaN(value)) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3
  return value.toFixed(digits)
}

function withSpread(samples: readonly number[]): string {
  if (samples.length === 0) return '–'
  if (samples.length === 1) return figure(median(samples))
  return `${figure(median(samples))} [${figure(Math.min(...samples))}–${figure(Math.max(...samples))}]`
}

function line(row: BenchRow): string[] {
  const ratio = median(row.ours) / median(row.peer)
  const met = row.met === undefined ? '' : row.met ? 'met: ' : 'MISSED: '
  return [
    row.what,
    `${row.unit}, ${row.better} is better`,
    withSpread(row.ours),
    withSpread(row.peer),
    row.peer.length > 0 ? `${figure(ratio)} ×` : '–',
    `${met}${row.aim ?? ''}`,
  ]
}

function table(rows: readonly BenchRow[]): string {
  const lines = [['work', 'unit', 'ours', 'peer', 'ours / peer', 'aim'], ...rows.map(line)]
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map(l => l[column]?.length ?? 0)))
  const text = lines.map(cells => `| ${cells.map((c, i) => c.padEnd(widths[i] ?? 0)).join(' | ')} |`)
  text.splice(1, 0, `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`)
  return text.join('\n')
}

function machine(): string {
  const processors = cpus()
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: folder, encoding: 'utf8' })
  return [
    `${processors.length} × ${processors[0]?.model.trim() || 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${platform()} ${release()} ${arch()}`,
    `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`,
    `commit ${commit.trim()}`,
  ].join('; ')
}

const benches = await findBenches()
const wanted = process.argv.slice(2).map(name => name.toUpperCase())
const unknown = wanted.filter(name => name !== 'ALL' && !benches.some(bench => bench.id === name))
if (unknown.length > 0 || wanted.length === 0) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}.`)
  console.log('Run one or more by id, or all:\n')
  for (const bench of benches) console.log(`  npm run bench -- ${bench.id.padEnd(4)} ${bench.title}`)
  process.exit(unknown.length > 0 ? 2 : 0)
}

console.log(`Machine: ${machine()}`)
let failed = 0
for (const bench of benches) {
  if (!wanted.includes('ALL') && !wanted.includes(bench.id)) continue
  console.log(`\n${bench.id} ${bench.title}\nPeer: ${bench.peer}\n`)
  try {
    const { rows, notes = [] } = await bench.run()
    console.log(table(rows))
    for (const note of notes) console.log(`- ${note}`)
  } catch (error) {
    failed += 1
    console.error(`${bench.id} could not be run:`, error)
  }
}
process.exit(failed > 0 ? 1 : 0)
