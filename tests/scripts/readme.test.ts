import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { root } from './support/checkout.ts'
import { blockNamed, clonedAddress, namedBlocks } from './support/readme.ts'

const readme = () => readFile(join(root, 'README.md'), 'utf8')
const lines = (commands: string) => commands.trim().split('\n')

describe('the named blocks of a Markdown text', () => {
  const text =
    'Text\n\n```sh start\ngit clone --depth 1 https://example.vn/a.git b\ncd b\n```\n\n```sh\nls\n```\n\n````bash test\nnpm test\n````\n'

  test('are found by the word behind the language; others are not', () => {
    expect(namedBlocks(text)).toEqual([
      { name: 'start', commands: 'git clone --depth 1 https://example.vn/a.git b\ncd b\n' },
      { name: 'test', commands: 'npm test\n' },
    ])
  })

  test('tell what they clone, and are missed where they are not there', () => {
    expect(clonedAddress(blockNamed(text, 'start'))).toBe('https://example.vn/a.git')
    expect(() => blockNamed(text, 'backup')).toThrow('README has 0 blocks named "backup"')
    expect(() => blockNamed(text + text, 'test')).toThrow('README has 2 blocks named "test"')
  })
})

describe('README', () => {
  test('starts the system with a clone and one command', async () => {
    expect(lines(blockNamed(await readme(), 'start').commands)).toEqual([
      expect.stringMatching(/^git clone \S+ phong-hop-so$/),
      'cd phong-hop-so',
      'npm start',
    ])
  })

  test('tests it with the very command that the CI runs', async () => {
    const { commands } = blockNamed(await readme(), 'test')
    expect(lines(commands)).toEqual(['npm test'])
    const run = (await readFile(join(root, '.ci', 'run'), 'utf8'))
      .split('\n')
      .filter(line => /^[a-z]/.test(line))
    expect(run).toEqual(['set -euo pipefail', expect.stringMatching(/^cd /), commands.trim()])
  })

  test('names only commands of npm that package.json has', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const named = [...(await readme()).matchAll(/\bnpm (?:run (?:-s |--silent )?([\w:-]+)|(start|test)\b)/g)]
    expect(named.length).toBeGreaterThan(0)
    for (const [, script, short] of named) expect(Object.keys(scripts)).toContain(script ?? short)
  })
})
