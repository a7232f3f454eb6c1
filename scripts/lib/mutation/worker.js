/**
 * A process that runs the unit tests of one folder as often as it is told to, in the copy of the tree that it is
 * started in. Being a process of its own, it can be ended where a mutant never ends.
 */
import { dirname, join } from 'node:path'
import { runCLI } from 'jest'

process.on('message', async tests => {
  const { results } = await runCLI(
    {
      $0: 'jest',
      _: [String(tests)],
      config: join(process.cwd(), 'jest.config.js'),
      // Looking for tests nowhere else halves the time of a run.
      roots: [join(process.cwd(), /\.ts$/.test(String(tests)) ? dirname(String(tests)) : String(tests))],
      selectProjects: ['unit'],
      cacheDirectory: join(process.cwd(), '.jest'),
      runInBand: true,
      reporters: [],
      watchman: false,
    },
    [process.cwd()],
  )
  const failure = results.testResults.find(file => file.failureMessage)?.failureMessage ?? ''
  process.send?.({ passed: results.success && results.numPassedTests > 0, failure })
})
process.send?.('ready')
