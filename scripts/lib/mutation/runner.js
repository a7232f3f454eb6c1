/** Runs the tests of a rule file against each of its mutants, in a copy of the tree. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applied, mutantsOf } from './mutants.js'

/**
 * @typedef {import('./mutants.js').Mutant} Mutant
 * @typedef {{ file: string, total: number, killed: number, timedOut: number, survivors: Mutant[] }} FileScore
 * @typedef {{ passed: boolean, failure: string }} Verdict
 */

const workerFile = fileURLToPath(new URL('./worker.js', import.meta.url))

/** What the unit tests of rules need. */
const needed = [
  'package.json',
  'jest.config.js',
  'shared',
  'client',
  'tests/shared',
  'tests/client',
  'tests/support',
]

/**
 * A copy of the tree in a temporary folder, with the packages linked in.
 * @param {string} root
 * @returns {{ path: string, remove: () => void }}
 */
export function copyOf(root) {
  const path = mkdtempSync(join(tmpdir(), 'mutation-'))
  for (const part of needed) {
    if (existsSync(join(root, part))) cpSync(join(root, part), join(path, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'), 'junction')
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** @param {string} file @returns {string} the folder with its tests: they mirror the tree */
const testsOf = file => `tests/${dirname(file)}/`

/**
 * What to run against a mutant until something fails: the file's own test, which notices most, then its neighbours.
 * @param {string} copy
 * @param {string} file
 */
const stagesOf = (copy, file) => {
  const own = `tests/${file.replace(/\.ts$/, '.test.ts')}`
  return existsSync(join(copy, own)) ? [own, testsOf(file)] : [testsOf(file)]
}

/** @param {string} copy */
function startWorker(copy) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  // A mutant that never ends does not see that nobody listens any more.
  const endWithUs = () => child?.kill('SIGKILL')

  const stop = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /**
   * @param {string} tests
   * @param {number} limitMs
   * @returns {Promise<Verdict | 'timedOut'>}
   */
  const run = async (tests, limitMs) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      child = fork(workerFile, [], {
        cwd: copy,
        execArgv: ['--experimental-vm-modules', '--no-warnings'],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })
      process.once('exit', endWithUs)
      child.once('exit', () => process.off('exit', endWithUs))
      await once(child, 'message')
    }
    const worker = child
    /** @type {PromiseWithResolvers<Verdict | 'timedOut'>} */
    const { promise, resolve } = Promise.withResolvers()
    const timer = setTimeout(() => resolve('timedOut'), limitMs)
    const ended = () =>
      resolve({ passed: false, failure: 'The process that runs the tests ended by itself.' })
    worker.once('message', message => resolve(/** @type {Verdict} */ (message)))
    worker.once('exit', ended)
    worker.send(tests)
    const verdict = await promise
    clearTimeout(timer)
    worker.off('exit', ended)
    if (verdict === 'timedOut') await stop()
    return verdict
  }
  return { run, stop }
}

/**
 * The score of one rule file.
 * @param {string} copy  the copied tree
 * @param {string} file  the rule file, relative to the tree
 * @param {{ timeoutMs?: number, onMutant?: (done: number, total: number) => void }} [options]  without a timeout it
 *   is five times what the tests take unchanged, and five seconds
 * @returns {Promise<FileScore>}
 * @throws {Error} where the tests fail before anything was changed
 */
export async function scoreOf(copy, file, { timeoutMs, onMutant } = {}) {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  const mutants = mutantsOf(source)
  const score = {
    file,
    total: mutants.length,
    killed: 0,
    timedOut: 0,
    survivors: /** @type {Mutant[]} */ ([]),
  }
  const tests = testsOf(file)
  if (!existsSync(join(copy, tests))) return { ...score, survivors: mutants }
  const worker = startWorker(copy)
  try {
    const begun = performance.now()
    const unchanged = await worker.run(tests, 120_000)
    if (unchanged === 'timedOut' || !unchanged.passed) {
      const why = unchanged === 'timedOut' ? 'They did not end.' : unchanged.failure
      throw new Error(`The tests in ${tests} fail without any change; mend them first.\n${why}`)
    }
    const limitMs = timeoutMs ?? 5000 + 5 * (performance.now() - begun)
    for (const [at, mutant] of mutants.entries()) {
      writeFileSync(path, applied(source, mutant))
      // Jest keeps what it compiled by the time of the file: two mutants must not have the same one.
      utimesSync(path, at + 1, at + 1)
      /** @type {Verdict | 'timedOut'} */
      let verdict = { passed: true, failure: '' }
      for (const stage of stagesOf(copy, file))
        if (verdict !== 'timedOut' && verdict.passed) verdict = await worker.run(stage, limitMs)
      if (verdict !== 'timedOut' && verdict.passed) score.survivors.push(mutant)
      else score.killed += 1
      if (verdict === 'timedOut') score.timedOut += 1
      onMutant?.(at + 1, mutants.length)
    }
  } finally {
    await worker.stop()
    writeFileSync(path, source)
  }
  return score
}
