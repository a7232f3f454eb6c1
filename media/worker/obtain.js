import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { arch, platform, release } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWorker } from './build.js'
import { withLock } from './lock.js'
import { hashFile, unharmed, workerPlace } from './place.js'
import { downloadPrebuilt } from './prebuilt.js'
import { Refusal } from './refusal.js'
import { run } from './run.js'

/**
 * @typedef {object} Parts
 * @property {string} root the checkout
 * @property {string} node the pinned Node
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./debian.js').Say} say
 * @property {import('./debian.js').Progress} progress
 * @property {boolean} [isRoot] whether packages may be installed; asked of the system where it is not given
 * @property {boolean} [buildOnly] whether the makers' binary is passed over
 * @property {number} [answerWithinMs] how long a mirror may take to answer
 */

/**
 * Has mediasoup's worker, started once and checked. In this order: the one that MEDIASOUP_WORKER_BIN names, the one
 * cached for this mediasoup version, platform and recipe, the one that mediasoup's makers built, and one built here
 * from mediasoup's source with Debian's packages. What comes of each is said.
 *
 * @param {Parts} parts
 * @returns {Promise<{ path: string, origin: 'named' | 'cached' | 'prebuilt' | 'built' }>}
 * @throws {Refusal} where none can be had, with the remedy
 */
export async function obtainWorker(parts) {
  const { root, env, say } = parts
  const named = env.MEDIASOUP_WORKER_BIN
  if (named) {
    const { ok, reason } = await startOnce(named, parts)
    if (ok) {
      say('worker.named', { path: named })
      return { path: named, origin: 'named' }
    }
    say('worker.namedBroken', { path: named, reason })
  }
  const place = await workerPlace(root, env)
  if (await cachedRuns(place, parts)) return { path: place.binary, origin: 'cached' }
  return withLock(
    place.lock,
    pid => say('worker.waiting', { pid }),
    async () => {
      // Another start may have had it in the meantime.
      if (await cachedRuns(place, parts)) return { path: place.binary, origin: 'cached' }
      if (!parts.buildOnly && (await prebuilt(place, parts)))
        return { path: place.binary, origin: 'prebuilt' }
      await build(place, parts)
      return { path: place.binary, origin: 'built' }
    },
  )
}

/** @typedef {Awaited<ReturnType<typeof workerPlace>>} Place */

/** @param {Place} place @param {Parts} parts */
async function cachedRuns(place, parts) {
  if (!(await unharmed(place))) return false
  const { ok, reason } = await startOnce(place.binary, parts)
  parts.say(ok ? 'worker.cached' : 'worker.cachedBroken', { path: place.binary, reason })
  return ok
}

/** @param {Place} place @param {Parts} parts */
async function prebuilt(place, parts) {
  const { env, answerWithinMs, progress, say } = parts
  progress('worker.downloading', undefined)
  const found = await downloadPrebuilt({
    version: place.version,
    platform: platform(),
    arch: arch(),
    release: release(),
    env,
    ...(answerWithinMs === undefined ? {} : { answerWithinMs }),
  })
  if (!found.ok) {
    say('worker.noPrebuilt', { url: found.url, reason: found.reason })
    return false
  }
  const { ok, reason } = await keep(place, 'prebuilt', parts, path => writeFile(path, found.binary))
  say(ok ? 'worker.prebuilt' : 'worker.prebuiltBroken', { url: found.url, reason, path: place.binary })
  return ok
}

/** @param {Place} place @param {Parts} parts */
async function build(place, parts) {
  parts.say('worker.building', { version: place.version })
  const { ok, reason } = await keep(place, 'built', parts, output =>
    buildWorker({
      ...parts,
      packageFolder: join(parts.root, 'node_modules', 'mediasoup'),
      output,
      workFolder: place.folder,
    }),
  )
  if (!ok) throw new Refusal('worker.builtBroken', { reason })
  parts.say('worker.built', { path: place.binary })
}

/**
 * Makes a binary beside its place, starts it, and only then puts it there with its hash.
 *
 * @param {Place} place
 * @param {string} origin
 * @param {Parts} parts
 * @param {(path: string) => Promise<void>} make
 */
async function keep(place, origin, parts, make) {
  const folder = dirname(place.binary)
  const fresh = join(folder, `fresh-${process.pid}`)
  await mkdir(folder, { recursive: true })
  try {
    await make(fresh)
    await chmod(fresh, 0o755)
    const outcome = await startOnce(fresh, parts)
    if (outcome.ok) {
      const record = { mediasoup: place.version, origin, sha256: await hashFile(fresh) }
      await rename(fresh, place.binary)
      await writeFile(place.record, `${JSON.stringify(record, null, 2)}\n`)
    }
    return outcome
  } finally {
    await rm(fresh, { force: true })
  }
}

/**
 * Starts a worker under the pinned Node and has it do a little of everything.
 * @param {string} path
 * @param {{ node: string, root: string, env: NodeJS.ProcessEnv }} parts
 * @returns {Promise<{ ok: boolean, reason: string }>}
 */
export async function startOnce(path, { node, root, env }) {
  const check = fileURLToPath(new URL('./check.js', import.meta.url))
  const result = await run(node, [check, path], { cwd: root, env, timeoutMs: 20_000 })
  if (result.code === 0) return { ok: true, reason: '' }
  try {
    return { ok: false, reason: String(JSON.parse(result.stdout).reason) }
  } catch {
    return { ok: false, reason: result.output.trim().split('\n').at(-1) ?? `exit code ${result.code}` }
  }
}
