import { type PDFContext, PDFHexString, PDFName, type PDFRef, PDFString } from '@cantoo/pdf-lib'
import { localParts } from '#client/i18n/format.ts'
import { inks, type PlacedNote, type Stamp } from '#shared/annotations/note.ts'
import type { Said } from '../../panel/threads.ts'
import { pointsOf } from '../../paper/geometry.ts'
import { coatOf, markerAlpha } from '../../paper/paintNote.ts'
import { drawNote, type Hand, spread } from './appearance.ts'
import type { Taken } from './collect.ts'
import { Drawing, num, rgbOf } from './Drawing.ts'
import { cleaned } from './Letters.ts'
import { type PageSpace, quadPoints, type Rect, rectOf, toUser, uprightAt } from './pageSpace.ts'
import type { Words } from './words.ts'

/** Flags of an annotation (ISO 32000-2, table 167). */
const hidden = 2
const print = 4
const noZoom = 8
const noRotate = 16

/** Names that ISO 32000-2, table 184 gives to stamps, for readers that draw their own. */
const stampNames: Readonly<Record<Stamp, string>> = {
  agreed: 'Approved',
  disagreed: 'NotApproved',
  reconsider: 'ForComment',
  seen: 'Final',
  initialled: 'Approved',
  urgent: 'AsIs',
}

/** A date with its zone (ISO 32000-2, 7.9.4): Vietnam keeps UTC+7. */
export function pdfDate(instant: number): PDFString {
  const { year, month, day, hour, minute, second } = localParts(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return PDFString.of(
    `D:${String(year).padStart(4, '0')}${two(month)}${two(day)}${two(hour)}${two(minute)}${two(second)}+07'00'`,
  )
}

/** A text string in UTF-16BE (ISO 32000-2, 7.9.2.2), so that every reader has every letter. */
export const pdfText = (text: string): PDFHexString => PDFHexString.fromText(cleanText(text))

/** Line ends as viewers take them; without controls and halves of pairs, at which readers give up. */
const cleanText = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\r\n?|\n/g, '\r')
    .replace(/[^\P{Cc}\t\r]/gu, '')
    .toWellFormed()

/** Where an annotation is written to. */
export interface PagePlace {
  readonly context: PDFContext
  readonly page: PDFRef
  readonly space: PageSpace
  readonly hand: Hand
  readonly words: Words
}

/** [N61] [N62] Writes a note, its thread and its window as annotations; in the order of the page's list. */
export function annotate({ note, id, layer, thread }: Taken, place: PagePlace): PDFRef[] {
  const { context, space, hand, words } = place
  const box = spread(note, hand)
  // Readers keep a Text annotation upright about its upper left corner (ISO 32000-2, 12.5.6.4): so it is made.
  const drawn = note.kind === 'sticky' ? uprightAt(space, box) : space
  const rect = rectOf(drawn, box)
  const drawing = new Drawing(context)
  drawing.inside(() => drawNote(drawing, note, hand), drawn.matrix)
  const ref = context.nextRef()
  const refs = [ref]
  const dict = context.obj({
    Type: 'Annot',
    ...kindEntries(note, place),
    ...common(note.author, note.at, note.changedAt, place),
    Rect: rounded(rect),
    NM: pdfText(id),
    Subj: pdfText(words.layer(layer)),
    F: note.kind === 'sticky' ? print | noRotate : print,
    AP: { N: drawing.form(rect) },
  })
  const contents = contentsOf(note, words)
  if (contents !== '') dict.set(PDFName.of('Contents'), pdfText(contents))
  if (note.kind !== 'textBox') dict.set(PDFName.of('C'), context.obj(rgbOf(inks[note.ink])))
  if (hasWindow(note) || thread.said.length > 0) {
    const popup = context.register(
      context.obj({
        Type: 'Annot',
        Subtype: 'Popup',
        Rect: rounded(windowRect(rect, space)),
        Parent: ref,
        P: place.page,
        F: noZoom | noRotate,
        Open: false,
      }),
    )
    dict.set(PDFName.of('Popup'), popup)
    refs.push(popup)
  }
  context.assign(ref, dict)
  for (const said of thread.said) refs.push(answer(said, ref, rect, place))
  return refs
}

