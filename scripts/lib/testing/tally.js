/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {Count & { name: string, seconds: number, note: string }} Row one stage's outcome; note says why it did not run
 */

/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, numRuntimeErrorTestSuites: number }} JestReport */

/**
 * Counts a Jest run. A suite that did not even load counts as one failure; so does a run that failed without saying
 * which test did.
 *
 * @param {JestReport | undefined} report what `--json --outputFile` wrote, or undefined where it wrote nothing
 * @param {number} exitCode
 * @returns {Count}
 */
export function countJest(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** @param {Row[]} rows @returns {Count} */
export function total(rows) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const row of rows) {
    sum.passed += row.passed
    sum.failed += row.failed
    sum.skipped += row.skipped
  }
  return sum
}

/**
 * The stages with their counts and durations, for a console.
 * @param {Row[]} rows
 */
export function table(rows) {
  const cells = [
    ['', 'passed', 'failed', 'skipped', 'seconds', ''],
    ...rows.map(row => [
      row.name,
      String(row.passed),
      String(row.failed),
      String(row.skipped),
      row.seconds.toFixed(1),
      row.note,
    ]),
  ]
  const widths = [0, 1, 2, 3, 4].map(column => Math.max(...cells.map(row => row[column]?.length ?? 0)))
  return cells
    .map(([name = '', ...rest]) =>
      [
        name.padEnd(widths[0] ?? 0),
        ...rest.slice(0, 4).map((cell, index) => cell.padStart(widths[index + 1] ?? 0)),
        rest[4],
      ]
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The line that everything else reads. @param {Count} count */
export function lastLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}
