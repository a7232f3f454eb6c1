import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { run } from '../../media/worker/run.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What each wall stops: where, what, and the rule or the message that must answer. */
const stopped: [wall: string, path: string, code: string, answer: string][] = [
  ['shared → server', 'shared/voting/a.ts', "import { a } from '#server/config.ts'", 'noRestrictedImports'],
  [
    'shared → server, by a relative path',
    'shared/voting/b.ts',
    "import { a } from '../../server/b.ts'",
    'noRestrictedImports',
  ],
  ['shared → Node', 'shared/voting/c.ts', "import { a } from 'node:fs'", 'noRestrictedImports'],
  ['shared → React', 'shared/voting/d.ts', "import { a } from 'react'", 'noRestrictedImports'],
  ['media → server', 'media/a.ts', "import { a } from '#server/config.ts'", 'noRestrictedImports'],
  ['media → a socket', 'media/b.ts', "import { a } from 'socket.io'", 'noRestrictedImports'],
  ['server → client', 'server/a.ts', "import { a } from '#client/main.tsx'", 'noRestrictedImports'],
  ['server → tests', 'server/b.ts', "import { a } from '#tests/support/a.ts'", 'noRestrictedImports'],
  ['client → server', 'client/a.ts', "import { a } from '#server/config.ts'", 'noRestrictedImports'],
  ['client → media', 'client/b.ts', "import { a } from '#media/Room.ts'", 'noRestrictedImports'],
  ['client → Node', 'client/c.ts', "import { a } from 'node:path'", 'noRestrictedImports'],
  [
    'feature → the inside of another',
    'server/features/voting/a.ts',
    "import { a } from '#server/features/agenda/agenda.store.ts'",
    'never its inside',
  ],
  [
    'feature → the types of the inside of another',
    'server/features/voting/b.ts',
    "import type { A } from '#server/features/agenda/agenda.store.ts'",
    'never its inside',
  ],
  [
    'feature → the handlers of another, not their types alone',
    'server/features/voting/c.ts',
    "import { a } from '#server/features/agenda/agenda.handlers.ts'",
    'never its inside',
  ],
  [
    'feature → another, handed on',
    'server/features/voting/d.ts',
    "export { a } from '#server/features/agenda/agenda.store.ts'",
    'never its inside',
  ],
  [
    'feature → another, at run time',
    'server/features/voting/e.ts',
    "export const a = await import('#server/features/agenda/agenda.store.ts')",
    'never its inside',
  ],
  [
    'feature → another, in a type',
    'server/features/voting/f.ts',
    "export type A = import('#server/features/agenda/agenda.store.ts').A",
    'never its inside',
  ],
  [
    'feature → another, by a relative path',
    'server/features/voting/g.ts',
    "import { a } from '../agenda/agenda.store.ts'",
    'leaves the feature',
  ],
  [
    'feature → another, from its own subfolder',
    'server/features/voting/deep/h.ts',
    "import { a } from '../../agenda/agenda.store.ts'",
    'leaves the feature',
  ],
  [
    'client feature → the inside of another',
    'client/features/voting/a.tsx',
    "import { A } from '#client/features/agenda/AgendaPanel.tsx'",
    'never its inside',
  ],
  [
    'client/ui → a feature',
    'client/ui/A.tsx',
    "import { A } from '#client/features/agenda/AgendaPanel.tsx'",
    'knows no feature',
  ],
  [
    'client/ui → the network, by a relative path',
    'client/ui/deep/B.tsx',
    "import { A } from '../../net/call.ts'",
    'knows no feature',
  ],
  ['the time by Date.now', 'server/c.ts', 'export const a = Date.now()', 'Take the time'],
  ['the time by Date.now, handed on', 'client/d.ts', 'export const a = Date.now', 'Take the time'],
  ['the time by globalThis', 'server/d.ts', 'export const a = globalThis.Date.now()', 'Take the time'],
  ['the time by new Date()', 'shared/voting/e.ts', 'export const a = new Date()', 'Take the time'],
  ['the time by Date()', 'media/c.ts', 'export const a = Date()', 'Take the time'],
  ['the time, taken apart', 'server/e.ts', 'export const { now } = Date', 'Take time and chance'],
  ['chance by Math.random', 'client/e.ts', 'export const a = Math.random()', 'Take ids and chance'],
  ['the environment', 'server/f.ts', 'export const a = process.env.PORT', 'noProcessEnv'],
  ['a bare console', 'server/g.ts', "console.log('x')", 'noConsole'],
  ['any', 'server/h.ts', 'export const a = (b: any) => b', 'noExplicitAny'],
  ['a barrel file', 'server/i.ts', "export { a } from './a.ts'\nexport { b } from './b.ts'", 'noBarrelFile'],
  [
    'a circle',
    'server/circle1.ts',
    "import { b } from './circle2.ts'\nexport const a = () => b()",
    'noImportCycles',
  ],
  ['a test that is skipped', 'tests/server/a.test.ts', "test.skip('x', () => {})", 'noSkippedTests'],
  [
    'a test that shuts the others out',
    'tests/server/b.test.ts',
    "test.only('x', () => {})",
    'noFocusedTests',
  ],
]

