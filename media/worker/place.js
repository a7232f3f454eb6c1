import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { arch, homedir, platform } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This folder: what the recipe consists of. */
const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * Where the worker for this mediasoup version, platform and recipe is kept, outside the checkout.
 *
 * @param {string} root the checkout, with mediasoup in its node_modules
 * @param {NodeJS.ProcessEnv} env XDG_CACHE_HOME and HOME are read
 * @returns {Promise<{ folder: string, binary: string, record: string, lock: string, version: string }>}
 *   `record` is the JSON file beside the binary with its hash and origin
 */
export async function workerPlace(root, env) {
  const version = await mediasoupVersion(root)
  const folder = join(cacheHome(env), 'phong-hop-so', 'mediasoup-worker')
  const name = [version, platform(), arch(), await distribution(), await recipeHash()]
    .filter(Boolean)
    .join('-')
  return {
    version,
    folder,
    binary: join(folder, name, 'mediasoup-worker'),
    record: join(folder, name, 'mediasoup-worker.json'),
    lock: join(folder, `${name}.lock`),
  }
}

/**
 * The path of the worker that `npm start` had, for the server: MEDIASOUP_WORKER_BIN where it is set, else the
 * cached binary where it is there unharmed.
 *
 * @param {string} root the checkout
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} undefined where none is had: there is no conference then
 */
export async function workerPath(root, env) {
  if (env.MEDIASOUP_WORKER_BIN) return env.MEDIASOUP_WORKER_BIN
  const place = await workerPlace(root, env)
  return (await unharmed(place)) ? place.binary : undefined
}

/**
 * Whether the cached binary is there and has the hash that it was stored with.
 * @param {{ binary: string, record: string }} place
 * @returns {Promise<boolean>}
 */
export async function unharmed(place) {
  try {
    const record = JSON.parse(await readFile(place.record, 'utf8'))
    return record.sha256 === (await hashFile(place.binary))
  } catch {
    return false
  }
}

/** SHA-256 in hexadecimal. @param {string} path */
export async function hashFile(path) {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

/** @param {string} root */
async function mediasoupVersion(root) {
  const text = await readFile(join(root, 'node_modules', 'mediasoup', 'package.json'), 'utf8')
  return String(JSON.parse(text).version)
}

/** The XDG base directory specification: a relative XDG_CACHE_HOME is ignored. @param {NodeJS.ProcessEnv} env */
function cacheHome(env) {
  const xdg = env.XDG_CACHE_HOME
  return xdg && isAbsolute(xdg) ? xdg : join(env.HOME || homedir(), '.cache')
}

/** A built binary links the distribution's libraries, so it belongs to that distribution, such as `debian12`. */
async function distribution() {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '')
  /** @param {string} key */
  const field = key => new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(text)?.[1] ?? ''
  return `${field('ID')}${field('VERSION_ID')}`
}

/** Changes whenever a file does that the build turns on. */
async function recipeHash() {
  const hash = createHash('sha256')
  const subprojects = join(here, 'subprojects')
  const names = (await readdir(subprojects, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
  for (const path of [join(here, 'build.js'), ...names.sort()]) {
    hash.update(`${path.slice(here.length)}\0`).update(await readFile(path))
  }
  return hash.digest('hex').slice(0, 12)
}
