import { spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The program that stands for npm: it writes down what it was asked, and "installs" links to the real packages. */
const npm = `
const { appendFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync, copyFileSync } = require('node:fs')
const args = process.argv.slice(2)
if (args[0] === '--version') { console.log(process.env.ACTED_NPM_VERSION ?? '11.0.0'); process.exit() }
if (args[0] === 'config') { console.log('https://someone:secret@npm.example/'); process.exit() }
appendFileSync('npm.log', args.join(' ') + '\\n')
if (process.env.ACTED_NPM_FAILURE) { console.error(process.env.ACTED_NPM_FAILURE); process.exit(1) }
rmSync('node_modules', { recursive: true, force: true })
mkdirSync('node_modules/.bin', { recursive: true })
const real = process.env.ACTED_NPM_PACKAGES
for (const name of readdirSync(real)) {
  if (!name.startsWith('.') && name !== process.env.ACTED_NPM_FORGETS) symlinkSync(real + '/' + name, 'node_modules/' + name)
}
const { packages } = JSON.parse(require('node:fs').readFileSync('package-lock.json', 'utf8'))
for (const [path, entry] of Object.entries(packages)) if (process.env.ACTED_NPM_OTHER_VERSION && path) entry.version = '0.0.1'
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))
if (!process.env.ACTED_NPM_NO_NODE) symlinkSync(process.env.ACTED_NPM_NODE ?? real + '/.bin/node', 'node_modules/.bin/node')
`

/** The server that stands for ours: it says what it was given and ends when it is told to. */
const server = `
process.on('SIGTERM', () => { console.log('stopping'); process.exit(0) })
console.log('serving', JSON.stringify({ args: process.argv.slice(2), node: process.version, worker: process.env.MEDIASOUP_WORKER_BIN ?? null }))
const code = process.argv.indexOf('--exit')
if (code > 0) process.exit(Number(process.argv[code + 1]))
setInterval(() => {}, 1000)
`

/** A small checkout with the real scripts, in which nothing is installed yet. */
export async function makeCheckout() {
  const folder = await mkdtemp(join(tmpdir(), 'phs-start-'))
  const checkout = join(folder, 'checkout')
  const put = async (path: string, text: string) => {
    await mkdir(join(checkout, path, '..'), { recursive: true })
    await writeFile(join(checkout, path), text)
  }
  await mkdir(join(checkout, 'media'), { recursive: true })
  await cp(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true })
  await cp(join(root, 'media', 'worker'), join(checkout, 'media', 'worker'), { recursive: true })
  await put('package.json', JSON.stringify({ name: 'phong-hop-so', type: 'module' }))
  await put(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/zod': { version: '1.0.0' } } }),
  )
  await put(
    'vite.config.ts',
    "export default { root: 'client', build: { outDir: '../dist/client', emptyOutDir: true } }\n",
  )
  await put('client/index.html', '<!doctype html><script type="module" src="./main.ts"></script>\n')
  await put('client/main.ts', "document.title = 'one'\n")
  await put('server/main.ts', server)
  await writeFile(join(folder, 'npm-cli.js'), npm)
  return {
    checkout,
    put,
    /** What npm was asked to install, one line each time. */
    installs: async () =>
      (await readFile(join(checkout, 'npm.log'), 'utf8').catch(() => '')).split('\n').filter(Boolean),
    /** For a user who is not root: the checkout is theirs to read. */
    open: () => chmod(folder, 0o755),
    start: (args: string[] = [], options: StartOptions = {}) => start(folder, checkout, args, options),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

interface StartOptions {
  env?: NodeJS.ProcessEnv
  /** Options of Node itself. */
  node?: string[]
  uid?: number
}

function start(folder: string, checkout: string, args: string[], { env = {}, node = [], uid }: StartOptions) {
  const child = spawn(process.execPath, [...node, 'scripts/start.js', ...args], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: {
      PATH: `${join(root, 'node_modules', '.bin')}${delimiter}/usr/bin${delimiter}/bin`,
      HOME: join(folder, 'home'),
      LANG: 'C',
      npm_execpath: join(folder, 'npm-cli.js'),
      npm_node_execpath: process.execPath,
      ACTED_NPM_PACKAGES: join(root, 'node_modules'),
      MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
      MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: 'http://127.0.0.1:9',
      ...env,
    },
  })
  let text = ''
  const waiting: { piece: string; resolve: () => void }[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      for (const each of waiting) if (text.includes(each.piece)) each.resolve()
    })
  }
  const ended = new Promise<number>(resolve => {
    child.on('close', (code, signal) => {
      for (const each of waiting) each.resolve()
      resolve(code ?? (signal ? 128 : 1))
    })
  })
  return {
    text: () => text,
    /** The exit code, when it has ended by itself. */
    ended,
    /** Waits until it says this; fails with all that it said where it ends without. */
    says: async (piece: string) => {
      await new Promise<void>(resolve => {
        waiting.push({ piece, resolve })
        if (text.includes(piece)) resolve()
      })
      if (!text.includes(piece)) throw new Error(`"${piece}" was not said, but:\n${text}`)
    },
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    /** What the acted server was given. */
    given: () => JSON.parse(/serving (\{.*\})/.exec(text)?.[1] ?? 'null'),
  }
}
