import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../../media/worker/lock.js'
import { obtainWorker } from '../../media/worker/obtain.js'
import { Refusal } from '../../media/worker/refusal.js'
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
  return pinnedNode(parts.root)
}

/**
 * Has the media worker.
 * @param {Parts & { node: string }} parts
 * @returns {Promise<string>} its path
 * @throws {Refusal}
 */
export async function prepareWorker({ root, env, node, speaker }) {
  const { path } = await obtainWorker({ root, env, node, say: speaker.say, progress: speaker.progress })
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
