/**
 * `npm run worker`: has the media worker and prints its path. With `--build` it is built from source even where its
 * makers' binary could be had, as the image of the server wants it.
 */
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './lib/oldNode.js'

refuseOldNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const { endOnSignal } = await import('./lib/begin.js')
const { prepareInstall, prepareWorker } = await import('./lib/prepare.js')
const { createSpeaker } = await import('./lib/speaker.js')
const speaker = createSpeaker({ env: process.env, out: process.stderr })
const buildOnly = process.argv.includes('--build')
endOnSignal()
try {
  const node = await prepareInstall({ root, env: process.env, speaker })
  process.stdout.write(`${await prepareWorker({ root, env: process.env, speaker, node, buildOnly })}\n`)
} catch (error) {
  speaker.refuse(error)
  process.exitCode = 1
}
