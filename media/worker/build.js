import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPackages, fetchSource, hasApt, lastLines, needPackages } from './debian.js'
import { Refusal } from './refusal.js'
import { run } from './run.js'
import { needSpace } from './space.js'

/** What the tree of objects takes while it builds, in bytes. */
const spaceToBuild = 1_000_000_000

/** The folders that stand in for what meson would download; see each one's meson.build. */
const standIns = new URL('./subprojects/', import.meta.url)

/**
 * What is changed in the worker's source. Each must be found exactly as often as `times` says, so that another
 * version of mediasoup is never built half-patched.
 */
const patches = [
  {
    // Debian 12 has meson 1.0.1; nothing that is newer is used.
    file: 'meson.build',
    from: "meson_version: '>= 1.1.0'",
    to: "meson_version: '>= 1.0.1'",
    times: 1,
  },
  {
    // Debian's OpenSSL has kernel TLS. This callback answers 1 when a control request returns, whatever its
    // result, so OpenSSL takes kernel TLS for active, allocates no write buffer and crashes at ServerHello.
    // BIO_CB_RETURN is a bit beside the operation's, so the bit is tested.
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN)',
    to: '((operationType & BIO_CB_RETURN) != 0)',
    times: 1,
  },
]

/**
 * Builds mediasoup's worker from the npm package's own source against Debian's libraries. About five minutes on
 * two cores; 1 GB of disk while it builds, 3 MB afterwards.
 *
 * @param {object} parts
 * @param {string} parts.packageFolder node_modules/mediasoup
 * @param {string} parts.output where the stripped binary goes
 * @param {string} parts.workFolder an existing folder whose disk may hold the build
 * @param {NodeJS.ProcessEnv} parts.env
 * @param {import('./debian.js').Say} parts.say
 * @param {import('./debian.js').Progress} parts.progress
 * @param {boolean} [parts.isRoot]
 * @throws {Refusal} worker.notDebian, packages.*, disk.full, worker.noSource, worker.otherVersion, worker.buildFailed
 */
export async function buildWorker({ packageFolder, output, workFolder, env, say, progress, isRoot }) {
  if (!(await hasApt(env))) throw new Refusal('worker.notDebian')
  await needPackages(buildPackages, { say, progress, env, ...(isRoot === undefined ? {} : { isRoot }) })
  await removeLeftBehind(workFolder)
  await needSpace(workFolder, spaceToBuild)
  const work = await mkdtemp(join(workFolder, 'build-'))
  try {
    const source = join(work, 'worker')
    await cp(join(packageFolder, 'worker'), source, { recursive: true })
    await patch(source)
    progress('worker.source', undefined)
    await standIn(
      join(source, 'subprojects'),
      await fetchSource('libsrtp2', join(source, 'subprojects'), env),
    )
    await compile(source, { env, progress, log: join(workFolder, 'build.log') })
    const stripped = await run('strip', ['-o', output, join(source, 'build', 'mediasoup-worker')], { env })
    if (stripped.code !== 0) {
      throw new Refusal('worker.buildFailed', { detail: stripped.output, log: join(workFolder, 'build.log') })
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** @param {string} source */
async function patch(source) {
  for (const { file, from, to, times } of patches) {
    const text = await readFile(join(source, file), 'utf8')
    if (text.split(from).length - 1 !== times) throw new Refusal('worker.otherVersion', { file })
    await writeFile(join(source, file), text.replaceAll(from, to))
  }
}

/**
 * Puts our folders where meson looks before it downloads: under the directory that each .wrap file names.
 * @param {string} subprojects
 * @param {string} libsrtp2 unpacked source
 */
async function standIn(subprojects, libsrtp2) {
  for (const entry of await readdir(standIns)) {
    const wrap = await readFile(join(subprojects, `${entry}.wrap`), 'utf8').catch(() => '')
    const directory = /^directory *= *(\S+)/m.exec(wrap)?.[1]
    if (!directory) throw new Refusal('worker.otherVersion', { file: `${entry}.wrap` })
    const folder = join(subprojects, directory)
    await cp(new URL(`${entry}/`, standIns), folder, { recursive: true })
    // The library that link_whole asks for: the symbols come from the system's.
    await writeFile(join(folder, 'nothing.c'), '')
    await writeFile(join(folder, 'nothing.cpp'), '')
    if (entry === 'libsrtp3') {
      await mkdir(join(folder, 'include', 'srtp2'))
      await cp(join(libsrtp2, 'include', 'srtp.h'), join(folder, 'include', 'srtp2', 'srtp.h'))
    }
  }
}

/**
 * @param {string} source
 * @param {{ env: NodeJS.ProcessEnv, progress: import('./debian.js').Progress, log: string }} parts
 */
async function compile(source, { env, progress, log }) {
  progress('worker.compiling', 0)
  const setup = await run('meson', ['setup', '--buildtype', 'release', '-Db_ndebug=true', 'build'], {
    cwd: source,
    env,
  })
  const made =
    setup.code === 0
      ? await run('ninja', ['-C', 'build', 'mediasoup-worker'], {
          cwd: source,
          env,
          onLine: line => {
            const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? []
            if (done && all) progress('worker.compiling', Number(done) / Number(all))
          },
        })
      : undefined
  await writeFile(log, setup.output + (made?.output ?? ''))
  if (made?.code === 0) return
  throw new Refusal('worker.buildFailed', { detail: lastLines((made ?? setup).output, 8), log })
}

/** What an interrupted build left more than a day ago. @param {string} workFolder */
async function removeLeftBehind(workFolder) {
  const yesterday = Date.now() - 24 * 3600 * 1000
  for (const name of await readdir(workFolder)) {
    if (!name.startsWith('build-')) continue
    const folder = join(workFolder, name)
    const { mtimeMs } = await stat(folder)
    if (mtimeMs < yesterday) await rm(folder, { recursive: true, force: true })
  }
}
