import { PDFDocument } from '@cantoo/pdf-lib'
import type { Hand } from './appearance.ts'
import type { Taken } from './collect.ts'
import { Letters } from './Letters.ts'
import { entriesOf, listEntry, listedTexts } from './listNotes.ts'
import { grey, Sheet } from './Sheet.ts'
import type { ExportFonts, ExportLayer, ExportOptions } from './types.ts'
import type { Words } from './words.ts'

/** [N66] A file of its own that says page by page what was written on the paper. */
export async function summarise(
  list: readonly Taken[],
  layers: readonly ExportLayer[],
  { paper, at, language }: ExportOptions,
  fonts: ExportFonts,
  words: Words,
): Promise<Uint8Array<ArrayBuffer>> {
  const doc = await PDFDocument.create({ updateMetadata: false })
  const title = words.say('summaryTitle')
  doc.setTitle(`${title}: ${paper.title}`, { showInWindowTitleBar: true })
  doc.setLanguage(language === 'vi' ? 'vi-VN' : 'en')
  doc.setCreationDate(instant(at))
  doc.setModificationDate(instant(at))
  const head = [
    words.say('paperLine', { version: paper.version }),
    `${paper.meeting} · ${words.moment(paper.meetingAt)}`,
    words.say('madeAt', { moment: words.moment(at) }),
    words.say('layersLine', {
      layers: layers
        .map(layer => `${words.layer(layer)} (${list.filter(each => each.layer === layer).length})`)
        .join('; '),
    }),
  ]
  const pageHeads = [...new Set(list.map(({ note }) => note.page))].map(page => words.say('onPage', { page }))
  const texts = listedTexts(list, words)
  const footer = (page: number, of: number) => words.say('pageOf', { page, of })
  const letters = await Letters.embed(doc, fonts, {
    regular: [...texts.regular, ...head, paper.title, footer(1, 234567890)],
    bold: [...texts.bold, title, paper.title, ...pageHeads, words.say('noNotes')],
  })
  const hand: Hand = { letters, stampWord: words.stampWord }
  const sheet = new Sheet(doc.context, letters)
  sheet.text(title, { size: 11, weight: 'bold', colour: '#a4161a' })
  sheet.text(paper.title, { size: 17, weight: 'bold', before: 4 })
  for (const line of head) sheet.text(line, { size: 10, colour: grey, before: 2 })
  sheet.rule(12, '#a4161a', 1.2)
  if (list.length === 0) sheet.text(words.say('noNotes'), { size: 11, weight: 'bold', before: 16 })
  let page = 0
  for (const entry of entriesOf(list)) {
    const [{ note }] = entry.notes
    if (note.page !== page) {
      page = note.page
      sheet.text(words.say('onPage', { page }), { size: 13, weight: 'bold', before: 18, keep: 70 })
      sheet.rule(1)
    }
    listEntry(sheet, entry, hand, words)
  }
  sheet.finish(doc, paper.title, footer)
  return doc.save({ addDefaultPage: false })
}

/** pdf-lib takes dates as objects; what it writes is the same instant in UTC. */
const instant = (at: number): Date => new Date(at)
