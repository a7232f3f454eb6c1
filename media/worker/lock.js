import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { codeOf } from './error.js'

/**
 * Does `work` while no other process on this machine does work under the same file. A lock whose owner has died
 * is taken over.
 *
 * @template T
 * @param {string} path the lock file; its folder is made
 * @param {(pid: number) => void} onWait told once, with the owner's process id, when there is a wait
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  await mkdir(dirname(path), { recursive: true })
  const mine = `${process.pid} ${await startedAt(process.pid)}`
  let told = false
  while (!(await take(path, mine))) {
    const theirs = await readFile(path, 'utf8').catch(() => '')
    const [pid = 0, started = ''] = theirs
      .split(' ')
      .map((part, index) => (index === 0 ? Number(part) : part))
    const owner = Number(pid)
    if (theirs !== '' && !(await lives(owner, String(started)))) {
      // Renaming succeeds for one of those who noticed, so a new owner's lock is never removed.
      const stale = `${path}.${process.pid}`
      await rename(path, stale).catch(() => undefined)
      await rm(stale, { force: true })
      continue
    }
    if (!told && owner) {
      onWait(owner)
      told = true
    }
    await wait(200)
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

/** Makes the lock file whole or not at all, so that nobody reads it half written. @param {string} path @param {string} content */
async function take(path, content) {
  const fresh = `${path}.${process.pid}.${performance.now()}`
  await writeFile(fresh, content)
  try {
    await link(fresh, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(fresh, { force: true })
  }
}

/**
 * Whether that very process is running: its id may have been given to another since.
 * @param {number} pid @param {string} started
 */
async function lives(pid, started) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
  return (await startedAt(pid)) === started
}

/** A process's start in the kernel's ticks where there is /proc (proc(5), stat's field 22), else ''. @param {number} pid */
async function startedAt(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field, the program's name in brackets, may hold spaces.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
