import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { obtainWorker } from '../../../media/worker/obtain.js'
import { hashFile, workerPath, workerPlace } from '../../../media/worker/place.js'
import { archiveName, archiveOf, emptyHome, listener, realWorker, root, startMirror } from './support.ts'

const node = join(root, 'node_modules', '.bin', 'node')
let home: Awaited<ReturnType<typeof emptyHome>>
let mirror: Awaited<ReturnType<typeof startMirror>>
let heard: ReturnType<typeof listener>
let answer: Parameters<typeof startMirror>[0]

beforeEach(async () => {
  home = await emptyHome()
  answer = async () => archiveOf(await realWorker())
  mirror = await startMirror(path => answer(path))
  heard = listener()
})

afterEach(async () => {
  await mirror.close()
  await home.remove()
})

/** A machine with an empty cache whose only way out is the mirror. */
const parts = (env: NodeJS.ProcessEnv = {}) => ({
  root,
  node,
  say: heard.say,
  progress: heard.progress,
  isRoot: false,
  env: {
    HOME: home.home,
    PATH: `${home.bin}:${process.env.PATH}`,
    MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: mirror.url,
    ...env,
  },
})

describe('the order in which the media worker is had', () => {
  test('the binary that MEDIASOUP_WORKER_BIN names is started and taken, and nothing is asked of a network', async () => {
    const path = await realWorker()
    expect(await obtainWorker(parts({ MEDIASOUP_WORKER_BIN: path }))).toEqual({ path, origin: 'named' })
    expect(mirror.asked).toEqual([])
    expect(heard.codes()).toEqual(['worker.named'])
  })

  test('a named binary that does not run is told and passed over', async () => {
    const { origin } = await obtainWorker(parts({ MEDIASOUP_WORKER_BIN: '/bin/true' }))
    expect(origin).toBe('prebuilt')
    expect(heard.codes()).toEqual(['worker.namedBroken', 'worker.prebuilt'])
  })

  test('the makers’ binary is asked for by their name for this platform, kept with its hash, and found again without asking', async () => {
    const first = await obtainWorker(parts())
    const place = await workerPlace(root, parts().env)
    expect(first).toEqual({ path: place.binary, origin: 'prebuilt' })
    expect(mirror.asked).toEqual([archiveName(place.version)])
    expect(JSON.parse(await readFile(place.record, 'utf8'))).toEqual({
      mediasoup: place.version,
      origin: 'prebuilt',
      sha256: await hashFile(await realWorker()),
    })
    expect(await obtainWorker(parts())).toEqual({ path: place.binary, origin: 'cached' })
    expect(mirror.asked).toHaveLength(1)
    expect(await workerPath(root, parts().env)).toBe(place.binary)
  })

  test('the cache is under XDG_CACHE_HOME where that is set, and under ~/.cache otherwise', async () => {
    const xdg = join(home.home, 'elsewhere')
    expect((await workerPlace(root, { HOME: home.home, XDG_CACHE_HOME: xdg })).folder).toBe(
      join(xdg, 'phong-hop-so', 'mediasoup-worker'),
    )
    expect((await workerPlace(root, { HOME: home.home })).folder).toBe(
      join(home.home, '.cache', 'phong-hop-so', 'mediasoup-worker'),
    )
    expect((await workerPlace(root, { HOME: home.home, XDG_CACHE_HOME: 'relative' })).folder).toBe(
      join(home.home, '.cache', 'phong-hop-so', 'mediasoup-worker'),
    )
  })

  test('a cached binary that was changed on disk is not run but had anew', async () => {
    const { path } = await obtainWorker(parts())
    await appendFile(path, 'x')
    expect(await workerPath(root, parts().env)).toBeUndefined()
    expect(await obtainWorker(parts())).toEqual({ path, origin: 'prebuilt' })
    expect(await hashFile(path)).toBe(await hashFile(await realWorker()))
  })

  test('a cached binary whose hash is right but which does not start is had anew', async () => {
    const place = await workerPlace(root, parts().env)
    await obtainWorker(parts())
    await copyFile('/bin/true', `${place.binary}.new`)
    await writeFile(place.binary, await readFile(`${place.binary}.new`))
    await writeFile(place.record, JSON.stringify({ sha256: await hashFile(place.binary) }))
    expect((await obtainWorker(parts())).origin).toBe('prebuilt')
    expect(heard.codes()).toContain('worker.cachedBroken')
  })

  test('two starts at once download it once', async () => {
    const [one, two] = await Promise.all([obtainWorker(parts()), obtainWorker(parts())])
    expect([one.origin, two.origin].sort()).toEqual(['cached', 'prebuilt'])
    expect(mirror.asked).toHaveLength(1)
  })
})

