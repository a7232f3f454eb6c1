import { mkdir, readdir, rename, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseName, keyFolders, papersName } from './format.ts'

/** What belongs to one state of the data: a restore replaces all of it, whatever of it the backup holds. */
const owned = [
  databaseName,
  `${databaseName}-wal`,
  `${databaseName}-shm`,
  papersName,
  'uploads',
  'work',
] as const

const before = 'before-'

/** A name that sorts by time and is new. */
const stamped = (prefix: string, now: number): string =>
  prefix + new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 19)

const move = async (from: string, to: string, names: Iterable<string>): Promise<void> => {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const present = new Set(await readdir(from))
  for (const name of names) if (present.has(name)) await rename(join(from, name), join(to, name))
}

/**
 * Puts a restored folder's entries in place and the old ones aside, within the data folder, which may be a volume's
 * root and cannot itself be renamed. @returns the folder with what was there, or null where nothing was.
 */
export const swapIn = async (dataFolder: string, restored: string, now: number): Promise<string | null> => {
  const incoming = await readdir(restored)
  const present = new Set(await readdir(dataFolder))
  const leaving = [...owned, ...keyFolders.filter(name => incoming.includes(name))]
  const kept = join(dataFolder, stamped(before, now))
  const had = present.has(databaseName)
  if (leaving.some(name => present.has(name))) await move(dataFolder, kept, leaving)
  await move(
    restored,
    dataFolder,
    incoming.filter(name => [...owned, ...keyFolders].some(one => one === name)),
  )
  return had ? kept : null
}

/** Puts back what the last restore put aside. @returns the folder with what it replaced, or null. */
export const swapBack = async (dataFolder: string, now: number): Promise<string | null> => {
  const last = (await readdir(dataFolder))
    .filter(name => name.startsWith(before))
    .sort()
    .at(-1)
  if (last === undefined) return null
  const kept = join(dataFolder, stamped('undone-', now))
  const returning = await readdir(join(dataFolder, last))
  await move(dataFolder, kept, [...owned, ...returning.filter(name => keyFolders.some(one => one === name))])
  await move(join(dataFolder, last), dataFolder, returning)
  await rmdir(join(dataFolder, last))
  return kept
}

/**
 * Whether any process has the database open: in WAL mode every connection holds a shared lock, which an exclusive
 * one cannot join (https://sqlite.org/pragma.html#pragma_locking_mode). Says the truth after a crash and across
 * containers, where a file with a process id does not.
 */
export const isDatabaseOpen = (file: string): boolean => {
  const raw = new DatabaseSync(file, { timeout: 0 })
  try {
    raw.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    return false
  } catch (error) {
    const locked =
      typeof error === 'object' && error !== null && 'errcode' in error && Number(error.errcode) % 256 === 5
    if (locked) return true
    // Whatever else is wrong with the file: it is to be replaced.
    return false
  } finally {
    raw.close()
  }
}
