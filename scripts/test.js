/**
 * `npm test`: everything in a fresh clone, from the installation to the browser tests. `npm test -- lint unit` runs
 * the named stages alone. Runs on any Node from 20, before anything is installed.
 */
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './lib/oldNode.js'

refuseOldNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const { testAll } = await import('./lib/testing/testAll.js')
process.exitCode = await testAll({ root, names: process.argv.slice(2) })
