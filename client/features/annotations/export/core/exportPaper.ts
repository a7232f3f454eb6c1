import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFPageLeaf,
  type PDFRef,
} from '@cantoo/pdf-lib'
import { annotate, drawnTexts } from './annotate.ts'
import type { Hand } from './appearance.ts'
import { type Taken, taken } from './collect.ts'
import { addNotePages, drawInto, numbered } from './flatten.ts'
import { Letters } from './Letters.ts'
import { listedTexts } from './listNotes.ts'
import { spaceOf } from './pageSpace.ts'
import { summarise } from './summary.ts'
import {
  type Exported,
  ExportFault,
  type ExportFonts,
  type ExportLayer,
  type ExportOptions,
} from './types.ts'
import { type Words, wordsOf } from './words.ts'

/**
 * Makes a file to take home out of a paper's bytes and notes. Runs anywhere: no DOM, no network, no clock. `pdf` is
 * null for a summary, which needs no paper. What changes in the paper is appended to it (ISO 32000-2, 7.5.6), so that
 * signed bytes stay as they are; only where the paper was protected, or its end is damaged, is it written anew.
 *
 * Errors: ExportFault `export.damaged` where the paper cannot be read, `export.locked` where it asks for a password.
 */
export async function exportPaper(
  pdf: Uint8Array<ArrayBuffer> | null,
  layers: readonly ExportLayer[],
  options: ExportOptions,
  fonts: ExportFonts,
  onProgress: (share: number) => void = () => undefined,
): Promise<Exported> {
  const words = wordsOf(options)
  const list = taken(layers, options)
  if (options.form === 'summary' || pdf === null) {
    const bytes = await summarise(list, layers, options, fonts, words)
    return { parts: [bytes], notes: list.length, signed: false, appended: false }
  }
  const { doc, appendable } = await open(pdf)
  onProgress(0.5)
  const pages = pagesOf(doc, options.paper.pageCount)
  const signed = isSigned(doc)
  const snapshot = doc.takeSnapshot()
  const numbers = options.form === 'flattened' ? numbered(list) : new Map<Taken, number>()
  const letters = await Letters.embed(doc, fonts, textsOf(list, numbers, options, words))
  const hand: Hand = { letters, stampWord: words.stampWord }
  let done = 0
  for (const [number, onPage] of byPage(list)) {
    const page = pages[number - 1]
    if (!page) continue
    const space = spaceOf(page.node, doc.context)
    if (options.form === 'flattened') drawInto(page.node, doc.context, space, onPage, numbers, hand)
    else {
      const place = { context: doc.context, page: page.ref, space, hand, words }
      const marksFirst = [...onPage].sort((a, b) => order(a) - order(b))
      addAnnotations(
        page.node,
        doc,
        marksFirst.flatMap(each => annotate(each, place)),
      )
    }
    snapshot.markRefForSave(page.ref)
    done += onPage.length
    onProgress(0.5 + (done / list.length) * 0.4)
  }
  if (numbers.size > 0) {
    addNotePages(doc, numbers, options, hand, words)
    markTree(doc, snapshot)
  }
  const found = { notes: list.length, signed }
  if (!appendable) return { ...found, parts: [await doc.save({ addDefaultPage: false })], appended: false }
  const tail = await doc.saveIncremental(snapshot, { useObjectStreams: endsInStream(pdf, doc) })
  return { ...found, parts: [pdf, tail], appended: true }
}

/** Texts and icons lie over marks. */
const order = ({ note }: Taken) =>
  note.kind === 'highlight' || note.kind === 'marker' ? 0 : note.kind === 'sticky' ? 2 : 1

async function open(pdf: Uint8Array<ArrayBuffer>): Promise<{ doc: PDFDocument; appendable: boolean }> {
  // Yields so that a worker hears when it is told to stop.
  const load = { updateMetadata: false, parseSpeed: 500, throwOnInvalidObject: false }
  try {
    const doc = await PDFDocument.load(pdf, { ...load, ignoreEncryption: true })
    if (!doc.isEncrypted) return { doc, appendable: endIsSound(pdf, doc) }
  } catch (error) {
    throw new ExportFault('export.damaged', String(error))
  }
  try {
    // Protected against changes alone: it opens for everybody, by the empty password.
    return { doc: await PDFDocument.load(pdf, { ...load, password: '' }), appendable: false }
  } catch (error) {
    throw new ExportFault('export.locked', String(error))
  }
}

