import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { workerPath } from '../../media/worker/place.js'
import { archiveOf, startMirror } from '../media/worker/support.ts'
import { root } from '../scripts/support/checkout.ts'
import { blockNamed, clonedAddress } from '../scripts/support/readme.ts'
import { answerOf } from './support/https.ts'

/** A free port, given back at once. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

let folder: string
let port: number
let mirror: Awaited<ReturnType<typeof startMirror>> | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phs-readme-'))
  await mkdir(join(folder, 'home'))
  port = await freePort()
  // Building the worker takes minutes and is tested by itself; a mirror has it, as a data centre's would.
  const worker = await workerPath(root, { HOME: homedir(), ...process.env })
  if (worker) mirror = await startMirror(() => archiveOf(worker))
})

afterAll(async () => {
  await mirror?.close()
  await rm(folder, { recursive: true, force: true })
}, 120_000)

/** How this machine reaches its package registry: its network is no part of its home. */
function wayOut(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter(name =>
    /^(https?_proxy|no_proxy|node_extra_ca_certs|npm_config_registry|npm_config_cafile)$/i.test(name),
  )
  const settings = join(homedir(), '.npmrc')
  return {
    ...Object.fromEntries(names.map(name => [name, process.env[name]])),
    ...(existsSync(settings) ? { npm_config_userconfig: settings } : {}),
  }
}

/** A bare machine's environment: an empty home and cache, the system's programs, and this repository for a clone. */
function bare(address: string): NodeJS.ProcessEnv {
  return {
    HOME: join(folder, 'home'),
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C',
    CI: 'true',
    PHS_PORT: String(port),
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: `url.${root}.insteadOf`,
    GIT_CONFIG_VALUE_0: address,
    // The clone may be made by another user than the one who owns the repository.
    GIT_CONFIG_KEY_1: 'safe.directory',
    GIT_CONFIG_VALUE_1: '*',
    ...wayOut(),
    ...(mirror ? { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: mirror.url } : {}),
  }
}

/** Runs a block in a shell until it says this; then whoever looks may look, and it is stopped as by Ctrl-C. */
async function runUntil(
  commands: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  says: string,
  look: () => Promise<void>,
) {
  const shell = spawn('bash', ['-e', '-c', commands], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  const ended = new Promise<void>(resolve => shell.on('close', () => resolve()))
  const said = new Promise<void>(resolve => {
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        text += piece
        if (text.includes(says)) resolve()
      })
    }
  })
  try {
    await Promise.race([said, ended])
    if (!text.includes(says)) throw new Error(`It ended without "${says}":\n${text}`)
    await look()
  } finally {
    if (shell.pid && shell.exitCode === null) process.kill(-shell.pid, 'SIGTERM')
    await ended
  }
  return text
}

test('README’s commands, on a machine with an empty home, lead to a system that serves; the second start does no work', async () => {
  const block = blockNamed(await readFile(join(root, 'README.md'), 'utf8'), 'start')
  const env = bare(clonedAddress(block))
  const serving = 'Stop with Ctrl+C.'
  const look = async () => {
    // Trusted as a tablet trusts it: by the authority that the system offers.
    const authority = await answerOf(`https://localhost:${port}/ca/authority.crt`)
    expect(authority.status).toBe(200)
    const health = await answerOf(`https://localhost:${port}/api/health`, authority.body)
    expect(health.status).toBe(200)
    const page = await answerOf(`https://localhost:${port}/`, authority.body)
    expect(page.body.toString()).toContain('<div id="root">')
  }
  const first = await runUntil(block.commands, folder, env, serving, look)
  expect(first).toMatch(/Installing the packages .* 0 %/)
  expect(first).toMatch(/Media worker: (downloaded|built)/)
  expect(first).toContain(`https://`)
  const passwords =
    /\S+\/home\/\S+/.exec(first.slice(first.indexOf('demonstration')))?.[0].replace(/[,)]+$/, '') ?? ''
  expect((await stat(passwords)).mode & 0o077).toBe(0)

  const began = performance.now()
  let served = 0
  const again = await runUntil('npm start', join(folder, 'phong-hop-so'), env, serving, async () => {
    served = performance.now() - began
    await look()
  })
  expect(again).not.toMatch(/Installing|Building|Making|Writing/)
  // No test here asserts a time; the figure is kept for the page that does.
  await mkdir(join(root, 'reports'), { recursive: true })
  await writeFile(
    join(root, 'reports', 'second-start.json'),
    `${JSON.stringify({ servingAfterMs: Math.round(served) })}\n`,
  )
}, 1_200_000)
