import { expect, test } from '@jest/globals'
import { Refusal } from '../../media/worker/refusal.js'
import { testAll } from '../../scripts/lib/testing/testAll.js'

const count = (passed: number, failed = 0) => ({ passed, failed, skipped: 0 })

/** Runs acted stages; hands back the exit code, what was written, and which stages ran. */
async function runStages(names: string[] = []) {
  const ran: string[] = []
  let text = ''
  const stage = (name: string, result: ReturnType<typeof count> | Error, after: string[] = []) => ({
    name,
    after,
    run: async () => {
      ran.push(name)
      if (result instanceof Error) throw result
      return result
    },
  })
  const stages = [
    stage('lint', count(0, 1)),
    stage('unit', count(40, 2)),
    stage('packages', new Refusal('packages.notRoot', { packages: 'chromium', line: 'sudo apt-get …' })),
    stage('server', count(100)),
    stage('e2e', count(9), ['packages']),
  ]
  const code = await testAll({ root: '/', names, stages, out: { write: piece => (text += piece) } })
  return { code, ran, lines: text.trimEnd().split('\n'), text }
}

test('a failing stage hides none of the later ones, and what cannot run counts as a failure', async () => {
  const { code, ran, lines, text } = await runStages()
  expect(ran).toEqual(['lint', 'unit', 'packages', 'server'])
  expect(text).toMatch(/^e2e +0 +1 +0 +0\.0 {2}not run: packages failed$/m)
  expect(text).toContain('Type this line and run the command again:\n  sudo apt-get …')
  expect(lines.at(-1)).toBe('140 passed, 5 failed')
  expect(code).toBe(1)
})

test('named stages run alone, and all is well where they are', async () => {
  const { code, ran, lines } = await runStages(['server'])
  expect(ran).toEqual(['server'])
  expect(lines.at(-1)).toBe('100 passed, 0 failed')
  expect(code).toBe(0)
})

test('a name that is no stage is answered with those that are', async () => {
  const { code, ran, lines } = await runStages(['server', 'units'])
  expect(ran).toEqual([])
  expect(lines).toEqual(['units: lint, unit, packages, server, e2e'])
  expect(code).toBe(2)
})
