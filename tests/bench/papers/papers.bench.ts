import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#server/ports.ts'
import { ensureTls } from '#server/tls/ensure.ts'
import { cpuSeconds, freePort, residentBytes, startProgram } from '#tests/support/bench/programs.ts'
import type { Bench, BenchRow } from '../bench.ts'
import { median } from '../bench.ts'

const ROUNDS = 5
const CLIENTS = 100
const FILE_BYTES = 100 << 20
const WARM_SECONDS = 2
const HOT_SECONDS = 4
/** 800 MB for the cold work, each range asked for once. */
const COLD_FILES = 8

type Arm = {
  name: 'ours' | 'peer'
  pid: number
  ports: { tls: number; plain: number }
  stop(): Promise<void>
}
type Measured = { throughput: number; cpuPerGb: number; memory: number }

const bench: Bench = {
  id: 'B1',
  title: 'Papers: 100 clients fetch 100 MB PDFs in 1 MiB ranges',
  peer: `${nginxVersion()} with sendfile and open_file_cache, a worker a processor; same certificate, same clients`,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'bench-papers-'))
    try {
      return await compare(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
export default bench

async function compare(folder: string) {
  await makeFiles(folder)
  const canDrop = dropPageCache()
  const found = new Map<string, Measured[]>()
  const works = [
    ['tls', 'hot'],
    ['tls', 'cold'],
    ['plain', 'hot'],
    ['plain', 'cold'],
  ] as const
  for (const [kind, mode] of works) {
    for (let round = 0; round < ROUNDS; round += 1) {
      // The arm that comes first changes from round to round.
      const starts = round % 2 === 0 ? [startOurs, startNginx] : [startNginx, startOurs]
      for (const start of starts) {
        const arm = await start(folder)
        // A server has run for a while; what it has read of file 0 is not asked for when all is cold.
        await load(arm, kind, 'hot', WARM_SECONDS)
        if (mode === 'cold') dropPageCache()
        const measured = await load(arm, kind, mode, HOT_SECONDS)
        await arm.stop()
        const key = `${kind} ${mode} ${arm.name}`
        found.set(key, [...(found.get(key) ?? []), measured])
      }
    }
  }
  const rows: BenchRow[] = []
  for (const [kind, mode] of works) {
    const of = (name: string, what: keyof Measured) =>
      (found.get(`${kind} ${mode} ${name}`) ?? []).map(m => m[what])
    const what = `${mode}, ${kind === 'tls' ? 'TLS' : 'plain HTTP (for reference)'}`
    for (const [name, unit, better] of [
      ['throughput', 'MB/s', 'higher'],
      ['cpuPerGb', 'CPU-s/GB', 'lower'],
    ] as const) {
      const [ours, peer] = [of('ours', name), of('peer', name)]
      const ratio = better === 'higher' ? median(peer) / median(ours) : median(ours) / median(peer)
      const limit = mode === 'hot' ? 1 : 1.6
      const aimed =
        kind === 'tls' ? { aim: mode === 'hot' ? 'ahead' : 'within 1.6 ×', met: ratio <= limit } : {}
      rows.push({
        what: `${what}: ${name === 'throughput' ? 'throughput' : 'processor'}`,
        unit,
        better,
        ours,
        peer,
        ...aimed,
      })
    }
    if (mode === 'hot') {
      const [ours, peer] = [of('ours', 'memory'), of('peer', 'memory')]
      rows.push({ what: `${what}: memory after`, unit: 'MB', better: 'lower', ours, peer })
    }
  }
  const cold = canDrop ? 'page cache dropped before each cold round' : 'page cache NOT dropped (needs root)'
  return {
    rows,
    notes: [
      `${ROUNDS} rounds an arm, in turn; ${COLD_FILES} files, each range once, for cold: ${cold}.`,
      'Ours is one process; nginx has a worker a processor. Clients run on the same machine and cost both arms the same a byte, so throughput is bounded by all the processor time together.',
      'The access check of the product is not in this bench; neither arm logs.',
    ],
  }
}

async function load(
  arm: Arm,
  kind: 'tls' | 'plain',
  mode: 'hot' | 'cold',
  seconds: number,
): Promise<Measured> {
  const file = join(import.meta.dirname, 'load.ts')
  const numbers = [arm.ports[kind], CLIENTS, mode, seconds, COLD_FILES, FILE_BYTES].map(String)
  const clients = startProgram(
    process.execPath,
    ['--no-warnings', file, kind, ...numbers],
    import.meta.dirname,
  )
  await once(clients.child, 'message')
  const before = await cpuSeconds(arm.pid)
  const [{ bytes, seconds: took }] = (await once(clients.child, 'message')) as [
    { bytes: number; seconds: number },
  ]
  const cpu = (await cpuSeconds(arm.pid)) - before
  return {
    throughput: bytes / 1e6 / took,
    cpuPerGb: cpu / (bytes / 1e9),
    memory: (await residentBytes(arm.pid)) / 1e6,
  }
}

async function startOurs(folder: string): Promise<Arm> {
  const ports = { tls: await freePort(), plain: await freePort() }
  const args = [
    ports.tls,
    ports.plain,
    join(folder, 'cert.pem'),
    join(folder, 'key.pem'),
    join(folder, 'files'),
  ]
  const file = join(import.meta.dirname, 'oursServer.ts')
  const program = startProgram(
    process.execPath,
    ['--no-warnings', file, ...args.map(String)],
    import.meta.dirname,
  )
  await once(program.child, 'message')
  return { name: 'ours', ports, pid: program.pid, stop: program.stop }
}

async function startNginx(folder: string): Promise<Arm> {
  const ports = { tls: await freePort(), plain: await freePort() }
  await mkdir(join(folder, 'nginx'), { recursive: true })
  const conf = join(folder, 'nginx', 'nginx.conf')
  await writeFile(
    conf,
    `daemon off; worker_processes auto; pid ${folder}/nginx/pid; error_log stderr warn;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000;
  open_file_cache max=100; default_type application/pdf;
  client_body_temp_path ${folder}/nginx/a; proxy_temp_path ${folder}/nginx/b; fastcgi_temp_path ${folder}/nginx/c;
  uwsgi_temp_path ${folder}/nginx/d; scgi_temp_path ${folder}/nginx/e;
  server {
    listen 127.0.0.1:${ports.plain}; listen 127.0.0.1:${ports.tls} ssl;
    ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem; ssl_protocols TLSv1.3;
    root ${folder}/files;
  }
}`,
  )
  const program = startProgram('nginx', ['-c', conf, '-e', 'stderr'], folder)
  await untilListening(ports.tls)
  return { name: 'peer', ports, pid: program.pid, stop: program.stop }
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error('nginx did not start: apt-get install nginx')
}

async function makeFiles(folder: string): Promise<void> {
  const tls = await ensureTls({
    folder: join(folder, 'tls'),
    names: ['localhost'],
    addresses: [],
    clock: systemClock,
  })
  if (!tls.ok) throw new Error(JSON.stringify(tls))
  await writeFile(join(folder, 'cert.pem'), tls.data.cert)
  await writeFile(join(folder, 'key.pem'), tls.data.key)
  const files = join(folder, 'files')
  await mkdir(files)
  await writeFile(join(files, 'f0'), randomBytes(FILE_BYTES))
  for (let file = 1; file <= COLD_FILES; file += 1) await copyFile(join(files, 'f0'), join(files, `f${file}`))
}

/** Makes the files cold again; false where that is not allowed. */
function dropPageCache(): boolean {
  try {
    execFileSync('sh', ['-c', 'sync; echo 1 > /proc/sys/vm/drop_caches'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function nginxVersion(): string {
  try {
    return execFileSync('sh', ['-c', 'nginx -v 2>&1'], { encoding: 'utf8' }).replace(/^.*: /, '').trim()
  } catch {
    return 'nginx (not installed: apt-get install nginx)'
  }
}
