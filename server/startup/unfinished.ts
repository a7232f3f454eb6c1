import { access, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { layout } from './dataFolder.ts'

const markOf = (path: string): string => join(path, 'demonstration-unfinished')

/** Notes that an empty system begins to be filled with the demonstration. @returns what to call once it is whole. */
export const beginFilling = async (path: string): Promise<() => Promise<void>> => {
  const mark = await open(markOf(path), 'w', 0o600)
  await mark.sync()
  await mark.close()
  return () => rm(markOf(path), { force: true })
}

/**
 * Clears away a demonstration whose making was interrupted: half a committee, and passwords that nobody was told.
 * Nothing else can be in the folder, because only an empty system is filled. @returns whether there was one.
 */
export const discardUnfinished = async (path: string): Promise<boolean> => {
  const found = await access(markOf(path)).then(
    () => true,
    () => false,
  )
  if (!found) return false
  const { database, blobs, uploads, work } = layout(path)
  for (const ending of ['', '-wal', '-shm']) await rm(`${database}${ending}`, { force: true })
  for (const folder of [blobs, uploads, work, join(path, 'keys'), join(path, 'preparing')])
    await rm(folder, { recursive: true, force: true })
  await rm(markOf(path), { force: true })
  return true
}