describe('where the makers’ binary is out of reach, the worker is built', () => {
  /** Debian's tools, acted: what they were asked is written down, and the "built" binary is the real one. */
  async function actDebian({ installed = true, compiles = true } = {}) {
    const log = join(home.home, 'asked.log')
    const state = join(home.home, 'installed')
    if (installed) await writeFile(state, '')
    await home.program(
      'apt-get',
      `
      echo "apt-get $*" >> ${log}
      case "$*" in
        indextargets*) echo "deb-src http://mirror/debian bookworm main" ;;
        install*) touch ${state} ;;
        *source*) mkdir -p libsrtp2-2.5.0/include && touch libsrtp2-2.5.0/include/srtp.h ;;
      esac`,
    )
    await home.program(
      'dpkg-query',
      `[ "$1" = --version ] && exit 0; shift 2; [ -e ${state} ] && for name; do echo "$name installed"; done; exit 0`,
    )
    await home.program(
      'meson',
      `
      grep -q "meson_version: '>= 1.0.1'" meson.build || exit 9
      grep -q "operationType & BIO_CB_RETURN" src/RTC/DtlsTransport.cpp || exit 8
      for wrap in libuv openssl flatbuffers libsrtp3 unordered-dense abseil-cpp; do
        [ -f "subprojects/$(sed -n 's/^directory *= *//p' subprojects/$wrap.wrap)/meson.build" ] || exit 7
      done
      mkdir build`,
    )
    await home.program(
      'ninja',
      compiles
        ? `echo '[1/4] one'; echo '[4/4] four'; cp ${await realWorker()} build/mediasoup-worker`
        : `echo '[1/4] one'; echo 'fatal error: the compiler is out of sorts'; exit 1`,
    )
    return { asked: async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean) }
  }

  beforeEach(() => {
    answer = () => 404
  })

  test('from the npm package’s source, patched for Debian, with progress shown; then it is kept', async () => {
    await actDebian()
    const { path, origin } = await obtainWorker(parts())
    expect(origin).toBe('built')
    expect(heard.codes()).toEqual(['worker.noPrebuilt', 'worker.building', 'worker.built'])
    expect(heard.said[0]?.values.reason).toBe('HTTP 404')
    expect(heard.steps.filter(step => step.code === 'worker.compiling').map(step => step.fraction)).toEqual([
      0, 0.25, 1,
    ])
    expect(await obtainWorker(parts())).toEqual({ path, origin: 'cached' })
  })

  test('a user who is not root is given the one line to type, and nothing is installed', async () => {
    const debian = await actDebian({ installed: false })
    await expect(obtainWorker(parts())).rejects.toMatchObject({
      code: 'packages.notRoot',
      values: {
        line:
          'sudo apt-get update && sudo apt-get install -y --no-install-recommends build-essential ' +
          'flatbuffers-compiler libabsl-dev libflatbuffers-dev libssl-dev libuv1-dev meson ninja-build pkg-config',
      },
    })
    expect((await debian.asked()).filter(line => line.startsWith('apt-get install'))).toEqual([])
  })

  test('root has what is missing installed', async () => {
    const debian = await actDebian({ installed: false })
    expect((await obtainWorker({ ...parts(), isRoot: true })).origin).toBe('built')
    expect(heard.codes()).toContain('packages.installing')
    expect(await debian.asked()).toContainEqual(
      expect.stringMatching(/^apt-get install -y -q --no-install-recommends build-essential .* pkg-config$/),
    )
  })

  test('a failed build says where its output is and how it ended', async () => {
    await actDebian({ compiles: false })
    const error = await obtainWorker(parts()).catch(reason => reason)
    expect(error).toMatchObject({ code: 'worker.buildFailed' })
    expect(error.values.detail).toContain('the compiler is out of sorts')
    expect(await readFile(error.values.log, 'utf8')).toContain('the compiler is out of sorts')
  })

  test.each([
    [
      'a mirror that does not answer',
      () => 'silence' as const,
      'worker.noPrebuilt',
      'no answer within 300 ms',
    ],
    [
      'a mirror whose archive is damaged',
      () => Buffer.from('not gzip'),
      'worker.noPrebuilt',
      'incorrect header check',
    ],
    [
      'a mirror whose program is not a worker',
      () => archiveOf(Buffer.from('#!/bin/sh\nexit 0\n')),
      'worker.prebuiltBroken',
      'code:0',
    ],
  ])('%s is told with its reason', async (_case, reply, code, reason) => {
    await actDebian()
    answer = reply
    expect((await obtainWorker({ ...parts(), answerWithinMs: 300 })).origin).toBe('built')
    const told = heard.said.find(each => each.code === code)
    expect(told?.values.reason).toContain(reason)
  })

  test('a machine without apt-get is told what to set instead', async () => {
    await home.program('dpkg-query', 'exit 127')
    await home.program('apt-get', 'exit 127')
    await expect(obtainWorker(parts())).rejects.toMatchObject({ code: 'worker.notDebian' })
  })
})
