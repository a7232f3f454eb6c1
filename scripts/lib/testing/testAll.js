import { endChildren } from '../../../media/worker/run.js'
import { createSpeaker } from '../speaker.js'
import { stages as allStages } from './stages.js'
import { lastLine, table, total } from './tally.js'
import { endTools } from './tool.js'

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * `npm test`: all stages, whatever became of those before, then a table and the line with the totals.
 *
 * @param {object} parts
 * @param {string} parts.root
 * @param {string[]} parts.names of the stages to run, all where there are none
 * @param {import('./stages.js').Stage[]} [parts.stages]
 * @param {{ write(text: string): unknown, isTTY?: boolean }} [parts.out]
 * @returns {Promise<number>} the exit code
 */
export async function testAll({ root, names, stages = allStages, out = process.stdout }) {
  const unknown = names.filter(name => !stages.some(stage => stage.name === name))
  if (unknown.length > 0) {
    out.write(`${unknown.join(', ')}: ${stages.map(stage => stage.name).join(', ')}\n`)
    return 2
  }
  const speaker = createSpeaker({ env: process.env, out })
  const parts = { root, env: { ...process.env }, speaker }
  const end = () => {
    endTools()
    endChildren()
    process.exit(130)
  }
  for (const signal of signals) process.on(signal, end)
  /** @type {import('./tally.js').Row[]} */
  const rows = []
  for (const stage of stages) {
    if (names.length > 0 && !names.includes(stage.name)) continue
    rows.push(await runStage(stage, parts, rows, out))
  }
  for (const signal of signals) process.off(signal, end)
  const sum = total(rows)
  out.write(`\n${table(rows)}\n\n${lastLine(sum)}\n`)
  return sum.failed === 0 ? 0 : 1
}

/**
 * @param {import('./stages.js').Stage} stage
 * @param {import('./stages.js').Parts} parts
 * @param {import('./tally.js').Row[]} before
 * @param {{ write(text: string): unknown }} out
 * @returns {Promise<import('./tally.js').Row>}
 */
async function runStage(stage, parts, before, out) {
  const failed = { passed: 0, failed: 1, skipped: 0 }
  const lacking = before.filter(row => stage.after?.includes(row.name) && row.failed > 0).map(row => row.name)
  if (lacking.length > 0) {
    return { name: stage.name, seconds: 0, ...failed, note: `not run: ${lacking.join(', ')} failed` }
  }
  out.write(`\n── ${stage.name}\n`)
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
