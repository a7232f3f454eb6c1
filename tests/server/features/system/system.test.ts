import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { MediaWorkerCheck } from '#server/features/system/mediaWorkerCheck.ts'
import { system } from '#shared/system/system.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

const servers: TestServer[] = []
const start = async (environment: Record<string, string> = {}) => {
  const server = await startServer({ environment })
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

test('[Y1] the time is the server’s, whoever asks', async () => {
  const server = await start()
  server.clock.pass(3_600_000)
  const { now } = await server.anonymous().done(system.time, {})
  expect(Math.abs(now - server.clock.now())).toBeLessThan(5_000)
})

test('[Y2] health says that the system is up, its version, and what answers', async () => {
  const server = await start()
  const response = await fetch(`${server.url}/api/health`)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await response.json()).toEqual({
    ...{ ok: true, database: 'ok', mediaWorker: 'absent' },
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  })
})

test('[Y2] health says when the database does not answer', async () => {
  const server = await start()
  server.database.sqlite.raw.exec('ALTER TABLE settings RENAME TO gone')
  const response = await fetch(`${server.url}/api/health`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ ok: false, database: 'failed' })
  server.database.sqlite.raw.exec('ALTER TABLE gone RENAME TO settings')
})

test('[Y2] health says that a media worker which is none has failed, and asks it seldom', async () => {
  const server = await start()
  const binary = join(server.folder, 'not-a-worker')
  await writeFile(binary, '#!/bin/sh\nexit 1\n', { mode: 0o700 })
  let asked = 0
  const clock = {
    now: () => 0,
    monotonic: () => {
      asked += 1
      return 0
    },
  }
  const check = new MediaWorkerCheck(binary, clock)
  const first = check.state()
  expect(check.state()).toBe(first)
  expect(await first).toBe('failed')
  expect(asked).toBe(2)
  check.close()
})

test('[Y3] metrics are for this machine, or for whoever has the token', async () => {
  const server = await start({ PHS_METRICS_TOKEN: 'giamsat' })
  const read = (headers: Record<string, string> = {}) => fetch(`${server.url}/metrics`, { headers })
  const local = await read()
  expect(local.status).toBe(200)
  const text = await local.text()
  for (const name of ['phs_journal_rows 0', 'phs_logins 0', 'phs_meetings_sitting 0', 'process_cpu_'])
    expect(text).toContain(name)
  const proxied = { 'x-forwarded-for': '10.0.0.7' }
  expect((await read(proxied)).status).toBe(403)
  expect((await read({ ...proxied, authorization: 'Bearer wrong' })).status).toBe(403)
  expect((await read({ ...proxied, authorization: 'Bearer giamsat' })).status).toBe(200)
})

test('[Y3] metrics count what there is', async () => {
  const server = await start()
  await server.person()
  const text = await (await fetch(`${server.url}/metrics`)).text()
  expect(text).toContain('phs_logins 1')
})
