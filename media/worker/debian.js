import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from './refusal.js'
import { run } from './run.js'

/**
 * @typedef {(code: string, values?: Record<string, string | number>) => void} Say
 * @typedef {(code: string, fraction: number | undefined, values?: Record<string, string | number>) => void} Progress
 *   fraction from 0 to 1, or undefined where the end is not known
 */

/** Debian's packages that the worker is built with. */
export const buildPackages = [
  'build-essential',
  'flatbuffers-compiler',
  'libabsl-dev',
  'libflatbuffers-dev',
  'libssl-dev',
  'libuv1-dev',
  'meson',
  'ninja-build',
  'pkg-config',
]

/** Whether this machine has Debian's package manager. @param {NodeJS.ProcessEnv} env */
export async function hasApt(env) {
  const [dpkg, apt] = await Promise.all([
    run('dpkg-query', ['--version'], { env }),
    run('apt-get', ['--version'], { env }),
  ])
  return dpkg.code === 0 && apt.code === 0
}

/**
 * Which of these packages are not installed.
 * @param {string[]} names
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string[]>}
 */
export async function missingPackages(names, env) {
  const { stdout } = await run(
    'dpkg-query',
    ['--show', `--showformat=\${Package} \${db:Status-Status}\n`, ...names],
    { env },
  )
  const installed = new Set(
    stdout
      .split('\n')
      .filter(line => line.endsWith(' installed'))
      .map(line => line.split(' ')[0]),
  )
  return names.filter(name => !installed.has(name))
}

/** The one line to type for whoever is not root. @param {string[]} names */
export function installLine(names) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`
}

/**
 * Has these packages: as root installs what is missing, otherwise refuses with the line to type.
 *
 * @param {string[]} names
 * @param {{ say: Say, progress: Progress, isRoot?: boolean, env: NodeJS.ProcessEnv }} parts
 * @throws {Refusal} packages.notRoot, packages.failed
 */
export async function needPackages(names, { say, progress, env, isRoot = process.getuid?.() === 0 }) {
  const missing = await missingPackages(names, env)
  if (missing.length === 0) return
  if (!isRoot)
    throw new Refusal('packages.notRoot', { packages: missing.join(' '), line: installLine(missing) })
  say('packages.installing', { packages: missing.join(' ') })
  const aptEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  progress('packages.progress', undefined)
  // A source out of reach need not matter here: whether the packages come decides.
  await run('apt-get', ['update', '-q'], { env: aptEnv })
  let done = 0
  let expected = missing.length
  const result = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    env: aptEnv,
    onLine: line => {
      const planned = /(\d+) newly installed/.exec(line)?.[1]
      if (planned) expected = Number(planned)
      if (!/^(Get:|Unpacking |Setting up )/.test(line)) return
      done += 1
      progress('packages.progress', Math.min(1, done / (3 * expected)))
    },
  })
  const still = await missingPackages(names, env)
  if (result.code !== 0 || still.length > 0) {
    throw new Refusal('packages.failed', { line: installLine(missing), detail: lastLines(result.output, 5) })
  }
}

/**
 * Downloads and unpacks a Debian source package, with Debian's patches, into `folder`/`name`. The lists that say
 * where it is go into a folder of our own, so this needs no root and changes nothing on the system.
 *
 * @param {string} name source package
 * @param {string} folder existing folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} the unpacked folder
 * @throws {Refusal} worker.noSource
 */
export async function fetchSource(name, folder, env) {
  const scratch = join(folder, `apt-${name}`)
  await mkdir(join(scratch, 'lists', 'partial'), { recursive: true })
  const format = 'deb-src $(REPO_URI) $(CODENAME) $(COMPONENT)'
  const targets = await run(
    'apt-get',
    ['indextargets', '--format', format, 'Created-By: Packages', 'Origin: Debian'],
    {
      env,
    },
  )
  const sources = [...new Set(targets.stdout.split('\n').filter(line => line.startsWith('deb-src ')))].join(
    '\n',
  )
  await writeFile(join(scratch, 'sources.list'), `${sources}\n`)
  const own = [
    `Dir::State::Lists=${join(scratch, 'lists')}`,
    `Dir::Etc::SourceList=${join(scratch, 'sources.list')}`,
    'Dir::Etc::SourceParts=/dev/null',
    'APT::Sandbox::User=',
  ].flatMap(option => ['-o', option])
  const updated = await run('apt-get', [...own, '-q', 'update'], { cwd: scratch, env })
  const fetched = await run('apt-get', [...own, '-q', 'source', name], { cwd: scratch, env })
  const unpacked = (await readdir(scratch, { withFileTypes: true })).find(
    entry => entry.isDirectory() && entry.name.startsWith(`${name}-`),
  )
  if (fetched.code !== 0 || !unpacked) {
    throw new Refusal('worker.noSource', { name, detail: lastLines(updated.output + fetched.output, 5) })
  }
  await rename(join(scratch, unpacked.name), join(folder, name))
  return join(folder, name)
}

/** The end of a program's output, for a sentence. @param {string} text @param {number} count */
export function lastLines(text, count) {
  return text.trim().split('\n').slice(-count).join('\n')
}
