import { type ChildProcess, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { type Job, type Refusal, Said } from './prepared.ts'

const root = join(import.meta.dirname, '../../../..')
const MEGABYTE = 1 << 20

/**
 * Runs one job in a process of its own and hands over what it says, one after another. Resolves with a refusal
 * or, when the job was done, with undefined; rejects when `onSaid` does, or with an AbortError after `stop`.
 * However it ends, the process is gone then.
 *
 * Limits: memory and processor time by a thread in the process (every platform), wall time from here, the
 * JavaScript heap by V8; on Linux the kernel, short of memory, ends these processes before the server.
 */
export async function runJob(
  job: Job,
  stop: AbortSignal,
  onSaid: (said: Said) => Promise<void>,
): Promise<Refusal | undefined> {
  stop.throwIfAborted()
  const child = start(job)
  const kill = () => child.kill('SIGKILL')
  let late = false
  const clock = setTimeout(() => {
    late = true
    kill()
  }, job.limits.maxSeconds * 1000)
  stop.addEventListener('abort', kill)

  let refusal: Refusal | undefined
  let done = false
  let failure: { error: unknown } | undefined
  let handled = Promise.resolve()
  child.on('message', message => {
    handled = handled.then(async () => {
      if (failure) return
      try {
        const said = Said.parse(message)
        if (said.say === 'refused') refusal = said.refusal
        else if (said.say !== 'batch') done = true
        await onSaid(said)
      } catch (error) {
        failure = { error }
        kill()
      }
    })
  })
  const output = collectOutput(child)
  const end = await new Promise<{ code: number | null; signal: string | null; error?: Error }>(resolve => {
    child.once('error', error => resolve({ code: null, signal: null, error }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  clearTimeout(clock)
  stop.removeEventListener('abort', kill)
  await handled
  if (failure) throw failure.error
  if (refusal) return refusal
  if (done && end.code === 0) return undefined
  stop.throwIfAborted()
  if (end.error) throw end.error
  return refusalFor(end, late, output())
}

function start(job: Job): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${Math.floor((job.limits.maxMemoryBytes * 0.75) / MEGABYTE)}`,
      '--permission',
      '--allow-addons',
      '--allow-worker',
      ...[
        join(root, 'node_modules', '*'),
        join(root, 'server', '*'),
        join(root, 'package.json'),
        job.path,
        join(job.folder, '*'),
      ].map(path => `--allow-fs-read=${path}`),
      `--allow-fs-write=${join(job.folder, '*')}`,
      '--no-warnings',
      join(import.meta.dirname, 'child.ts'),
      JSON.stringify(job),
    ],
    // An empty environment: nothing that the server was told reaches the process.
    { env: {}, cwd: job.folder, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], windowsHide: true },
  )
  if (child.pid !== undefined) yieldToServer(child.pid)
  return child
}

/** The process gives way to the server in processor time and, on Linux, dies first when memory runs out. */
function yieldToServer(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It ended already, which its close event tells.
  }
  if (process.platform === 'linux') {
    writeFile(`/proc/${pid}/oom_score_adj`, '1000').catch(() => undefined)
  }
}

/** The last few kilobytes of what the process wrote; a hostile file shall not fill our memory by it. */
function collectOutput(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(-4096)
    })
  }
  return () => text
}

function refusalFor(
  end: { code: number | null; signal: string | null },
  late: boolean,
  output: string,
): Refusal {
  if (late) return { code: 'document.tooComplex', detail: 'It took too long' }
  const limit = /^limit:(\w+)$/m.exec(output)?.[1]
  if (limit) return { code: 'document.tooComplex', detail: `It took too much ${limit}` }
  if (end.signal === 'SIGKILL' || /heap out of memory|Allocation failed/.test(output)) {
    return { code: 'document.tooComplex', detail: 'It took too much memory' }
  }
  const how = end.signal ?? `exit code ${end.code}`
  return { code: 'document.broken', detail: `Its process ended by ${how}: ${output.slice(-400)}` }
}
