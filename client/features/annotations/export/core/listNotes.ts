import { inks } from '#shared/annotations/note.ts'
import { boundsOf } from '../../paper/geometry.ts'
import { coatOf } from '../../paper/paintNote.ts'
import { drawMark, drawNote, type Hand } from './appearance.ts'
import type { Taken } from './collect.ts'
import type { Drawing } from './Drawing.ts'
import { grey, type Sheet } from './Sheet.ts'
import type { Words } from './words.ts'

/** Notes that are one line of the list: a note, or strokes of one hand that follow each other. */
export interface Entry {
  readonly notes: readonly [Taken, ...Taken[]]
  /** Its number on the paper, where it has one. */
  readonly number?: number
}

/** Milliseconds between two strokes of one writing. */
const onePause = 60_000
/** A drawing is shown no larger than this, in points. */
const pictureHigh = 90

/** Puts strokes together that were written on one page, in one ink, without a long pause: a word is many strokes. */
export function entriesOf(list: readonly Taken[]): Entry[] {
  const entries: { notes: [Taken, ...Taken[]]; lastAt: number }[] = []
  const open = new Map<string, (typeof entries)[number]>()
  const byTime = [...list].sort((a, b) => a.note.page - b.note.page || a.note.at - b.note.at)
  for (const each of byTime) {
    const { note, layer, thread } = each
    const plain = (note.kind === 'pen' || note.kind === 'marker') && thread.said.length === 0
    const key = `${layer.title}/${layer.isPrivate}/${note.author}/${note.page}/${note.kind}/${note.ink}`
    const before = plain ? open.get(key) : undefined
    if (before && note.at - before.lastAt < onePause) {
      before.notes.push(each)
      before.lastAt = note.at
      continue
    }
    const entry: (typeof entries)[number] = { notes: [each], lastAt: note.at }
    entries.push(entry)
    if (plain) open.set(key, entry)
  }
  const place = new Map(list.map((each, index) => [each, index]))
  const first = ({ notes }: Entry) => Math.min(...notes.map(each => place.get(each) ?? 0))
  return entries.sort((a, b) => first(a) - first(b)).map(({ notes }) => ({ notes }))
}

/** [N66] One entry: who, when, where, the words that it stands on, what it says, and what was answered. */
export function listEntry(sheet: Sheet, { notes, number }: Entry, hand: Hand, words: Words): void {
  const [{ note, layer, thread }] = notes
  const count = notes.length > 1 ? ` · ${words.say('strokes', { count: notes.length })}` : ''
  const indent = 26
  const sign = (drawing: Drawing, x: number, y: number) =>
    drawing.inside(() => {
      if (number !== undefined) return drawMark(drawing, [x + 9, y + 10], inks[note.ink], hand, number)
      drawing.fill(inks[note.ink])
      drawing.roundRect(x, y + 3, 14, 10, 2)
      drawing.add('f')
    })
  // Who wrote it stands on the page where it is said.
  sheet.draw(2, 11, sign, 50)
  sheet.text(`${words.kind(note)}${count} · ${words.person(note.author)}`, {
    size: 10.5,
    weight: 'bold',
    indent,
    keep: 30,
  })
  const where = `${words.moment(note.at)} · ${words.layer(layer)}`
  sheet.text(thread.resolved ? `${where} · ${words.resolved}` : where, { size: 9, colour: grey, indent })
  if (note.quote)
    sheet.text(`“${note.quote.exact}”`, { size: 10, colour: grey, indent, before: 3, bar: inks[note.ink] })
  const text = 'text' in note ? note.text : note.kind === 'stamp' ? words.stampWord(note.stamp) : ''
  if (text.trim() !== '') sheet.text(text, { size: 11, indent, before: 3 })
  if (note.kind === 'pen' || note.kind === 'arrow' || (note.kind === 'marker' && notes.length > 1))
    picture(sheet, notes, indent, hand)
  for (const { note: said, at } of thread.said) {
    const inner = indent + 16
    if (said.kind === 'state') {
      sheet.text(`${words.state(said.state, said.author)} · ${words.moment(at)}`, {
        size: 9,
        colour: grey,
        indent: inner,
        before: 4,
      })
      continue
    }
    const by = `${words.person(said.author)} · ${words.moment(at)}`
    sheet.text(by, { size: 9, weight: 'bold', indent: inner, before: 4, keep: 16 })
    sheet.text(said.text, { size: 10.5, indent: inner })
  }
}

/** What was drawn by hand, made smaller where it is large. */
function picture(sheet: Sheet, notes: Entry['notes'], indent: number, hand: Hand): void {
  const boxes = notes.map(({ note }) => boundsOf(note, 1))
  const x1 = Math.min(...boxes.map(box => box[0]))
  const y1 = Math.min(...boxes.map(box => box[1]))
  const wide = Math.max(...boxes.map(box => box[0] + box[2])) - x1
  const high = Math.max(...boxes.map(box => box[1] + box[3])) - y1
  if (!(wide > 0 && high > 0)) return
  const scale = Math.min(0.8, pictureHigh / high, (sheet.textWidth - indent) / wide)
  sheet.draw(high * scale, 4, (drawing, x, y) =>
    drawing.inside(() => {
      const inOrder = [...notes].sort((a, b) => coat(a) - coat(b))
      for (const { note } of inOrder) drawing.inside(() => drawNote(drawing, note, hand))
    }, [scale, 0, 0, scale, x + indent - x1 * scale, y - y1 * scale]),
  )
}

const coat = ({ note }: Taken) => (coatOf(note) === 'marks' ? 0 : 1)

/** Every text that entries are set in. */
export function listedTexts(list: readonly Taken[], words: Words): { regular: string[]; bold: string[] } {
  const regular: string[] = ['“”']
  const bold: string[] = ['0123456789']
  for (const { note, layer, thread } of list) {
    bold.push(words.kind(note), words.person(note.author), words.say('strokes', { count: 1 }), ' · ')
    regular.push(words.moment(note.at), words.layer(layer), words.resolved, note.quote?.exact ?? '')
    if ('text' in note) regular.push(note.text)
    if (note.kind === 'stamp') {
      regular.push(words.stampWord(note.stamp))
      bold.push(words.stampWord(note.stamp))
    }
    for (const { note: said, at } of thread.said) {
      bold.push(words.person(said.author), words.moment(at))
      regular.push(said.kind === 'reply' ? said.text : words.state(said.state, said.author), words.moment(at))
    }
  }
  return { regular, bold }
}
