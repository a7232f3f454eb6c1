import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { startOnce } from '../../../media/worker/obtain.js'
import { run } from '../../../media/worker/run.js'
import { realWorker, root } from './support.ts'

const node = join(root, 'node_modules', '.bin', 'node')

test('the worker that this machine has starts, makes a transport with DTLS, keys SRTP and ends', async () => {
  const { code, stdout } = await run(node, ['media/worker/check.js', await realWorker()], { cwd: root })
  expect(code).toBe(0)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ ok: true, srtp: 'AES_CM_128_HMAC_SHA1_80' })
  expect(report.memoryKiB).toBeGreaterThan(1000)
})

test.each([
  ['a program that is not a worker', '/bin/true', /code:0/],
  ['a file that is not there', '/nowhere/mediasoup-worker', /ENOENT/],
])('%s is told apart, with the reason', async (_case, path, reason) => {
  const outcome = await startOnce(path, { node, root, env: process.env })
  expect(outcome.ok).toBe(false)
  expect(outcome.reason).toMatch(reason)
})
