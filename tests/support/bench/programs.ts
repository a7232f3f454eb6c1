import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'

/** Clock ticks a second in /proc (USER_HZ), fixed at 100 on Linux whatever the kernel's own. */
const TICKS = 100

/** Processor time of a process and all below it, in seconds (Linux). */
export async function cpuSeconds(pid: number): Promise<number> {
  let ticks = 0
  for (const one of await familyOf(pid)) {
    const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => undefined)
    if (stat === undefined) continue
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / TICKS
}

/** Resident memory of a process and all below it, in bytes (Linux). */
export async function residentBytes(pid: number): Promise<number> {
  let bytes = 0
  for (const one of await familyOf(pid)) {
    const status = await readFile(`/proc/${one}/status`, 'utf8').catch(() => '')
    bytes += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
  }
  return bytes
}

async function familyOf(pid: number): Promise<number[]> {
  const family = [pid]
  for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
    const children = await readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')
    for (const child of children.split(' ').filter(Boolean)) family.push(...(await familyOf(Number(child))))
  }
  return family
}

/** Starts a program whose errors are shown; `stop` ends it by this very process and waits. */
export function startProgram(command: string, args: readonly string[], cwd: string) {
  const child: ChildProcess = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const ended = once(child, 'close')
  return {
    child,
    pid: child.pid ?? 0,
    async stop(): Promise<void> {
      child.kill('SIGTERM')
      await ended
    },
  }
}
