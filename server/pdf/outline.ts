import {
  type PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib'
import type { OutlineEntry } from './page.ts'

interface Node {
  entry: OutlineEntry
  ref: PDFRef
  children: Node[]
}

/** Writes the outline (ISO 32000-1, 12.3.3); parents stand closed, so that a long one is not a wall of lines. */
export function writeOutline(pdf: PDFDocument, entries: OutlineEntry[], pages: PDFPage[]): void {
  if (entries.length === 0) return
  const roots = tree(pdf, entries)
  const root = pdf.context.nextRef()
  for (const node of roots) writeNode(pdf, node, root, roots, pages)
  const dict = pdf.context.obj({ Type: 'Outlines' })
  link(dict, roots)
  dict.set(PDFName.of('Count'), PDFNumber.of(roots.length))
  pdf.context.assign(root, dict)
  pdf.catalog.set(PDFName.of('Outlines'), root)
}

function tree(pdf: PDFDocument, entries: OutlineEntry[]): Node[] {
  const roots: Node[] = []
  const path: Node[] = []
  for (const entry of entries) {
    const node: Node = { entry, ref: pdf.context.nextRef(), children: [] }
    while ((path.at(-1)?.entry.level ?? 0) >= entry.level) path.pop()
    const parent = path.at(-1)
    if (parent) parent.children.push(node)
    else roots.push(node)
    path.push(node)
  }
  return roots
}

function writeNode(pdf: PDFDocument, node: Node, parent: PDFRef, siblings: Node[], pages: PDFPage[]): void {
  const page = pages[node.entry.page]
  if (!page) return
  const place = siblings.indexOf(node)
  const dict = pdf.context.obj({
    Dest: [page.ref, 'XYZ', null, page.getHeight() - node.entry.y, null],
  })
  dict.set(PDFName.of('Title'), PDFHexString.fromText(node.entry.title))
  dict.set(PDFName.of('Parent'), parent)
  const before = siblings[place - 1]
  const after = siblings[place + 1]
  if (before) dict.set(PDFName.of('Prev'), before.ref)
  if (after) dict.set(PDFName.of('Next'), after.ref)
  if (node.children.length > 0) {
    link(dict, node.children)
    dict.set(PDFName.of('Count'), PDFNumber.of(-node.children.length))
    for (const child of node.children) writeNode(pdf, child, node.ref, node.children, pages)
  }
  pdf.context.assign(node.ref, dict)
}

function link(dict: PDFDict, children: Node[]): void {
  const first = children[0]
  const last = children.at(-1)
  if (first) dict.set(PDFName.of('First'), first.ref)
  if (last) dict.set(PDFName.of('Last'), last.ref)
}
