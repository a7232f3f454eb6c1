import {
  PDFArray,
  type PDFContext,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFPageLeaf,
  type PDFRef,
} from '@cantoo/pdf-lib'
import { inks } from '#shared/annotations/note.ts'
import { boundsOf } from '../../paper/geometry.ts'
import { coatOf } from '../../paper/paintNote.ts'
import { drawMark, drawNote, type Hand, stickySide } from './appearance.ts'
import type { Taken } from './collect.ts'
import { Drawing } from './Drawing.ts'
import { listEntry } from './listNotes.ts'
import type { PageSpace } from './pageSpace.ts'
import { grey, Sheet } from './Sheet.ts'
import type { ExportOptions } from './types.ts'
import type { Words } from './words.ts'

/** Notes whose words stand on the added pages, each with its number: those that paper alone does not tell. */
export function numbered(list: readonly Taken[]): Map<Taken, number> {
  const numbers = new Map<Taken, number>()
  for (const each of list)
    if (each.note.kind === 'sticky' || each.thread.said.length > 0) numbers.set(each, numbers.size + 1)
  return numbers
}

/** [N65] Makes notes part of a page: what is drawn follows the page's own content. */
export function drawInto(
  page: PDFPageLeaf,
  context: PDFContext,
  space: PageSpace,
  list: readonly Taken[],
  numbers: ReadonlyMap<Taken, number>,
  hand: Hand,
): void {
  const drawing = new Drawing(context)
  const inOrder = [...list].sort((a, b) => coat(a) - coat(b))
  drawing.inside(() => {
    for (const each of inOrder) drawing.inside(() => drawNote(drawing, each.note, hand, numbers.get(each)))
    for (const each of inOrder) {
      const number = numbers.get(each)
      if (number === undefined || each.note.kind === 'sticky') continue
      const [left, top] = boundsOf(each.note, 1)
      const reach = stickySide / 2
      const at: [number, number] = [Math.max(reach, left - reach), Math.max(reach, top - reach * 0.4)]
      drawMark(drawing, at, inks[each.note.ink], hand, number)
    }
  }, space.matrix)
  // Whatever state the page's own content leaves behind ends before ours begins.
  const before = context.register(context.stream('q\n'))
  const after = new Drawing(context)
  const name = freeName(page, context)
  after.add(`Q /${name} Do`)
  const contents = page.get(PDFName.of('Contents'))
  const own = contents === undefined ? undefined : context.lookup(contents)
  const parts = own instanceof PDFArray ? own.asArray() : own && contents ? [contents] : []
  page.set(PDFName.of('Contents'), context.obj([before, ...parts, after.content()]))
  page.set(PDFName.of('Resources'), withForm(page, context, name, drawing.form(space.view)))
}

const coat = ({ note }: Taken) => (coatOf(note) === 'marks' ? 0 : coatOf(note) === 'inks' ? 1 : 2)

function resourcesOf(page: PDFPageLeaf, context: PDFContext): PDFDict | null {
  const found = context.lookup(page.getInheritableAttribute(PDFName.of('Resources')))
  return found instanceof PDFDict ? found : null
}

function formsOf(page: PDFPageLeaf, context: PDFContext): PDFDict | null {
  const found = context.lookup(resourcesOf(page, context)?.get(PDFName.of('XObject')))
  return found instanceof PDFDict ? found : null
}

function freeName(page: PDFPageLeaf, context: PDFContext): string {
  const forms = formsOf(page, context)
  let name = 'PhsNotes'
  while (forms?.has(PDFName.of(name))) name += 'x'
  return name
}

/** The page's resources with one more form. Pages share theirs: a copy is changed. */
function withForm(page: PDFPageLeaf, context: PDFContext, name: string, form: PDFRef): PDFDict {
  const copy = context.obj({})
  for (const [key, value] of resourcesOf(page, context)?.entries() ?? []) copy.set(key, value)
  const forms = context.obj({})
  for (const [key, value] of formsOf(page, context)?.entries() ?? []) forms.set(key, value)
  forms.set(PDFName.of(name), form)
  copy.set(PDFName.of('XObject'), forms)
  return copy
}

/** [N65] The pages at the end: what the numbers on the paper say. */
export function addNotePages(
  doc: PDFDocument,
  numbers: ReadonlyMap<Taken, number>,
  { paper }: ExportOptions,
  hand: Hand,
  words: Words,
): void {
  if (numbers.size === 0) return
  const sheet = new Sheet(doc.context, hand.letters)
  sheet.text(words.say('notePages'), { size: 17, weight: 'bold' })
  sheet.text(paper.title, { size: 10, colour: grey, before: 2 })
  sheet.rule(8, '#a4161a', 1.2)
  let page = 0
  for (const [each, number] of numbers) {
    if (each.note.page !== page) {
      page = each.note.page
      sheet.text(words.say('onPage', { page }), { size: 12, weight: 'bold', before: 14, keep: 70 })
    }
    listEntry(sheet, { notes: [each], number }, hand, words)
  }
  sheet.finish(doc, paper.title, (at, of) => words.say('notePageOf', { page: at, of }))
}
