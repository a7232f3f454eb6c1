import { existsSync } from 'node:fs'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { workerPath } from '../../media/worker/place.js'
import { makeCheckout, root } from './support/checkout.ts'

let checkout: Awaited<ReturnType<typeof makeCheckout>>
let worker: NodeJS.ProcessEnv

beforeAll(async () => {
  // The worker that this machine has, where it has one: how it is had is tested elsewhere.
  const path = await workerPath(root, { HOME: homedir(), ...process.env })
  worker = path ? { MEDIASOUP_WORKER_BIN: path } : {}
})

beforeEach(async () => {
  checkout = await makeCheckout()
})

afterEach(() => checkout.remove())

/** Starts until it serves, stops it, and hands back what it said. */
async function startAndStop(args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const started = checkout.start(args, { env: { ...worker, ...env } })
  await started.says('serving')
  started.signal('SIGTERM')
  expect(await started.ended).toBe(0)
  return started
}

describe('npm start', () => {
  test('in a fresh clone installs, builds the client and serves on the pinned Node, with its arguments', async () => {
    const started = await startAndStop(['--empty', '--port', '1'])
    expect(started.given()).toMatchObject({ args: ['--empty', '--port', '1'], node: 'v26.10.0' })
    expect(started.text()).toMatch(/Installing the packages .* 0 %[\s\S]*Packages installed \(\d+ s\)\./)
    expect(started.text()).toMatch(/The tablets' application is built \(\d+ s\)\./)
    expect(started.text()).toContain('stopping')
    expect(await checkout.installs()).toEqual([
      'install --no-save --include=dev --include=optional --no-audit --no-fund --loglevel=error',
    ])
  }, 60_000)

  test('a second time installs and builds nothing; what has changed since is done again, and only that', async () => {
    await startAndStop()
    const second = await startAndStop()
    expect(second.text()).not.toMatch(/Installing|Building/)

    await checkout.put('client/main.ts', "document.title = 'two'\n")
    const changed = await startAndStop()
    expect(changed.text()).toMatch(/The tablets' application is built/)
    expect(await checkout.installs()).toHaveLength(1)

    await checkout.put(
      'package-lock.json',
      JSON.stringify({ packages: { '': {}, 'node_modules/zod': { version: '2.0.0' } } }),
    )
    await startAndStop()
    expect(await checkout.installs()).toHaveLength(2)
  }, 60_000)

  test('an installation that was interrupted is begun anew, from nothing', async () => {
    await checkout.put('node_modules/half/package.json', '{}')
    await startAndStop()
    expect(existsSync(join(checkout.checkout, 'node_modules', 'half'))).toBe(false)
  }, 60_000)

  test('what a developer installed by npm itself is taken as it is, where it is what the lock file says', async () => {
    await startAndStop()
    await rm(join(checkout.checkout, 'node_modules', '.installed-from.json'))
    await startAndStop()
    expect(await checkout.installs()).toHaveLength(1)
  }, 60_000)

  test('twice at once installs once, and both serve', async () => {
    await Promise.all([startAndStop(), startAndStop()])
    expect(await checkout.installs()).toHaveLength(1)
  }, 60_000)

  test('ends as the server ended', async () => {
    const started = checkout.start(['--exit', '7'], { env: worker })
    expect(await started.ended).toBe(7)
  }, 60_000)

  test('gives the server the worker that was checked', async () => {
    expect(worker.MEDIASOUP_WORKER_BIN).toBeDefined()
    expect((await startAndStop()).given().worker).toBe(worker.MEDIASOUP_WORKER_BIN)
  }, 60_000)

  test('serves without a media worker where none can be had, and says what is missing and what to type', async () => {
    const bin = join(checkout.checkout, 'bin')
    await mkdir(bin)
    for (const name of ['apt-get', 'dpkg-query']) {
      await checkout.put(`bin/${name}`, '#!/bin/sh\nexit 0\n')
      await chmod(join(bin, name), 0o755)
    }
    const PATH = `${bin}:/usr/bin:/bin`
    const started = await startAndStop([], { PATH, MEDIASOUP_WORKER_BIN: '' })
    expect(started.given().worker).toBeFalsy()
    expect(started.text()).toMatch(/cannot be had from http:\/\/127\.0\.0\.1:9/)
    expect(started.text()).toMatch(/apt-get install -y --no-install-recommends build-essential/)
    expect(started.text()).toContain(
      'the conference is not available; papers, agenda and presenting are served',
    )
  }, 60_000)
})

describe('a refusal is a sentence with its remedy', () => {
  const refusals: [what: string, env: NodeJS.ProcessEnv, english: RegExp][] = [
    ['npm is not there', { npm_execpath: '', PATH: '/nowhere' }, /^npm was not found\. Install Node 20/m],
    [
      'npm is too old',
      { ACTED_NPM_VERSION: '6.14.18' },
      /^npm 6\.14\.18 is too old\. Run "npm install --global npm@10"/m,
    ],
    [
      'the registry is out of reach, whose password is not shown',
      { ACTED_NPM_FAILURE: 'npm error code ENOTFOUND' },
      /the npm registry \(https:\/\/npm\.example\/\) can be reached .*\nnpm error code ENOTFOUND/,
    ],
    [
      'the disk fills up',
      { ACTED_NPM_FAILURE: 'npm error code ENOSPC' },
      /^The disk became full\. Make room/m,
    ],
    [
      'npm may not write',
      { ACTED_NPM_FAILURE: 'npm error code EACCES\nnpm error path /srv/app/node_modules' },
      /^The folder \/srv\/app\/node_modules cannot be written to\. Give it to the user who runs this/m,
    ],
    [
      'a package is missing afterwards',
      { ACTED_NPM_FORGETS: 'zod' },
      /^The package zod is missing.* Delete node_modules/m,
    ],
    [
      'there is no pinned Node for the platform',
      { ACTED_NPM_NO_NODE: '1' },
      /^The pinned Node did not come/m,
    ],
  ]

  test.each(refusals)('when %s', async (_what, env, english) => {
    const started = checkout.start([], { env })
    expect(await started.ended).toBe(1)
    expect(started.text()).toMatch(english)
    expect(started.text()).not.toMatch(/^\s+at /m)
  })

  test('when Node is too old', async () => {
    const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.19.0'})`
    for (const [LANG, words] of [
      ['C', 'Node 18.19.0 is too old to begin with. Install Node 20.12 or later'],
      ['vi_VN.UTF-8', 'Node 18.19.0 quá cũ nên không bắt đầu được. Hãy cài Node 20.12 trở lên'],
    ] as const) {
      const started = checkout.start([], { node: ['--import', old], env: { LANG } })
      expect(await started.ended).toBe(1)
      expect(started.text()).toContain(words)
    }
  })

  describe('when the pinned Node lacks a library of the system’s', () => {
    const script = (path: string, text: string) =>
      checkout.put(path, `#!/bin/sh\n${text}\n`).then(() => chmod(join(checkout.checkout, path), 0o755))

    /** A Node that starts only where the library is there, and an apt-get that may bring it. */
    async function lacking(library: string, { brought = false } = {}) {
      const there = join(checkout.checkout, 'library')
      const loader = `node: error while loading shared libraries: ${library}: cannot open shared object file`
      await script('node', `[ -e ${there} ] && exec ${process.execPath} "$@"; echo '${loader}' >&2; exit 127`)
      await script('bin/apt-get', brought ? `[ "$1" = install ] && touch ${there}; exit 0` : 'exit 0')
      await script('bin/dpkg-query', `[ -e ${there} ] && echo libatomic1 installed; exit 0`)
      return {
        ...worker,
        ACTED_NPM_NODE: join(checkout.checkout, 'node'),
        PATH: `${join(checkout.checkout, 'bin')}:/usr/bin:/bin`,
      }
    }

    test('the line to type is given', async () => {
      const started = checkout.start([], { env: await lacking('libatomic.so.1') })
      expect(await started.ended).toBe(1)
      expect(started.text()).toContain('apt-get install -y --no-install-recommends libatomic1')
    })

    test('root has it installed, and goes on', async () => {
      if (process.getuid?.() !== 0) return
      const started = await startAndStop([], await lacking('libatomic.so.1', { brought: true }))
      expect(started.text()).toContain("Installing Debian's packages: libatomic1.")
    }, 60_000)

    test('an unknown one is named', async () => {
      const started = checkout.start([], { env: await lacking('libother.so.2') })
      expect(await started.ended).toBe(1)
      expect(started.text()).toMatch(
        /^The pinned Node .* does not start on this machine\.[\s\S]*libother\.so\.2/m,
      )
    })
  })

  test('when the folder is not writable', async () => {
    await checkout.open()
    // Root may write everywhere, so this is tried as nobody.
    const asNobody = process.getuid?.() === 0 ? { uid: 65534 } : {}
    await chmod(checkout.checkout, 0o555)
    const started = checkout.start([], asNobody)
    expect(await started.ended).toBe(1)
    await chmod(checkout.checkout, 0o755)
    expect(started.text()).toContain(
      `The folder ${checkout.checkout}/ cannot be written to. Give it to the user`,
    )
  })

  test('when the client does not build, Vite’s own words without the steps of its inside', async () => {
    await checkout.put('client/main.ts', "import './missing.ts'\n")
    const started = checkout.start([], { env: worker })
    expect(await started.ended).toBe(1)
    expect(started.text()).toMatch(/could not be built[\s\S]*missing\.ts/)
    expect(started.text()).not.toMatch(/^\s+at /m)
  }, 60_000)
})