/** What stands just inside the walls and must not be stopped. */
const allowed: [what: string, path: string, code: string][] = [
  [
    'a feature uses its own inside',
    'server/features/voting/own.ts',
    "import { a } from '#server/features/voting/voting.store.ts'\nexport const b = a",
  ],
  [
    'a feature’s subfolder uses its own inside',
    'server/features/voting/deep/own.ts',
    "import { a } from '../voting.store.ts'\nexport const b = a",
  ],
  [
    'a feature uses another’s shared part',
    'server/features/voting/rules.ts',
    "import { a } from '#shared/agenda/agenda.rules.ts'\nexport const b = a",
  ],
  [
    'a feature names the types of another’s handlers',
    'server/features/voting/types.ts',
    "import type { A } from '#server/features/agenda/agenda.handlers.ts'\nexport type B = A",
  ],
  [
    'the application joins the features',
    'server/app.ts',
    "import { a } from './features/agenda/agenda.handlers.ts'\nexport const b = a",
  ],
  ['a given time is a Date', 'server/given.ts', 'export const at = (time: number) => new Date(time)'],
  ['the ports tell the time', 'server/ports.ts', 'export const now = () => Date.now()'],
  ['the configuration reads the environment', 'server/config.ts', 'export const port = process.env.PORT'],
]

let folder: string
let found: Map<string, string[]>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phs-walls-'))
  const config = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))
  config.vcs.enabled = false
  delete config.$schema
  const files = [...stopped, ...allowed].map(([, path, code]): [string, string] => [path, code])
  files.push(['biome.json', JSON.stringify(config)])
  files.push(['server/circle2.ts', "import { a } from './circle1.ts'\nexport const b = () => a()"])
  for (const [path, code] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), `${code}\n`)
  }
  await cp(join(root, 'lint'), join(folder, 'lint'), { recursive: true })
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const { stdout } = await run(
    process.execPath,
    [biome, 'lint', '--reporter=json', '--max-diagnostics=1000', '.'],
    {
      cwd: folder,
    },
  )
  found = new Map()
  for (const { severity, category, message, location } of JSON.parse(stdout).diagnostics) {
    if (severity !== 'error' && severity !== 'fatal') continue
    const path = String(location.path?.file ?? location.path)
    found.set(path, [...(found.get(path) ?? []), `${category} ${JSON.stringify(message)}`])
  }
}, 60_000)

afterAll(() => rm(folder, { recursive: true }))

describe('the walls', () => {
  test.each(stopped)('stop %s', (_wall, path, _code, answer) => {
    expect(found.get(path)?.join('\n') ?? '').toContain(answer)
  })

  test.each(allowed)('let through: %s', (_what, path) => {
    expect(found.get(path) ?? []).toEqual([])
  })
})
