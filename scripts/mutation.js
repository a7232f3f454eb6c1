/**
 * Does removing a rule make its test fail? Changes the rules (shared/ and client/features/, *.rules.ts) in small ways,
 * one at a time, in a copy of the tree, and runs the unit tests in the folder that mirrors theirs. A change that no
 * test notices survives and is printed: either a test is missing, or the code is not needed, or both mean the same.
 *
 *   npm run mutation                       every rule file
 *   npm run mutation -- accounts agenda    only files with one of these in their path
 *   npm run mutation -- --list             print the changes, run nothing
 *   npm run mutation -- --timeout=20000    milliseconds for the tests of one change (default: by how long they take
 *                                          unchanged); a change that never ends counts as noticed
 *   npm run mutation -- --least=80         fail where less than 80 % of all changes were noticed
 *   npm run mutation -- --root=FOLDER      another tree with shared/, tests/ and jest.config.js
 *
 * Changes: && ↔ ||, === ↔ !==, < ↔ <=, > ↔ >=, + ↔ -, true ↔ false, a number ±1, a `!` dropped, the branches of a
 * ternary swapped, an `if (…) return` removed, a text in a comparison changed. Types are never changed.
 */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { mutantsOf } from './lib/mutation/mutants.js'
import { copyOf, scoreOf } from './lib/mutation/runner.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    timeout: { type: 'string' },
    least: { type: 'string', default: '0' },
    root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
  },
})
const root = resolve(values.root)

/** @param {string} line */
const say = line => process.stdout.write(`${line}\n`)

/** @param {import('./lib/mutation/mutants.js').Mutant} mutant */
const described = ({ line, change }) => `    line ${String(line).padStart(3)}  ${change}`

/** @param {string} name @param {number} killed @param {number} total */
const row = (name, killed, total) =>
  `${name.padEnd(48)} ${`${killed}/${total}`.padStart(9)} ${`${total === 0 ? 100 : Math.floor((100 * killed) / total)} %`.padStart(6)}`

const files = globSync(['shared/**/*.rules.ts', 'client/features/**/*.rules.ts'], { cwd: root })
  .map(file => file.split(sep).join('/'))
  .filter(file => positionals.length === 0 || positionals.some(name => file.includes(name)))
  .sort()

async function score() {
  const copy = copyOf(root)
  // Interrupted, the copy goes too; the worker is ended on exit.
  process.once('SIGINT', () => {
    copy.remove()
    process.exit(130)
  })
  let killed = 0
  let total = 0
  try {
    for (const file of files) {
      const result = await scoreOf(copy.path, file, {
        ...(values.timeout === undefined ? {} : { timeoutMs: Number(values.timeout) }),
        onMutant: (done, all) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${file} ${done}/${all} \r`)
        },
      })
      killed += result.killed
      total += result.total
      const note = result.timedOut === 0 ? '' : `  (${result.timedOut} by never ending)`
      say(`${row(file, result.killed, result.total)}${note}`)
      for (const survivor of result.survivors) say(described(survivor))
    }
  } finally {
    copy.remove()
  }
  say(row('total', killed, total))
  if (killed * 100 < Number(values.least) * total) process.exitCode = 1
}

if (files.length === 0) {
  say(`No rule file has ${positionals.join(' or ')} in its path. Without a name all of them are run.`)
  process.exitCode = 1
} else if (values.list) {
  for (const file of files) {
    const mutants = mutantsOf(readFileSync(join(root, file), 'utf8'))
    say(`${file}: ${mutants.length}`)
    for (const mutant of mutants) say(described(mutant))
  }
} else {
  await score()
}
