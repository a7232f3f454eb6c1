import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { hasApt, needPackages } from '../../../media/worker/debian.js'
import { Refusal } from '../../../media/worker/refusal.js'

/** Programs that the tests run, and Debian's packages that have them. */
const programs = [
  { program: 'chromium', package: 'chromium' },
  { program: 'qpdf', package: 'qpdf' },
  { program: 'pdftoppm', package: 'poppler-utils' },
  { program: 'strace', package: 'strace' },
  { program: 'belenios-tool', package: 'belenios-tool' },
]

/**
 * Has the programs that the tests run: as root from Debian, otherwise with the one line to type.
 *
 * @param {{ env: NodeJS.ProcessEnv, speaker: import('../speaker.js').Speaker }} parts
 * @throws {Refusal} packages.*
 */
export async function needTestPackages({ env, speaker }) {
  const missing = programs.filter(({ program }) => !isInPath(program, env)).map(each => each.package)
  if (missing.length === 0) return
  if (!(await hasApt(env))) throw new Refusal('packages.notDebian', { packages: missing.join(' ') })
  await needPackages(missing, { say: speaker.say, progress: speaker.progress, env })
}

/** @param {string} program @param {NodeJS.ProcessEnv} env */
function isInPath(program, env) {
  return (env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
