import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTypeFromFile } from 'file-type'
import { MAX_CONTENT_BYTES, MAX_PAGE_EDGE, type PrepareLimits } from './limits.ts'
import { writeBalanced } from './pdf/balance.ts'
import { Layout } from './pdf/layout.ts'
import { findBomb, isSigned, type PageTree, piecesToOpen, readPageTree } from './pdf/pageTree.ts'
import { Reader } from './pdf/reader.ts'
import { SyntaxFault } from './pdf/syntax.ts'
import { type PageRun, Refused } from './prepared.ts'

/** A file whose way to page one is longer than this many 64 KiB pieces gets a derivative. */
const PIECES_ENOUGH = 6

type Pages = Extract<PageTree, { found: 'pages' }>
/** The file's layout where it is sound and not encrypted; otherwise only a reader that repairs can open it. */
export type Inspected = { layout: Layout; tree: Pages; signed: boolean } | { layout: null; damaged: boolean }

/** Refuses by size and by content, never by name. */
export async function checkKind(path: string, size: number, limits: PrepareLimits): Promise<void> {
  if (size === 0) throw new Refused('document.empty', 'The file has no bytes')
  if (size > limits.maxBytes) {
    const limitMb = Math.floor(limits.maxBytes / 1e6)
    throw new Refused('document.tooLarge', `${size} bytes`, { limitMb })
  }
  const type = await fileTypeFromFile(path)
  // Illustrator files are PDFs with more inside.
  if (type && !['pdf', 'ai'].includes(type.ext)) {
    throw new Refused('document.notPdf', `Its content is ${type.mime}`, { found: type.ext })
  }
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(1024)
    await file.read(head, 0, 1024, 0)
    if (!head.includes('%PDF-')) throw new Refused('document.notPdf', 'No PDF header', { found: 'unknown' })
    const tail = Buffer.alloc(Math.min(size, 64 << 10))
    await file.read(tail, 0, tail.length, size - tail.length)
    if (!tail.includes('startxref')) throw new Refused('document.broken', 'Cut short: its end is missing')
  } finally {
    await file.close()
  }
}

/** Reads the page tree under bounds, before any library that trusts it. */
export async function inspect(file: FileHandle, limits: PrepareLimits): Promise<Inspected> {
  try {
    const layout = await Layout.read(file)
    if (layout.trailer.entries.has('Encrypt')) return { layout: null, damaged: false }
    const tree = await readPageTree(layout, limits.maxPages)
    if (tree.found === 'cycle') throw new Refused('document.broken', 'Its page tree leads back to itself')
    if (tree.found === 'none') throw new Refused('document.empty', 'Its page tree has no page')
    if (tree.found === 'tooMany') throw tooManyPages(limits)
    const bomb = await findBomb(layout, tree.pages, MAX_CONTENT_BYTES)
    if (bomb !== undefined) {
      throw new Refused('document.tooComplex', `Page ${bomb} has over ${MAX_CONTENT_BYTES} bytes of content`)
    }
    return { layout, tree, signed: await isSigned(layout, tree.catalog) }
  } catch (error) {
    if (error instanceof SyntaxFault) return { layout: null, damaged: true }
    if (error instanceof RangeError) throw new Refused('document.tooComplex', error.message)
    throw error
  }
}

export function tooManyPages(limits: PrepareLimits): Refused {
  return new Refused('document.tooManyPages', `More than ${limits.maxPages} pages`, {
    limit: limits.maxPages,
  })
}

/**
 * Makes the derivative where the way to page one is long. It is given only when pdf.js finds the same pages in
 * it as in the original; otherwise the original is served.
 */
export async function balance(path: string, folder: string, inspected: Inspected) {
  if (!inspected.layout) return { balanced: null, piecesToOpen: null }
  const original = piecesToOpen(inspected.layout, inspected.tree)
  const asItIs = { balanced: null, piecesToOpen: { original, served: original } }
  if (original <= PIECES_ENOUGH || inspected.tree.shared) return asItIs
  const toPath = join(folder, 'balanced.pdf')
  await writeBalanced(inspected.layout, inspected.tree, path, toPath)
  const file = await open(toPath, 'r')
  try {
    const layout = await Layout.read(file)
    const tree = await readPageTree(layout, inspected.tree.pages.length)
    if (tree.found !== 'pages' || !(await samePages(path, toPath))) return asItIs
    const { size } = layout
    return {
      balanced: { path: toPath, size },
      piecesToOpen: { original, served: piecesToOpen(layout, tree) },
    }
  } catch (error) {
    if (error instanceof SyntaxFault) return asItIs
    throw error
  } finally {
    await file.close()
  }
}

async function samePages(path: string, otherPath: string): Promise<boolean> {
  const [one, other] = [await Reader.open(path), await Reader.open(otherPath)]
  try {
    const count = one.document.numPages
    if (other.document.numPages !== count) return false
    for (const page of new Set([1, 2, Math.ceil(count / 2), count - 1, count])) {
      if (page < 1 || page > count) continue
      const [a, b] = [await one.sizeOf(page), await other.sizeOf(page)]
      if (a[0] !== b[0] || a[1] !== b[1]) return false
    }
    return true
  } finally {
    await one.close()
    await other.close()
  }
}

/** Every page's size, equal neighbours as one run. Refuses a page that no screen could lay out. */
export async function measurePages(reader: Reader): Promise<PageRun[]> {
  const runs: PageRun[] = []
  for (let page = 1; page <= reader.document.numPages; page += 1) {
    const [width, height] = (await reader.sizeOf(page)).map(edge => Math.round(edge * 100) / 100)
    if (!width || !height || !(width > 0 && height > 0)) {
      throw new Refused('document.broken', `Page ${page} has no area`)
    }
    if (width > MAX_PAGE_EDGE || height > MAX_PAGE_EDGE) {
      throw new Refused('document.tooComplex', `Page ${page} measures ${width} by ${height} points`)
    }
    const last = runs.at(-1)
    if (last && last[1] === width && last[2] === height) last[0] += 1
    else runs.push([1, width, height])
  }
  return runs
}
