import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { applied, mutantsOf } from '../../scripts/lib/mutation/mutants.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The test below asks for 5 and 15 and never for 10: a limit moved past 10 itself is not noticed. */
const rule = `export const cheap = (price: number): boolean => price < 10
export const dear = (price: number): boolean => !cheap(price)
`
const ruleTest = `import { expect, test } from '@jest/globals'
import { cheap, dear } from '../../../shared/prices/prices.rules.ts'
test('prices', () => expect([cheap(5), cheap(15), dear(15)]).toEqual([true, false, true]))
`

describe('the changes of a source', () => {
  const changes = (source: string) => mutantsOf(source).map(mutant => applied(source, mutant))

  test('are one each, found at the right place behind letters of several bytes and after other sources', () => {
    const source = `const đúng = 'phiên họp' // tiếng Việt\nconst b = a && c`
    expect(changes(source)).toEqual([source.replace('&&', '||')])
    expect(changes(source)).toEqual([source.replace('&&', '||')])
    expect(mutantsOf(source)).toMatchObject([{ line: 2 }])
  })

  test('are swapped branches, a dropped negation, a removed guard, a changed text', () => {
    expect(changes('const a = b ? c : d')).toEqual(['const a = b ? d : c'])
    expect(changes('const a = !b')).toEqual(['const a = b'])
    expect(changes('const f = () => { if (a) return b; return c }')).toEqual([
      'const f = () => { ; return c }',
    ])
    expect(changes(`const a = b === 'c'`)).toEqual([`const a = b !== 'c'`, `const a = b === "c~"`])
    expect(changes('const a = 7')).toEqual(['const a = (8)', 'const a = (6)'])
  })

  test('never touch types', () => {
    expect(changes(`type A = true | 1; let a: 'b' | false; const c = d as 1; interface E { f: 2 }`)).toEqual(
      [],
    )
  })
})

describe('npm run mutation', () => {
  let tree: string

  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'rules-'))
    await mkdir(join(tree, 'shared/prices'), { recursive: true })
    await mkdir(join(tree, 'tests/shared/prices'), { recursive: true })
    await writeFile(join(tree, 'package.json'), '{ "type": "module" }')
    await cp(join(root, 'jest.config.js'), join(tree, 'jest.config.js'))
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction')
    await writeFile(join(tree, 'shared/prices/prices.rules.ts'), rule)
    await writeFile(join(tree, 'tests/shared/prices/prices.rules.test.ts'), ruleTest)
  })
  afterAll(() => rm(tree, { recursive: true, force: true }))

  test('counts the changes that a test noticed and prints those that none did, with their line', () => {
    const script = join(root, 'scripts/mutation.js')
    const run = spawnSync(process.execPath, [script, `--root=${tree}`, '--least=50', 'prices'], {
      encoding: 'utf8',
    })
    const lines = run.stdout.split('\n').map(line => line.trim().replace(/\s+/g, ' '))
    // Noticed is the dropped negation only; the limit may be one more, one less, or count itself.
    expect(lines).toEqual([
      'shared/prices/prices.rules.ts 1/4 25 %',
      'line 1 price < 10: < → <=',
      'line 1 10 → (11)',
      'line 1 10 → (9)',
      'total 1/4 25 %',
      '',
    ])
    expect(run.status).toBe(1)
  }, 120_000)
})
