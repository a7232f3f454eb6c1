import { endChildren } from '../../../media/worker/run.js'
import { createSpeaker } from '../speaker.js'
import { stages } from './stages.js'
import { lastLine, table, total } from './tally.js'
import { endTools } from './tool.js'

/**
 * `npm test`: all stages, whatever became of those before, then a table and the line with the totals.
 *
 * @param {{ root: string, names: string[] }} parts names of the stages to run, all where there are none
 * @returns {Promise<number>} the exit code
 */
export async function testAll({ root, names }) {
  const unknown = names.filter(name => !stages.some(stage => stage.name === name))
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(', ')}: ${stages.map(stage => stage.name).join(', ')}\n`)
    return 2
  }
  const speaker = createSpeaker({ env: process.env, out: process.stdout })
  const parts = { root, env: { ...process.env }, speaker }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      endTools()
      endChildren()
      process.exit(130)
    })
  }
  /** @type {import('./tally.js').Row[]} */
  const rows = []
  for (const stage of stages) {
    if (names.length > 0 && !names.includes(stage.name)) continue
    rows.push(await runStage(stage, parts, rows))
  }
  const sum = total(rows)
  process.stdout.write(`\n${table(rows)}\n\n${lastLine(sum)}\n`)
  return sum.failed === 0 ? 0 : 1
}

/**
 * @param {import('./stages.js').Stage} stage
 * @param {import('./stages.js').Parts} parts
 * @param {import('./tally.js').Row[]} before
 * @returns {Promise<import('./tally.js').Row>}
 */
async function runStage(stage, parts, before) {
  const failed = { passed: 0, failed: 1, skipped: 0 }
  const lacking = before.filter(row => stage.after?.includes(row.name) && row.failed > 0).map(row => row.name)
  if (lacking.length > 0) {
    return { name: stage.name, seconds: 0, ...failed, note: `not run: ${lacking.join(', ')} failed` }
  }
  process.stdout.write(`\n── ${stage.name}\n`)
  const began = performance.now()
  /** @param {import('./tally.js').Count} count */
  const row = count => ({ name: stage.name, seconds: (performance.now() - began) / 1000, note: '', ...count })
  try {
    return row(await stage.run(parts))
  } catch (error) {
    parts.speaker.refuse(error)
    return row(failed)
  }
}
