import { access, constants, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { hasApt, lastLines, needPackages } from '../../media/worker/debian.js'
import { withLock } from '../../media/worker/lock.js'
import { obtainWorker } from '../../media/worker/obtain.js'
import { Refusal } from '../../media/worker/refusal.js'
import { run } from '../../media/worker/run.js'
import { buildClient, isBuilt } from './client.js'
import { install, isInstalled } from './install.js'
import { pinnedNode } from './preflight.js'

/** @typedef {{ root: string, env: NodeJS.ProcessEnv, speaker: import('./speaker.js').Speaker }} Parts */

/**
 * Has the packages, and with them the pinned Node.
 * @param {Parts} parts
 * @returns {Promise<string>} the pinned Node's path
 * @throws {Refusal}
 */
export async function prepareInstall(parts) {
  if (!(await isInstalled(parts.root))) {
    await alone(parts, async () => {
      if (!(await isInstalled(parts.root))) await install(parts)
    })
  }
  const node = pinnedNode(parts.root)
  await needNodeToRun(node, parts)
  return node
}

/**
 * Starts the pinned Node once where this process is not on it already: it needs one library that a bare Debian may
 * lack though an older Node runs there.
 * @param {string} node @param {Parts} parts
 * @throws {Refusal} packages.*, node.broken
 */
async function needNodeToRun(node, { env, speaker }) {
  if ((await realpath(process.execPath)) === (await realpath(node))) return
  const first = await run(node, ['--version'], { env })
  if (first.code === 0) return
  if (first.output.includes('libatomic.so.1') && (await hasApt(env))) {
    await needPackages(['libatomic1'], { say: speaker.say, progress: speaker.progress, env })
    if ((await run(node, ['--version'], { env })).code === 0) return
  }
  throw new Refusal('node.broken', { path: node, detail: lastLines(first.output, 3) })
}

/**
 * Has the media worker.
 * @param {Parts & { node: string, buildOnly?: boolean }} parts buildOnly: one built from source, as an image wants it
 * @returns {Promise<string>} its path
 * @throws {Refusal}
 */
export async function prepareWorker({ root, env, node, speaker, buildOnly = false }) {
  const { say, progress } = speaker
  const { path } = await obtainWorker({ root, env, node, say, progress, buildOnly })
  return path
}

/** Has the client's build. @param {Parts & { node: string }} parts @throws {Refusal} */
export async function prepareClient(parts) {
  if (await isBuilt(parts.root)) return
  await alone(parts, async () => {
    if (!(await isBuilt(parts.root))) await buildClient(parts)
  })
}

/**
 * Changes the checkout while no other start does.
 * @param {Parts} parts @param {() => Promise<void>} work
 */
async function alone({ root, speaker }, work) {
  try {
    await access(root, constants.W_OK)
  } catch {
    throw new Refusal('folder.notWritable', { folder: root })
  }
  await withLock(join(root, 'dist', 'start.lock'), pid => speaker.say('lock.waiting', { pid }), work)
}
