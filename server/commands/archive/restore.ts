import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { extract } from 'tar'
import { openOpaque } from '../../features/accounts/opaque.ts'
import { layout, openDataFolder } from '../../startup/dataFolder.ts'
import { describeStartup } from '../../startup/messages.ts'
import { DatabaseTooNew, openDatabase } from '../../storage/database.ts'
import { verifyJournal } from '../../storage/journal.ts'
import { done, type Outcome, refuse } from '../sentences.ts'
import { codeOf, reasonOf } from '../tool.ts'
import { databaseName, hashFile, isOurs, Manifest, manifestName, namedPapers, papersName } from './format.ts'
import { isDatabaseOpen, swapBack, swapIn } from './swap.ts'

export interface RestoreOptions {
  readonly dataFolder: string
  readonly file: string
  /** Whether data that is there may be put aside. */
  readonly replace: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface Restored {
  readonly papers: number
  readonly rows: number
  /** Where the old data is; null where there was none. */
  readonly kept: string | null
}

/** A finding on the way that ends the restore. */
class Unfit extends Error {
  readonly refusal: ReturnType<typeof refuse>
  constructor(refusal: ReturnType<typeof refuse>) {
    super(refusal.error.code)
    this.refusal = refusal
  }
}

/** Runs `act` while no server can use the data folder. */
const alone = async <T>(dataFolder: string, act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  const { database } = layout(dataFolder)
  if ((await stat(database).catch(() => null)) !== null && isDatabaseOpen(database))
    return refuse('server.running', { path: dataFolder })
  const opened = await openDataFolder(dataFolder)
  if (!opened.ok) {
    const { code } = opened.error
    if (code === 'folder.inUse') return refuse('server.running', { path: dataFolder })
    if (code === 'disk.full') return refuse('disk.full', { file: dataFolder })
    return refuse('folder.unusable', { said: describeStartup(opened.error) })
  }
  try {
    return await act()
  } finally {
    await opened.data.release()
  }
}

const readManifest = async (folder: string, file: string): Promise<Manifest> => {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => {
    throw new Unfit(refuse('archive.foreign', { file, reason: manifestName }))
  })
  try {
    return Manifest.parse(JSON.parse(text))
  } catch {
    throw new Unfit(refuse('archive.foreign', { file, reason: manifestName }))
  }
}

/** Checks every file against its hash, and that no paper is missing that the database names. */
const verifyFiles = async (folder: string, file: string, manifest: Manifest): Promise<void> => {
  for (const { path, sha256 } of manifest.files) {
    const found = isOurs(path) ? await hashFile(join(folder, path)).catch(() => '') : ''
    if (found !== sha256) throw new Unfit(refuse('archive.foreign', { file, reason: path }))
  }
  const papers = join(folder, papersName)
  for (const prefix of await readdir(papers).catch(() => []))
    for (const hash of await readdir(join(papers, prefix)))
      if ((await hashFile(join(papers, prefix, hash))) !== hash)
        throw new Unfit(refuse('archive.foreign', { file, reason: hash }))
}

const verifyDatabase = async (folder: string, file: string): Promise<{ papers: number; rows: number }> => {
  const raw = new DatabaseSync(join(folder, databaseName))
  try {
    const sound = raw.prepare('PRAGMA integrity_check').get()?.integrity_check
    if (sound !== 'ok') throw new Unfit(refuse('archive.foreign', { file, reason: databaseName }))
    const journal = verifyJournal(raw)
    if (!journal.sound)
      throw new Unfit(refuse('journal.broken', { seq: journal.seq, reason: journal.reason }))
    const papers = namedPapers(raw)
    for (const hash of papers)
      if ((await stat(join(folder, papersName, hash.slice(0, 2), hash)).catch(() => null)) === null)
        throw new Unfit(refuse('paper.missing', { hash }))
    return { papers: papers.size, rows: journal.rows }
  } finally {
    raw.close()
  }
}

/** Brings the schema up to date in the copy, and tries whether the OPAQUE key belongs to it. */
const tryOut = async (folder: string, dataFolder: string, file: string): Promise<void> => {
  try {
    const database = openDatabase(join(folder, databaseName))
    try {
      await openOpaque(database.kysely, folder)
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof DatabaseTooNew) throw new Unfit(refuse('archive.tooNew', { file }))
    if (codeOf(error).startsWith('keys.'))
      throw new Unfit(refuse('keys.missing', { path: join(dataFolder, 'keys') }))
    throw error
  }
}

/**
 * Restores a backup into a data folder that no server uses: into an empty one, or, with `replace`, beside what is
 * there, which is put aside. Everything is verified before anything is put in place.
 */
export const restoreBackup = (options: RestoreOptions): Promise<Outcome<Restored>> => {
  const { dataFolder, file, replace, now } = options
  return alone(dataFolder, async () => {
    if (!replace && (await stat(layout(dataFolder).database).catch(() => null)) !== null)
      return refuse('data.exists', { path: dataFolder })
    const readable = await stat(file).catch(codeOf)
    if (typeof readable === 'string') return refuse('file.unreadable', { file, reason: readable })
    const folder = await mkdtemp(join(dataFolder, 'restoring-'))
    try {
      let stranger = ''
      await extract({
        ...{ file, cwd: folder, strict: true, preserveOwner: false, umask: 0o077, noChmod: false },
        filter: (path, entry) => {
          const plain = 'type' in entry && (entry.type === 'File' || entry.type === 'Directory')
          if (!plain || !isOurs(path)) stranger = path
          return stranger === ''
        },
      }).catch(error => {
        if (codeOf(error) === 'ENOSPC') throw error
        throw new Unfit(refuse('archive.foreign', { file, reason: reasonOf(error) }))
      })
      if (stranger !== '') throw new Unfit(refuse('archive.foreign', { file, reason: stranger }))
      const manifest = await readManifest(folder, file)
      await verifyFiles(folder, file, manifest)
      const found = await verifyDatabase(folder, file)
      const ownKeys = join(dataFolder, 'keys')
      if (!manifest.keys && (await stat(ownKeys).catch(() => null)) !== null)
        await cp(ownKeys, join(folder, 'keys'), { recursive: true })
      await tryOut(folder, dataFolder, file)
      return done({ ...found, kept: await swapIn(dataFolder, folder, now) })
    } catch (error) {
      if (error instanceof Unfit) return error.refusal
      if (codeOf(error) === 'ENOSPC') return refuse('disk.full', { file: dataFolder })
      throw error
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}

/** Goes back to what was before the last restore. @returns the folder with what was replaced now. */
export const undoRestore = (dataFolder: string, now: number): Promise<Outcome<string>> =>
  alone(dataFolder, async () => {
    const kept = await swapBack(dataFolder, now)
    return kept === null ? refuse('undo.nothing', { path: dataFolder }) : done(kept)
  })
