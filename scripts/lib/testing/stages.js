import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareClient, prepareInstall, prepareWorker } from '../prepare.js'
import { needTestPackages } from './packages.js'
import { countJest } from './tally.js'
import { runTool } from './tool.js'

/**
 * @typedef {object} Parts
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env changed by the worker's stage, which names the worker for the tests
 * @property {import('../speaker.js').Speaker} speaker
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} [after] stages without whose success this one cannot run
 * @property {(parts: Parts) => Promise<import('./tally.js').Count>} run a refusal that it throws is said, and counts as a failure
 */

const minute = 60_000
const one = { passed: 1, failed: 0, skipped: 0 }

/** Everything that `npm test` does, fast first. @type {Stage[]} */
export const stages = [
  { name: 'install', run: parts => done(prepareInstall(parts)) },
  check('format', ['biome', 'check', '--linter-enabled=false', '.']),
  check('lint', ['biome', 'lint', '--error-on-warnings', '.']),
  check('types', ['tsc', '--noEmit']),
  check('unused', ['knip']),
  check('contract-docs', ['node', 'scripts/contract-docs.ts', '--check']),
  suite('unit', 15 * minute),
  { name: 'packages', run: parts => done(needTestPackages(parts)) },
  {
    name: 'worker',
    after: ['install'],
    run: async parts => {
      const node = await prepareInstall(parts)
      parts.env.MEDIASOUP_WORKER_BIN = await prepareWorker({ ...parts, node })
      return one
    },
  },
  suite('server', 30 * minute),
  {
    name: 'client',
    after: ['install'],
    run: async parts => done(prepareClient({ ...parts, node: await prepareInstall(parts) })),
  },
  suite('e2e', 60 * minute, ['packages', 'client']),
]

/** @param {Promise<unknown>} work */
async function done(work) {
  await work
  return one
}

/**
 * A tool whose exit code tells: one test.
 * @param {string} name @param {string[]} command
 * @returns {Stage}
 */
function check(name, command) {
  return {
    name,
    after: ['install'],
    run: async ({ root, env }) => {
      const { code } = await runTool(command, { root, env, limitMs: 10 * minute })
      return code === 0 ? one : { passed: 0, failed: 1, skipped: 0 }
    },
  }
}

/**
 * A Jest project, counted by its report.
 * @param {string} name @param {number} limitMs @param {string[]} [after]
 * @returns {Stage}
 */
function suite(name, limitMs, after = []) {
  return {
    name,
    after: ['install', ...after],
    run: async ({ root, env }) => {
      const report = join(root, 'reports', `${name}.json`)
      await mkdir(join(root, 'reports'), { recursive: true })
      await rm(report, { force: true })
      const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
      const options = ['--ci', '--selectProjects', name, '--json', `--outputFile=${report}`]
      if (name === 'e2e') options.push('--maxWorkers=1')
      const { code, timedOut } = await runTool(['node', ...jest, ...options], { root, env, limitMs })
      const text = await readFile(report, 'utf8').catch(() => undefined)
      const count = countJest(text === undefined ? undefined : JSON.parse(text), code)
      return timedOut && count.failed === 0 ? { ...count, failed: 1 } : count
    },
  }
}
