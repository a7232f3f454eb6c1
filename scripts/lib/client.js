import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../media/worker/error.js'
import { Refusal } from '../../media/worker/refusal.js'
import { run } from '../../media/worker/run.js'
import { needSpace } from '../../media/worker/space.js'

/** What the client is made of: files, and folders with all that is in them. */
const sources = ['client', 'shared', 'package-lock.json', 'package.json', 'vite.config.ts']

/** Which sources dist/client was built from. @param {string} root */
const stampPath = root => join(root, 'dist', 'client.json')

/** Whether dist/client is what the sources make. @param {string} root */
export async function isBuilt(root) {
  if (!existsSync(join(root, 'dist', 'client', 'index.html'))) return false
  const stamp = await readFile(stampPath(root), 'utf8').catch(() => '{}')
  return JSON.parse(stamp).sources === (await hashSources(root))
}

/**
 * Builds the client into dist/client with Vite.
 *
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv, speaker: import('./speaker.js').Speaker }} parts
 * @throws {Refusal} disk.full, client.failed
 */
export async function buildClient({ root, node, env, speaker }) {
  await needSpace(root, 200_000_000)
  const began = performance.now()
  const hash = await hashSources(root)
  const report = () => speaker.progress('client.building', undefined)
  report()
  const timer = setInterval(report, 5000)
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const result = await run(node, [vite, 'build', '--config', 'vite.config.ts'], { cwd: root, env })
  clearInterval(timer)
  if (result.code !== 0) {
    if (result.output.includes('ENOSPC')) throw new Refusal('disk.fullNow')
    throw new Refusal('client.failed', { detail: whatViteSaid(result.output) })
  }
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(stampPath(root), JSON.stringify({ sources: hash }))
  speaker.say('client.built', { seconds: Math.round((performance.now() - began) / 1000) })
}

/** Vite's own message without the steps of its inside. @param {string} output */
function whatViteSaid(output) {
  const message = output.slice(Math.max(0, output.lastIndexOf('error during build')))
  const lines = message.split('\n').filter(line => !/^\s+at |^\s*(errors: \[|[{}]\s*$)/.test(line))
  return lines.slice(0, 20).join('\n').trim()
}

/** SHA-256 over the names and contents of all sources. @param {string} root */
async function hashSources(root) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const path of await filesUnder(root, source))
      hash.update(`${path}\0`).update(await readFile(join(root, path)))
  }
  return hash.digest('hex')
}

/** @param {string} root @param {string} path @returns {Promise<string[]>} relative to root, in a fixed order */
async function filesUnder(root, path) {
  try {
    const entries = await readdir(join(root, path), { withFileTypes: true })
    const nested = await Promise.all(entries.map(entry => filesUnder(root, join(path, entry.name))))
    return nested.flat().sort()
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOTDIR') return [path]
    if (code === 'ENOENT') return []
    throw error
  }
}
