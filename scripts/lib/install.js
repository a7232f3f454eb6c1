import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastLines } from '../../media/worker/debian.js'
import { Refusal } from '../../media/worker/refusal.js'
import { run } from '../../media/worker/run.js'
import { needSpace } from '../../media/worker/space.js'
import { needNpm, npmCommand, pinnedNode } from './preflight.js'

/** The packages and npm's copies of their archives, in bytes. */
const spaceToInstall = 1_500_000_000

/** npm's own record of what is in node_modules. @param {string} root */
const recordPath = root => join(root, 'node_modules', '.package-lock.json')

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage */

/** Which lock file node_modules was installed from. @param {string} root */
const stampPath = root => join(root, 'node_modules', '.installed-from.json')

/**
 * Whether node_modules is what package-lock.json asks for. Cheap: one hash where nothing has changed.
 * @param {string} root
 */
export async function isInstalled(root) {
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  const stamp = await readFile(stampPath(root), 'utf8').catch(() => '{}')
  if (JSON.parse(stamp).lock === hash) return existsSync(pinnedNodePath(root))
  if (!(await matchesLock(root, lock))) return false
  await writeFile(stampPath(root), JSON.stringify({ lock: hash }))
  return true
}

/**
 * Installs exactly what package-lock.json names. By `npm install`, since `npm ci` refuses a lock file without the
 * optional packages of platforms that its writer's registry did not have; what `npm ci` ensures besides is ensured
 * here: nothing left over from an interrupted installation, no version but the locked one, the lock file untouched.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv, speaker: import('./speaker.js').Speaker }} parts
 * @throws {Refusal} npm.*, disk.full, install.*, node.noPinned
 */
export async function install({ root, env, speaker }) {
  await needNpm(env)
  await needSpace(root, spaceToInstall)
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8')
  const needed = neededPackages(lock)
  // Only an installation that was finished may be built upon: a package half written looks whole to npm.
  if (!existsSync(stampPath(root))) await rm(join(root, 'node_modules'), { recursive: true, force: true })
  await rm(stampPath(root), { force: true })
  const began = performance.now()
  const report = () =>
    speaker.progress('install.running', needed.filter(path => isThere(root, path)).length / needed.length)
  speaker.progress('install.running', 0)
  const timer = setInterval(report, 1000)
  const [command, ...npm] = npmCommand(env)
  // NODE_ENV=production would leave out what checks and builds the client.
  const options = [
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const result = await run(command, [...npm, 'install', ...options], { cwd: root, env })
  clearInterval(timer)
  if (result.code !== 0) throw await failure(result.output, [command, ...npm], { root, env })
  const record = await readFile(recordPath(root), 'utf8').catch(() => '{}')
  const wanted = packagesOf(lock)
  const had = packagesOf(record)
  const wrong = needed.find(path => !isThere(root, path) || had[path]?.version !== wanted[path]?.version)
  if (wrong) throw new Refusal('install.packageMissing', { name: wrong.replace(/^.*node_modules\//, '') })
  pinnedNode(root)
  await writeFile(stampPath(root), JSON.stringify({ lock: createHash('sha256').update(lock).digest('hex') }))
  speaker.say('install.done', { seconds: Math.round((performance.now() - began) / 1000) })
}

/** @param {string} root */
function pinnedNodePath(root) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** @param {string} root @param {string} path from the lock file, such as node_modules/koa */
function isThere(root, path) {
  return existsSync(join(root, path, 'package.json'))
}

/** What must be there on every platform: npm leaves out optional packages that are for another. @param {string} lock */
function neededPackages(lock) {
  return Object.entries(packagesOf(lock))
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.link)
    .map(([path]) => path)
}

/**
 * Whether npm's own record of node_modules says the same as the lock file, as it does after a developer's
 * `npm install`.
 * @param {string} root @param {string} lock
 */
async function matchesLock(root, lock) {
  const record = await readFile(recordPath(root), 'utf8').catch(() => '')
  if (record === '' || !existsSync(pinnedNodePath(root))) return false
  const wanted = packagesOf(lock)
  const had = packagesOf(record)
  const same = Object.entries(had).every(
    ([path, entry]) => wanted[path]?.version === entry.version && wanted[path]?.integrity === entry.integrity,
  )
  return same && neededPackages(lock).every(path => had[path] && isThere(root, path))
}

/** @param {string} lock @returns {Record<string, LockedPackage>} */
function packagesOf(lock) {
  return JSON.parse(lock).packages ?? {}
}

/**
 * @param {string} output npm's
 * @param {string[]} npm
 * @param {{ root: string, env: NodeJS.ProcessEnv }} parts
 */
async function failure(output, [command = 'npm', ...npm], { root, env }) {
  if (/\bENOSPC\b|\bEDQUOT\b/.test(output)) return new Refusal('disk.fullNow')
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) {
    return new Refusal('folder.notWritable', { folder: /npm error path (\S+)/.exec(output)?.[1] ?? root })
  }
  const { stdout } = await run(command, [...npm, 'config', 'get', 'registry'], { cwd: root, env })
  // A registry's address may carry a password.
  const registry = stdout.trim().replace(/\/\/[^/@]*@/, '//')
  return new Refusal('install.failed', { registry, detail: whatNpmSaid(output) })
}

/** npm's reason, which it gives first; its advice and its log file come after. @param {string} output */
function whatNpmSaid(output) {
  const errors = output.split('\n').filter(line => /^npm (error|ERR!)\s+\S/.test(line))
  return errors.length > 0 ? errors.slice(0, 8).join('\n') : lastLines(output, 8)
}
