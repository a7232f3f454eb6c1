import { describe, expect, test } from '@jest/globals'
import { countJest, lastLine, table, total } from '../../scripts/lib/testing/tally.js'

const report = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
}

describe('the count of a suite', () => {
  test('is what its report says', () => {
    expect(countJest({ ...report, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }, 1)).toEqual({
      passed: 7,
      failed: 2,
      skipped: 2,
    })
  })

  test('has a failure for each file that did not even load', () => {
    expect(countJest({ ...report, numRuntimeErrorTestSuites: 2 }, 1).failed).toBe(2)
  })

  test('has a failure where the run failed without naming a test', () => {
    expect(countJest(report, 1)).toMatchObject({ passed: 7, failed: 1 })
    expect(countJest(report, 0)).toMatchObject({ passed: 7, failed: 0 })
  })

  test('is one failure where nothing was reported', () => {
    expect(countJest(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

test('the totals are over all stages, and the last line has the form that others read', () => {
  const rows = [
    { name: 'lint', passed: 1, failed: 0, skipped: 0, seconds: 1.2, note: '' },
    { name: 'server', passed: 120, failed: 3, skipped: 1, seconds: 64, note: '' },
    { name: 'e2e', passed: 0, failed: 1, skipped: 0, seconds: 0, note: 'not run: client failed' },
  ]
  expect(lastLine(total(rows))).toBe('121 passed, 4 failed')
  expect(table(rows).split('\n')).toEqual([
    '        passed  failed  skipped  seconds',
    'lint         1       0        0      1.2',
    'server     120       3        1     64.0',
    'e2e          0       1        0      0.0  not run: client failed',
  ])
})
