import { copyFile, link, mkdir, mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { create } from 'tar'
import { layout } from '../../startup/dataFolder.ts'
import { verifyJournal } from '../../storage/journal.ts'
import { keepToOwner } from '../../storage/sqlite.ts'
import { done, type Outcome, refuse } from '../sentences.ts'
import { codeOf, reasonOf } from '../tool.ts'
import {
  databaseName,
  hashFile,
  keyFiles,
  keyFolders,
  type Manifest,
  manifestName,
  namedPapers,
  paperPath,
  papersName,
} from './format.ts'

export interface BackupOptions {
  readonly dataFolder: string
  /** Where the archive goes; must not exist. */
  readonly file: string
  readonly withKeys: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface BackupMade {
  readonly bytes: number
  readonly papers: number
  readonly journal: ReturnType<typeof verifyJournal>
}

/** All pages in one step: a consistent copy that the running server's writes cannot make begin anew. */
const allPages = 0x7fffffff
/** A paper that is removed between the copy of the database and its own is not in the next copy of the database. */
const attempts = 3
const staging = 'backup-'

/** A hard link costs no room and outlives a removal; where there are none, a copy. */
const take = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  try {
    await link(from, to)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw error
    await copyFile(from, to)
  }
}

/** Copies the database as it is at one instant, and takes every paper that it names. */
const snapshot = async (dataFolder: string, into: string): Promise<Outcome<Omit<BackupMade, 'bytes'>>> => {
  const at = layout(dataFolder)
  const copy = join(into, databaseName)
  let missing = ''
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await rm(copy, { force: true })
    keepToOwner(copy)
    const live = new DatabaseSync(at.database, { timeout: 30_000 })
    try {
      await backup(live, copy, { rate: allPages })
    } finally {
      live.close()
    }
    const raw = new DatabaseSync(copy)
    try {
      raw.exec('PRAGMA journal_mode = DELETE')
      const papers = namedPapers(raw)
      missing = await takePapers(papers, dataFolder, into)
      if (missing === '') return done({ papers: papers.size, journal: verifyJournal(raw) })
    } finally {
      raw.close()
    }
  }
  return refuse('paper.missing', { hash: missing })
}

/** @returns the hash of the first paper that is not there, or nothing. */
const takePapers = async (papers: ReadonlySet<string>, dataFolder: string, into: string): Promise<string> => {
  await rm(join(into, papersName), { recursive: true, force: true })
  for (const hash of papers)
    try {
      await take(join(dataFolder, paperPath(hash)), join(into, paperPath(hash)))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return hash
      throw error
    }
  return ''
}

const describe = async (folder: string, path: string): Promise<Manifest['files'][number]> => ({
  path,
  bytes: (await stat(join(folder, path))).size,
  sha256: await hashFile(join(folder, path)),
})

/**
 * Makes a backup in one file while the server runs: the database as of one instant, then the papers that it names.
 * The file appears under its name only when it is whole and on the disk; its owner alone may read it.
 */
export const makeBackup = async (options: BackupOptions): Promise<Outcome<BackupMade>> => {
  const { dataFolder, file, withKeys, now } = options
  if ((await stat(layout(dataFolder).database).catch(() => null)) === null)
    return refuse('data.missing', { path: dataFolder })
  if ((await stat(file).catch(() => null)) !== null) return refuse('file.exists', { file })
  // What a backup left that was killed.
  for (const entry of await readdir(dataFolder))
    if (entry.startsWith(staging)) await rm(join(dataFolder, entry), { recursive: true, force: true })
  const part = `${file}.part`
  let folder: string | undefined
  try {
    await (await open(part, 'w', 0o600)).close()
    folder = await mkdtemp(join(dataFolder, staging))
    const made = await snapshot(dataFolder, folder)
    if (!made.ok) return made
    const secrets = withKeys ? await keyFiles(dataFolder) : []
    for (const path of secrets) {
      await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
      await copyFile(join(dataFolder, path), join(folder, path))
    }
    const { papers, journal } = made.data
    const manifest: Manifest = {
      format: 'phong-hop-so backup',
      version: 1,
      madeAt: now,
      keys: withKeys,
      files: [],
      papers,
      journal: journal.sound ? { rows: journal.rows, head: journal.head } : { rows: 0, head: '' },
    }
    for (const path of [databaseName, ...secrets]) manifest.files.push(await describe(folder, path))
    await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    const present = new Set(await readdir(folder))
    const names = [manifestName, databaseName, ...keyFolders, papersName].filter(name => present.has(name))
    await create({ cwd: folder, file: part, portable: true }, names)
    const handle = await open(part, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
    return done({ papers, journal, bytes: (await stat(file)).size })
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOSPC' || code === 'EDQUOT'
      ? refuse('disk.full', { file })
      : refuse('file.unwritable', { file, reason: reasonOf(error) })
  } finally {
    await rm(part, { force: true })
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}
