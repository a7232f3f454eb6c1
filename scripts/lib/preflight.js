import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../media/worker/refusal.js'
import { run } from '../../media/worker/run.js'

/** The oldest npm that reads the lock file as it is written. */
export const oldestNpm = 10

/**
 * How npm is called: the very npm that runs this script, on the Node that runs it, or the one in the path. Never on
 * the pinned Node, which an installation replaces.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, ...string[]]}
 */
export function npmCommand(env) {
  const cli = env.npm_execpath
  const node = env.npm_node_execpath
  return cli && node && /npm-cli\.c?js$/.test(cli) && existsSync(cli) && existsSync(node)
    ? [node, cli]
    : ['npm']
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @throws {Refusal} npm.missing, npm.tooOld
 */
export async function needNpm(env) {
  const [command, ...args] = npmCommand(env)
  const { code, stdout } = await run(command, [...args, '--version'], { env, timeoutMs: 30_000 })
  const found = stdout.trim()
  if (code !== 0) throw new Refusal('npm.missing', { needed: 20 })
  if (Number.parseInt(found, 10) < oldestNpm) throw new Refusal('npm.tooOld', { found, needed: oldestNpm })
}

/**
 * The pinned Node, which npm installs as a package for the machine's platform.
 * @param {string} root
 * @throws {Refusal} node.noPinned
 */
export function pinnedNode(root) {
  const path = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(path)) return path
  throw new Refusal('node.noPinned', { platform: `${process.platform}-${process.arch}` })
}
