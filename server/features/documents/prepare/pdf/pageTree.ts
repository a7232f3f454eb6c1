import type { Layout } from './layout.ts'
import { type Dict, nameOf, numberOf, type Ref, SyntaxFault, type Value } from './syntax.ts'

/** The attributes that a page takes over from the nodes above it (ISO 32000-2 §7.7.3.4). */
export const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const

export type PageLeaf = { ref: Ref; page: Dict; inherited: Map<string, Value> }

export type PageTree =
  | { found: 'pages'; catalog: Dict; catalogRef: Ref; pages: PageLeaf[]; kidsOfRoot: Ref[]; shared: boolean }
  | { found: 'cycle' }
  | { found: 'none' }
  | { found: 'tooMany' }

type Frame = { ref: Ref | undefined; kids: Value[]; next: number; inherited: Map<string, Value> }

/**
 * Walks the page tree. It trusts no `Count`, stops at `maxPages` and at a node that lies below itself, so its
 * work is bounded whatever the file claims. Throws SyntaxFault on what is no page tree at all.
 */
export async function readPageTree(layout: Layout, maxPages: number): Promise<PageTree> {
  const catalogRef = layout.trailer.entries.get('Root')
  const catalog = await layout.resolve(catalogRef)
  if (catalogRef?.kind !== 'ref' || catalog?.kind !== 'dict') throw new SyntaxFault('There is no catalog')
  const rootRef = catalog.entries.get('Pages')
  const root = await layout.resolve(rootRef)
  if (rootRef?.kind !== 'ref' || root?.kind !== 'dict') throw new SyntaxFault('There is no page tree')

  const pages: PageLeaf[] = []
  const seen = new Set<number>()
  const above = new Set<number>([rootRef.num])
  let shared = false
  let nodes = 0
  const top = await enter(layout, root, rootRef, new Map())
  const path: Frame[] = [top]
  for (let frame = path.at(-1); frame; frame = path.at(-1)) {
    const kid = frame.kids[frame.next++]
    if (kid === undefined) {
      path.pop()
      if (frame.ref) above.delete(frame.ref.num)
      continue
    }
    if (kid.kind !== 'ref') throw new SyntaxFault('A page is not an object of its own')
    if (above.has(kid.num)) return { found: 'cycle' }
    // An honest tree has fewer nodes than pages: more of them is a bomb of empty nodes.
    if (nodes++ > maxPages * 2 + 1000) return { found: 'tooMany' }
    const node = await layout.resolve(kid)
    if (node?.kind !== 'dict') throw new SyntaxFault('A page is missing')
    if (seen.has(kid.num)) shared = true
    seen.add(kid.num)
    if (nameOf(await layout.resolve(node.entries.get('Type'))) === 'Page' || !node.entries.has('Kids')) {
      if (pages.length >= maxPages) return { found: 'tooMany' }
      pages.push({ ref: kid, page: node, inherited: frame.inherited })
    } else {
      path.push(await enter(layout, node, kid, frame.inherited))
      above.add(kid.num)
    }
  }
  if (pages.length === 0) return { found: 'none' }
  const kidsOfRoot = top.kids.filter(kid => kid.kind === 'ref')
  return { found: 'pages', catalog, catalogRef, pages, kidsOfRoot, shared }
}

async function enter(layout: Layout, node: Dict, ref: Ref, inherited: Map<string, Value>): Promise<Frame> {
  const kids = await layout.resolve(node.entries.get('Kids'))
  if (kids?.kind !== 'array') throw new SyntaxFault('A page tree node without its kids')
  const own = new Map(inherited)
  for (const key of INHERITED) {
    const value = node.entries.get(key)
    if (value) own.set(key, value)
  }
  return { ref, kids: kids.items, next: 0, inherited: own }
}

/**
 * Decompresses each page's content, within bounds. Gives the first page (from 1) whose content is longer than
 * `limit` bytes, or undefined. Content under filters other than Flate is left to the renderer's limits.
 */
export async function findBomb(
  layout: Layout,
  pages: readonly PageLeaf[],
  limit: number,
): Promise<number | undefined> {
  for (const [index, { page }] of pages.entries()) {
    const contents = page.entries.get('Contents')
    const listed = await layout.resolve(contents)
    const parts = listed?.kind === 'array' ? listed.items : contents ? [contents] : []
    let total = 0
    for (const part of parts) {
      if (part.kind !== 'ref') continue
      const loaded = await layout.load(part.num)
      if (loaded?.dataAt === undefined) continue
      try {
        total += (await layout.decode(loaded, limit))?.length ?? 0
      } catch (error) {
        if (error instanceof RangeError) return index + 1
        if (!(error instanceof SyntaxFault)) throw error
      }
      if (total > limit) return index + 1
    }
  }
  return undefined
}

/** Bytes of `PIECE` that a reader must fetch before it can show page one of the file as it is. */
const PIECE = 64 << 10

/**
 * How many 64 KiB pieces pdf.js fetches to find its way to page one and the last page, contents not counted:
 * it reads every cross-reference section and every child of the tree's root.
 */
export function piecesToOpen(layout: Layout, tree: Extract<PageTree, { found: 'pages' }>): number {
  const pieces = new Set<number>([0, Math.floor((layout.size - 1) / PIECE)])
  const cover = (from: number, to: number) => {
    for (let piece = Math.floor(from / PIECE); piece <= Math.floor(to / PIECE); piece += 1) pieces.add(piece)
  }
  const coverObject = (num: number) => {
    const entry = layout.entries.get(num)
    const holder = entry?.kind === 'in' ? layout.entries.get(entry.stream) : entry
    if (holder?.kind === 'at') cover(holder.offset, holder.offset)
  }
  for (const [from, to] of layout.sections) cover(from, to)
  coverObject(tree.catalogRef.num)
  for (const kid of tree.kidsOfRoot) coverObject(kid.num)
  for (const leaf of [tree.pages[0], tree.pages.at(-1)]) if (leaf) coverObject(leaf.ref.num)
  return pieces.size
}

/** Whether the file carries a digital signature; then only its original is the record. */
export async function isSigned(layout: Layout, catalog: Dict): Promise<boolean> {
  const form = await layout.resolve(catalog.entries.get('AcroForm'))
  const flags =
    form?.kind === 'dict' ? numberOf(await layout.resolve(form.entries.get('SigFlags'))) : undefined
  return flags !== undefined && (flags & 1) === 1
}
