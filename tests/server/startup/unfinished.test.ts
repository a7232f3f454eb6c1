import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const program = join(import.meta.dirname, '../../../server/main.ts')

/** The real program on a data folder, until it has said `wanted`. */
const start = async (folder: string, wanted: RegExp, args: readonly string[] = []) => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, LANG: 'en', PHS_DATA: folder, PHS_PORT: '0', PHS_HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const heard = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      if (wanted.test(said)) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', () => reject(new Error(said)))
  })
  await heard
  return { child, said: () => said }
}

const ended = async (child: ReturnType<typeof spawn>, signal: NodeJS.Signals): Promise<void> => {
  child.kill(signal)
  await once(child, 'exit')
}

test('a demonstration whose making was killed is made anew, whole, with its passwords', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phs-unfinished-'))
  try {
    const first = await start(folder, /accounts 3\/27/)
    await ended(first.child, 'SIGKILL')
    expect(existsSync(join(folder, 'demonstration-accounts.txt'))).toBe(false)
    const second = await start(folder, /Stop with Ctrl\+C/)
    const passwords = await readFile(join(folder, 'demonstration-accounts.txt'), 'utf8')
    expect(passwords.trim().split('\n')).toHaveLength(27)
    expect((await stat(join(folder, 'demonstration-accounts.txt'))).mode & 0o777).toBe(0o600)
    await ended(second.child, 'SIGTERM')
    const third = await start(folder, /Stop with Ctrl\+C/)
    expect(third.said()).not.toMatch(/demonstration accounts 1/)
    await ended(third.child, 'SIGTERM')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 180_000)

test('--empty skips the demonstration and prints a set-up link, again until somebody has used it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phs-empty-'))
  try {
    for (const round of [1, 2]) {
      const run = await start(folder, /\/setup\/[\w-]{43}[\s\S]*Stop with/, ['--empty'])
      expect([round, run.said().match(/accounts 1\//)]).toEqual([round, null])
      await ended(run.child, 'SIGTERM')
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 60_000)

test('a taken port is said in a sentence with a remedy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phs-port-'))
  const { createServer } = await import('node:net')
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    const child = spawn(process.execPath, [program, '--empty'], {
      env: {
        PATH: process.env.PATH,
        LANG: 'en',
        PHS_DATA: folder,
        PHS_PORT: String(port),
        PHS_HOST: '127.0.0.1',
      },
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const [code] = await once(child, 'exit')
    expect(code).toBe(1)
    expect(said).toContain(`Port ${port} is used by another program`)
    expect(said).toContain('PHS_PORT=')
  } finally {
    taken.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 60_000)