/** A reply, or a change of the discussion's state, as an annotation of its own (ISO 32000-2, 12.5.6.2 and 12.5.6.3). */
function answer({ id, note, at, changedAt }: Said, to: PDFRef, rect: Rect, place: PagePlace): PDFRef {
  const { context, words } = place
  const [x, , , y] = rect
  const dict = context.obj({
    Type: 'Annot',
    Subtype: 'Text',
    ...common(note.author, at, changedAt, place),
    Rect: rounded([x, y - 20, x + 20, y]),
    NM: pdfText(id),
    IRT: to,
    RT: 'R',
    // Nothing of it lies on the page: readers that list discussions show it there.
    AP: {
      N: context.register(context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 20, 20] })),
    },
    F: note.kind === 'state' ? hidden | print | noZoom | noRotate : print | noZoom | noRotate,
    Contents: pdfText(note.kind === 'reply' ? note.text : words.state(note.state, note.author)),
  })
  if (note.kind === 'state') {
    dict.set(PDFName.of('StateModel'), PDFString.of('Review'))
    dict.set(PDFName.of('State'), PDFString.of(note.state === 'resolved' ? 'Completed' : 'None'))
  }
  return context.register(dict)
}

const common = (author: string, at: number, changedAt: number, { page, words }: PagePlace) => ({
  P: page,
  T: pdfText(words.person(author)),
  CreationDate: pdfDate(at),
  M: pdfDate(changedAt),
})

function kindEntries(note: PlacedNote, { space }: PagePlace) {
  const user = (x: number, y: number) => toUser(space, x, y).map(value => Number(num(value)))
  // Widths are in the page's own units too.
  const scale = Math.abs(space.matrix[0] || space.matrix[1])
  switch (note.kind) {
    case 'pen':
    case 'marker': {
      const points = pointsOf(note.stroke)
      const [first] = points
      // One point is drawn as a dot by readers that make their own appearance.
      const line = points.length === 1 && first ? [first, first] : points
      return {
        Subtype: 'Ink',
        InkList: [line.flatMap(({ x, y }) => user(x, y))],
        BS: { W: note.width * scale, S: 'S' },
        ...(coatOf(note) === 'marks' ? { IT: 'InkHighlight', CA: markerAlpha(note.ink) } : {}),
      }
    }
    case 'highlight':
      return { Subtype: 'Highlight', QuadPoints: quads(note.lines, space), CA: markerAlpha(note.ink) }
    case 'underline':
      return { Subtype: 'Underline', QuadPoints: quads(note.lines, space) }
    case 'strikeOut':
      return { Subtype: 'StrikeOut', QuadPoints: quads(note.lines, space) }
    case 'sticky':
      return { Subtype: 'Text', Name: 'Comment', Open: false }
    case 'arrow':
      return {
        Subtype: 'Line',
        IT: 'LineArrow',
        L: [...user(...note.from), ...user(...note.to)],
        LE: ['None', 'ClosedArrow'],
        IC: rgbOf(inks[note.ink]),
        BS: { W: note.width * scale, S: 'S' },
      }
    case 'stamp':
      return { Subtype: 'Stamp', Name: stampNames[note.stamp] }
    case 'textBox': {
      const size = num(note.size * scale)
      return {
        Subtype: 'FreeText',
        DA: PDFString.of(`${rgbOf(inks[note.ink]).map(num).join(' ')} rg /Helv ${size} Tf`),
        DS: PDFString.of(`font: ${size}pt "Be Vietnam Pro",Arial,sans-serif; color: ${inks[note.ink]}`),
        BS: { W: 0 },
      }
    }
  }
}

const quads = (lines: Parameters<typeof quadPoints>[1], space: PageSpace) =>
  quadPoints(space, lines).map(value => Number(num(value)))

/** What readers show as a note's text. */
function contentsOf(note: PlacedNote, words: Words): string {
  if (note.kind === 'sticky' || note.kind === 'textBox') return note.text
  if (note.kind === 'stamp') return words.stampWord(note.stamp)
  return note.quote?.exact ?? ''
}

const hasWindow = ({ kind }: PlacedNote) =>
  kind === 'sticky' || kind === 'highlight' || kind === 'underline' || kind === 'strikeOut'

/** A note's window: beside what is seen of the page, at the note's height. */
function windowRect([, , , top]: Rect, { view }: PageSpace): Rect {
  return [view[2], top - 120, view[2] + 200, top]
}

const rounded = (rect: Rect) => rect.map(value => Number(num(value)))

/** Every text that is drawn for notes as annotations. */
export function drawnTexts(list: readonly Taken[], words: Words): { regular: string[]; bold: string[] } {
  return {
    regular: list.flatMap(({ note }) => (note.kind === 'textBox' ? [cleaned(note.text)] : [])),
    bold: list.flatMap(({ note }) => (note.kind === 'stamp' ? [words.stampWord(note.stamp)] : [])),
  }
}
