/**
 * The process that opens one uploaded file: Node's permission model lets it read the file and the program's
 * own modules, write to its folder, and nothing else; a watchdog thread holds it to its limits. Whatever the
 * file does to it, the server only sees it end.
 */
import { Worker } from 'node:worker_threads'
import { Job, type Refusal, Refused, type Said } from './prepared.ts'
import { extras, prepare } from './work.ts'

const job = Job.parse(JSON.parse(process.argv[2] ?? ''))
new Worker(new URL('./watchdog.ts', import.meta.url), {
  workerData: { ...job.limits, parent: process.ppid },
  env: {},
}).unref()
process.on('disconnect', () => process.exit(3))

function say(said: Said): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(said, (error: Error | null) => (error ? reject(error) : resolve()))
  })
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal
  const name = error instanceof Error ? error.name : ''
  const detail = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (name === 'PasswordException') return { code: 'document.encrypted', detail }
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'disk.full', detail }
  // Out of stack or of buffer space.
  if (error instanceof RangeError) return { code: 'document.tooComplex', detail }
  return { code: 'document.broken', detail }
}

try {
  if (job.work === 'prepare') await say({ say: 'prepared', prepared: await prepare(job) })
  else {
    for await (const batch of extras(job)) await say({ say: 'batch', batch })
    await say({ say: 'finished' })
  }
} catch (error) {
  await say({ say: 'refused', refusal: refusalOf(error) })
}
process.exit(0)