/** Whether the file's last `startxref` leads to a cross-reference table or stream, counted from its first byte. */
function endIsSound(pdf: Uint8Array, doc: PDFDocument): boolean {
  const head = textAt(pdf, 0, 5)
  return head === '%PDF-' && /^\s*(xref\b|\d+\s+\d+\s+obj\b)/.test(textAt(pdf, startOf(doc), 40))
}

/** A table must be followed by a table and a stream by a stream (ISO 32000-2, 7.5.8.4). */
const endsInStream = (pdf: Uint8Array, doc: PDFDocument): boolean =>
  !/^\s*xref\b/.test(textAt(pdf, startOf(doc), 40))

const startOf = (doc: PDFDocument): number => doc.context.pdfFileDetails.prevStartXRef

const textAt = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

function pagesOf(doc: PDFDocument, expected: number) {
  try {
    const pages = doc.getPages()
    if (pages.length === expected && pages.every(({ node }) => node instanceof PDFPageLeaf)) return pages
  } catch {
    // Said below: what the page tree leads to is no page.
  }
  throw new ExportFault('export.damaged', 'The pages are not those that the reader shows')
}

function byPage(list: readonly Taken[]): Map<number, Taken[]> {
  const pages = new Map<number, Taken[]>()
  for (const each of list) {
    const before = pages.get(each.note.page)
    if (before) before.push(each)
    else pages.set(each.note.page, [each])
  }
  return pages
}

/** The page's own annotations stay as they are; its list may be shared, so a new one takes its place. */
function addAnnotations(page: PDFPageLeaf, doc: PDFDocument, refs: readonly PDFRef[]): void {
  const { context } = doc
  const before = context.lookup(page.get(PDFName.of('Annots')))
  const own: PDFObject[] = before instanceof PDFArray ? before.asArray() : []
  const list = context.obj([])
  for (const each of [...own, ...refs]) list.push(each)
  page.set(PDFName.of('Annots'), list)
}

/** Nodes of the page tree change when pages are added to it. */
function markTree(doc: PDFDocument, snapshot: { markRefForSave(ref: PDFRef): void }): void {
  const { context } = doc
  const pages = doc.getPages()
  const last = pages.at(-1)
  const marked = new Set<string>()
  const mark = (ref: PDFObject | undefined): void => {
    const node = context.lookup(ref)
    if (!(node instanceof PDFDict) || ref === undefined || marked.has(String(ref))) return
    marked.add(String(ref))
    snapshot.markRefForSave(ref as PDFRef)
    mark(node.get(PDFName.of('Parent')))
  }
  mark(last?.node.get(PDFName.of('Parent')))
}

/** Whether anybody signed the file (ISO 32000-2, 12.7.3, SigFlags; 12.8.6, Perms). */
function isSigned(doc: PDFDocument): boolean {
  const form = doc.context.lookup(doc.catalog.get(PDFName.of('AcroForm')))
  const flags = form instanceof PDFDict ? doc.context.lookup(form.get(PDFName.of('SigFlags'))) : undefined
  return (flags instanceof PDFNumber && (flags.asNumber() & 1) === 1) || doc.catalog.has(PDFName.of('Perms'))
}

function textsOf(
  list: readonly Taken[],
  numbers: ReadonlyMap<Taken, number>,
  { paper }: ExportOptions,
  words: Words,
): { regular: string[]; bold: string[] } {
  const { regular, bold } = drawnTexts(list, words)
  if (numbers.size === 0) return { regular, bold }
  const listed = listedTexts([...numbers.keys()], words)
  const pages = [...numbers.keys()].map(({ note }) => words.say('onPage', { page: note.page }))
  return {
    regular: [
      ...regular,
      ...listed.regular,
      paper.title,
      words.say('notePageOf', { page: 1, of: 234567890 }),
    ],
    bold: [...bold, ...listed.bold, words.say('notePages'), ...pages],
  }
}
