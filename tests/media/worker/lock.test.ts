import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { withLock } from '../../../media/worker/lock.js'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phs-lock-'))
  path = join(folder, 'deep', 'start.lock')
})

afterEach(() => rm(folder, { recursive: true }))

test('work under one lock never overlaps, and who waits is told whom for', async () => {
  let inside = 0
  let most = 0
  const waitedFor: number[] = []
  const enter = () =>
    withLock(
      path,
      pid => waitedFor.push(pid),
      async () => {
        inside += 1
        most = Math.max(most, inside)
        await new Promise(resolve => setImmediate(resolve))
        inside -= 1
      },
    )
  await Promise.all([enter(), enter(), enter()])
  expect(most).toBe(1)
  expect(waitedFor).toEqual([process.pid, process.pid])
})

test('a lock whose owner was killed is taken over at once', async () => {
  const owner = spawn('sleep', ['60'])
  await once(owner, 'spawn')
  await withLock(
    path,
    () => {},
    async () => undefined,
  )
  await writeFile(path, `${owner.pid} 1`)
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  expect(
    await withLock(
      path,
      () => {},
      async () => 'done',
    ),
  ).toBe('done')
})

test('a lock whose owner’s number now belongs to another process is taken over', async () => {
  await withLock(
    path,
    () => {},
    async () => undefined,
  )
  await writeFile(path, `${process.pid} 1`)
  expect(
    await withLock(
      path,
      () => {},
      async () => 'done',
    ),
  ).toBe('done')
})

test('the lock is given back when the work fails', async () => {
  await expect(
    withLock(
      path,
      () => {},
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no')
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
})
