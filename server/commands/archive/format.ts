import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

/**
 * A backup is one uncompressed tar archive (POSIX.1-2001 pax), papers being compressed already. In it, in order:
 * `manifest.json`, the database `phong-hop-so.sqlite`, the folders `keys` and `tls` unless they were left out, and
 * `papers/ab/HASH`, each named by the SHA-256 of its content. Nothing else.
 */
export const Manifest = z.object({
  format: z.literal('phong-hop-so backup'),
  version: z.literal(1),
  /** Milliseconds since the epoch. */
  madeAt: z.int(),
  keys: z.boolean(),
  /** Every file but papers and the manifest itself. */
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  papers: z.int(),
  journal: z.object({ rows: z.int(), head: z.string() }),
})
export type Manifest = z.infer<typeof Manifest>

export const manifestName = 'manifest.json'
export const databaseName = 'phong-hop-so.sqlite'
export const papersName = 'papers'
/** Folders with secrets. */
export const keyFolders = ['keys', 'tls'] as const

/** What a backup may hold; anything else in an archive is not ours. */
export const isOurs = (path: string): boolean =>
  /^(?:manifest\.json|phong-hop-so\.sqlite|(?:keys|tls)(?:\/[\w.-]+)?\/?|papers\/?|papers\/[0-9a-f]{2}\/?|papers\/[0-9a-f]{2}\/[0-9a-f]{64})$/.test(
    path,
  )

/** SHA-256 (hex) of a file. */
export const hashFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece)
  return hash.digest('hex')
}

export const paperPath = (hash: string): string => join(papersName, hash.slice(0, 2), hash)

/** The hash of every stored file that a database names. */
export const namedPapers = (raw: DatabaseSync): ReadonlySet<string> => {
  const rows = raw
    .prepare(
      `SELECT original_hash AS hash FROM document_versions UNION SELECT paper_hash FROM document_versions
       UNION SELECT page_one_hash FROM document_versions UNION SELECT hash FROM document_thumbnails`,
    )
    .all()
  return new Set(rows.flatMap(({ hash }) => (typeof hash === 'string' ? [hash] : [])))
}

/** The files in `keys` and `tls` below a folder, as paths relative to it. */
export const keyFiles = async (folder: string): Promise<string[]> => {
  const found: string[] = []
  for (const name of keyFolders)
    for (const entry of await readdir(join(folder, name)).catch(() => []))
      if ((await stat(join(folder, name, entry))).isFile() && isOurs(`${name}/${entry}`))
        found.push(`${name}/${entry}`)
  return found.sort()
}
