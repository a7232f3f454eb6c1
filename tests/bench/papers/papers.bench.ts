import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { systemClock } from '#server/ports.ts'
import { ensureTls } from '#server/tls/ensure.ts'
import { cpuSeconds, residentBytes, startProgram as startProcess } from '#tests/support/bench/programs.ts'
import { freePort, startProgram } from '#tests/support/program.ts'
import { makeRoom } from '#tests/support/room.ts'
import { startServer } from '#tests/support/server.ts'
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
  port: number
  stop(): Promise<void>
}
type Kind = 'tls' | 'plain'
/** The data folder, which holds nginx's files too. */
type Hall = { folder: string }
type Measured = { throughput: number; cpuPerGb: number; memory: number }

const bench: Bench = {
  id: 'B1',
  title: 'Papers: 100 clients fetch 100 MB PDFs in 1 MiB ranges',
  peer: `${nginxVersion()} with sendfile and open_file_cache, a worker a processor; same certificate, same clients`,
  async run() {
    const hall = await makePapers()
    try {
      return await compare(hall)
    } finally {
      await rm(hall.folder, { recursive: true, force: true })
    }
  },
}
export default bench

async function compare(hall: Hall) {
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
        const arm = await start(hall, kind)
        // A server has run for a while; what it has read of file 0 is not asked for when all is cold.
        await load(hall, arm, kind, 'hot', WARM_SECONDS)
        if (mode === 'cold') dropPageCache()
        const measured = await load(hall, arm, kind, mode, HOT_SECONDS)
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
      'Ours is the program as deployed: who asks and whether they may see the paper is checked for every range; nginx asks nobody. Neither arm logs.',
    ],
  }
}

async function load(
  { folder }: Hall,
  arm: Arm,
  kind: Kind,
  mode: 'hot' | 'cold',
  seconds: number,
): Promise<Measured> {
  const file = join(import.meta.dirname, 'load.ts')
  const numbers = [arm.port, CLIENTS, mode, seconds, COLD_FILES, FILE_BYTES].map(String)
  const clients = startProcess(
    process.execPath,
    ['--no-warnings', file, join(folder, `${arm.name}.json`), kind, ...numbers],
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

/** The program as it is deployed, on the folder of `makePapers`. */
async function startOurs({ folder }: Hall, kind: Kind): Promise<Arm> {
  const port = await freePort()
  const program = await startProgram({ folder, port, tls: kind === 'tls' })
  return { name: 'ours', port, pid: program.pid, stop: async () => void (await program.end('SIGTERM')) }
}

async function startNginx({ folder }: Hall, kind: Kind): Promise<Arm> {
  const port = await freePort()
  const tls = `ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem; ssl_protocols TLSv1.3;`
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
    listen 127.0.0.1:${port}${kind === 'tls' ? ` ssl; ${tls}` : ';'}
    root ${folder}/files;
  }
}`,
  )
  const program = startProcess('nginx', ['-c', conf, '-e', 'stderr'], folder)
  await untilListening(port)
  return { name: 'peer', port, pid: program.pid, stop: program.stop }
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

/**
 * A published meeting with the papers and a tablet signed in for each client; nginx gets the same files by name.
 * The bytes are noise: serving looks at none of them.
 */
async function makePapers(): Promise<Hall> {
  const server = await startServer()
  const { folder } = server
  try {
    const room = await makeRoom(server)
    const itemId = await room.item({})
    const file = join(folder, 'noise')
    await mkdir(join(folder, 'files'))
    const paths: string[] = []
    for (let at = 0; at <= COLD_FILES; at += 1) {
      await writeFile(file, randomBytes(FILE_BYTES))
      const put = await server.app.features.blobs.put(file)
      if (!put.ok) throw new Error(put.error.detail)
      const { versionId } = await room.paper(itemId)
      await server.database.kysely
        .updateTable('document_versions')
        .set({ paper_hash: put.data.hash, paper_bytes: FILE_BYTES, byte_length: FILE_BYTES })
        .where('id', '=', versionId)
        .execute()
      await symlink(server.app.features.blobs.pathOf(put.data.hash), join(folder, 'files', `f${at}`))
      paths.push(`/files/${versionId}/paper`)
    }
    await rm(file)
    await room.publish()
    const cookies: string[] = []
    for (let at = 0; at < CLIENTS; at += 1) {
      const { accountId, client } = await server.person()
      await server.database.kysely
        .insertInto('participants')
        .values({ meeting_id: room.meetingId, account_id: accountId, principal_id: null, role: 'member' })
        .execute()
      cookies.push(client.cookie)
    }
    const tls = await ensureTls({
      folder: join(folder, 'tls-nginx'),
      ...{ names: ['localhost'], addresses: [], clock: systemClock },
    })
    if (!tls.ok) throw new Error(JSON.stringify(tls))
    await writeFile(join(folder, 'cert.pem'), tls.data.cert)
    await writeFile(join(folder, 'key.pem'), tls.data.key)
    const names = paths.map((_, at) => `/f${at}`)
    await writeFile(join(folder, 'ours.json'), JSON.stringify({ paths, cookies }))
    await writeFile(join(folder, 'peer.json'), JSON.stringify({ paths: names, cookies: [] }))
    return { folder }
  } finally {
    await server.close({ keep: true })
  }
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
