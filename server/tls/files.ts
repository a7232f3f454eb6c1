import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { reasonOf, type TlsResult, tlsFail, tlsOk } from './failures.ts'

function storeFailure(path: string, error: unknown) {
  const reason = reasonOf(error)
  return reason === 'ENOSPC' || reason === 'EDQUOT'
    ? tlsFail('tls.diskFull', { path })
    : tlsFail('tls.folderUnwritable', { path: dirname(path), reason })
}

/** Flushes a folder's list of names, without which a rename may not survive a power cut (fsync(2)). */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // Windows opens no folder for this; NTFS journals the rename.
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes `text` so that after a crash the file holds either the old text or the new, whole;
 * the file has mode 0600 and its folder 0700, tightened where they were wider.
 */
export async function writePrivate(path: string, text: string): Promise<TlsResult<undefined>> {
  const folder = dirname(path)
  const next = `${path}.new`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    await rm(next, { force: true })
    const handle = await open(next, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(next, path)
    await syncFolder(folder)
    return tlsOk(undefined)
  } catch (error) {
    return storeFailure(path, error)
  }
}

/** Moves a private file aside under another name in the same folder. */
export async function moveAside(path: string, to: string): Promise<TlsResult<undefined>> {
  try {
    await rename(path, to)
    await syncFolder(dirname(path))
    return tlsOk(undefined)
  } catch (error) {
    return storeFailure(path, error)
  }
}

/** A private file's text, `undefined` when there is none; wider modes than 0600 are tightened. Throws what fs throws. */
export async function readPrivate(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8')
    await chmod(path, 0o600)
    return text
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(reasonOf(error))) return undefined
    throw error
  }
}
