/** `npm start`: installs, prepares and serves. Runs on any Node from 20, before anything is installed. */
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './lib/oldNode.js'

refuseOldNode()
const root = fileURLToPath(new URL('..', import.meta.url))
// Imported only now: an old Node could not read it.
const { begin } = await import('./lib/begin.js')
process.exitCode = await begin({ root, args: process.argv.slice(2) })
