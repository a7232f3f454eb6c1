/**
 * A thread beside the one that reads a hostile file: it ends the process, which may be busy for ever, when it
 * has used too much memory or processor time, and when the server that started it is gone. It needs nothing
 * of the operating system beyond what Node gives everywhere; wall time is watched from the server.
 */
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { z } from 'zod'

const limits = z
  .object({ maxMemoryBytes: z.number(), maxCpuSeconds: z.number(), parent: z.number() })
  .parse(workerData)

/** Often enough that a flood of a gigabyte a second passes the memory limit by little. */
const EVERY_MS = 25

function endFor(reason: 'memory' | 'time' | 'orphan'): void {
  try {
    writeSync(1, `limit:${reason}\n`)
  } finally {
    process.kill(process.pid, 'SIGKILL')
  }
}

setInterval(() => {
  if (process.memoryUsage.rss() > limits.maxMemoryBytes) endFor('memory')
  const { user, system } = process.cpuUsage()
  if ((user + system) / 1e6 > limits.maxCpuSeconds) endFor('time')
  if (process.ppid !== limits.parent) endFor('orphan')
}, EVERY_MS)
