import { constants } from 'node:fs'
import { access, mkdir, open, readFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type StartupFailure, startupFail } from './messages.ts'

/** Below this the server does not start: SQLite and uploads need room to fail softly. */
const leastFreeBytes = 200_000_000

export interface DataFolder {
  readonly path: string
  readonly database: string
  readonly blobs: string
  readonly tls: string
  readonly uploads: string
  readonly work: string
  /** Lets another server use the folder. */
  release(): Promise<void>
}

export type Opened<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: StartupFailure }

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Where things are in a data folder. */
export const layout = (path: string): Omit<DataFolder, 'release'> => ({
  path,
  database: join(path, 'phong-hop-so.sqlite'),
  blobs: join(path, 'papers'),
  tls: join(path, 'tls'),
  uploads: join(path, 'uploads'),
  work: join(path, 'work'),
})

/** The pid of the server that uses a data folder now; undefined where none does. */
export const usedBy = async (path: string): Promise<number | undefined> => {
  const text = await readFile(join(path, 'server.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 0 && pid !== process.pid && alive(pid) ? pid : undefined
}

/** Makes the data folder's own folders, for their owner alone. */
export const ensureFolders = async (at: Omit<DataFolder, 'release'>): Promise<void> => {
  for (const folder of [at.path, at.blobs, at.uploads, at.work])
    await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Makes the data folder where it is missing, for its owner alone, checks it, and takes it for this process. */
export const openDataFolder = async (path: string): Promise<Opened<DataFolder>> => {
  const at = layout(path)
  try {
    await ensureFolders(at)
    await access(path, constants.W_OK)
  } catch (error) {
    return codeOf(error) === 'ENOSPC'
      ? startupFail('disk.full', { path })
      : startupFail('folder.unwritable', { path, reason: codeOf(error) })
  }
  const { bavail, bsize } = await statfs(path)
  if (bavail * bsize < leastFreeBytes) return startupFail('disk.full', { path })
  const user = await usedBy(path)
  if (user !== undefined) return startupFail('folder.inUse', { path, pid: user })
  const lock = join(path, 'server.pid')
  await rm(lock, { force: true })
  try {
    const file = await open(lock, 'wx', 0o600)
    await file.writeFile(`${process.pid}\n`)
    await file.close()
  } catch (error) {
    return startupFail('folder.unwritable', { path, reason: codeOf(error) })
  }
  return { ok: true, data: { ...at, release: () => rm(lock, { force: true }) } }
}
