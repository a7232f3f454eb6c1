import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { TestClient } from '#tests/support/client.ts'
import { freePort, type Program, startProgram } from '#tests/support/program.ts'
import { startServer } from '#tests/support/server.ts'
import type { Fault } from '../fault.ts'
import { earlyAnswers, readTrace } from './trace.ts'

let program: Program
let folder: string
let cookie: string

/** Watches the program's system calls while `act` runs. @returns strace's log. */
const traced = async (act: () => Promise<void>): Promise<string> => {
  const log = join(folder, 'strace.log')
  const strace: ChildProcess = spawn(
    'strace',
    [
      ...['-f', '-y', '-s', '6000', '-o', log, '-p', String(program.pid)],
      ...['-e', 'trace=fsync,fdatasync,write,writev,pwrite64,sendto,sendmsg'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  await new Promise<void>((resolve, reject) => {
    strace.stderr?.on('data', text => {
      said += String(text)
      if (said.includes('attached')) resolve()
    })
    strace.once('error', reject)
    strace.once('exit', () => reject(new Error(`strace ended: ${said}`)))
  })
  await act()
  const ended = once(strace, 'exit')
  strace.kill('SIGINT')
  await ended
  return readFile(log, 'utf8')
}

const rename = (client: TestClient, via: 'http' | 'socket', at: number) =>
  client[via === 'http' ? 'call' : 'ask'](accounts.renameCommittee, { name: `UBND tỉnh ${at}` })

const check = async (
  via: 'http' | 'socket',
  count: number,
  together: boolean,
  note: (text: string) => void,
): Promise<void> => {
  const client = new TestClient(program.url, cookie)
  if (via === 'socket') await client.socket()
  // The first use of a connection does more than the others.
  assert.equal((await rename(client, via, 0)).ok, true)
  const log = await traced(async () => {
    const acts = Array.from({ length: count }, (_, at) => () => rename(client, via, at + 1))
    const results = together ? await Promise.all(acts.map(act => act())) : []
    if (!together) for (const act of acts) results.push(await act())
    assert.ok(results.every(({ ok }) => ok))
  })
  client.close()
  const { early, answered, synced } = earlyAnswers(readTrace(log), !together)
  note(`${answered} answers, ${synced} commits synced before them`)
  assert.deepEqual(early, [])
  assert.ok(answered >= count, `only ${answered} answers were seen`)
}

const fault: Fault = {
  id: 'F2',
  title: 'the order of the sync and the answer, by strace',
  start: async () => {
    const server = await startServer()
    folder = server.folder
    cookie = (await server.person({ administrator: true })).client.cookie
    await server.close({ keep: true })
    program = await startProgram({ folder, port: await freePort() })
  },
  stop: async () => {
    await program?.end('SIGTERM')
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  },
  cases: [
    {
      title: 'a trace in which an answer goes before its sync is found out',
      run: async () => {
        const sound = ['log', 'sync', 'answer'] as const
        const steps = (kinds: readonly ('log' | 'sync' | 'answer')[]) =>
          kinds.map(kind => (kind === 'answer' ? { kind, accepted: 1 } : { kind }))
        assert.deepEqual(earlyAnswers(steps([...sound, ...sound])).early, [])
        assert.deepEqual(earlyAnswers(steps([...sound, 'log', 'answer', 'sync'])).early, [2])
        assert.deepEqual(earlyAnswers(steps([...sound, 'sync', 'answer'])).early, [2])
      },
    },
    {
      title: '100 commands one after another over HTTP: no answer before its sync',
      run: ({ note }) => check('http', 100, false, note),
    },
    {
      title: '100 commands at once over HTTP: no answer before its sync',
      run: ({ note }) => check('http', 100, true, note),
    },
    {
      title: '100 commands at once over the socket: no answer before its sync',
      run: ({ note }) => check('socket', 100, true, note),
    },
  ],
}
export default fault
