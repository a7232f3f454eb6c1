import { constants } from 'node:fs'
import { access, mkdir, open, readFile, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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

/**
 * Makes a folder and those above it, for their owner alone. Not by mkdir's own `recursive`: where a file system such
 * as /proc answers "no such entry" to making a folder in one that is there, that tries again for ever.
 */
const makeFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path, { mode: 0o700 }).catch(again => {
      if (codeOf(again) !== 'EEXIST') throw again
    })
  }
}

/** Makes the data folder's own folders, for their owner alone. */
export const ensureFolders = async (at: Omit<DataFolder, 'release'>): Promise<void> => {
  for (const folder of [at.path, at.blobs, at.uploads, at.work]) await makeFolder(folder)
}

/** The nearest of a path and those above it that is there, where it is something else than a folder. */
const fileInTheWay = async (path: string): Promise<string | undefined> => {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined) return found.isDirectory() ? undefined : path
  return dirname(path) === path ? undefined : fileInTheWay(dirname(path))
}

/** No right to write would help: the place itself takes no folder. */
const unmakeable = ['ENOENT', 'EROFS', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'ELOOP', 'ENAMETOOLONG']

const whyNot = async (at: Omit<DataFolder, 'release'>, error: unknown): Promise<StartupFailure> => {
  const { path } = at
  const reason = codeOf(error)
  if (reason === 'ENOSPC') return { code: 'disk.full', params: { path } }
  for (const folder of [path, at.blobs, at.uploads, at.work]) {
    const file = await fileInTheWay(folder)
    if (file !== undefined) return { code: 'folder.isFile', params: { path: file } }
  }
  return {
    code: unmakeable.includes(reason) ? 'folder.unmakeable' : 'folder.unwritable',
    params: { path, reason },
  }
}

/** Makes the data folder where it is missing, for its owner alone, checks it, and takes it for this process. */
export const openDataFolder = async (path: string): Promise<Opened<DataFolder>> => {
  const at = layout(path)
  try {
    await ensureFolders(at)
    await access(path, constants.W_OK)
  } catch (error) {
    return { ok: false, error: await whyNot(at, error) }
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
